//! The service as its callers meet it: requests through the routes, against the real store.

use axum::{
    Router,
    body::Body,
    http::{Method, Request, StatusCode},
};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use service::app;
use tower::ServiceExt;

mod support;

async fn routes() -> Option<Router> {
    let store = support::store::open().await?;
    Some(app::routes(store, support::caller::guard()))
}

/// The status and the JSON of an answer.
async fn ask(
    routes: &Router,
    method: Method,
    path: &str,
    json: Option<Value>,
) -> (StatusCode, Value) {
    let body = json.map(|json| json.to_string()).unwrap_or_default();
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("content-type", "application/json");
    let request = support::caller::sign(request, &body).body(Body::from(body));
    let answer = routes.clone().oneshot(request.unwrap()).await.unwrap();
    let status = answer.status();
    let bytes = answer.into_body().collect().await.unwrap().to_bytes();
    (
        status,
        serde_json::from_slice(&bytes).unwrap_or(Value::Null),
    )
}

async fn add(routes: &Router, text: &str) -> (StatusCode, Value) {
    ask(
        routes,
        Method::POST,
        "/notes",
        Some(json!({ "text": text })),
    )
    .await
}

#[tokio::test]
async fn a_note_is_kept() {
    let Some(routes) = routes().await else { return };
    let (status, note) = add(&routes, " milk ").await;
    assert_eq!(status, StatusCode::CREATED);
    assert_eq!(note["text"], "milk");
    let path = format!("/notes/{}", note["id"]);
    assert_eq!(
        ask(&routes, Method::GET, &path, None).await,
        (StatusCode::OK, note)
    );
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let Some(routes) = routes().await else { return };
    for text in ["", "  ", &"x".repeat(10_001)] {
        let (status, answer) = add(&routes, text).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer["error"].is_string());
    }
    let (status, _) = ask(&routes, Method::GET, support::GUARDED, None).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn it_is_up_and_says_what_it_offers() {
    let Some(routes) = routes().await else { return };
    for path in [support::OPEN, "/readyz"] {
        assert_eq!(
            ask(&routes, Method::GET, path, None).await.0,
            StatusCode::OK
        );
    }
    let (_, api) = ask(&routes, Method::GET, "/openapi.json", None).await;
    assert!(api["paths"]["/notes"]["post"].is_object());
}
