//! The table of jobs, which many workers share.

use anyhow::Context;
use serde_json::Value;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use std::time::Duration;

/// So often a job is tried.
pub const MOST: i32 = 5;

#[derive(Debug)]
pub struct Job {
    pub id: i64,
    pub kind: String,
    pub payload: Value,
    pub attempts: i32,
}

#[derive(Clone)]
pub struct Jobs {
    pub pool: PgPool,
    lease: f64, // seconds in which a worker has to be done, or another takes the job
}

impl Jobs {
    /// Connects, and brings the schema up to date.
    pub async fn open(url: &str, lease: Duration) -> anyhow::Result<Self> {
        let options: PgConnectOptions = url.parse().context("DATABASE_URL")?;
        let pool = PgPoolOptions::new()
            .max_connections(10) // times instances: fewer than the server allows
            .acquire_timeout(Duration::from_secs(3)) // a full pool fails fast
            .connect_with(options.options([("statement_timeout", "5s")]))
            .await
            .context("DATABASE_URL: cannot connect")?;
        sqlx::migrate!().run(&pool).await?;
        Ok(Self {
            pool,
            lease: lease.as_secs_f64(),
        })
    }

    /// Takes the job that has been due longest, or none. Taking it moves its time on, which is its lease: should this
    /// process die, the job is due again then. Rows that others are just taking are skipped, not waited for.
    pub async fn take(&self) -> sqlx::Result<Option<Job>> {
        sqlx::query_as!(
            Job,
            "UPDATE jobs SET attempts = attempts + 1, due_at = now() + make_interval(secs => $1)
             WHERE id = (SELECT id FROM jobs WHERE failed_at IS NULL AND due_at <= now()
                         ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
             RETURNING id, kind, payload, attempts",
            self.lease
        )
        .fetch_optional(&self.pool)
        .await
    }

    /// The job is done. Whoever was too slow for the lease, and lost it to another worker, removes nothing.
    pub async fn done(&self, job: &Job) -> sqlx::Result<()> {
        sqlx::query!(
            "DELETE FROM jobs WHERE id = $1 AND attempts = $2",
            job.id,
            job.attempts
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// The job failed: it is due again later, each time four times later, and after the last attempt never.
    pub async fn failed(&self, job: &Job, why: &str) -> sqlx::Result<()> {
        let wait = 4f64.powi(job.attempts - 1);
        sqlx::query!(
            "UPDATE jobs SET last_error = $3, due_at = now() + make_interval(secs => $4),
                 failed_at = CASE WHEN attempts >= $5 THEN now() END
             WHERE id = $1 AND attempts = $2",
            job.id,
            job.attempts,
            why,
            wait,
            MOST
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}
