//! Requests as a browser sends them.

use crate::support::caller::guard;
use actix_web::{
    App,
    test::{TestRequest, call_service, init_service},
};
use service::{app, store::Store};

/// The status of the answer, and the cookie that it sets, or "".
pub async fn ask(
    store: &Store,
    method: &str,
    path: &str,
    cookies: &str,
    body: &str,
) -> (u16, String) {
    let request = TestRequest::with_uri(path)
        .method(method.parse().unwrap())
        .insert_header(("content-type", "application/json"))
        .insert_header(("cookie", cookies))
        .set_payload(body.to_owned());
    let routes = app::routes(store.clone(), guard());
    let app = init_service(App::new().configure(routes)).await;
    let answer = call_service(&app, request.to_request()).await;
    let set = answer.headers().get("set-cookie");
    let set = set.map_or("", |cookie| cookie.to_str().unwrap());
    (answer.status().as_u16(), set.to_owned())
}
