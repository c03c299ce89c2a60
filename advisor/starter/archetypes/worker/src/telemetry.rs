//! What the worker tells of itself: structured logs on standard output, a line for each message.

use std::time::Duration;
use tracing_subscriber::filter::{EnvFilter, LevelFilter};

/// Lasts as long as `main`.
pub struct Watching;

/// Called once, in main. RUST_LOG sets the level.
pub fn start() -> anyhow::Result<Watching> {
    let filter = EnvFilter::builder()
        .with_default_directive(LevelFilter::INFO.into())
        .from_env()?;
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_env_filter(filter)
        .try_init()
        .map_err(anyhow::Error::from_boxed)?;
    Ok(Watching)
}

/// A message was worked on.
pub fn observe(done: &anyhow::Result<()>, took: Duration) {
    let milliseconds = took.as_secs_f64() * 1000.0;
    match done {
        Ok(()) => tracing::info!(milliseconds, "done"),
        Err(why) => tracing::warn!(milliseconds, "failed: {why:#}"),
    }
}
