//! Requests as a browser sends them.

use axum::{body::Body, http::Request};
use service::{app, auth::Guard, store::Store};
use tower::ServiceExt;

/// The status and the headers of the answer.
pub async fn ask(
    store: &Store,
    guard: &Guard,
    (method, path): (&str, &str),
    headers: &[(&str, &str)],
) -> (u16, Vec<(String, String)>) {
    let request = Request::builder().method(method).uri(path);
    let request = headers.iter().fold(request, |request, (name, value)| {
        request.header(*name, *value)
    });
    let routes = app::routes(store.clone(), guard.clone());
    let answer = routes.oneshot(request.body(Body::empty()).unwrap());
    let answer = answer.await.unwrap();
    let headers = answer.headers().iter().map(|(name, value)| {
        let value = value.to_str().unwrap();
        (name.to_string(), value.to_owned())
    });
    (answer.status().as_u16(), headers.collect())
}
