//! A queue in memory, gone when the worker ends: what a broker takes the place of.

use crate::config;
use std::{
    collections::{HashMap, VecDeque},
    sync::{LazyLock, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use tokio::time::sleep;

/// So often a message is tried; then it is put aside.
pub const MOST: u32 = 3;

/// A message that nobody else has until its lease ends.
#[derive(Clone)]
pub struct Message {
    pub payload: Vec<u8>,
    pub attempts: u32,
}

type Waiting = HashMap<String, VecDeque<(Instant, Message)>>;
static QUEUES: LazyLock<Mutex<Waiting>> = LazyLock::new(Mutex::default);

pub fn queues() -> MutexGuard<'static, Waiting> {
    QUEUES.lock().unwrap_or_else(PoisonError::into_inner)
}

pub struct Queue {
    name: String,
    lease: Duration,
}

impl Queue {
    pub async fn from_env() -> anyhow::Result<Self> {
        Self::open("jobs", config::seconds("LEASE", 60)?).await
    }

    pub async fn open(name: &str, lease: Duration) -> anyhow::Result<Self> {
        let name = name.to_owned();
        Ok(Self { name, lease })
    }

    /// Takes a message, or none if none comes within a second.
    pub async fn take(&mut self) -> anyhow::Result<Option<Message>> {
        for _ in 0..10 {
            if let Some(waiting) = queues().get_mut(&self.name)
                && let Some(at) = waiting.iter().position(|(due, _)| *due <= Instant::now())
                && let Some((_, mut message)) = waiting.remove(at)
            {
                message.attempts += 1;
                waiting.push_back((Instant::now() + self.lease, message.clone()));
                return Ok(Some(message));
            }
            sleep(Duration::from_millis(100)).await;
        }
        Ok(None)
    }

    pub async fn done(&mut self, message: Message) -> anyhow::Result<()> {
        if let Some(waiting) = queues().get_mut(&self.name) {
            waiting.retain(|(_, other)| other.payload != message.payload);
        }
        Ok(())
    }

    /// It is due again when its lease ends; after the last attempt it is put aside instead.
    pub async fn failed(&mut self, message: Message) -> anyhow::Result<()> {
        if message.attempts >= MOST {
            self.done(message.clone()).await?;
            let aside = format!("{}-dead", self.name);
            let mut queues = queues();
            queues
                .entry(aside)
                .or_default()
                .push_back((Instant::now(), message));
        }
        Ok(())
    }
}
