//! What jobs do. Each must bear being done twice.

use crate::jobs::{Job, Jobs, MOST};
use anyhow::{Context, bail, ensure};
use serde::Deserialize;

/// Takes one job and does it. False when none is due.
pub async fn once(jobs: &Jobs) -> anyhow::Result<bool> {
    let Some(job) = jobs.take().await? else {
        return Ok(false);
    };
    match perform(jobs, &job).await {
        Ok(()) => {
            jobs.done(&job).await?;
            tracing::info!(job.id, job.kind, "done");
        }
        Err(why) => {
            tracing::warn!(job.id, job.kind, job.attempts, "failed: {why:#}");
            jobs.failed(&job, &format!("{why:#}")).await?;
        }
    }
    Ok(true)
}

async fn perform(jobs: &Jobs, job: &Job) -> anyhow::Result<()> {
    ensure!(job.attempts <= MOST, "whoever tried it before has died");
    match job.kind.as_str() {
        "greet" => greet(jobs, job).await,
        other => bail!("nobody knows what {other} is"),
    }
}

#[derive(Deserialize)]
struct Greet {
    name: String,
}

/// Writes a greeting, under the number of the job: a second time it changes nothing.
async fn greet(jobs: &Jobs, job: &Job) -> anyhow::Result<()> {
    let Greet { name } = Greet::deserialize(&job.payload).context("payload")?;
    let text = format!("Good morning, {name}");
    sqlx::query!(
        "INSERT INTO greetings (job, text) VALUES ($1, $2) ON CONFLICT (job) DO NOTHING",
        job.id,
        text
    )
    .execute(&jobs.pool)
    .await?;
    Ok(())
}
