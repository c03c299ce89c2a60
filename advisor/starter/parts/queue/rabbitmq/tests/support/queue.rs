//! The queue that tests run against: a real RabbitMQ.

use super::LEASE;
use lapin::{
    BasicProperties, Channel, Connection, ConnectionProperties,
    options::{BasicPublishOptions, QueueDeclareOptions},
    types::FieldTable,
};
use worker::queue::Queue;

fn url() -> Option<String> {
    let url = std::env::var("AMQP_URL").ok();
    if url.is_none() {
        eprintln!("skipped: AMQP_URL is not set, and this test needs RabbitMQ");
    }
    url
}

async fn channel() -> (Connection, Channel) {
    let url = url().expect("it was there before");
    let connection = Connection::connect(&url, ConnectionProperties::default());
    let connection = connection.await.unwrap();
    let channel = connection.create_channel().await.unwrap();
    (connection, channel)
}

pub async fn open(name: &str) -> Option<Queue> {
    Some(Queue::open(&url()?, name, LEASE).await.unwrap())
}

pub async fn send(name: &str, payload: &str) {
    let (_connection, channel) = channel().await;
    let (options, properties) = (BasicPublishOptions::default(), BasicProperties::default());
    let sent = channel.basic_publish(
        "".into(),
        name.into(),
        options,
        payload.as_bytes(),
        properties,
    );
    sent.await.unwrap().await.unwrap();
}

/// How many messages were put aside.
pub async fn dead(name: &str) -> usize {
    let (_connection, channel) = channel().await;
    let aside = format!("{name}-dead");
    let mut options = QueueDeclareOptions::durable();
    options.passive = true;
    let queue = channel.queue_declare(aside.into(), options, FieldTable::default());
    queue.await.unwrap().message_count() as usize
}
