//! What the service tells of itself: structured logs on standard output, a line for each request.

use axum::Router;
use tower_http::trace::{DefaultMakeSpan, DefaultOnResponse, TraceLayer};
use tracing::Level;
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
        .with_env_filter(filter)
        .try_init()
        .map_err(anyhow::Error::from_boxed)?;
    Ok(Watching)
}

/// Puts what is watched around every request.
pub fn observe(routes: Router) -> Router {
    routes.layer(
        TraceLayer::new_for_http() // on its own it logs at DEBUG
            .make_span_with(DefaultMakeSpan::new().level(Level::INFO))
            .on_response(DefaultOnResponse::new().level(Level::INFO)),
    )
}
