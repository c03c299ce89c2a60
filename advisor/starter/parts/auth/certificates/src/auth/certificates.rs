//! Whose certificates are taken, and what the service shows of its own.

use crate::config;
use anyhow::Context;
use rustls::{
    RootCertStore, ServerConfig,
    client::verify_server_name,
    crypto::aws_lc_rs::default_provider,
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, pem::PemObject},
    server::{ParsedCertificate, WebPkiClientVerifier},
};
use std::sync::Arc;

/// Who calls, by the name on the list.
#[derive(Debug, Clone)]
pub struct Caller {
    pub name: String,
}

/// The list.
#[derive(Clone)]
pub struct Callers(Arc<[ServerName<'static>]>);

impl Callers {
    pub fn from_env() -> anyhow::Result<Self> {
        Self::new(&config::var("AUTH_CALLERS")?)
    }

    pub fn new(names: &str) -> anyhow::Result<Self> {
        let names = names
            .split(',')
            .map(|name| name.trim().to_owned().try_into());
        let names = names.collect::<Result<_, _>>().context("AUTH_CALLERS")?;
        Ok(Self(names))
    }

    /// Whose certificate it is, if one on the list has it.
    pub fn caller(&self, certificate: &CertificateDer) -> Option<Caller> {
        let certificate = ParsedCertificate::try_from(certificate).ok()?;
        let of = |name: &&ServerName| verify_server_name(&certificate, name).is_ok();
        let name = self.0.iter().find(of)?.to_str().into_owned();
        Some(Caller { name })
    }
}

/// TLS with nobody who has no certificate of the callers' authority.
pub fn tls_from_env() -> anyhow::Result<ServerConfig> {
    let chain = certificates("TLS_CERTIFICATE")?;
    let key = config::var("TLS_KEY")?;
    let key = PrivateKeyDer::from_pem_file(&key).with_context(|| format!("TLS_KEY: {key}"))?;
    tls(chain, key, certificates("TLS_CALLERS_CA")?)
}

pub fn tls(
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
    callers: Vec<CertificateDer<'static>>,
) -> anyhow::Result<ServerConfig> {
    let mut trusted = RootCertStore::empty();
    for authority in callers {
        trusted.add(authority)?;
    }
    let provider = Arc::new(default_provider());
    let verifier =
        WebPkiClientVerifier::builder_with_provider(trusted.into(), provider.clone()).build()?;
    Ok(ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_client_cert_verifier(verifier)
        .with_single_cert(chain, key)?)
}

fn certificates(name: &str) -> anyhow::Result<Vec<CertificateDer<'static>>> {
    let file = config::var(name)?;
    let read = || CertificateDer::pem_file_iter(&file)?.collect::<Result<Vec<_>, _>>();
    read().with_context(|| format!("{name}: {file}"))
}
