//! The service as `main` has it, on a port of its own.

use crate::support::{caller::authority::LISTED, store};
use actix_web::{App, HttpServer, rt::System};
use rustls::ServerConfig;
use service::{
    app,
    auth::{self, Callers, Guard},
};
use std::{
    net::{SocketAddr, TcpListener},
    thread,
};

/// Listens until the test ends.
pub async fn serve(tls: ServerConfig) -> Option<SocketAddr> {
    let store = store::open().await?;
    let callers = Callers::new(LISTED).unwrap();
    let guard = Guard::new(callers, auth::shown);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let app = move || App::new().configure(app::routes(store.clone(), guard.clone()));
        let server = HttpServer::new(app).workers(1).on_connect(auth::remember);
        let server = server.listen_rustls_0_23(listener, tls).unwrap();
        System::new().block_on(server.run())
    });
    Some(address)
}
