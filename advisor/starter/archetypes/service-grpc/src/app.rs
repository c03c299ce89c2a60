//! Which calls it answers, and what every one of them passes through.

use crate::{
    auth::Guard,
    error,
    notes::{Service, proto::notes_server::NotesServer},
    store::Store,
    telemetry,
};
use axum::Router;
use std::time::Duration;
use tokio::time;
use tonic::service::Routes;
use tonic_health::server::{HealthReporter, health_reporter};

const EVERY: Duration = Duration::from_secs(5); // between two looks at the store

pub fn routes(store: Store, guard: Guard) -> Router {
    let (health, answers) = health_reporter();
    tokio::spawn(watch(store.clone(), health));
    let notes = Routes::new(NotesServer::new(Service { store }));
    let guarded = guard.protect(notes.into_axum_router());
    let all = Routes::from(guarded).add_service(answers);
    telemetry::observe(all.into_axum_router())
}

/// Tells whoever asks after its health whether calls should come here: not while the store does not answer.
async fn watch(store: Store, health: HealthReporter) {
    loop {
        match store.ready().await {
            Ok(()) => health.set_serving::<NotesServer<Service>>().await,
            Err(why) => {
                error::log(why);
                health.set_not_serving::<NotesServer<Service>>().await;
            }
        }
        time::sleep(EVERY).await;
    }
}
