//! What a caller is told when something fails. Causes of failures go to the log alone.

use tonic::Status;

pub fn internal(cause: impl Into<anyhow::Error>) -> Status {
    log(cause);
    Status::internal("internal error")
}

pub fn log(cause: impl Into<anyhow::Error>) {
    tracing::error!("{:#}", cause.into());
}
