//! What is done with a message. It must bear being done twice.

use crate::{queue, queue::Queue, telemetry};
use anyhow::{Context, ensure};
use serde::Deserialize;
use std::time::Instant;

/// Takes one message and works on it. False when none is there.
pub async fn once(queue: &mut Queue) -> anyhow::Result<bool> {
    let Some(message) = queue.take().await? else {
        return Ok(false);
    };
    let start = Instant::now();
    let done = perform(&message.payload, message.attempts).await;
    telemetry::observe(&done, start.elapsed());
    match done {
        Ok(()) => queue.done(message).await?,
        Err(_) => queue.failed(message).await?,
    }
    Ok(true)
}

/// A second kind of message is a variant, and a line in `perform`.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Job {
    Greet { name: String },
}

async fn perform(payload: &[u8], attempts: u32) -> anyhow::Result<()> {
    ensure!(attempts <= queue::MOST, "whoever tried it before has died");
    match serde_json::from_slice(payload).context("payload")? {
        Job::Greet { name } => tracing::info!("Good morning, {name}"),
    }
    Ok(())
}
