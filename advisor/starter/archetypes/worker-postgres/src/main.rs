use std::time::Duration;
use tokio::{signal, sync::watch, task::JoinSet, time};
use worker::{config, jobs::Jobs, telemetry, work};

const AT_ONCE: usize = 4;
const IDLE: Duration = Duration::from_secs(1); // between two looks when nothing is due

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    telemetry::start()?;
    let lease = config::seconds("LEASE", 300)?;
    let jobs = Jobs::open(&config::required("DATABASE_URL")?, lease).await?;
    let (stop, stopped) = watch::channel(());
    let mut workers = JoinSet::new();
    for _ in 0..AT_ONCE {
        workers.spawn(work_on(jobs.clone(), stopped.clone()));
    }
    tracing::info!(at_once = AT_ONCE, "working");
    asked_to_stop().await;
    drop(stop); // each worker finishes the job that it has
    while workers.join_next().await.is_some() {}
    tracing::info!("ended");
    Ok(())
}

/// Does job after job, until nobody holds the other end of the channel.
async fn work_on(jobs: Jobs, mut stopped: watch::Receiver<()>) {
    while stopped.has_changed().is_ok() {
        let idle = match work::once(&jobs).await {
            Ok(found) => !found,
            Err(why) => {
                tracing::error!("{why:#}"); // the database is away: jobs wait, and so do we
                true
            }
        };
        if idle {
            let _ = time::timeout(IDLE, stopped.changed()).await;
        }
    }
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
