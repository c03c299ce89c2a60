use anyhow::Context;
use proxy::{config, forward::Upstream, serve, telemetry};
use std::time::Duration;
use tokio::{net::TcpListener, signal};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    telemetry::start()?;
    let upstream = Upstream::new(&config::required("UPSTREAM")?, Duration::from_secs(30))?;
    let address = config::or("LISTEN", "127.0.0.1:8080");
    let listener = TcpListener::bind(&address)
        .await
        .with_context(|| format!("LISTEN: cannot listen on {address}"))?;
    tracing::info!(address, "listening");
    serve::until(asked_to_stop(), listener, upstream).await;
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
