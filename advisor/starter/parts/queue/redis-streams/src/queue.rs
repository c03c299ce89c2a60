//! Messages in a stream of Redis, which the workers of a group share.

use crate::config;
use anyhow::Context;
use redis::{
    AsyncCommands, Client, RedisResult,
    aio::{ConnectionManager, ConnectionManagerConfig},
    streams::{
        StreamAutoClaimOptions, StreamAutoClaimReply, StreamId, StreamPendingCountReply,
        StreamReadOptions, StreamReadReply,
    },
};
use std::{env, process, time::Duration};

/// So often a message is tried; then it is put aside.
pub const MOST: u32 = 3;

const GROUP: &str = "workers";
const FIELD: &str = "json";
const BLOCK: Duration = Duration::from_secs(1);

/// A message that nobody else has until its lease ends.
pub struct Message {
    pub payload: Vec<u8>,
    pub attempts: u32,
    id: String,
}

pub struct Queue {
    redis: ConnectionManager,
    name: String,
    worker: String,
    lease: usize, // milliseconds
}

impl Queue {
    pub async fn from_env() -> anyhow::Result<Self> {
        let lease = config::seconds("LEASE", 60)?;
        Self::open(&config::required("REDIS_URL")?, "jobs", lease).await
    }

    pub async fn open(url: &str, name: &str, lease: Duration) -> anyhow::Result<Self> {
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default(); // for rediss://
        let patience = ConnectionManagerConfig::new().set_response_timeout(Some(5 * BLOCK));
        let client = Client::open(url).context("REDIS_URL")?;
        let redis = client.get_connection_manager_with_config(patience).await;
        let mut redis = redis.context("REDIS_URL: cannot connect")?;
        let made: RedisResult<()> = redis.xgroup_create_mkstream(name, GROUP, "0").await;
        if let Err(why) = made
            && why.code() != Some("BUSYGROUP")
        {
            return Err(why.into()); // that the group is there already is well
        }
        let host = env::var("HOSTNAME").unwrap_or_default();
        Ok(Self {
            redis,
            name: name.to_owned(),
            worker: format!("{host}-{}", process::id()),
            lease: usize::try_from(lease.as_millis())?,
        })
    }

    /// Takes a message, or none if none comes within a second: first one whose lease has ended.
    pub async fn take(&mut self) -> anyhow::Result<Option<Message>> {
        let one = StreamAutoClaimOptions::default().count(1);
        let claimed: StreamAutoClaimReply = self
            .redis
            .xautoclaim_options(&self.name, GROUP, &self.worker, self.lease, "0", one)
            .await?;
        if let Some(found) = claimed.claimed.into_iter().next() {
            let pending: StreamPendingCountReply = self
                .redis
                .xpending_count(&self.name, GROUP, &found.id, &found.id, 1)
                .await?;
            let times = pending.ids.first().map_or(1, |p| p.times_delivered);
            return message(found, u32::try_from(times)?).map(Some);
        }
        let options = StreamReadOptions::default()
            .group(GROUP, &self.worker)
            .count(1)
            .block(usize::try_from(BLOCK.as_millis())?);
        let read: Option<StreamReadReply> = self
            .redis
            .xread_options(&[&self.name], &[">"], &options)
            .await?;
        let mut found = read.into_iter().flat_map(|read| read.keys);
        let first = found.next().and_then(|key| key.ids.into_iter().next());
        first.map(|found| message(found, 1)).transpose()
    }

    pub async fn done(&mut self, message: Message) -> anyhow::Result<()> {
        let id = [&message.id];
        redis::pipe()
            .atomic()
            .xack(&self.name, GROUP, &id)
            .xdel(&self.name, &id)
            .exec_async(&mut self.redis)
            .await?;
        Ok(())
    }

    /// It is due again when its lease ends; after the last attempt it is put aside instead.
    pub async fn failed(&mut self, message: Message) -> anyhow::Result<()> {
        if message.attempts < MOST {
            return Ok(());
        }
        let aside = format!("{}-dead", self.name);
        let () = self
            .redis
            .xadd(aside, "*", &[(FIELD, &message.payload)])
            .await?;
        self.done(message).await
    }
}

fn message(found: StreamId, attempts: u32) -> anyhow::Result<Message> {
    Ok(Message {
        payload: found.get(FIELD).context("a message without json")?,
        attempts,
        id: found.id,
    })
}
