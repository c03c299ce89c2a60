//! Whoever has no good token is turned away, whatever is wrong with it.

use actix_web::{
    App,
    http::StatusCode,
    test::{TestRequest, call_service, init_service},
};
use serde_json::json;
use service::app;
use support::caller::{claims, guard, sign, token};

mod support;

#[actix_web::test]
async fn only_good_tokens_get_in() {
    let Some(store) = support::store::open().await else {
        return;
    };
    let app = init_service(App::new().configure(app::routes(store, guard()))).await;
    let status = async |request: TestRequest| {
        let request = request.to_request();
        call_service(&app, request).await.status()
    };
    let guarded = || TestRequest::with_uri(support::GUARDED);
    assert_ne!(status(sign(guarded(), "")).await, StatusCode::UNAUTHORIZED);
    assert_eq!(status(guarded()).await, StatusCode::UNAUTHORIZED);
    let open = status(TestRequest::with_uri(support::OPEN)).await;
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
        let bearer = ("authorization", format!("Bearer {bad}"));
        let request = guarded().insert_header(bearer);
        assert_eq!(status(request).await, StatusCode::UNAUTHORIZED, "{bad}");
    }
}
