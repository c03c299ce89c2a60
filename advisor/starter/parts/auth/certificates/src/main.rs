use anyhow::Context;
use service::{
    app,
    auth::{self, Guard, Peer, Tls},
    config,
    store::Store,
    telemetry,
};
use tokio::{net::TcpListener, signal};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let _watching = telemetry::start()?;
    let store = Store::from_env().await?;
    let address = config::var("LISTEN").unwrap_or_else(|_| "127.0.0.1:8080".to_owned());
    let listener = TcpListener::bind(&address)
        .await
        .with_context(|| format!("LISTEN: cannot listen on {address}"))?;
    let listener = Tls::new(listener, auth::tls_from_env()?)?;
    let routes = app::routes(store, Guard::from_env()?);
    tracing::info!(address, "listening");
    axum::serve(
        listener,
        routes.into_make_service_with_connect_info::<Peer>(),
    )
    .with_graceful_shutdown(asked_to_stop()) // running requests finish first
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
