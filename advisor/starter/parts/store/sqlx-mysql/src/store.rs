//! Notes in MySQL or MariaDB.

use crate::{config, notes::Note};
use anyhow::{Context, ensure};
use sqlx::mysql::{MySqlPool, MySqlPoolOptions};
use std::time::Duration;

#[derive(Clone)]
pub struct Store(MySqlPool);

impl Store {
    pub async fn from_env() -> anyhow::Result<Self> {
        Self::open(&config::var("DATABASE_URL")?).await
    }

    /// Connects, and brings the schema up to date.
    pub async fn open(url: &str) -> anyhow::Result<Self> {
        let pool = MySqlPoolOptions::new()
            .max_connections(10) // times instances: fewer than the server allows
            .acquire_timeout(Duration::from_secs(3)) // a full pool fails fast
            .connect(url)
            .await
            .context("DATABASE_URL: cannot connect")?;
        migrate(&pool).await?;
        Ok(Self(pool))
    }

    pub async fn ready(&self) -> sqlx::Result<()> {
        sqlx::query("SELECT 1").execute(&self.0).await?;
        Ok(())
    }

    pub async fn add(&self, text: &str) -> anyhow::Result<Note> {
        let done = sqlx::query!("INSERT INTO notes (text) VALUES (?)", text)
            .execute(&self.0)
            .await?;
        Ok(Note {
            id: i64::try_from(done.last_insert_id())?,
            text: text.to_owned(),
        })
    }

    pub async fn find(&self, id: i64) -> sqlx::Result<Option<Note>> {
        sqlx::query_as!(Note, "SELECT id, text FROM notes WHERE id = ?", id)
            .fetch_optional(&self.0)
            .await
    }
}

/// Brings the schema up to date, one instance at a time: MariaDB refuses the lock without an end that SQLx asks for.
async fn migrate(pool: &MySqlPool) -> anyhow::Result<()> {
    let mut one = pool.acquire().await?;
    let got: Option<i64> =
        sqlx::query_scalar("SELECT GET_LOCK(CONCAT(DATABASE(), '.migrations'), 60)")
            .fetch_one(&mut *one)
            .await?;
    ensure!(
        got == Some(1),
        "another instance has been migrating for 60 s"
    );
    let migrated = sqlx::migrate!().set_locking(false).run(&mut *one).await;
    sqlx::query("DO RELEASE_LOCK(CONCAT(DATABASE(), '.migrations'))")
        .execute(&mut *one)
        .await?;
    Ok(migrated?)
}
