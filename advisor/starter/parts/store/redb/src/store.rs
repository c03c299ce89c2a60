//! Notes in a file of redb.

use crate::{config, notes::Note};
use anyhow::Context;
use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition};
use std::{path::Path, sync::Arc};
use tokio::task::spawn_blocking;

const NOTES: TableDefinition<i64, &str> = TableDefinition::new("notes");

#[derive(Clone)]
pub struct Store(Arc<Database>);

impl Store {
    pub async fn from_env() -> anyhow::Result<Self> {
        let file = config::var("DATABASE").unwrap_or_else(|_| "notes.redb".to_owned());
        Self::open(file.as_ref()).await
    }

    /// Opens the file, and makes the table if need be.
    pub async fn open(file: &Path) -> anyhow::Result<Self> {
        let database = Database::create(file);
        let database =
            database.with_context(|| format!("DATABASE: cannot open {}", file.display()))?;
        let write = database.begin_write()?;
        write.open_table(NOTES)?;
        write.commit()?;
        Ok(Self(Arc::new(database)))
    }

    pub async fn ready(&self) -> anyhow::Result<()> {
        self.0.begin_read()?.open_table(NOTES)?;
        Ok(())
    }

    pub async fn add(&self, text: &str) -> anyhow::Result<Note> {
        let (database, text) = (self.0.clone(), text.to_owned());
        let added = spawn_blocking(move || {
            let write = database.begin_write()?; // waits for another that is writing
            let mut notes = write.open_table(NOTES)?;
            let id = notes.last()?.map_or(1, |(last, _)| last.value() + 1);
            notes.insert(id, text.as_str())?;
            drop(notes);
            write.commit()?;
            Ok(Note { id, text })
        });
        added.await?
    }

    pub async fn find(&self, id: i64) -> anyhow::Result<Option<Note>> {
        let notes = self.0.begin_read()?.open_table(NOTES)?;
        let text = notes.get(id)?.map(|text| text.value().to_owned());
        Ok(text.map(|text| Note { id, text }))
    }
}
