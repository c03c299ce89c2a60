//! What becomes of a batch of messages from SQS. Each must bear being worked on twice.

use anyhow::Context;
use aws_lambda_events::event::sqs::{BatchItemFailure, SqsBatchResponse, SqsEvent};
use serde::Deserialize;

/// Works on a batch, and names those that failed: SQS brings them again, and only them, until its redrive policy
/// puts them aside.
pub async fn handle(batch: SqsEvent) -> SqsBatchResponse {
    let mut answer = SqsBatchResponse::default();
    for message in batch.records {
        let id = message.message_id.unwrap_or_default();
        match perform(&message.body.unwrap_or_default()).await {
            Ok(()) => tracing::info!(id, "done"),
            Err(why) => {
                tracing::warn!(id, "failed: {why:#}");
                let mut failed = BatchItemFailure::default();
                failed.item_identifier = id;
                answer.batch_item_failures.push(failed);
            }
        }
    }
    answer
}

/// A second kind of message is a variant, and a line in `perform`.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Job {
    Greet { name: String },
}

async fn perform(body: &str) -> anyhow::Result<()> {
    match serde_json::from_str(body).context("body")? {
        Job::Greet { name } => tracing::info!("Good morning, {name}"),
    }
    Ok(())
}
