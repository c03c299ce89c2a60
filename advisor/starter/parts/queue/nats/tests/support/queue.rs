//! The queue that tests run against: a real NATS.

use super::LEASE;
use async_nats::jetstream;
use worker::queue::Queue;

fn url() -> Option<String> {
    let url = std::env::var("NATS_URL").ok();
    if url.is_none() {
        eprintln!("skipped: NATS_URL is not set, and this test needs NATS");
    }
    url
}

async fn stream() -> jetstream::Context {
    let url = url().expect("it was there before");
    jetstream::new(async_nats::connect(url).await.unwrap())
}

pub async fn open(name: &str) -> Option<Queue> {
    Some(Queue::open(&url()?, name, LEASE).await.unwrap())
}

pub async fn send(name: &str, payload: &str) {
    let stream = stream().await;
    let sent = stream.publish(name.to_owned(), payload.to_owned().into());
    sent.await.unwrap().await.unwrap();
}

/// How many messages were put aside.
pub async fn dead(name: &str) -> usize {
    let aside = stream().await.get_stream(format!("{name}-dead")).await;
    aside.unwrap().cached_info().state.messages as usize
}
