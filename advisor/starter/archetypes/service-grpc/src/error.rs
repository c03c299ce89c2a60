//! What a caller is told when something fails. Causes of failures go to the log alone.

use tonic::Status;

/// For `map_err` on whatever the store and other crates return.
pub fn internal(cause: impl Into<anyhow::Error>) -> Status {
    tracing::error!("{:#}", cause.into());
    Status::internal("internal error")
}
