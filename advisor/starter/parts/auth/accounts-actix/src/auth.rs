//! Who may call: whoever has an account here and has logged in. Handlers get them with `ReqData<Caller>`.

use crate::error::ApiError;
use actix_web::{
    Error, HttpMessage, HttpRequest, HttpResponse, Scope,
    body::EitherBody,
    cookie::{Cookie, SameSite},
    dev::{HttpServiceFactory, ServiceRequest, ServiceResponse},
    http::StatusCode,
    middleware::{Next, from_fn},
    web::{self, Data, Json},
};

mod accounts;

pub use accounts::{Caller, Guard, Login};

const SESSION: &str = "session";

impl Guard {
    /// Puts the check in front of the routes.
    pub fn protect(self, routes: Scope) -> impl HttpServiceFactory + 'static {
        let guard = Data::new(self.clone());
        let own = |path| web::resource(path).app_data(guard.clone());
        (
            own("/accounts").route(web::post().to(register)),
            own("/login").route(web::post().to(log_in)),
            own("/logout").route(web::post().to(log_out)),
            routes.wrap(from_fn(move |request, next| {
                check(self.clone(), request, next)
            })),
        )
    }
}

async fn check<B>(
    guard: Guard,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let caller = match request.cookie(SESSION) {
        Some(key) => guard.caller(key.value()).await.map_err(ApiError::from)?,
        None => None,
    };
    let Some(caller) = caller else {
        let answer = HttpResponse::new(StatusCode::UNAUTHORIZED);
        return Ok(request.into_response(answer).map_into_right_body());
    };
    request.extensions_mut().insert(caller);
    Ok(next.call(request).await?.map_into_left_body())
}

async fn register(guard: Data<Guard>, new: Json<Login>) -> Result<HttpResponse, ApiError> {
    if let Some(why) = new.fault() {
        return Err(ApiError::Invalid(why.to_owned()));
    }
    Ok(match guard.register(new.into_inner()).await? {
        true => HttpResponse::Created().finish(),
        false => HttpResponse::Conflict().finish(),
    })
}

async fn log_in(guard: Data<Guard>, login: Json<Login>) -> Result<HttpResponse, ApiError> {
    Ok(match guard.log_in(login.into_inner()).await? {
        Some(key) => HttpResponse::NoContent().cookie(cookie(key)).finish(),
        None => HttpResponse::Unauthorized().finish(),
    })
}

async fn log_out(guard: Data<Guard>, request: HttpRequest) -> Result<HttpResponse, ApiError> {
    if let Some(key) = request.cookie(SESSION) {
        guard.log_out(key.value()).await?;
    }
    let mut gone = cookie(String::new());
    gone.make_removal();
    Ok(HttpResponse::NoContent().cookie(gone).finish())
}

/// No script reads it, and other sites' forms do not bring it along.
fn cookie(key: String) -> Cookie<'static> {
    let cookie = Cookie::build(SESSION, key).path("/").http_only(true);
    cookie.secure(true).same_site(SameSite::Lax).finish()
}
