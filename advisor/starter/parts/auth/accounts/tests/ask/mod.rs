//! Requests as a browser sends them.

use crate::support::caller::guard;
use axum::{body::Body, http::Request};
use service::{app, store::Store};
use tower::ServiceExt;

/// The status of the answer, and the cookie that it sets, or "".
pub async fn ask(
    store: &Store,
    method: &str,
    path: &str,
    cookies: &str,
    body: &str,
) -> (u16, String) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("content-type", "application/json")
        .header("cookie", cookies)
        .body(Body::from(body.to_owned()));
    let routes = app::routes(store.clone(), guard());
    let answer = routes.oneshot(request.unwrap()).await.unwrap();
    let set = answer.headers().get("set-cookie");
    let set = set.map_or("", |cookie| cookie.to_str().unwrap());
    (answer.status().as_u16(), set.to_owned())
}
