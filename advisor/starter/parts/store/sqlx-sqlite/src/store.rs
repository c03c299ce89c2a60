//! Notes in SQLite.

use crate::{config, notes::Note};
use anyhow::Context;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions};
use std::path::Path;

#[derive(Clone)]
pub struct Store {
    read: SqlitePool,
    write: SqlitePool, // one connection: writers wait in line here, not in SQLite
}

impl Store {
    pub async fn from_env() -> anyhow::Result<Self> {
        let file = config::var("DATABASE").unwrap_or_else(|_| "notes.db".to_owned());
        Self::open(file.as_ref()).await
    }

    /// Opens the file, and brings the schema up to date.
    pub async fn open(file: &Path) -> anyhow::Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal); // reading goes on beside writing
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options.clone())
            .await
            .with_context(|| format!("DATABASE: cannot open {}", file.display()))?;
        sqlx::migrate!().run(&write).await?;
        let read = SqlitePool::connect_with(options.read_only(true)).await?;
        Ok(Self { read, write })
    }

    pub async fn ready(&self) -> sqlx::Result<()> {
        sqlx::query("SELECT 1").execute(&self.read).await?;
        Ok(())
    }

    pub async fn add(&self, text: &str) -> sqlx::Result<Note> {
        sqlx::query_as!(
            Note,
            "INSERT INTO notes (text) VALUES (?) RETURNING id, text",
            text
        )
        .fetch_one(&self.write)
        .await
    }

    pub async fn find(&self, id: i64) -> sqlx::Result<Option<Note>> {
        sqlx::query_as!(Note, "SELECT id, text FROM notes WHERE id = ?", id)
            .fetch_optional(&self.read)
            .await
    }
}
