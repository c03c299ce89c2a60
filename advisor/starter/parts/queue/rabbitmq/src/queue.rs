//! Messages in a queue of RabbitMQ, which many workers share.

use crate::config;
use anyhow::Context;
use futures_util::StreamExt;
use lapin::{
    BasicProperties, Channel, Connection, ConnectionProperties, Consumer,
    message::Delivery,
    options::{
        BasicAckOptions, BasicConsumeOptions, BasicPublishOptions, BasicQosOptions,
        ConfirmSelectOptions, QueueDeclareOptions,
    },
    types::{AMQPValue, FieldTable, LongString, ShortString},
};
use std::time::Duration;
use tokio::time::timeout;

/// So often a message is tried; then it is put aside.
pub const MOST: u32 = 3;

/// A message that nobody else has while this worker is connected.
pub struct Message {
    pub payload: Vec<u8>,
    pub attempts: u32,
    handle: Delivery,
}

pub struct Queue {
    _connection: Connection, // ends with the queue
    channel: Channel,
    consumer: Consumer,
    name: String,
}

/// How often it failed before, which we count in a header; the broker counts those whose worker died.
const FAILED: &str = "x-failed";
const DIED: &str = "x-delivery-count";

impl Queue {
    pub async fn from_env() -> anyhow::Result<Self> {
        let lease = config::seconds("LEASE", 60)?;
        Self::open(&config::required("AMQP_URL")?, "jobs", lease).await
    }

    pub async fn open(url: &str, name: &str, lease: Duration) -> anyhow::Result<Self> {
        let connection = Connection::connect(url, ConnectionProperties::default())
            .await
            .context("AMQP_URL")?;
        let channel = connection.create_channel().await?;
        channel
            .confirm_select(ConfirmSelectOptions::default())
            .await?;
        declare(&channel, name, &[]).await?;
        declare(&channel, &format!("{name}-dead"), &[]).await?;
        let again = [
            (
                "x-message-ttl",
                AMQPValue::LongLongInt(i64::try_from(lease.as_millis())?),
            ),
            ("x-dead-letter-exchange", text("")),
            ("x-dead-letter-routing-key", text(name)),
        ];
        declare(&channel, &format!("{name}-wait"), &again).await?;
        channel.basic_qos(1, BasicQosOptions::default()).await?;
        let (queue, tag) = (ShortString::from(name), ShortString::from(""));
        let options = BasicConsumeOptions::default();
        let consumer = channel.basic_consume(queue, tag, options, FieldTable::default());
        Ok(Self {
            consumer: consumer.await?,
            channel,
            _connection: connection,
            name: name.to_owned(),
        })
    }

    /// Takes a message, or none if none comes within a second.
    pub async fn take(&mut self) -> anyhow::Result<Option<Message>> {
        let Ok(next) = timeout(Duration::from_secs(1), self.consumer.next()).await else {
            return Ok(None);
        };
        let handle = next.context("the broker has ended it")??;
        let count = |header| {
            let headers = handle.properties.headers().as_ref()?;
            headers.inner().get(header)?.as_long_long_int()
        };
        let before = count(FAILED).unwrap_or(0) + count(DIED).unwrap_or(0);
        Ok(Some(Message {
            payload: handle.data.clone(),
            attempts: u32::try_from(before)? + 1,
            handle,
        }))
    }

    pub async fn done(&mut self, message: Message) -> anyhow::Result<()> {
        message.handle.ack(BasicAckOptions::default()).await?;
        Ok(())
    }

    /// It is due again after as long as a lease; after the last attempt it is put aside instead.
    pub async fn failed(&mut self, message: Message) -> anyhow::Result<()> {
        let then = if message.attempts < MOST {
            "wait"
        } else {
            "dead"
        };
        let mut headers = FieldTable::default();
        headers.insert(
            FAILED.into(),
            AMQPValue::LongLongInt(message.attempts.into()),
        );
        let properties = BasicProperties::default()
            .with_delivery_mode(2) // on the disk
            .with_headers(headers);
        let queue = ShortString::from(format!("{}-{then}", self.name));
        let options = BasicPublishOptions::default();
        let kept =
            self.channel
                .basic_publish("".into(), queue, options, &message.payload, properties);
        kept.await?.await?; // the broker has it
        self.done(message).await
    }
}

fn text(value: &str) -> AMQPValue {
    AMQPValue::LongString(LongString::from(value))
}

async fn declare(channel: &Channel, name: &str, more: &[(&str, AMQPValue)]) -> lapin::Result<()> {
    let mut arguments = FieldTable::default();
    arguments.insert("x-queue-type".into(), text("quorum"));
    for (name, value) in more {
        arguments.insert((*name).into(), value.clone());
    }
    let options = QueueDeclareOptions::durable();
    channel
        .queue_declare(name.into(), options, arguments)
        .await?;
    Ok(())
}
