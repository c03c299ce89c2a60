//! Who may call: whoever has an account here and has logged in. Passwords are kept as hashes, and so are sessions.

use crate::{config, error::ApiError};
use anyhow::Context;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use axum::{
    Json, Router,
    extract::{Request, State},
    http::{
        HeaderMap, StatusCode,
        header::{COOKIE, SET_COOKIE},
    },
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::post,
};
use serde::Deserialize;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use std::{sync::Arc, time::Duration};
use tokio::{sync::Semaphore, task::spawn_blocking};

const SHORTEST: usize = 12; // characters of a password
const LONGEST: usize = 1_000; // bytes of a password or a name
const AT_ONCE: usize = 4; // hashes being computed, each in 19 MiB of memory

/// Who has logged in. Handlers get it with `Extension<Caller>`.
#[derive(Debug, Clone)]
pub struct Caller {
    pub account: i64,
}

#[derive(Clone)]
pub struct Guard {
    pool: PgPool,
    hashing: Arc<Semaphore>,
}

#[derive(Clone, Deserialize)]
pub struct Login {
    pub name: String,
    pub password: String,
}

impl Guard {
    pub fn from_env() -> anyhow::Result<Self> {
        Self::open(&config::var("DATABASE_URL")?)
    }

    /// Connects when it is first used. The store brings the schema up to date.
    pub fn open(url: &str) -> anyhow::Result<Self> {
        let options: PgConnectOptions = url.parse().context("DATABASE_URL")?;
        let pool = PgPoolOptions::new()
            .max_connections(5) // beside those of the store
            .acquire_timeout(Duration::from_secs(3))
            .connect_lazy_with(options.options([("statement_timeout", "5s")]));
        let hashing = Arc::new(Semaphore::new(AT_ONCE));
        Ok(Self { pool, hashing })
    }

    /// Puts the check in front of the routes.
    pub fn protect<S: Clone + Send + Sync + 'static>(self, routes: Router<S>) -> Router<S> {
        let own = Router::new()
            .route("/accounts", post(register))
            .route("/login", post(log_in))
            .route("/logout", post(log_out))
            .with_state(self.clone());
        routes
            .route_layer(middleware::from_fn_with_state(self, check))
            .merge(own)
    }

    /// Opens an account, unless somebody has that name.
    pub async fn register(&self, new: Login) -> anyhow::Result<bool> {
        let hash = move || Argon2::default().hash_password(new.password.as_bytes());
        let hash = self.compute(hash).await??.to_string();
        let sql =
            "INSERT INTO accounts (name, password_hash) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        let new = sqlx::query(sql).bind(new.name).bind(hash);
        Ok(new.execute(&self.pool).await?.rows_affected() == 1)
    }

    /// The key of a new session, if name and password are right.
    pub async fn log_in(&self, login: Login) -> anyhow::Result<Option<String>> {
        let sql = "SELECT id, password_hash FROM accounts WHERE name = $1";
        let found = sqlx::query_as(sql).bind(login.name);
        let found: Option<(i64, String)> = found.fetch_optional(&self.pool).await?;
        let (account, hash) = found.unzip();
        let right = move || {
            let (argon, password) = (Argon2::default(), login.password.as_bytes());
            match hash {
                Some(hash) => argon.verify_password(password, hash.as_str()).is_ok(),
                None => argon.hash_password(password).is_err(), // takes as long as with a name that is known
            }
        };
        if !self.compute(right).await? {
            return Ok(None);
        }
        let old = sqlx::query("DELETE FROM sessions WHERE ends_at <= now()");
        old.execute(&self.pool).await?;
        let sql = "WITH new AS (SELECT gen_random_uuid()::text AS key)
            INSERT INTO sessions (key_hash, account)
            SELECT sha256(convert_to(key, 'UTF8')), $1 FROM new RETURNING (SELECT key FROM new)";
        let key = sqlx::query_scalar(sql).bind(account);
        Ok(Some(key.fetch_one(&self.pool).await?))
    }

    async fn caller(&self, key: &str) -> anyhow::Result<Option<Caller>> {
        let sql = "SELECT account FROM sessions
            WHERE key_hash = sha256(convert_to($1, 'UTF8')) AND ends_at > now()";
        let account = sqlx::query_scalar(sql).bind(key);
        let account = account.fetch_optional(&self.pool).await?;
        Ok(account.map(|account| Caller { account }))
    }

    async fn log_out(&self, key: &str) -> anyhow::Result<()> {
        let sql = "DELETE FROM sessions WHERE key_hash = sha256(convert_to($1, 'UTF8'))";
        sqlx::query(sql).bind(key).execute(&self.pool).await?;
        Ok(())
    }

    /// On a thread of its own, and few at once: hashes take time and memory on purpose.
    async fn compute<T: Send + 'static>(
        &self,
        hash: impl FnOnce() -> T + Send + 'static,
    ) -> anyhow::Result<T> {
        let turn = self.hashing.clone().acquire_owned().await?;
        let work = move || {
            let done = hash();
            drop(turn); // and not before, also where nobody waits for it any more
            done
        };
        Ok(spawn_blocking(work).await?)
    }
}

async fn check(
    State(guard): State<Guard>,
    mut request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let caller = match session(request.headers()) {
        Some(key) => guard.caller(key).await?,
        None => None,
    };
    let Some(caller) = caller else {
        return Ok(StatusCode::UNAUTHORIZED.into_response());
    };
    request.extensions_mut().insert(caller);
    Ok(next.run(request).await)
}

async fn register(
    State(guard): State<Guard>,
    Json(new): Json<Login>,
) -> Result<StatusCode, ApiError> {
    if new.name.trim().is_empty() || new.password.chars().count() < SHORTEST {
        let why = "a name is needed, and a password of at least 12 characters";
        return Err(ApiError::Invalid(why));
    }
    if new.name.len() > LONGEST || new.password.len() > LONGEST {
        return Err(ApiError::Invalid(
            "a name or password has at most 1,000 bytes",
        ));
    }
    Ok(match guard.register(new).await? {
        true => StatusCode::CREATED,
        false => StatusCode::CONFLICT,
    })
}

async fn log_in(
    State(guard): State<Guard>,
    Json(login): Json<Login>,
) -> Result<Response, ApiError> {
    if login.password.len() > LONGEST {
        return Ok(StatusCode::UNAUTHORIZED.into_response());
    }
    Ok(match guard.log_in(login).await? {
        Some(key) => (StatusCode::NO_CONTENT, [(SET_COOKIE, cookie(&key))]).into_response(),
        None => StatusCode::UNAUTHORIZED.into_response(),
    })
}

async fn log_out(
    State(guard): State<Guard>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, ApiError> {
    if let Some(key) = session(&headers) {
        guard.log_out(key).await?;
    }
    let gone = cookie("; Max-Age=0");
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, gone)]))
}

fn session(headers: &HeaderMap) -> Option<&str> {
    let all = headers.get_all(COOKIE).into_iter();
    all.filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|one| one.trim().strip_prefix("session="))
}

/// No script reads it, and other sites' forms do not bring it along.
fn cookie(key: &str) -> String {
    format!("session={key}; Path=/; HttpOnly; Secure; SameSite=Lax")
}
