//! What the proxy tells of itself: structured logs on standard output, a line for each request.

use hyper::{Method, Request, StatusCode};
use std::time::Instant;
use tracing_subscriber::filter::{EnvFilter, LevelFilter};

/// Called once, in main. RUST_LOG sets the level.
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

/// A request that is on its way.
pub struct Watched {
    start: Instant,
    method: Method,
    path: String,
}

pub fn observe<B>(request: &Request<B>) -> Watched {
    Watched {
        start: Instant::now(),
        method: request.method().clone(),
        path: request.uri().path().to_owned(),
    }
}

impl Watched {
    /// The answer has begun.
    pub fn end(self, status: StatusCode) {
        let Self {
            start,
            method,
            path,
        } = self;
        let milliseconds = start.elapsed().as_secs_f64() * 1000.0;
        tracing::info!(%method, path, status = status.as_u16(), milliseconds, "answered");
    }
}
