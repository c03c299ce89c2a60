//! Who may call: machines with a certificate of an authority that is trusted here, and a name that is on the list.
//! Handlers get them with `Extension<Caller>`.

use axum::{
    Router,
    extract::{ConnectInfo, Request, State, connect_info::Connected},
    http::StatusCode,
    middleware::{self, Next},
    response::{IntoResponse, Response},
    serve::{IncomingStream, Listener},
};
use rustls::{ServerConfig, pki_types::CertificateDer};
use std::{future, io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::mpsc,
    time,
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

mod certificates;

pub use certificates::{Caller, Callers as Guard, tls, tls_from_env};

const HANDSHAKE: Duration = Duration::from_secs(5); // at most

impl Guard {
    /// Puts the check in front of the routes.
    pub fn protect<S: Clone + Send + Sync + 'static>(self, routes: Router<S>) -> Router<S> {
        routes.route_layer(middleware::from_fn_with_state(self, check))
    }
}

async fn check(
    State(guard): State<Guard>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    mut request: Request,
    next: Next,
) -> Response {
    let Some(caller) = peer.0.and_then(|shown| guard.caller(&shown)) else {
        return StatusCode::FORBIDDEN.into_response();
    };
    request.extensions_mut().insert(caller);
    next.run(request).await
}

/// The certificate of the other side.
#[derive(Clone)]
pub struct Peer(pub Option<CertificateDer<'static>>);

impl Connected<IncomingStream<'_, Tls>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Tls>) -> Self {
        let chain = stream.io().get_ref().1.peer_certificates();
        Self(chain.and_then(|chain| Some(chain.first()?.clone().into_owned())))
    }
}

/// Connections over TLS.
pub struct Tls {
    ready: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
    address: SocketAddr,
}

impl Tls {
    pub fn new(listener: TcpListener, mut config: ServerConfig) -> io::Result<Self> {
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let address = listener.local_addr()?;
        let (sender, ready) = mpsc::channel(64);
        tokio::spawn(accept(listener, acceptor, sender));
        Ok(Self { ready, address })
    }
}

impl Listener for Tls {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.ready.recv().await {
            Some(connection) => connection,
            None => future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

/// Shakes hands with each by itself, so that nobody waits for somebody slow; ends with who takes the connections.
async fn accept(
    listener: TcpListener,
    acceptor: TlsAcceptor,
    sender: mpsc::Sender<(TlsStream<TcpStream>, SocketAddr)>,
) {
    loop {
        let (stream, from) = tokio::select! {
            () = sender.closed() => return,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(why) => {
                    tracing::warn!("no connection: {why}");
                    time::sleep(Duration::from_secs(1)).await; // too many files are open, for one
                    continue;
                }
            }
        };
        let (acceptor, sender) = (acceptor.clone(), sender.clone());
        tokio::spawn(async move {
            match time::timeout(HANDSHAKE, acceptor.accept(stream)).await {
                Ok(Ok(stream)) => drop(sender.send((stream, from)).await),
                Ok(Err(why)) => tracing::info!("{from} refused: {why}"),
                Err(_) => tracing::info!("{from} refused: it shakes no hands"),
            }
        });
    }
}
