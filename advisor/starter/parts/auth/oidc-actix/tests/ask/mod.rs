//! Requests as a browser sends them.

use actix_web::{
    App,
    test::{TestRequest, call_service, init_service},
};
use service::{app, auth::Guard, store::Store};

/// The status and the headers of the answer.
pub async fn ask(
    store: &Store,
    guard: &Guard,
    (method, path): (&str, &str),
    headers: &[(&str, &str)],
) -> (u16, Vec<(String, String)>) {
    let request = TestRequest::with_uri(path).method(method.parse().unwrap());
    let request = headers
        .iter()
        .fold(request, |request, one| request.insert_header(*one));
    let routes = app::routes(store.clone(), guard.clone());
    let app = init_service(App::new().configure(routes)).await;
    let answer = call_service(&app, request.to_request()).await;
    let headers = answer.headers().iter().map(|(name, value)| {
        let value = value.to_str().unwrap();
        (name.to_string(), value.to_owned())
    });
    (answer.status().as_u16(), headers.collect())
}
