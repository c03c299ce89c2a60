//! People log in at the provider; whoever has no good token of it is turned away, whatever is wrong with it.

use ask::ask;
use serde_json::json;
use service::{auth::Guard, store::Store};
use std::time::Duration;
use support::caller::{
    guard,
    provider::{BACK, Provider, cookies, token},
};

mod ask;
#[allow(dead_code)] // `sign` is for the tests of the routes
mod support;

type Headers = Vec<(String, String)>;

const PAGE: (&str, &str) = ("accept", "text/html,*/*");

async fn get(store: &Store, guard: &Guard, path: &str, headers: &[(&str, &str)]) -> (u16, Headers) {
    ask(store, guard, ("GET", path), headers).await
}

fn header<'a>(headers: &'a Headers, name: &str) -> impl Iterator<Item = &'a str> {
    let named = headers.iter().filter(move |one| one.0 == name);
    named.map(|one| one.1.as_str())
}

/// What a browser would send back of the cookies that it got.
fn kept(headers: &Headers) -> String {
    let all = header(headers, "set-cookie").map(|cookie| cookie.split(';').next().unwrap());
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
    let guard = guard();
    let (status, asked) = get(&store, &guard, support::GUARDED, &[PAGE]).await;
    assert_eq!(status, 303);
    let begun = kept(&asked);
    let back = visit(header(&asked, "location").next().unwrap()).await;
    let mut nonce = begun.split('.').map(str::to_owned).collect::<Vec<_>>();
    nonce[1] = "another".to_owned();
    for (why, back, cookies) in [
        ("another browser", &back, ""),
        ("another state", &back.replace("state=", "state=x"), &begun),
        ("another nonce", &back, &nonce.join(".")),
    ] {
        let answer = get(&store, &guard, back, &[("cookie", cookies)]).await;
        assert_eq!(answer.0, 401, "{why}");
    }
    let (status, session) = get(&store, &guard, &back, &[("cookie", &begun)]).await;
    assert_eq!(status, 303);
    assert_eq!(header(&session, "location").next(), Some(support::GUARDED));
    for cookie in header(&session, "set-cookie") {
        for attribute in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
            assert!(cookie.split("; ").any(|one| one == attribute), "{cookie}");
        }
    }
    let cookies = kept(&session);
    let inside = [PAGE, ("cookie", &cookies)];
    let inside = get(&store, &guard, support::GUARDED, &inside).await;
    assert_eq!(inside.0, 404);
    let (status, left) = ask(&store, &guard, ("POST", "/logout"), &[]).await;
    assert_eq!(status, 204);
    assert_eq!(kept(&left), "session=");
}

#[tokio::test]
async fn nobody_is_sent_to_another_host() {
    let Some(store) = support::store::open().await else {
        return;
    };
    let guard = guard();
    for (path, back) in [("/notes/1;x=y", "/"), ("/notes/1", "/notes/1")] {
        let begun = kept(&get(&store, &guard, path, &[PAGE]).await.1);
        assert!(begun.ends_with(&format!(".{back}")), "{begun}");
    }
}

#[tokio::test]
async fn only_good_tokens_get_in() {
    let Some(store) = support::store::open().await else {
        return;
    };
    let provider = Provider::start();
    let guard = provider.guard(Duration::from_secs(60));
    let with = async |cookies: &str| {
        let cookies = [("cookie", cookies)];
        get(&store, &guard, support::GUARDED, &cookies).await.0
    };
    let session = |token: &str| format!("session={token}");
    let good = token("first", &provider.claims());
    assert_eq!(with(&session(&good)).await, 404);
    let nothing = get(&store, &guard, support::GUARDED, &[]).await.0;
    assert_eq!(nothing, 401);
    let open = get(&store, &guard, support::OPEN, &[]).await.0;
    assert_eq!(open, 200);
    let but = |name: &str, value| {
        let mut all = provider.claims();
        all[name] = value;
        token("first", &all)
    };
    let (signed, _) = good.rsplit_once('.').unwrap();
    for bad in [
        "nonsense".to_owned(),
        format!("{signed}.c2lnbmVk"),
        but("iss", json!("https://elsewhere.example.com/")),
        but("aud", json!("another service")),
        but("exp", json!(1_000_000_000)),
    ] {
        assert_eq!(with(&session(&bad)).await, 401, "{bad}");
    }
    assert_eq!(with(&cookies()).await, 401, "of another provider");
}

#[tokio::test]
async fn keys_rotate_and_are_asked_for_seldom() {
    let Some(store) = support::store::open().await else {
        return;
    };
    for (seldom, status, asked) in [(Duration::ZERO, 404, 6), (Duration::from_secs(60), 401, 1)] {
        let provider = Provider::start();
        let guard = provider.guard(seldom);
        let with = async |key| {
            let session = format!("session={}", token(key, &provider.claims()));
            let cookies = [("cookie", session.as_str())];
            get(&store, &guard, support::GUARDED, &cookies).await.0
        };
        for (key, want) in [("first", 404), ("second", status)] {
            provider.key.lock().unwrap().0 = key;
            assert_eq!(with(key).await, want, "{key} {seldom:?}");
        }
        for _ in 0..4 {
            assert_eq!(with("third").await, 401);
        }
        assert_eq!(provider.key.lock().unwrap().1, asked, "{seldom:?}");
    }
}
