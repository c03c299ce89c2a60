//! Whoever has not logged in is turned away, and whoever has logged out.

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, request::Builder},
};
use serde_json::json;
use service::{app, auth::Login};
use sqlx::PgPool;
use support::caller::{guard, sign, somebody};
use tower::ServiceExt;

mod support;

async fn ask(routes: &Router, request: Builder, body: String) -> (StatusCode, HeaderMap) {
    let request = request.header("content-type", "application/json");
    let request = request.body(Body::from(body)).unwrap();
    let answer = routes.clone().oneshot(request).await.unwrap();
    (answer.status(), answer.headers().clone())
}

async fn post(routes: &Router, path: &str, login: &Login) -> (StatusCode, HeaderMap) {
    let body = json!({ "name": login.name, "password": login.password });
    ask(routes, Request::post(path), body.to_string()).await
}

async fn with(routes: &Router, request: Builder, session: &str) -> StatusCode {
    ask(routes, request.header("cookie", session), String::new())
        .await
        .0
}

fn guarded() -> Builder {
    Request::get(support::GUARDED)
}

#[tokio::test]
async fn people_log_in_and_out() {
    let Some(store) = support::store::open().await else {
        return;
    };
    let routes = app::routes(store, guard());
    let ana = somebody();
    assert_eq!(
        post(&routes, "/accounts", &ana).await.0,
        StatusCode::CREATED
    );
    assert_eq!(
        post(&routes, "/accounts", &ana).await.0,
        StatusCode::CONFLICT
    );
    let (status, headers) = post(&routes, "/login", &ana).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let cookie = headers["set-cookie"].to_str().unwrap();
    assert!(cookie.ends_with("HttpOnly; Secure; SameSite=Lax"));
    let session = cookie.split(';').next().unwrap();
    let (_, headers) = post(&routes, "/login", &ana).await;
    let other = headers["set-cookie"].to_str().unwrap();
    assert!(!other.starts_with(session), "each log-in has a session");
    let inside = with(&routes, guarded(), session).await;
    assert_eq!(inside, StatusCode::NOT_FOUND);
    let out = with(&routes, Request::post("/logout"), session).await;
    assert_eq!(out, StatusCode::NO_CONTENT);
    let outside = with(&routes, guarded(), session).await;
    assert_eq!(outside, StatusCode::UNAUTHORIZED);
    let other = with(&routes, guarded(), other).await;
    assert_eq!(other, StatusCode::NOT_FOUND, "it ends one session");
}

#[tokio::test]
async fn nobody_else_gets_in() {
    let Some(store) = support::store::open().await else {
        return;
    };
    let routes = app::routes(store, guard());
    let ana = somebody();
    post(&routes, "/accounts", &ana).await;
    let wrong = |name: &str, password: &str| Login {
        name: name.to_owned(),
        password: password.to_owned(),
    };
    for login in [
        wrong(&ana.name, "correct horse"),
        wrong("nobody of that name", &ana.password),
        wrong(&ana.name, &"x".repeat(1_001)),
        wrong("' OR 1=1 --", ""),
    ] {
        let (status, headers) = post(&routes, "/login", &login).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{}", login.name);
        assert!(!headers.contains_key("set-cookie"));
    }
    for login in [
        wrong(" ", &ana.password),
        wrong("ben", "short"),
        wrong("ben", &"x".repeat(1_001)),
        wrong(&"x".repeat(1_001), &ana.password),
    ] {
        let status = post(&routes, "/accounts", &login).await.0;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{}", login.name);
    }
    let good = sign(guarded(), "");
    let good = ask(&routes, good, String::new()).await.0;
    assert_eq!(good, StatusCode::NOT_FOUND);
    let none = ask(&routes, guarded(), String::new()).await.0;
    assert_eq!(none, StatusCode::UNAUTHORIZED);
    let guessed = with(&routes, guarded(), "session=guessed").await;
    assert_eq!(guessed, StatusCode::UNAUTHORIZED);
    let open = ask(&routes, Request::get(support::OPEN), String::new()).await;
    assert_eq!(open.0, StatusCode::OK);
}

#[tokio::test]
async fn the_database_has_hashes_and_sessions_end() {
    let Some(store) = support::store::open().await else {
        return;
    };
    let routes = app::routes(store, guard());
    let ana = somebody();
    post(&routes, "/accounts", &ana).await;
    let (_, headers) = post(&routes, "/login", &ana).await;
    let session = headers["set-cookie"].to_str().unwrap();
    let session = session.split(';').next().unwrap();
    let url = std::env::var("DATABASE_URL").unwrap();
    let pool = PgPool::connect(&url).await.unwrap();
    let sql = "SELECT password_hash FROM accounts WHERE name = $1";
    let hash = sqlx::query_scalar(sql).bind(&ana.name);
    let hash: String = hash.fetch_one(&pool).await.unwrap();
    assert!(
        hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
        "{hash}"
    );
    let sql = "UPDATE sessions SET ends_at = now()
        WHERE account = (SELECT id FROM accounts WHERE name = $1)";
    let ended = sqlx::query(sql).bind(&ana.name).execute(&pool);
    assert_eq!(ended.await.unwrap().rows_affected(), 1);
    let late = with(&routes, guarded(), session).await;
    assert_eq!(late, StatusCode::UNAUTHORIZED);
}
