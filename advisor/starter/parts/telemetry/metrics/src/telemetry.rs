//! What the service tells of itself: structured logs on standard output, and figures for Prometheus.

use crate::config;
use anyhow::Context;
use axum::{
    Router,
    extract::{MatchedPath, Request},
    middleware::{self, Next},
    response::Response,
};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder};
use std::{net::SocketAddr, time::Instant};
use tower_http::trace::{DefaultMakeSpan, DefaultOnResponse, TraceLayer};
use tracing::Level;
use tracing_subscriber::filter::{EnvFilter, LevelFilter};

const SECONDS: &str = "http_request_duration_seconds";
const STEPS: &[f64] = &[0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

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
    let address = config::var("METRICS").unwrap_or_else(|_| "127.0.0.1:9090".to_owned());
    PrometheusBuilder::new()
        .with_http_listener(address.parse::<SocketAddr>().context("METRICS")?)
        .set_buckets_for_metric(Matcher::Full(SECONDS.to_owned()), STEPS)?
        .install()
        .with_context(|| format!("METRICS: cannot listen on {address}"))?;
    Ok(Watching)
}

/// Puts what is watched around every request.
pub fn observe(routes: Router) -> Router {
    routes.route_layer(middleware::from_fn(measure)).layer(
        TraceLayer::new_for_http() // on its own it logs at DEBUG
            .make_span_with(DefaultMakeSpan::new().level(Level::INFO))
            .on_response(DefaultOnResponse::new().level(Level::INFO)),
    )
}

/// Counts and times a request under its route, not its path: numbers in paths would be a series each.
async fn measure(route: MatchedPath, request: Request, next: Next) -> Response {
    let (start, method) = (Instant::now(), request.method().to_string());
    let answer = next.run(request).await;
    let labels = [
        ("method", method),
        ("route", route.as_str().to_owned()),
        ("status", answer.status().as_str().to_owned()),
    ];
    metrics::histogram!(SECONDS, &labels).record(start.elapsed());
    answer
}
