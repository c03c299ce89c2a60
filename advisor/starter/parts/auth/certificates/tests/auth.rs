//! Over TLS: whoever has no certificate, or a wrong one, is turned away.

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Request, StatusCode},
};
use rustls::{ClientConfig, RootCertStore, crypto::aws_lc_rs::default_provider};
use service::{
    app,
    auth::{Peer, Tls},
};
use std::{io, net::SocketAddr, sync::Arc, time::Duration};
use support::caller::{Authority, Issued, OURS, guard, sign};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::timeout,
};
use tokio_rustls::TlsConnector;
use tower::ServiceExt;

mod support;

/// A service that listens until the test ends.
async fn serve() -> Option<SocketAddr> {
    let store = support::store::open().await?;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (chain, key) = OURS.issue("localhost");
    let callers = vec![OURS.certificate.clone()];
    let listener = Tls::new(listener, chain, key, callers).unwrap();
    let routes = app::routes(store, guard());
    let routes = routes.into_make_service_with_connect_info::<Peer>();
    tokio::spawn(async { axum::serve(listener, routes).await });
    Some(address)
}

/// The first line of the answer, if there is one.
async fn ask(address: SocketAddr, path: &str, shown: Option<Issued>) -> io::Result<String> {
    let mut trusted = RootCertStore::empty();
    trusted.add(OURS.certificate.clone()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(trusted);
    let config = match shown {
        Some((chain, key)) => config.with_client_auth_cert(chain, key).unwrap(),
        None => config.with_no_client_auth(),
    };
    let stream = TcpStream::connect(address).await?;
    let name = "localhost".try_into().unwrap();
    let connector = TlsConnector::from(Arc::new(config));
    let mut stream = connector.connect(name, stream).await?;
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer.lines().next().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn only_those_on_the_list_get_in() {
    let Some(address) = serve().await else { return };
    let (open, guarded) = (support::OPEN, support::GUARDED);
    let as_whom = |name| Some(OURS.issue(name));
    for (name, path, status) in [
        ("billing.internal", guarded, "404 Not Found"),
        ("reports.internal", guarded, "404 Not Found"),
        ("billing.internal", open, "200 OK"),
        ("wages.internal", guarded, "403 Forbidden"),
        ("wages.internal", open, "200 OK"),
    ] {
        let answer = ask(address, path, as_whom(name)).await.unwrap();
        assert_eq!(answer, format!("HTTP/1.1 {status}"), "{name} {path}");
    }
}

#[tokio::test]
async fn nobody_connects_without_a_certificate_of_the_authority() {
    let Some(address) = serve().await else { return };
    let expired = |params: &mut rcgen::CertificateParams| {
        params.not_after = rcgen::date_time_ymd(2020, 1, 1);
    };
    for (why, shown) in [
        ("none", None),
        (
            "of another",
            Some(Authority::new().issue("billing.internal")),
        ),
        ("expired", Some(OURS.issue_but("billing.internal", expired))),
    ] {
        let answer = ask(address, support::OPEN, shown).await;
        assert!(answer.is_err(), "{why}: {answer:?}");
    }
}

#[tokio::test]
async fn nobody_waits_for_somebody_slow() {
    let Some(address) = serve().await else { return };
    let _slow = TcpStream::connect(address).await.unwrap();
    let good = Some(OURS.issue("billing.internal"));
    let answer = timeout(Duration::from_secs(4), ask(address, support::OPEN, good));
    assert_eq!(answer.await.unwrap().unwrap(), "HTTP/1.1 200 OK");
}

#[tokio::test]
async fn the_check_is_on_every_guarded_route() {
    let Some(store) = support::store::open().await else {
        return;
    };
    let routes = app::routes(store, guard());
    let nobody = Request::get(support::GUARDED).extension(ConnectInfo(Peer(None)));
    for (request, status) in [
        (
            sign(Request::get(support::GUARDED), ""),
            StatusCode::NOT_FOUND,
        ),
        (nobody, StatusCode::FORBIDDEN),
    ] {
        let request = request.body(Body::empty()).unwrap();
        let answer = routes.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), status);
    }
}
