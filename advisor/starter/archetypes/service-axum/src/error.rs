//! What a caller is told when something fails. Causes of failures go to the log alone.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;

#[derive(Debug)]
pub enum ApiError {
    NotFound,
    Invalid(&'static str),
    Internal(anyhow::Error),
}

/// So that `?` works in handlers on whatever the store and other crates return.
impl<E: Into<anyhow::Error>> From<E> for ApiError {
    fn from(cause: E) -> Self {
        Self::Internal(cause.into())
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, message) = match self {
            Self::NotFound => (StatusCode::NOT_FOUND, "not found"),
            Self::Invalid(why) => (StatusCode::UNPROCESSABLE_ENTITY, why),
            Self::Internal(cause) => {
                tracing::error!("{cause:#}");
                (StatusCode::INTERNAL_SERVER_ERROR, "internal error")
            }
        };
        (status, Json(json!({ "error": message }))).into_response()
    }
}
