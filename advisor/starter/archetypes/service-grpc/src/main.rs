use anyhow::Context;
use service::{app, auth::Guard, config, store::Store, telemetry};
use std::time::Duration;
use tokio::signal;
use tonic::transport::{Server, server::TcpIncoming};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let _watching = telemetry::start()?;
    let store = Store::from_env().await?;
    let address = config::var("LISTEN").unwrap_or_else(|_| "127.0.0.1:50051".to_owned());
    let listener = TcpIncoming::bind(address.parse().context("LISTEN")?)
        .with_context(|| format!("LISTEN: cannot listen on {address}"))?;
    let routes = app::routes(store, Guard::from_env()?);
    tracing::info!(address, "listening");
    Server::builder()
        .timeout(Duration::from_secs(10)) // below the grace period of the platform
        .add_routes(routes.into())
        .serve_with_incoming_shutdown(listener, asked_to_stop()) // running calls finish first
        .await?;
    tracing::info!("ended");
    Ok(())
}

/// Waits for ctrl+c or for what an orchestrator sends before it kills.
async fn asked_to_stop() {
    #[cfg(unix)]
    if let Ok(mut terminate) = signal::unix::signal(signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = signal::ctrl_c() => {}
        }
        return;
    }
    let _ = signal::ctrl_c().await;
}
