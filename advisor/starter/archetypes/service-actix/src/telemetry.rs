//! What the service tells of itself: structured logs on standard output, a line for each request.

use tracing_actix_web::{DefaultRootSpanBuilder, TracingLogger};
use tracing_subscriber::{
    filter::{EnvFilter, LevelFilter},
    fmt::format::FmtSpan,
};

/// Lasts as long as `main`.
pub struct Watching;

/// Called once, in main. RUST_LOG sets the level.
pub fn start() -> anyhow::Result<Watching> {
    let filter = EnvFilter::builder()
        .with_default_directive(LevelFilter::INFO.into())
        .from_env()?;
    tracing_subscriber::fmt()
        .json()
        .with_span_events(FmtSpan::CLOSE) // a request's span ends with its answer
        .with_env_filter(filter)
        .try_init()
        .map_err(anyhow::Error::from_boxed)?;
    Ok(Watching)
}

/// What is put around every request.
pub fn observe() -> TracingLogger<DefaultRootSpanBuilder> {
    TracingLogger::default()
}
