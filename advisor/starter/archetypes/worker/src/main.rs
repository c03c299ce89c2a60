use tokio::signal;
use worker::{queue::Queue, telemetry, work};

/// Should the broker be away, it ends with an error; whatever runs it starts it again.
#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let _watching = telemetry::start()?;
    let mut queue = Queue::from_env().await?;
    tracing::info!("working");
    let stop = tokio::spawn(asked_to_stop());
    while !stop.is_finished() {
        work::once(&mut queue).await?; // what it has, it finishes
    }
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
