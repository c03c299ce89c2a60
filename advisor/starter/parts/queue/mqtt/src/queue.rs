//! Messages of an MQTT broker, which the workers that share a subscription divide among them.

use crate::config;
use anyhow::Context;
use rumqttc::{
    AckMode, AsyncClient, BrokerSessionResumePolicy, Event, EventLoop, MqttOptions, PublishOptions,
    QoS, SessionMode, SubscribeNoticeError,
    mqttbytes::v5::{Packet, Publish, PublishProperties},
};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    task::JoinSet,
    time::timeout,
};

/// So often a message is tried; then it is put aside.
pub const MOST: u32 = 3;

const AT_ONCE: u16 = 16; // messages that the broker gives out before one of them is done
const FAILED: &str = "failed"; // how often it did before
const DUE: &str = "due"; // milliseconds since 1970

/// A message that nobody else has while this worker is known to the broker.
pub struct Message {
    pub payload: Vec<u8>,
    pub attempts: u32,
    due: Duration,
    handle: Publish,
}

pub struct Queue {
    taker: AsyncClient,
    sender: AsyncClient,
    found: UnboundedReceiver<anyhow::Result<Message>>,
    waiting: Vec<Message>, // failed before, and are not due yet
    name: String,
    lease: Duration,
    _lines: JoinSet<()>, // end with the queue
}

impl Queue {
    pub async fn from_env() -> anyhow::Result<Self> {
        let lease = config::seconds("LEASE", 60)?;
        Self::open(&config::required("MQTT_URL")?, "jobs", lease).await
    }

    pub async fn open(url: &str, name: &str, lease: Duration) -> anyhow::Result<Self> {
        let options = MqttOptions::parse_url(url).context("MQTT_URL")?;
        let id = format!("{}-{name}", options.client_id());
        let mut sending = options.clone(); // a line of its own: one taken up again does not send
        sending.set_client_id(format!("{id}-out"));
        let (sender, line) = AsyncClient::builder(sending).build();
        let mut lines = JoinSet::new();
        lines.spawn(keep_up(line));
        let mut taking = options;
        taking
            .set_client_id(id)
            .set_session_mode(SessionMode::Persistent)
            .set_broker_session_resume_policy(BrokerSessionResumePolicy::AllowBrokerOnly)
            .set_receive_maximum(Some(AT_ONCE))
            .set_ack_mode(AckMode::Manual);
        let (taker, line) = AsyncClient::builder(taking).build();
        let (send, found) = unbounded_channel(); // never more than AT_ONCE are in it
        lines.spawn(listen(line, send));
        let shared = format!("$share/workers/{name}");
        let subscribed = taker.subscribe_tracked(shared, QoS::AtLeastOnce).await?;
        match subscribed.wait_completion_async().await {
            Ok(()) | Err(SubscribeNoticeError::BrokerOnlySessionResume) => {} // it did before it died
            Err(why) => return Err(why).context("MQTT_URL: cannot connect"),
        }
        Ok(Self {
            taker,
            sender,
            found,
            waiting: Vec::new(),
            name: name.to_owned(),
            lease,
            _lines: lines,
        })
    }

    /// Takes a message, or none if none comes within a second.
    pub async fn take(&mut self) -> anyhow::Result<Option<Message>> {
        let now = now();
        if let Some(at) = self.waiting.iter().position(|other| other.due <= now) {
            return Ok(Some(self.waiting.swap_remove(at)));
        }
        let Ok(next) = timeout(Duration::from_secs(1), self.found.recv()).await else {
            return Ok(None);
        };
        let message = next.context("the connection has ended")??;
        if message.due > now {
            self.waiting.push(message);
            return Ok(None);
        }
        Ok(Some(message))
    }

    pub async fn done(&mut self, message: Message) -> anyhow::Result<()> {
        Ok(self.taker.ack(&message.handle).await?)
    }

    /// It is sent again, for when its lease ends; after the last attempt it is put aside instead.
    pub async fn failed(&mut self, message: Message) -> anyhow::Result<()> {
        let (topic, options) = if message.attempts < MOST {
            let due = now() + self.lease;
            let properties = PublishProperties {
                user_properties: vec![
                    (FAILED.to_owned(), message.attempts.to_string()),
                    (DUE.to_owned(), due.as_millis().to_string()),
                ],
                ..PublishProperties::default()
            };
            let options = PublishOptions::at_least_once().properties(properties);
            (self.name.clone(), options)
        } else {
            let topic = format!("{}-dead/{}", self.name, now().as_nanos());
            (topic, PublishOptions::at_least_once().retained())
        };
        let payload = message.payload.clone();
        let kept = self.sender.publish_tracked(topic, payload, options).await?;
        kept.wait_completion_async().await?; // the broker has it
        self.done(message).await
    }
}

async fn keep_up(mut line: EventLoop) {
    while line.poll().await.is_ok() {}
}

/// Keeps up the connection, and hands on what comes over it.
async fn listen(mut line: EventLoop, found: UnboundedSender<anyhow::Result<Message>>) {
    loop {
        let next = match line.poll().await {
            Ok(Event::Incoming(Packet::Publish(publish))) => Ok(message(publish)),
            Ok(_) => continue,
            Err(why) => Err(why.into()),
        };
        let ended = next.is_err();
        if found.send(next).is_err() || ended {
            return;
        }
    }
}

fn message(publish: Publish) -> Message {
    let property = |name: &str| -> Option<u64> {
        let all = &publish.properties.as_ref()?.user_properties;
        let (_, value) = all.iter().find(|(key, _)| key == name)?;
        value.parse().ok()
    };
    let failed = property(FAILED).and_then(|times| u32::try_from(times).ok());
    Message {
        payload: publish.payload.to_vec(),
        attempts: failed.unwrap_or(0) + u32::from(publish.dup) + 1, // its worker may have died
        due: Duration::from_millis(property(DUE).unwrap_or(0)),
        handle: publish,
    }
}

fn now() -> Duration {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.unwrap_or_default() // before 1970 everything is due
}
