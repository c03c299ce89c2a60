//! Whoever has not signed what came is turned away, and so is what was caught and comes again later.

use actix_web::{
    App,
    http::StatusCode,
    test::{TestRequest, call_service, init_service},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use service::{app, auth::Guard};
use support::caller::{SECRET, guard, now, sign, signed, tag};

mod support;

const BODY: &str = r#"{"text":"milk"}"#;

#[actix_web::test]
async fn only_what_was_signed_gets_in() {
    let Some(store) = support::store::open().await else {
        return;
    };
    let app = init_service(App::new().configure(app::routes(store, guard()))).await;
    let status = async |request: TestRequest, body: &str| {
        let request = request.insert_header(("content-type", "application/json"));
        let request = request.set_payload(body.to_owned()).to_request();
        call_service(&app, request).await.status()
    };
    let post = || TestRequest::post().uri("/notes");
    let good = sign(post(), BODY);
    assert_eq!(status(good, BODY).await, StatusCode::CREATED);
    let open = status(TestRequest::with_uri(support::OPEN), "").await;
    assert_eq!(open, StatusCode::OK);
    let unsigned = status(TestRequest::with_uri(support::GUARDED), "").await;
    assert_eq!(unsigned, StatusCode::UNAUTHORIZED);
    let long = "x".repeat(1_000_001);
    let long = status(sign(post(), &long), &long).await;
    assert_eq!(long, StatusCode::PAYLOAD_TOO_LARGE);
    for (why, bad) in [
        ("nothing is signed", post()),
        ("another body is signed", sign(post(), r#"{"text":"salt"}"#)),
        (
            "with another secret",
            signed(post(), "msg_1", now(), BODY, b"guessed"),
        ),
        (
            "sent again too late",
            signed(post(), "msg_1", now() - 301, BODY, SECRET),
        ),
        (
            "of the future",
            signed(post(), "msg_1", now() + 360, BODY, SECRET),
        ),
        (
            "of no time",
            signed(post(), "msg_1", u64::MAX, BODY, SECRET),
        ),
    ] {
        assert_eq!(status(bad, BODY).await, StatusCode::UNAUTHORIZED, "{why}");
    }
    let other = sign(post(), BODY).insert_header(("webhook-id", "msg_2"));
    let other = status(other, BODY).await;
    assert_eq!(other, StatusCode::UNAUTHORIZED, "the id is signed, too");
}

#[test]
fn secrets_are_checked_at_the_start() {
    for bad in ["", "whsec_", "whsec_no base64", "whsec_c2hvcnQ="] {
        assert!(Guard::new(bad).is_err(), "{bad}");
    }
}

/// The signature of the example in the tests of Standard Webhooks' own libraries.
#[test]
fn it_is_the_signature_of_standard_webhooks() {
    let secret = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
    let (id, body) = ("msg_p5jXN8AQM9LWM0D4loKWxJek", r#"{"test": 2432232314}"#);
    let theirs = "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    assert_eq!(tag(id, 1_614_265_330, body, &secret), theirs);
}
