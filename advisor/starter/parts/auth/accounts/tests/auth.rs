//! Whoever has not logged in is turned away, and whoever has logged out.

use ask::ask;
use serde_json::json;
use service::{auth::Login, store::Store};
use sqlx::PgPool;
use support::caller::people::somebody;

mod ask;
#[allow(dead_code)] // `sign` is for the tests of the routes
mod support;

async fn post(store: &Store, path: &str, login: &Login) -> (u16, String) {
    let body = json!({ "name": login.name, "password": login.password });
    ask(store, "POST", path, "", &body.to_string()).await
}

/// The status of what only those come to who have logged in.
async fn guarded(store: &Store, cookies: &str) -> u16 {
    ask(store, "GET", support::GUARDED, cookies, "").await.0
}

/// The cookie of a new session as browsers send it back.
async fn log_in(store: &Store, login: &Login) -> String {
    let (status, cookie) = post(store, "/login", login).await;
    assert_eq!(status, 204);
    for kept in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
        assert!(cookie.split("; ").any(|one| one == kept), "{cookie}");
    }
    cookie.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn people_log_in_and_out() {
    let Some(store) = support::store::open().await else {
        return;
    };
    let ana = somebody();
    assert_eq!(post(&store, "/accounts", &ana).await.0, 201);
    assert_eq!(post(&store, "/accounts", &ana).await.0, 409);
    let session = log_in(&store, &ana).await;
    let other = log_in(&store, &ana).await;
    assert_ne!(session, other, "each log-in has a session");
    assert_eq!(guarded(&store, &session).await, 404);
    let (status, gone) = ask(&store, "POST", "/logout", &session, "").await;
    assert_eq!(status, 204);
    assert!(gone.contains("Max-Age=0"), "{gone}");
    assert_eq!(guarded(&store, &session).await, 401);
    assert_eq!(guarded(&store, &other).await, 404, "it ends one session");
}

#[tokio::test]
async fn nobody_else_gets_in() {
    let Some(store) = support::store::open().await else {
        return;
    };
    let ana = somebody();
    post(&store, "/accounts", &ana).await;
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
        let refused = post(&store, "/login", &login).await;
        assert_eq!(refused, (401, String::new()), "{}", login.name);
    }
    for login in [
        wrong(" ", &ana.password),
        wrong("ben", "short"),
        wrong("ben", &"x".repeat(1_001)),
        wrong(&"x".repeat(1_001), &ana.password),
    ] {
        let status = post(&store, "/accounts", &login).await.0;
        assert_eq!(status, 422, "{}", login.name);
    }
    for cookies in ["", "session=", "session=guessed"] {
        assert_eq!(guarded(&store, cookies).await, 401, "{cookies}");
    }
    assert_eq!(ask(&store, "GET", support::OPEN, "", "").await.0, 200);
}

#[tokio::test]
async fn the_database_has_hashes_and_sessions_end() {
    let Some(store) = support::store::open().await else {
        return;
    };
    let ana = somebody();
    post(&store, "/accounts", &ana).await;
    let session = log_in(&store, &ana).await;
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
    assert_eq!(guarded(&store, &session).await, 401);
}
