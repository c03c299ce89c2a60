//! Documents in MongoDB. What is kept there gets its functions here.

use crate::config;
use anyhow::Context;
use mongodb::{Client, Database, bson::doc, options::ClientOptions};
use std::time::Duration;

#[derive(Clone)]
pub struct Documents(Database);

impl Documents {
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
        let documents = Self(database.context("MONGODB_URL: no database is named")?);
        let answer = documents.ready().await;
        answer.context("MONGODB_URL: cannot connect")?;
        Ok(documents)
    }

    pub async fn ready(&self) -> mongodb::error::Result<()> {
        self.0.run_command(doc! { "ping": 1 }).await?;
        Ok(())
    }
}
