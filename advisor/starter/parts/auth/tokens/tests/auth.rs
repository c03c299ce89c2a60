//! Whoever has no good token is turned away, whatever is wrong with it.

use axum::{
    body::Body,
    http::{
        StatusCode,
        request::{Builder, Request},
    },
};
use serde_json::json;
use service::app;
use support::caller::{claims, guard, sign, token};
use tower::ServiceExt;

mod support;

#[tokio::test]
async fn only_good_tokens_get_in() {
    let Some(store) = support::store::open().await else {
        return;
    };
    let routes = app::routes(store, guard());
    let status = async |request: Builder| {
        let request = request.body(Body::empty()).unwrap();
        routes.clone().oneshot(request).await.unwrap().status()
    };
    let guarded = || Request::get(support::GUARDED);
    assert_ne!(status(sign(guarded(), "")).await, StatusCode::UNAUTHORIZED);
    assert_eq!(status(guarded()).await, StatusCode::UNAUTHORIZED);
    let open = status(Request::get(support::OPEN)).await;
    assert_ne!(open, StatusCode::UNAUTHORIZED);
    let with = |name: &str, value| {
        let mut all = claims();
        all[name] = value;
        token("test", &all)
    };
    for bad in [
        "nonsense".to_owned(),
        token("another", &claims()),
        with("iss", json!("https://elsewhere.example.com/")),
        with("aud", json!("another service")),
        with("exp", json!(1_000_000_000)),
    ] {
        let request = guarded().header("authorization", format!("Bearer {bad}"));
        assert_eq!(status(request).await, StatusCode::UNAUTHORIZED, "{bad}");
    }
}
