//! Notes in SQLite. Its calls block, so each runs on a thread for such calls, one at a time.

use crate::{config, notes::Note};
use anyhow::Context;
use rusqlite::{Connection, OptionalExtension};
use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

const SCHEMA: &str = "CREATE TABLE IF NOT EXISTS notes (
    id INTEGER NOT NULL PRIMARY KEY, text TEXT NOT NULL,
    created_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT";

#[derive(Clone)]
pub struct Store(Arc<Mutex<Connection>>);

impl Store {
    pub async fn from_env() -> anyhow::Result<Self> {
        Self::open(config::or("DATABASE", "notes.db").as_ref()).await
    }

    /// Opens the file, and makes the table if there is none.
    pub async fn open(file: &Path) -> anyhow::Result<Self> {
        let connection = Connection::open(file).context("DATABASE")?;
        connection.pragma_update(None, "journal_mode", "wal")?; // one that reads waits for nobody
        connection.execute_batch(SCHEMA)?;
        Ok(Self(Arc::new(Mutex::new(connection))))
    }

    pub async fn ready(&self) -> anyhow::Result<()> {
        self.on_thread(|db| db.query_row("SELECT 1", [], |_| Ok(())))
            .await
    }

    pub async fn add(&self, text: &str) -> anyhow::Result<Note> {
        let text = text.to_owned();
        self.on_thread(move |db| {
            db.execute("INSERT INTO notes (text) VALUES (?1)", [&text])?;
            Ok(Note {
                id: db.last_insert_rowid(),
                text,
            })
        })
        .await
    }

    pub async fn find(&self, id: i64) -> anyhow::Result<Option<Note>> {
        self.on_thread(move |db| {
            let note = |row: &rusqlite::Row| {
                Ok(Note {
                    id: row.get(0)?,
                    text: row.get(1)?,
                })
            };
            db.query_row("SELECT id, text FROM notes WHERE id = ?1", [id], note)
                .optional()
        })
        .await
    }

    async fn on_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> anyhow::Result<T> {
        let db = Arc::clone(&self.0);
        let work = move || work(&db.lock().unwrap_or_else(PoisonError::into_inner));
        Ok(tokio::task::spawn_blocking(work).await??)
    }
}
