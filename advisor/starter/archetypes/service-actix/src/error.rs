//! What a caller is told when something fails. Causes of failures go to the log alone.

use actix_web::{HttpResponse, ResponseError, http::StatusCode, web::JsonConfig};
use serde_json::json;
use std::fmt::{self, Display, Formatter};

#[derive(Debug)]
pub enum ApiError {
    NotFound,
    Invalid(String),
    Internal(anyhow::Error),
}

/// So that `?` works in handlers on whatever the store and other crates return.
impl<E: Into<anyhow::Error>> From<E> for ApiError {
    fn from(cause: E) -> Self {
        Self::Internal(cause.into())
    }
}

impl Display for ApiError {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("not found"),
            Self::Invalid(why) => f.write_str(why),
            Self::Internal(_) => f.write_str("internal error"),
        }
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        if let Self::Internal(cause) = self {
            tracing::error!("{cause:#}");
        }
        HttpResponse::build(self.status_code()).json(json!({ "error": self.to_string() }))
    }
}

/// A body that is not the JSON that was asked for is refused as JSON, too.
pub fn of_json() -> JsonConfig {
    JsonConfig::default().error_handler(|why, _| ApiError::Invalid(why.to_string()).into())
}
