//! The queue that tests run against: a real Kafka, or the mock cluster of librdkafka, which speaks its protocol.

use super::LEASE;
use rdkafka::{
    ClientConfig,
    consumer::{BaseConsumer, Consumer},
    mocking::MockCluster,
    producer::{FutureProducer, FutureRecord},
};
use std::{env, mem, sync::LazyLock, time::Duration};
use worker::queue::Queue;

static BROKERS: LazyLock<String> = LazyLock::new(|| {
    env::var("KAFKA_BROKERS").unwrap_or_else(|_| {
        let cluster = MockCluster::new(1).expect("a mock cluster");
        let brokers = cluster.bootstrap_servers();
        mem::forget(cluster); // it is there as long as the tests run
        brokers
    })
});

fn config() -> ClientConfig {
    let mut config = ClientConfig::new();
    config.set("bootstrap.servers", BROKERS.as_str());
    config
}

pub async fn open(name: &str) -> Option<Queue> {
    Some(Queue::open(&BROKERS, name, LEASE).await.unwrap())
}

pub async fn send(name: &str, payload: &str) {
    let producer: FutureProducer = config().create().unwrap();
    let record = FutureRecord::<[u8], _>::to(name).payload(payload);
    let sent = producer.send(record, Duration::from_secs(10)).await;
    sent.unwrap();
}

/// How many messages were put aside.
pub async fn dead(name: &str) -> usize {
    let (aside, patience) = (format!("{name}-dead"), Duration::from_secs(10));
    let reader: BaseConsumer = config().create().unwrap();
    let known = reader.fetch_metadata(Some(&aside), patience).unwrap();
    let mut count = 0;
    for partition in known.topics()[0].partitions() {
        let (low, high) = reader
            .fetch_watermarks(&aside, partition.id(), patience)
            .unwrap();
        count += usize::try_from(high - low).unwrap();
    }
    count
}
