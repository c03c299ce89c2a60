//! What the service keeps, in two places: notes in the database, and in MongoDB what belongs there.

pub mod database;
pub mod documents;

use crate::notes::Note;
use documents::Documents;

#[derive(Clone)]
pub struct Store {
    notes: database::Store,
    pub documents: Documents,
}

impl Store {
    pub async fn from_env() -> anyhow::Result<Self> {
        let notes = database::Store::from_env().await?;
        Ok(Self::new(notes, Documents::from_env().await?))
    }

    pub fn new(notes: database::Store, documents: Documents) -> Self {
        Self { notes, documents }
    }

    /// Whether both answer.
    pub async fn ready(&self) -> anyhow::Result<()> {
        self.notes.ready().await?;
        self.documents.ready().await?;
        Ok(())
    }

    pub async fn add(&self, text: &str) -> anyhow::Result<Note> {
        let note = self.notes.add(text).await?;
        Ok(note)
    }

    pub async fn find(&self, id: i64) -> anyhow::Result<Option<Note>> {
        let note = self.notes.find(id).await?;
        Ok(note)
    }
}
