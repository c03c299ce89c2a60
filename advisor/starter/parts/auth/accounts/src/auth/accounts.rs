//! Accounts and sessions in PostgreSQL. Passwords are kept as hashes, and so are the keys of sessions.

use crate::config;
use anyhow::Context;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use serde::Deserialize;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use std::{sync::Arc, time::Duration};
use tokio::{sync::Semaphore, task::spawn_blocking};

const SHORTEST: usize = 12; // characters of a password
const LONGEST: usize = 1_000; // bytes of a password or a name
const AT_ONCE: usize = 4; // hashes being computed, each in 19 MiB of memory

/// Who has logged in.
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

impl Login {
    /// Why no account is opened for it.
    pub fn fault(&self) -> Option<&'static str> {
        if self.name.trim().is_empty() || self.password.chars().count() < SHORTEST {
            return Some("a name is needed, and a password of at least 12 characters");
        }
        let long = self.name.len() > LONGEST || self.password.len() > LONGEST;
        long.then_some("a name or password has at most 1,000 bytes")
    }
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
        if login.password.len() > LONGEST {
            return Ok(None);
        }
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

    /// Whose session it is, while it lasts.
    pub async fn caller(&self, key: &str) -> anyhow::Result<Option<Caller>> {
        let sql = "SELECT account FROM sessions
            WHERE key_hash = sha256(convert_to($1, 'UTF8')) AND ends_at > now()";
        let account = sqlx::query_scalar(sql).bind(key);
        let account = account.fetch_optional(&self.pool).await?;
        Ok(account.map(|account| Caller { account }))
    }

    pub async fn log_out(&self, key: &str) -> anyhow::Result<()> {
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
