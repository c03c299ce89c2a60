//! Who may call: people who have logged in at the identity provider. Its ID token, in a cookie, is their session.
//! Handlers get them with `ReqData<Caller>`.

use crate::error::ApiError;
use actix_web::{
    Error, HttpMessage, HttpRequest, HttpResponse, HttpResponseBuilder, Scope,
    body::EitherBody,
    cookie::{Cookie, SameSite, time},
    dev::{HttpServiceFactory, ServiceRequest, ServiceResponse},
    http::{
        StatusCode,
        header::{ACCEPT, LOCATION},
    },
    middleware::{Next, from_fn},
    web::{self, Data, Query},
};
use anyhow::Context;
use provider::Answer;

mod provider;

pub use provider::{Caller, Guard, Registered};

const SESSION: &str = "session";
const LOGIN: &str = "login"; // what a log-in that was begun has to be finished with

impl Guard {
    /// Puts the check in front of the routes.
    pub fn protect(self, routes: Scope) -> impl HttpServiceFactory + 'static {
        let callback = web::resource("/callback").route(web::get().to(callback));
        (
            callback.app_data(Data::new(self.clone())),
            web::resource("/logout").route(web::post().to(logout)),
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
    if let Some(token) = request.cookie(SESSION) {
        match guard.caller(token.value(), None).await {
            Ok(caller) => {
                request.extensions_mut().insert(caller);
                return Ok(next.call(request).await?.map_into_left_body());
            }
            Err(why) => tracing::info!("session refused: {why:#}"),
        }
    }
    let accept = request.headers().get(ACCEPT).map(|value| value.to_str());
    let answer = if matches!(accept, Some(Ok(kinds)) if kinds.contains("text/html")) {
        let begun = guard.begin(request.path()).await;
        let (url, kept) = begun.map_err(ApiError::from)?;
        let mut login = cookie(LOGIN, kept);
        login.set_max_age(time::Duration::minutes(10));
        see(&url).cookie(login).finish()
    } else {
        HttpResponse::new(StatusCode::UNAUTHORIZED)
    };
    Ok(request.into_response(answer).map_into_right_body())
}

async fn callback(guard: Data<Guard>, request: HttpRequest, answer: Query<Answer>) -> HttpResponse {
    let finished = finish(&guard, &request, answer.into_inner()).await;
    finished.unwrap_or_else(|why| {
        tracing::info!("log-in refused: {why:#}");
        HttpResponse::new(StatusCode::UNAUTHORIZED)
    })
}

async fn finish(
    guard: &Guard,
    request: &HttpRequest,
    answer: Answer,
) -> anyhow::Result<HttpResponse> {
    let kept = request.cookie(LOGIN).context("no log-in was begun here")?;
    let (token, page) = guard.finish(kept.value(), answer).await?;
    let (session, done) = (cookie(SESSION, token), gone(LOGIN));
    Ok(see(&page).cookie(session).cookie(done).finish())
}

async fn logout() -> HttpResponse {
    HttpResponse::NoContent().cookie(gone(SESSION)).finish()
}

fn see(address: &str) -> HttpResponseBuilder {
    let mut answer = HttpResponse::SeeOther();
    answer.insert_header((LOCATION, address));
    answer
}

/// No script reads it, and other sites' forms do not bring it along.
fn cookie(name: &'static str, value: String) -> Cookie<'static> {
    let cookie = Cookie::build(name, value).path("/").http_only(true);
    cookie.secure(true).same_site(SameSite::Lax).finish()
}

fn gone(name: &'static str) -> Cookie<'static> {
    let mut cookie = cookie(name, String::new());
    cookie.make_removal();
    cookie
}
