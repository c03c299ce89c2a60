//! The service as its callers meet it: requests through the routes, against the real store.

use actix_web::{
    App,
    http::{Method, StatusCode},
    test::{TestRequest, call_service, init_service, read_body},
};
use serde_json::{Value, json};
use service::{app, store::Store};

mod support;

/// The status and the JSON of an answer.
async fn ask(
    store: &Store,
    method: Method,
    path: &str,
    json: Option<Value>,
) -> (StatusCode, Value) {
    let routes = app::routes(store.clone(), support::caller::guard());
    let app = init_service(App::new().configure(routes)).await;
    let body = json.map(|json| json.to_string()).unwrap_or_default();
    let request = TestRequest::with_uri(path)
        .method(method)
        .insert_header(("content-type", "application/json"));
    let request = support::caller::sign(request, &body).set_payload(body);
    let answer = call_service(&app, request.to_request()).await;
    let status = answer.status();
    let bytes = read_body(answer).await;
    (
        status,
        serde_json::from_slice(&bytes).unwrap_or(Value::Null),
    )
}

async fn add(store: &Store, text: &str) -> (StatusCode, Value) {
    let note = json!({ "text": text });
    ask(store, Method::POST, "/notes", Some(note)).await
}

#[actix_web::test]
async fn a_note_is_kept() {
    let Some(store) = support::store::open().await else {
        return;
    };
    let (status, note) = add(&store, " milk ").await;
    assert_eq!(status, StatusCode::CREATED);
    assert_eq!(note["text"], "milk");
    let path = format!("/notes/{}", note["id"]);
    assert_eq!(
        ask(&store, Method::GET, &path, None).await,
        (StatusCode::OK, note)
    );
}

#[actix_web::test]
async fn what_makes_no_sense_is_refused() {
    let Some(store) = support::store::open().await else {
        return;
    };
    for text in ["", "  ", &"x".repeat(10_001)] {
        let (status, answer) = add(&store, text).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer["error"].is_string());
    }
    let (status, answer) = ask(&store, Method::POST, "/notes", Some(json!(1))).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer["error"].is_string());
    let (status, _) = ask(&store, Method::GET, support::GUARDED, None).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn it_is_up_and_says_what_it_offers() {
    let Some(store) = support::store::open().await else {
        return;
    };
    for path in [support::OPEN, "/readyz"] {
        assert_eq!(ask(&store, Method::GET, path, None).await.0, StatusCode::OK);
    }
    let (_, api) = ask(&store, Method::GET, "/openapi.json", None).await;
    assert!(api["paths"]["/notes"]["post"].is_object());
}
