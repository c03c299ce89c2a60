//! The queue that tests run against.

use super::LEASE;
use std::time::Instant;
use worker::queue::{Message, Queue, queues};

pub async fn open(name: &str) -> Option<Queue> {
    Some(Queue::open(name, LEASE).await.unwrap())
}

pub async fn send(name: &str, payload: &str) {
    let message = Message {
        payload: payload.into(),
        attempts: 0,
    };
    let mut queues = queues();
    let queue = queues.entry(name.to_owned()).or_default();
    queue.push_back((Instant::now(), message));
}

/// How many messages were put aside.
pub async fn dead(name: &str) -> usize {
    queues().get(&format!("{name}-dead")).map_or(0, |q| q.len())
}
