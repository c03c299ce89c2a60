//! People log in at the provider; whoever has no good token of it is turned away, whatever is wrong with it.

use axum::{
    Router,
    body::Body,
    http::{
        HeaderMap, StatusCode,
        request::{Builder, Request},
    },
};
use serde_json::json;
use service::app;
use std::time::Duration;
use support::caller::{BACK, Provider, guard, sign, token};
use tower::ServiceExt;

mod support;

async fn ask(routes: &Router, request: Builder) -> (StatusCode, HeaderMap) {
    let request = request.body(Body::empty()).unwrap();
    let answer = routes.clone().oneshot(request).await.unwrap();
    (answer.status(), answer.headers().clone())
}

fn page(path: &str) -> Builder {
    Request::get(path).header("accept", "text/html,*/*")
}

/// What a browser would send back of the cookies that it got.
fn cookies(headers: &HeaderMap) -> String {
    let all = headers.get_all("set-cookie").into_iter();
    let all = all.map(|cookie| cookie.to_str().unwrap().split(';').next().unwrap());
    all.collect::<Vec<_>>().join("; ")
}

/// The browser's way to the provider: where that sends it, past the host.
async fn visit(address: &str) -> String {
    let browser = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    let answer = browser.build().unwrap().get(address).send().await.unwrap();
    let back = answer.headers()["location"].to_str().unwrap();
    back.replace(BACK, "/callback")
}

#[tokio::test]
async fn people_log_in_at_the_provider() {
    let Some(store) = support::store::open().await else {
        return;
    };
    let routes = app::routes(store, guard());
    let (status, asked) = ask(&routes, page(support::GUARDED)).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let begun = cookies(&asked);
    let back = visit(asked["location"].to_str().unwrap()).await;
    let elsewhere = ask(&routes, Request::get(&back)).await.0;
    assert_eq!(elsewhere, StatusCode::UNAUTHORIZED, "another browser");
    let other = back.replace("state=", "state=x");
    let other = Request::get(other).header("cookie", &begun);
    assert_eq!(ask(&routes, other).await.0, StatusCode::UNAUTHORIZED);
    let mut nonce = begun.split('.').map(str::to_owned).collect::<Vec<_>>();
    nonce[1] = "another".to_owned();
    let nonce = Request::get(&back).header("cookie", nonce.join("."));
    assert_eq!(ask(&routes, nonce).await.0, StatusCode::UNAUTHORIZED);
    let good = Request::get(&back).header("cookie", &begun);
    let (status, session) = ask(&routes, good).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(session["location"], support::GUARDED);
    let inside = page(support::GUARDED).header("cookie", cookies(&session));
    assert_eq!(ask(&routes, inside).await.0, StatusCode::NOT_FOUND);
    let (status, left) = ask(&routes, Request::post("/logout")).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert_eq!(cookies(&left), "session=");
}

#[tokio::test]
async fn nobody_is_sent_to_another_host() {
    let Some(store) = support::store::open().await else {
        return;
    };
    let routes = app::routes(store, guard());
    for (path, back) in [("/notes/1;x=y", "/"), ("/notes/1", "/notes/1")] {
        let begun = cookies(&ask(&routes, page(path)).await.1);
        assert!(begun.ends_with(&format!(".{back}")), "{begun}");
    }
}

#[tokio::test]
async fn only_good_tokens_get_in() {
    let Some(store) = support::store::open().await else {
        return;
    };
    let provider = Provider::start();
    let routes = app::routes(store, provider.guard(Duration::from_secs(60)));
    let with = async |token: String| {
        let request = Request::get(support::GUARDED).header("cookie", format!("session={token}"));
        ask(&routes, request).await.0
    };
    let good = with(token("first", &provider.claims())).await;
    assert_eq!(good, StatusCode::NOT_FOUND);
    let nothing = ask(&routes, Request::get(support::GUARDED)).await.0;
    assert_eq!(nothing, StatusCode::UNAUTHORIZED);
    let open = ask(&routes, Request::get(support::OPEN)).await.0;
    assert_eq!(open, StatusCode::OK);
    let but = |name: &str, value| {
        let mut all = provider.claims();
        all[name] = value;
        token("first", &all)
    };
    let good = token("first", &provider.claims());
    let (signed, _) = good.rsplit_once('.').unwrap();
    for bad in [
        "nonsense".to_owned(),
        format!("{signed}.c2lnbmVk"),
        but("iss", json!("https://elsewhere.example.com/")),
        but("aud", json!("another service")),
        but("exp", json!(1_000_000_000)),
    ] {
        assert_eq!(with(bad.clone()).await, StatusCode::UNAUTHORIZED, "{bad}");
    }
    let elsewhere = sign(Request::get(support::GUARDED), "");
    assert_eq!(ask(&routes, elsewhere).await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn keys_rotate_and_are_asked_for_seldom() {
    let Some(store) = support::store::open().await else {
        return;
    };
    for (seldom, status, asked) in [
        (Duration::ZERO, StatusCode::NOT_FOUND, 6),
        (Duration::from_secs(60), StatusCode::UNAUTHORIZED, 1),
    ] {
        let provider = Provider::start();
        let routes = app::routes(store.clone(), provider.guard(seldom));
        for (key, want) in [("first", StatusCode::NOT_FOUND), ("second", status)] {
            provider.key.lock().unwrap().0 = key;
            let token = token(key, &provider.claims());
            let cookie = format!("session={token}");
            let request = Request::get(support::GUARDED).header("cookie", cookie);
            assert_eq!(ask(&routes, request).await.0, want, "{key} {seldom:?}");
        }
        for _ in 0..4 {
            let token = token("third", &provider.claims());
            let cookie = format!("session={token}");
            let request = Request::get(support::GUARDED).header("cookie", cookie);
            let answer = ask(&routes, request).await.0;
            assert_eq!(answer, StatusCode::UNAUTHORIZED);
        }
        assert_eq!(provider.key.lock().unwrap().1, asked, "{seldom:?}");
    }
}
