//! Notes in Redis or Valkey.

use crate::{config, notes::Note};
use anyhow::Context;
use redis::{AsyncCommands, Client, RedisResult, aio::ConnectionManager};

#[derive(Clone)]
pub struct Store(ConnectionManager); // one connection for all, made anew when it breaks

impl Store {
    pub async fn from_env() -> anyhow::Result<Self> {
        Self::open(&config::var("REDIS_URL")?).await
    }

    pub async fn open(url: &str) -> anyhow::Result<Self> {
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default(); // for rediss://
        let client = Client::open(url).context("REDIS_URL")?;
        let connection = client.get_connection_manager().await;
        Ok(Self(connection.context("REDIS_URL: cannot connect")?))
    }

    pub async fn ready(&self) -> RedisResult<()> {
        self.0.clone().ping().await
    }

    pub async fn add(&self, text: &str) -> RedisResult<Note> {
        let mut redis = self.0.clone();
        let id = redis.incr("notes", 1).await?;
        let () = redis.set(key(id), text).await?;
        let text = text.to_owned();
        Ok(Note { id, text })
    }

    pub async fn find(&self, id: i64) -> RedisResult<Option<Note>> {
        let text: Option<String> = self.0.clone().get(key(id)).await?;
        Ok(text.map(|text| Note { id, text }))
    }
}

fn key(id: i64) -> String {
    format!("note:{id}")
}
