//! Notes in MongoDB.

use crate::{config, notes::Note};
use anyhow::Context;
use mongodb::{
    Client, Collection, Database,
    bson::doc,
    options::{ClientOptions, ReturnDocument},
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

#[derive(Serialize, Deserialize)]
struct Document {
    #[serde(rename = "_id")]
    id: i64,
    text: String,
}

#[derive(Serialize, Deserialize)]
struct Counter {
    last: i64,
}

#[derive(Clone)]
pub struct Store(Database);

impl Store {
    pub async fn from_env() -> anyhow::Result<Self> {
        Self::open(&config::var("MONGODB_URL")?).await
    }

    /// Connects; collections are made with the first document in them.
    pub async fn open(url: &str) -> anyhow::Result<Self> {
        let mut options = ClientOptions::parse(url).await.context("MONGODB_URL")?;
        let patience = Duration::from_secs(3); // a server that is away fails fast
        options.server_selection_timeout.get_or_insert(patience);
        let client = Client::with_options(options)?;
        let database = client.default_database();
        let store = Self(database.context("MONGODB_URL: no database is named")?);
        store.ready().await.context("MONGODB_URL: cannot connect")?;
        Ok(store)
    }

    pub async fn ready(&self) -> mongodb::error::Result<()> {
        self.0.run_command(doc! { "ping": 1 }).await?;
        Ok(())
    }

    pub async fn add(&self, text: &str) -> anyhow::Result<Note> {
        let counters: Collection<Counter> = self.0.collection("counters");
        let counted = counters
            .find_one_and_update(doc! { "_id": "notes" }, doc! { "$inc": { "last": 1_i64 } })
            .upsert(true)
            .return_document(ReturnDocument::After)
            .await?;
        let id = counted.context("the counter is gone")?.last;
        let text = text.to_owned();
        self.notes()
            .insert_one(Document {
                id,
                text: text.clone(),
            })
            .await?;
        Ok(Note { id, text })
    }

    pub async fn find(&self, id: i64) -> mongodb::error::Result<Option<Note>> {
        let found = self.notes().find_one(doc! { "_id": id }).await?;
        Ok(found.map(|Document { id, text }| Note { id, text }))
    }

    fn notes(&self) -> Collection<Document> {
        self.0.collection("notes")
    }
}
