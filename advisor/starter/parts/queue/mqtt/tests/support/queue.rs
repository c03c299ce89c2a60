//! The queue that tests run against: a real broker.

use super::{LEASE, name};
use rumqttc::{
    AsyncClient, Event, EventLoop, MqttOptions, PublishOptions, QoS, mqttbytes::v5::Packet,
};
use tokio::time::timeout;
use worker::queue::Queue;

fn url() -> Option<String> {
    let url = std::env::var("MQTT_URL").ok();
    if url.is_none() {
        eprintln!("skipped: MQTT_URL is not set, and this test needs an MQTT broker");
    }
    url
}

fn client() -> (AsyncClient, EventLoop) {
    let url = url().expect("it was there before");
    let mut options = MqttOptions::parse_url(url).unwrap();
    options.set_client_id(name("client"));
    AsyncClient::builder(options).build()
}

pub async fn open(name: &str) -> Option<Queue> {
    Some(Queue::open(&url()?, name, LEASE).await.unwrap())
}

pub async fn send(name: &str, payload: &str) {
    let (client, mut line) = client();
    let line = tokio::spawn(async move { while line.poll().await.is_ok() {} });
    let options = PublishOptions::at_least_once();
    let sent = client.publish_tracked(name, payload.to_owned(), options);
    let sent = sent.await.unwrap();
    sent.wait_completion_async().await.unwrap();
    line.abort();
}

/// How many messages were put aside.
pub async fn dead(name: &str) -> usize {
    let (client, mut line) = client();
    let aside = format!("{name}-dead/#");
    client.subscribe(aside, QoS::AtLeastOnce).await.unwrap();
    let mut count = 0;
    while let Ok(event) = timeout(LEASE, line.poll()).await {
        if let Event::Incoming(Packet::Publish(_)) = event.unwrap() {
            count += 1;
        }
    }
    count
}
