//! Who may call: machines with a certificate of an authority that is trusted here, and a name that is on the list.

use crate::config;
use anyhow::Context;
use axum::{
    Router,
    extract::{ConnectInfo, Request, State, connect_info::Connected},
    http::StatusCode,
    middleware::{self, Next},
    response::{IntoResponse, Response},
    serve::{IncomingStream, Listener},
};
use rustls::{
    RootCertStore, ServerConfig,
    client::verify_server_name,
    crypto::aws_lc_rs::default_provider,
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, pem::PemObject},
    server::{ParsedCertificate, WebPkiClientVerifier},
};
use std::{future, io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::mpsc,
    time,
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

const HANDSHAKE: Duration = Duration::from_secs(5); // at most

/// Who calls, by the name on the list. Handlers get it with `Extension<Caller>`.
#[derive(Debug, Clone)]
pub struct Caller {
    pub name: String,
}

#[derive(Clone)]
pub struct Guard {
    callers: Arc<[ServerName<'static>]>,
}

impl Guard {
    pub fn from_env() -> anyhow::Result<Self> {
        Self::new(&config::var("AUTH_CALLERS")?)
    }

    pub fn new(callers: &str) -> anyhow::Result<Self> {
        let names = callers
            .split(',')
            .map(|name| name.trim().to_owned().try_into());
        let callers = names.collect::<Result<_, _>>().context("AUTH_CALLERS")?;
        Ok(Self { callers })
    }

    /// Puts the check in front of the routes.
    pub fn protect<S: Clone + Send + Sync + 'static>(self, routes: Router<S>) -> Router<S> {
        routes.route_layer(middleware::from_fn_with_state(self, check))
    }

    fn caller(&self, peer: &Peer) -> Option<Caller> {
        let certificate = ParsedCertificate::try_from(peer.0.as_ref()?).ok()?;
        let of = |name: &&ServerName| verify_server_name(&certificate, name).is_ok();
        let name = self.callers.iter().find(of)?.to_str().into_owned();
        Some(Caller { name })
    }
}

async fn check(
    State(guard): State<Guard>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    mut request: Request,
    next: Next,
) -> Response {
    let Some(caller) = guard.caller(&peer) else {
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

/// Connections over TLS, each of somebody with a certificate.
pub struct Tls {
    ready: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
    address: SocketAddr,
}

impl Tls {
    pub fn from_env(listener: TcpListener) -> anyhow::Result<Self> {
        let chain = certificates("TLS_CERTIFICATE")?;
        let key = config::var("TLS_KEY")?;
        let key = PrivateKeyDer::from_pem_file(&key).with_context(|| format!("TLS_KEY: {key}"))?;
        Self::new(listener, chain, key, certificates("TLS_CALLERS_CA")?)
    }

    pub fn new(
        listener: TcpListener,
        chain: Vec<CertificateDer<'static>>,
        key: PrivateKeyDer<'static>,
        callers: Vec<CertificateDer<'static>>,
    ) -> anyhow::Result<Self> {
        let mut trusted = RootCertStore::empty();
        for authority in callers {
            trusted.add(authority)?;
        }
        let provider = Arc::new(default_provider());
        let verifier =
            WebPkiClientVerifier::builder_with_provider(trusted.into(), provider.clone())
                .build()?;
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_client_cert_verifier(verifier)
            .with_single_cert(chain, key)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        let address = listener.local_addr()?;
        let (sender, ready) = mpsc::channel(64);
        tokio::spawn(accept(
            listener,
            TlsAcceptor::from(Arc::new(config)),
            sender,
        ));
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

fn certificates(name: &str) -> anyhow::Result<Vec<CertificateDer<'static>>> {
    let file = config::var(name)?;
    let read = || CertificateDer::pem_file_iter(&file)?.collect::<Result<Vec<_>, _>>();
    read().with_context(|| format!("{name}: {file}"))
}
