//! Notes in PostgreSQL.

use crate::{config, notes::Note};
use anyhow::Context;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use std::time::Duration;

#[derive(Clone)]
pub struct Store(PgPool);

impl Store {
    pub async fn from_env() -> anyhow::Result<Self> {
        Self::open(&config::var("DATABASE_URL")?).await
    }

    /// Connects, and brings the schema up to date.
    pub async fn open(url: &str) -> anyhow::Result<Self> {
        let options: PgConnectOptions = url.parse().context("DATABASE_URL")?;
        let pool = PgPoolOptions::new()
            .max_connections(10) // times instances: fewer than the server allows
            .acquire_timeout(Duration::from_secs(3)) // a full pool fails fast
            .connect_with(options.options([("statement_timeout", "5s")]))
            .await
            .context("DATABASE_URL: cannot connect")?;
        sqlx::migrate!().run(&pool).await?;
        Ok(Self(pool))
    }

    pub async fn ready(&self) -> sqlx::Result<()> {
        sqlx::query("SELECT 1").execute(&self.0).await?;
        Ok(())
    }

    pub async fn add(&self, text: &str) -> sqlx::Result<Note> {
        sqlx::query_as!(
            Note,
            "INSERT INTO notes (text) VALUES ($1) RETURNING id, text",
            text
        )
        .fetch_one(&self.0)
        .await
    }

    pub async fn find(&self, id: i64) -> sqlx::Result<Option<Note>> {
        sqlx::query_as!(Note, "SELECT id, text FROM notes WHERE id = $1", id)
            .fetch_optional(&self.0)
            .await
    }
}
