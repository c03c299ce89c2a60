//! What the service keeps, in two places: notes in the database, and in Redis what belongs there.

pub mod database;
pub mod redis;

use self::redis::Redis;
use crate::notes::Note;

#[derive(Clone)]
pub struct Store {
    database: database::Store,
    pub redis: Redis,
}

impl Store {
    pub async fn from_env() -> anyhow::Result<Self> {
        let database = database::Store::from_env().await?;
        Ok(Self::new(database, Redis::from_env().await?))
    }

    pub fn new(database: database::Store, redis: Redis) -> Self {
        Self { database, redis }
    }

    /// Whether both answer.
    pub async fn ready(&self) -> anyhow::Result<()> {
        self.database.ready().await?;
        self.redis.ready().await?;
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
