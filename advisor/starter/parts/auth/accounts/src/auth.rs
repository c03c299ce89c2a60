//! Who may call: whoever has an account here and has logged in. Handlers get them with `Extension<Caller>`.

use crate::error::ApiError;
use axum::{
    Json, Router,
    extract::{Request, State},
    http::{
        HeaderMap, StatusCode,
        header::{COOKIE, SET_COOKIE},
    },
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::post,
};

mod accounts;

pub use accounts::{Caller, Guard, Login};

impl Guard {
    /// Puts the check in front of the routes.
    pub fn protect<S: Clone + Send + Sync + 'static>(self, routes: Router<S>) -> Router<S> {
        let own = Router::new()
            .route("/accounts", post(register))
            .route("/login", post(log_in))
            .route("/logout", post(log_out))
            .with_state(self.clone());
        routes
            .route_layer(middleware::from_fn_with_state(self, check))
            .merge(own)
    }
}

async fn check(
    State(guard): State<Guard>,
    mut request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let caller = match session(request.headers()) {
        Some(key) => guard.caller(key).await?,
        None => None,
    };
    let Some(caller) = caller else {
        return Ok(StatusCode::UNAUTHORIZED.into_response());
    };
    request.extensions_mut().insert(caller);
    Ok(next.run(request).await)
}

async fn register(
    State(guard): State<Guard>,
    Json(new): Json<Login>,
) -> Result<StatusCode, ApiError> {
    if let Some(why) = new.fault() {
        return Err(ApiError::Invalid(why));
    }
    Ok(match guard.register(new).await? {
        true => StatusCode::CREATED,
        false => StatusCode::CONFLICT,
    })
}

async fn log_in(
    State(guard): State<Guard>,
    Json(login): Json<Login>,
) -> Result<Response, ApiError> {
    Ok(match guard.log_in(login).await? {
        Some(key) => (StatusCode::NO_CONTENT, [(SET_COOKIE, cookie(&key))]).into_response(),
        None => StatusCode::UNAUTHORIZED.into_response(),
    })
}

async fn log_out(
    State(guard): State<Guard>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, ApiError> {
    if let Some(key) = session(&headers) {
        guard.log_out(key).await?;
    }
    let gone = cookie("; Max-Age=0");
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, gone)]))
}

fn session(headers: &HeaderMap) -> Option<&str> {
    let all = headers.get_all(COOKIE).into_iter();
    all.filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|one| one.trim().strip_prefix("session="))
}

/// No script reads it, and other sites' forms do not bring it along.
fn cookie(key: &str) -> String {
    format!("session={key}; Path=/; HttpOnly; Secure; SameSite=Lax")
}
