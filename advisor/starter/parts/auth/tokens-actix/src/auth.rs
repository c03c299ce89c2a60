//! Who may call: whoever shows a token of the identity provider.

use crate::config;
use actix_web::{
    Error, HttpMessage, Scope,
    dev::{HttpServiceFactory, ServiceRequest},
    error::ErrorUnauthorized,
};
use actix_web_httpauth::{extractors::bearer::BearerAuth, middleware::HttpAuthentication};
use anyhow::Context;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header, jwk::JwkSet};
use serde::Deserialize;
use std::{
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

const SELDOM: Duration = Duration::from_secs(60); // between two readings of the keys

/// What a token says of its bearer. Handlers get it with `ReqData<Caller>`.
#[derive(Debug, Clone, Deserialize)]
pub struct Caller {
    pub sub: String,
}

#[derive(Clone)]
pub struct Guard {
    file: Arc<PathBuf>,
    rules: Arc<Validation>,
    keys: Arc<RwLock<(JwkSet, Instant)>>,
}

impl Guard {
    pub fn from_env() -> anyhow::Result<Self> {
        let file = config::var("AUTH_JWKS")?.into();
        Self::new(
            file,
            &config::var("AUTH_ISSUER")?,
            &config::var("AUTH_AUDIENCE")?,
        )
    }

    pub fn new(file: PathBuf, issuer: &str, audience: &str) -> anyhow::Result<Self> {
        let mut rules = Validation::new(Algorithm::RS256); // not what the token asks for
        rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        rules.set_issuer(&[issuer]);
        rules.set_audience(&[audience]);
        rules.validate_nbf = true;
        let keys = Arc::new(RwLock::new((read(&file)?, Instant::now())));
        Ok(Self {
            file: Arc::new(file),
            rules: Arc::new(rules),
            keys,
        })
    }

    /// Puts the check in front of the routes.
    pub fn protect(self, routes: Scope) -> impl HttpServiceFactory + 'static {
        let check = move |request, bearer| check(self.clone(), request, bearer);
        routes.wrap(HttpAuthentication::bearer(check))
    }

    fn caller(&self, token: &str) -> anyhow::Result<Caller> {
        let id = decode_header(token)?
            .kid
            .context("the token names no key")?;
        let key = self.key(&id)?;
        Ok(decode::<Caller>(token, &key, &self.rules)?.claims)
    }

    /// The key of that id; keys rotate, so that one that is not known may have come since.
    fn key(&self, id: &str) -> anyhow::Result<DecodingKey> {
        {
            let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
            match keys.0.find(id) {
                Some(key) => return Ok(DecodingKey::from_jwk(key)?),
                None if keys.1.elapsed() < SELDOM => anyhow::bail!("no key {id}"),
                None => {}
            }
        }
        let mut keys = self.keys.write().unwrap_or_else(PoisonError::into_inner);
        *keys = (read(&self.file)?, Instant::now());
        let key = keys.0.find(id).with_context(|| format!("no key {id}"))?;
        Ok(DecodingKey::from_jwk(key)?)
    }
}

fn read(file: &PathBuf) -> anyhow::Result<JwkSet> {
    let text = std::fs::read(file).with_context(|| format!("AUTH_JWKS: {}", file.display()))?;
    serde_json::from_slice(&text).context("AUTH_JWKS: no key set")
}

async fn check(
    guard: Guard,
    request: ServiceRequest,
    bearer: BearerAuth,
) -> Result<ServiceRequest, (Error, ServiceRequest)> {
    match guard.caller(bearer.token()) {
        Ok(caller) => {
            request.extensions_mut().insert(caller);
            Ok(request)
        }
        Err(why) => {
            tracing::info!("token refused: {why:#}");
            Err((ErrorUnauthorized("the token is not good"), request))
        }
    }
}
