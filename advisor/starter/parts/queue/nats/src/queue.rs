//! Messages in a stream of NATS JetStream, which many workers share.

use crate::config;
use anyhow::{Context, anyhow};
use async_nats::jetstream::{
    self, AckKind,
    consumer::{PullConsumer, pull},
    stream::{Config, RetentionPolicy},
};
use futures_util::StreamExt;
use std::time::Duration;

/// So often a message is tried; then it is put aside.
pub const MOST: u32 = 3;

/// A message that nobody else has until its lease ends.
pub struct Message {
    pub payload: Vec<u8>,
    pub attempts: u32,
    handle: jetstream::Message,
}

pub struct Queue {
    stream: jetstream::Context,
    consumer: PullConsumer,
    aside: String,
    lease: Duration,
}

impl Queue {
    pub async fn from_env() -> anyhow::Result<Self> {
        let lease = config::seconds("LEASE", 60)?;
        Self::open(&config::required("NATS_URL")?, "jobs", lease).await
    }

    pub async fn open(url: &str, name: &str, lease: Duration) -> anyhow::Result<Self> {
        let client = async_nats::connect(url).await.context("NATS_URL")?;
        let stream = jetstream::new(client);
        let aside = format!("{name}-dead");
        for name in [name, &aside] {
            let config = Config {
                name: name.to_owned(),
                subjects: vec![name.to_owned()],
                retention: RetentionPolicy::WorkQueue, // what is done is gone
                ..Config::default()
            };
            stream.get_or_create_stream(config).await?;
        }
        let config = pull::Config {
            durable_name: Some("workers".to_owned()),
            ack_wait: lease,
            ..pull::Config::default()
        };
        let jobs = stream.get_stream(name).await?;
        let consumer = jobs.get_or_create_consumer("workers", config).await?;
        Ok(Self {
            stream,
            consumer,
            aside,
            lease,
        })
    }

    /// Takes a message, or none if none comes within a second.
    pub async fn take(&mut self) -> anyhow::Result<Option<Message>> {
        let one = self.consumer.fetch().max_messages(1);
        let mut one = one.expires(Duration::from_secs(1)).messages().await?;
        let Some(handle) = one.next().await else {
            return Ok(None);
        };
        let handle = handle.map_err(|why| anyhow!(why))?;
        let attempts = handle.info().map_err(|why| anyhow!(why))?.delivered;
        Ok(Some(Message {
            payload: handle.payload.to_vec(),
            attempts: u32::try_from(attempts)?,
            handle,
        }))
    }

    pub async fn done(&mut self, message: Message) -> anyhow::Result<()> {
        let acknowledged = message.handle.double_ack().await;
        acknowledged.map_err(|why| anyhow!(why))
    }

    /// It is due again after as long as its lease; after the last attempt it is put aside instead.
    pub async fn failed(&mut self, message: Message) -> anyhow::Result<()> {
        if message.attempts < MOST {
            let again = AckKind::Nak(Some(self.lease));
            return message
                .handle
                .ack_with(again)
                .await
                .map_err(|why| anyhow!(why));
        }
        let aside = self.aside.clone();
        let kept = self.stream.publish(aside, message.payload.clone().into());
        kept.await?.await?; // the server has it
        self.done(message).await
    }
}
