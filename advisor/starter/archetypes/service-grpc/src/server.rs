//! What is served, and how it ends.

use crate::{notes::Notes, proto::notes_server::NotesServer, store::Store};
use std::time::Duration;
use tokio::{net::TcpListener, time};
use tonic::transport::{Server, server::TcpIncoming};
use tonic_health::{
    ServingStatus,
    server::{HealthReporter, health_reporter},
};

const LIMIT: Duration = Duration::from_secs(10); // of a call: below the grace period of the platform
const OFTEN: Duration = Duration::from_secs(5); // between two looks at the store

/// Answers calls until `end` comes; calls that run then finish first.
pub async fn serve(
    listener: TcpListener,
    store: Store,
    end: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    let (reporter, health) = health_reporter();
    let watch = tokio::spawn(watch(reporter, store.clone()));
    Server::builder()
        .timeout(LIMIT)
        .add_service(health)
        .add_service(NotesServer::new(Notes(store)))
        .serve_with_incoming_shutdown(TcpIncoming::from(listener), end)
        .await?;
    watch.abort();
    Ok(())
}

/// Reports that calls should not come here while the store does not answer.
async fn watch(reporter: HealthReporter, store: Store) {
    loop {
        let status = match store.ready().await {
            Ok(()) => ServingStatus::Serving,
            Err(why) => {
                tracing::warn!("not ready: {why:#}");
                ServingStatus::NotServing
            }
        };
        reporter.set_service_status("", status).await;
        time::sleep(OFTEN).await;
    }
}
