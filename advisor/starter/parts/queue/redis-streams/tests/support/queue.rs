//! The queue that tests run against: a real Redis.

use super::LEASE;
use redis::{AsyncCommands, Client, aio::MultiplexedConnection};
use worker::queue::Queue;

fn url() -> Option<String> {
    let url = std::env::var("REDIS_URL").ok();
    if url.is_none() {
        eprintln!("skipped: REDIS_URL is not set, and this test needs Redis");
    }
    url
}

async fn redis() -> MultiplexedConnection {
    let client = Client::open(url().expect("it was there before")).unwrap();
    client.get_multiplexed_async_connection().await.unwrap()
}

pub async fn open(name: &str) -> Option<Queue> {
    Some(Queue::open(&url()?, name, LEASE).await.unwrap())
}

pub async fn send(name: &str, payload: &str) {
    let sent = redis().await.xadd(name, "*", &[("json", payload)]).await;
    let () = sent.unwrap();
}

/// How many messages were put aside.
pub async fn dead(name: &str) -> usize {
    redis().await.xlen(format!("{name}-dead")).await.unwrap()
}
