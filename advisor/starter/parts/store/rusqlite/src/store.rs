//! Notes in SQLite, through rusqlite.

use crate::{config, notes::Note};
use anyhow::Context;
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior};
use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::task::spawn_blocking;

/// What brings the schema up to date; the file counts in its `user_version` how many it has had.
const MIGRATIONS: &[&str] = &[include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/migrations/0001_notes.sql"
))];

#[derive(Clone)]
pub struct Store(Arc<Mutex<Connection>>); // one connection: calls wait in line here, not in SQLite

impl Store {
    pub async fn from_env() -> anyhow::Result<Self> {
        let file = config::var("DATABASE").unwrap_or_else(|_| "notes.db".to_owned());
        Self::open(file.as_ref()).await
    }

    /// Opens the file, and brings the schema up to date.
    pub async fn open(file: &Path) -> anyhow::Result<Self> {
        let connection = Connection::open(file);
        let mut connection =
            connection.with_context(|| format!("DATABASE: cannot open {}", file.display()))?;
        connection.pragma_update(None, "journal_mode", "WAL")?; // others may read meanwhile
        migrate(&mut connection)?;
        Ok(Self(Arc::new(Mutex::new(connection))))
    }

    pub async fn ready(&self) -> anyhow::Result<()> {
        self.call(|connection| connection.query_row("SELECT 1", [], |_| Ok(())))
            .await
    }

    pub async fn add(&self, text: &str) -> anyhow::Result<Note> {
        const SQL: &str = "INSERT INTO notes (text) VALUES (?) RETURNING id, text";
        let text = text.to_owned();
        self.call(move |connection| connection.prepare_cached(SQL)?.query_row([text], note))
            .await
    }

    pub async fn find(&self, id: i64) -> anyhow::Result<Option<Note>> {
        const SQL: &str = "SELECT id, text FROM notes WHERE id = ?";
        self.call(move |connection| {
            let mut find = connection.prepare_cached(SQL)?;
            find.query_row([id], note).optional()
        })
        .await
    }

    /// Does what blocks on a thread that may.
    async fn call<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> anyhow::Result<T> {
        let connection = self.0.clone();
        let done = spawn_blocking(move || {
            work(&connection.lock().unwrap_or_else(PoisonError::into_inner))
        });
        Ok(done.await??)
    }
}

fn note(row: &Row) -> rusqlite::Result<Note> {
    Ok(Note {
        id: row.get("id")?,
        text: row.get("text")?,
    })
}

fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    let all = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done: u32 = all.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for (number, sql) in (1..).zip(MIGRATIONS) {
        if number > done {
            all.execute_batch(sql)?;
            all.pragma_update(None, "user_version", number)?;
        }
    }
    all.commit()
}
