//! Who may call: people who have logged in at the identity provider. Its ID token, in a cookie, is their session.
//! Handlers get them with `Extension<Caller>`.

use crate::error::ApiError;
use anyhow::Context;
use axum::{
    Router,
    extract::{Query, Request, State},
    http::{
        HeaderMap, HeaderName, StatusCode,
        header::{ACCEPT, COOKIE, SET_COOKIE},
    },
    middleware::{self, Next},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use provider::Answer;

mod provider;

pub use provider::{Caller, Guard, Registered};

const SESSION: &str = "session";
const LOGIN: &str = "login"; // what a log-in that was begun has to be finished with

impl Guard {
    /// Puts the check in front of the routes.
    pub fn protect<S: Clone + Send + Sync + 'static>(self, routes: Router<S>) -> Router<S> {
        let own = Router::new()
            .route("/callback", get(callback))
            .route("/logout", post(logout))
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
    if let Some(token) = cookie(request.headers(), SESSION) {
        match guard.caller(token, None).await {
            Ok(caller) => {
                request.extensions_mut().insert(caller);
                return Ok(next.run(request).await);
            }
            Err(why) => tracing::info!("session refused: {why:#}"),
        }
    }
    let accept = request.headers().get(ACCEPT).map(|value| value.to_str());
    if !matches!(accept, Some(Ok(kinds)) if kinds.contains("text/html")) {
        return Ok(StatusCode::UNAUTHORIZED.into_response());
    }
    let (url, kept) = guard.begin(request.uri().path()).await?;
    let login = set(LOGIN, &format!("{kept}; Max-Age=600"));
    Ok((AppendHeaders([login]), Redirect::to(&url)).into_response())
}

async fn callback(
    State(guard): State<Guard>,
    headers: HeaderMap,
    Query(answer): Query<Answer>,
) -> Response {
    let finished = finish(&guard, &headers, answer).await;
    finished.unwrap_or_else(|why| {
        tracing::info!("log-in refused: {why:#}");
        StatusCode::UNAUTHORIZED.into_response()
    })
}

async fn finish(guard: &Guard, headers: &HeaderMap, answer: Answer) -> anyhow::Result<Response> {
    let kept = cookie(headers, LOGIN).context("no log-in was begun here")?;
    let (token, page) = guard.finish(kept, answer).await?;
    let cookies = AppendHeaders([set(SESSION, &token), set(LOGIN, "; Max-Age=0")]);
    Ok((cookies, Redirect::to(&page)).into_response())
}

async fn logout() -> impl IntoResponse {
    (
        AppendHeaders([set(SESSION, "; Max-Age=0")]),
        StatusCode::NO_CONTENT,
    )
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(COOKIE).into_iter();
    all.filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|one| one.trim().strip_prefix(name)?.strip_prefix('='))
}

/// No script reads it, and other sites' forms do not bring it along.
fn set(name: &str, value: &str) -> (HeaderName, String) {
    let text = format!("{name}={value}; Path=/; HttpOnly; Secure; SameSite=Lax");
    (SET_COOKIE, text)
}
