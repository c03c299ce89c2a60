//! Messages in a topic of Kafka, which the workers of a group divide among them.

use crate::config;
use anyhow::Context;
use rdkafka::{
    ClientConfig, Message as _, Offset, TopicPartitionList,
    consumer::{CommitMode, Consumer, StreamConsumer},
    message::{Header, Headers, OwnedHeaders, OwnedMessage},
    producer::{FutureProducer, FutureRecord, Producer},
};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::{task::spawn_blocking, time::timeout};

/// So often a message is tried; then it is put aside.
pub const MOST: u32 = 3;

const FAILED: &str = "failed"; // how often it did before
const DUE: &str = "due"; // milliseconds since 1970
const PATIENCE: Duration = Duration::from_secs(10); // for brokers

/// A message that nobody else has while this worker is in the group.
pub struct Message {
    pub payload: Vec<u8>,
    pub attempts: u32,
    due: Duration,
    handle: OwnedMessage,
}

pub struct Queue {
    consumer: StreamConsumer,
    producer: FutureProducer,
    waiting: Vec<Message>, // failed before, and are not due yet: at most one of a partition
    name: String,
    lease: Duration,
}

impl Queue {
    pub async fn from_env() -> anyhow::Result<Self> {
        let lease = config::seconds("LEASE", 60)?;
        Self::open(&config::required("KAFKA_BROKERS")?, "jobs", lease).await
    }

    pub async fn open(brokers: &str, name: &str, lease: Duration) -> anyhow::Result<Self> {
        let least = Duration::from_secs(6); // that brokers allow unless told otherwise
        let session = lease.clamp(least, Duration::from_secs(1800)).as_millis();
        let mut config = ClientConfig::new();
        config.set("bootstrap.servers", brokers);
        let producer = config.clone().set("acks", "all").create();
        let producer: FutureProducer = producer.context("KAFKA_BROKERS")?;
        for then in ["", "-again", "-dead"] {
            let (topic, asking) = (format!("{name}{then}"), producer.clone());
            let known = move || {
                asking
                    .client()
                    .fetch_metadata(Some(&topic), PATIENCE)
                    .map(drop)
            };
            let known = spawn_blocking(known).await?; // and made, where the cluster makes them unasked
            known.context("KAFKA_BROKERS: cannot connect")?;
        }
        let consumer: StreamConsumer = config
            .set("group.id", name)
            .set("session.timeout.ms", session.to_string()) // then a dead worker's go to others
            .set("auto.offset.reset", "earliest")
            .set("enable.auto.commit", "false")
            .create()
            .context("KAFKA_BROKERS")?;
        consumer.subscribe(&[name, &format!("{name}-again")])?;
        Ok(Self {
            consumer,
            producer,
            waiting: Vec::new(),
            name: name.to_owned(),
            lease,
        })
    }

    /// Takes a message, or none if none comes within a second; longer while it joins the group.
    pub async fn take(&mut self) -> anyhow::Result<Option<Message>> {
        let now = now();
        if let Some(at) = self.waiting.iter().position(|other| other.due <= now) {
            let message = self.waiting.swap_remove(at);
            let _ = self.consumer.resume(&after(&message.handle)?); // unless another has it now
            return Ok(Some(message));
        }
        let patience = match self.consumer.assignment()?.count() {
            0 => PATIENCE,
            _ => Duration::from_secs(1),
        };
        let Ok(next) = timeout(patience, self.consumer.recv()).await else {
            return Ok(None);
        };
        let message = message(next?.detach());
        if message.due > now {
            self.consumer.pause(&after(&message.handle)?)?; // later ones are due later
            self.waiting.push(message);
            return Ok(None);
        }
        Ok(Some(message))
    }

    pub async fn done(&mut self, message: Message) -> anyhow::Result<()> {
        let offset = after(&message.handle)?;
        Ok(self.consumer.commit(&offset, CommitMode::Async)?)
    }

    /// It is sent again, for when its lease ends; after the last attempt it is put aside instead.
    pub async fn failed(&mut self, message: Message) -> anyhow::Result<()> {
        let then = if message.attempts < MOST {
            "again"
        } else {
            "dead"
        };
        let topic = format!("{}-{then}", self.name);
        let failed = message.attempts.to_string();
        let due = (now() + self.lease).as_millis().to_string();
        let headers = OwnedHeaders::new()
            .insert(Header {
                key: FAILED,
                value: Some(&failed),
            })
            .insert(Header {
                key: DUE,
                value: Some(&due),
            });
        let record = FutureRecord::<[u8], _>::to(&topic)
            .payload(&message.payload)
            .headers(headers);
        let kept = self.producer.send(record, PATIENCE).await;
        kept.map_err(|(why, _)| why)?; // the brokers have it
        self.done(message).await
    }
}

fn message(handle: OwnedMessage) -> Message {
    let number = |name: &str| -> Option<u64> {
        let mut all = handle.headers()?.iter();
        let value = all.find(|header| header.key == name)?.value?;
        std::str::from_utf8(value).ok()?.parse().ok()
    };
    let failed = number(FAILED).and_then(|times| u32::try_from(times).ok());
    Message {
        payload: handle.payload().unwrap_or_default().to_vec(),
        attempts: failed.unwrap_or(0) + 1,
        due: Duration::from_millis(number(DUE).unwrap_or(0)),
        handle,
    }
}

/// Where its partition goes on after it.
fn after(message: &OwnedMessage) -> anyhow::Result<TopicPartitionList> {
    let mut at = TopicPartitionList::with_capacity(1);
    let next = Offset::Offset(message.offset() + 1);
    at.add_partition_offset(message.topic(), message.partition(), next)?;
    Ok(at)
}

fn now() -> Duration {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.unwrap_or_default() // before 1970 everything is due
}
