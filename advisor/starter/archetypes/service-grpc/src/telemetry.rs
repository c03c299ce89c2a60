//! What the service tells of itself: structured logs on standard output. RUST_LOG sets the level.

use tracing_subscriber::filter::{EnvFilter, LevelFilter};

/// Called once, in main.
pub fn start() -> anyhow::Result<()> {
    let filter = EnvFilter::builder()
        .with_default_directive(LevelFilter::INFO.into())
        .from_env()?;
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_env_filter(filter)
        .try_init()
        .map_err(anyhow::Error::from_boxed)
}
