//! Over TLS: whoever has no certificate, or a wrong one, is turned away.

use rustls::{ClientConfig, RootCertStore, crypto::aws_lc_rs::default_provider};
use serve::serve;
use service::auth::tls;
use std::{io, net::SocketAddr, sync::Arc, time::Duration};
use support::caller::authority::{Authority, Issued, OURS};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::TlsConnector;

mod serve;
#[allow(dead_code)] // `sign` is for the tests of the routes
mod support;

async fn listening() -> Option<SocketAddr> {
    let (chain, key) = OURS.issue("localhost");
    serve(tls(chain, key, vec![OURS.certificate.clone()]).unwrap()).await
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
    let Some(address) = listening().await else {
        return;
    };
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
    let Some(address) = listening().await else {
        return;
    };
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
    let Some(address) = listening().await else {
        return;
    };
    let slow = || TcpStream::connect(address); // as long as hands are waited for
    let _slow = (slow().await.unwrap(), slow().await.unwrap());
    let good = Some(OURS.issue("billing.internal"));
    let answer = timeout(Duration::from_secs(4), ask(address, support::OPEN, good));
    assert_eq!(answer.await.unwrap().unwrap(), "HTTP/1.1 200 OK");
}
