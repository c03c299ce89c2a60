//! Redis or Valkey. What is kept there gets its functions here.

use crate::config;
use anyhow::Context;
use redis::{
    AsyncCommands, Client, RedisResult,
    aio::{ConnectionManager, ConnectionManagerConfig},
};

#[derive(Clone)]
pub struct Redis(ConnectionManager); // one connection for all, made anew when it breaks

impl Redis {
    pub async fn from_env() -> anyhow::Result<Self> {
        Self::open(&config::var("REDIS_URL")?).await
    }

    pub async fn open(url: &str) -> anyhow::Result<Self> {
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default(); // for rediss://
        let client = Client::open(url).context("REDIS_URL")?;
        let rules = ConnectionManagerConfig::new().set_number_of_retries(1); // one that is away fails fast
        let connection = client.get_connection_manager_with_config(rules).await;
        Ok(Self(connection.context("REDIS_URL: cannot connect")?))
    }

    pub async fn ready(&self) -> RedisResult<()> {
        self.0.clone().ping().await
    }
}
