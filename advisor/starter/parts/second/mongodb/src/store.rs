//! What the service keeps, in two places: notes in the database, and in MongoDB what belongs there.

pub mod database;
pub mod documents;

use crate::notes::Note;
use documents::Documents;

#[derive(Clone)]
pub struct Store {
    database: database::Store,
    pub documents: Documents,
}

impl Store {
    pub async fn from_env() -> anyhow::Result<Self> {
        let database = database::Store::from_env().await?;
        Ok(Self::new(database, Documents::from_env().await?))
    }

    pub fn new(database: database::Store, documents: Documents) -> Self {
        Self {
            database,
            documents,
        }
    }

    /// Whether both answer.
    pub async fn ready(&self) -> anyhow::Result<()> {
        self.database.ready().await?;
        self.documents.ready().await?;
        Ok(())
    }

    pub async fn add(&self, text: &str) -> anyhow::Result<Note> {
        let note = self.database.add(text).await?;
        Ok(note)
    }

    pub async fn find(&self, id: i64) -> anyhow::Result<Option<Note>> {
        let note = self.database.find(id).await?;
        Ok(note)
    }
}
