//! People log in at the provider; whoever has no good token of it is turned away, whatever is wrong with it.

use actix_web::{
    App,
    http::{StatusCode, header::HeaderMap},
    test::{TestRequest, call_service, init_service},
};
use serde_json::json;
use service::{app, auth::Guard, store::Store};
use std::time::Duration;
use support::caller::{BACK, Provider, guard, sign, token};

mod support;

async fn ask(store: &Store, guard: &Guard, request: TestRequest) -> (StatusCode, HeaderMap) {
    let routes = app::routes(store.clone(), guard.clone());
    let app = init_service(App::new().configure(routes)).await;
    let answer = call_service(&app, request.to_request()).await;
    (answer.status(), answer.headers().clone())
}

fn get(path: &str) -> TestRequest {
    TestRequest::with_uri(path)
}

fn page(path: &str) -> TestRequest {
    get(path).insert_header(("accept", "text/html,*/*"))
}

/// What a browser would send back of the cookies that it got.
fn cookies(headers: &HeaderMap) -> String {
    let all = headers.get_all("set-cookie");
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

#[actix_web::test]
async fn people_log_in_at_the_provider() {
    let Some(store) = support::store::open().await else {
        return;
    };
    let guard = guard();
    let (status, asked) = ask(&store, &guard, page(support::GUARDED)).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let begun = cookies(&asked);
    let back = visit(asked.get("location").unwrap().to_str().unwrap()).await;
    let elsewhere = ask(&store, &guard, get(&back)).await.0;
    assert_eq!(elsewhere, StatusCode::UNAUTHORIZED, "another browser");
    let other = back.replace("state=", "state=x");
    let other = get(&other).insert_header(("cookie", begun.as_str()));
    assert_eq!(ask(&store, &guard, other).await.0, StatusCode::UNAUTHORIZED);
    let mut nonce = begun.split('.').map(str::to_owned).collect::<Vec<_>>();
    nonce[1] = "another".to_owned();
    let nonce = get(&back).insert_header(("cookie", nonce.join(".")));
    assert_eq!(ask(&store, &guard, nonce).await.0, StatusCode::UNAUTHORIZED);
    let good = get(&back).insert_header(("cookie", begun.as_str()));
    let (status, session) = ask(&store, &guard, good).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(session.get("location").unwrap(), support::GUARDED);
    let inside = page(support::GUARDED).insert_header(("cookie", cookies(&session)));
    assert_eq!(ask(&store, &guard, inside).await.0, StatusCode::NOT_FOUND);
    let (status, left) = ask(&store, &guard, TestRequest::post().uri("/logout")).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert_eq!(cookies(&left), "session=");
}

#[actix_web::test]
async fn nobody_is_sent_to_another_host() {
    let Some(store) = support::store::open().await else {
        return;
    };
    let guard = guard();
    for (path, back) in [("/notes/1;x=y", "/"), ("/notes/1", "/notes/1")] {
        let begun = cookies(&ask(&store, &guard, page(path)).await.1);
        assert!(begun.ends_with(&format!(".{back}")), "{begun}");
    }
}

#[actix_web::test]
async fn only_good_tokens_get_in() {
    let Some(store) = support::store::open().await else {
        return;
    };
    let provider = Provider::start();
    let guard = provider.guard(Duration::from_secs(60));
    let with = async |token: String| {
        let request = get(support::GUARDED).insert_header(("cookie", format!("session={token}")));
        ask(&store, &guard, request).await.0
    };
    let good = with(token("first", &provider.claims())).await;
    assert_eq!(good, StatusCode::NOT_FOUND);
    let nothing = ask(&store, &guard, get(support::GUARDED)).await.0;
    assert_eq!(nothing, StatusCode::UNAUTHORIZED);
    let open = ask(&store, &guard, get(support::OPEN)).await.0;
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
    let elsewhere = sign(get(support::GUARDED), "");
    assert_eq!(
        ask(&store, &guard, elsewhere).await.0,
        StatusCode::UNAUTHORIZED
    );
}

#[actix_web::test]
async fn keys_rotate_and_are_asked_for_seldom() {
    let Some(store) = support::store::open().await else {
        return;
    };
    for (seldom, status, asked) in [
        (Duration::ZERO, StatusCode::NOT_FOUND, 6),
        (Duration::from_secs(60), StatusCode::UNAUTHORIZED, 1),
    ] {
        let provider = Provider::start();
        let guard = provider.guard(seldom);
        for (key, want) in [("first", StatusCode::NOT_FOUND), ("second", status)] {
            provider.key.lock().unwrap().0 = key;
            let token = token(key, &provider.claims());
            let cookie = format!("session={token}");
            let request = get(support::GUARDED).insert_header(("cookie", cookie));
            assert_eq!(
                ask(&store, &guard, request).await.0,
                want,
                "{key} {seldom:?}"
            );
        }
        for _ in 0..4 {
            let token = token("third", &provider.claims());
            let cookie = format!("session={token}");
            let request = get(support::GUARDED).insert_header(("cookie", cookie));
            let answer = ask(&store, &guard, request).await.0;
            assert_eq!(answer, StatusCode::UNAUTHORIZED);
        }
        assert_eq!(provider.key.lock().unwrap().1, asked, "{seldom:?}");
    }
}
