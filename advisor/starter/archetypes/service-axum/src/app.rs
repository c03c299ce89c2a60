//! Which path leads where, and what every request passes through.

use crate::{auth::Guard, error::ApiError, notes, store::Store, telemetry};
use axum::{Json, Router, extract::State, http::StatusCode, routing::get};
use std::time::Duration;
use tower_http::timeout::TimeoutLayer;
use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(paths(notes::create, notes::show))]
struct Api;

pub fn routes(store: Store, guard: Guard) -> Router {
    let routes = guard
        .protect(notes::routes())
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .route("/openapi.json", get(|| async { Json(Api::openapi()) }))
        .with_state(store)
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            Duration::from_secs(10), // below the grace period of the platform
        ));
    telemetry::observe(routes)
}

/// Whether requests should come here: not while the store does not answer.
async fn ready(State(store): State<Store>) -> Result<&'static str, ApiError> {
    store.ready().await?;
    Ok("ready")
}
