use actix_web::{App, HttpServer};
use anyhow::Context;
use service::{
    app,
    auth::{self, Guard},
    config,
    store::Store,
    telemetry,
};

#[actix_web::main]
async fn main() -> anyhow::Result<()> {
    let _watching = telemetry::start()?;
    let store = Store::from_env().await?;
    let guard = Guard::from_env()?;
    let address = config::var("LISTEN").unwrap_or_else(|_| "127.0.0.1:8080".to_owned());
    let server = HttpServer::new(move || {
        App::new()
            .wrap(telemetry::observe())
            .configure(app::routes(store.clone(), guard.clone()))
    });
    let server = server
        .on_connect(auth::remember)
        .bind_rustls_0_23(&address, auth::tls_from_env()?)
        .with_context(|| format!("LISTEN: cannot listen on {address}"))?
        .shutdown_timeout(25); // seconds for running requests to finish, after ctrl+c or SIGTERM
    tracing::info!(address, "listening");
    server.run().await?;
    tracing::info!("ended");
    Ok(())
}
