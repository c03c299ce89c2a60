//! The service as `main` has it, on a port of its own.

use crate::support::{caller::guard, store};
use rustls::ServerConfig;
use service::{
    app,
    auth::{Peer, Tls},
};
use std::net::SocketAddr;
use tokio::net::TcpListener;

/// Listens until the test ends.
pub async fn serve(tls: ServerConfig) -> Option<SocketAddr> {
    let routes = app::routes(store::open().await?, guard());
    let routes = routes.into_make_service_with_connect_info::<Peer>();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let listener = Tls::new(listener, tls).unwrap();
    let address = axum::serve::Listener::local_addr(&listener).unwrap();
    tokio::spawn(async { axum::serve(listener, routes).await });
    Some(address)
}
