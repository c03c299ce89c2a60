//! Who may call: whoever signs the request with a secret that both sides know, as Standard Webhooks has it.

use crate::config;
use actix_web::{
    Error, HttpResponse, Scope,
    body::EitherBody,
    dev::{HttpServiceFactory, ServiceRequest, ServiceResponse},
    http::{StatusCode, header::HeaderMap},
    middleware::{Next, from_fn},
    web::Payload,
};
use anyhow::{Context, ensure};
use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::{
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

const LONGEST: usize = 1_000_000; // bytes of a body
const TOLERANCE: Duration = Duration::from_secs(300); // a request that was caught is good for no longer

#[derive(Clone)]
pub struct Guard {
    keys: Arc<[Hmac<Sha256>]>,
}

impl Guard {
    pub fn from_env() -> anyhow::Result<Self> {
        Self::new(&config::var("WEBHOOK_SECRETS")?)
    }

    pub fn new(secrets: &str) -> anyhow::Result<Self> {
        let keys = secrets.split(',').map(key).collect::<anyhow::Result<_>>()?;
        Ok(Self { keys })
    }

    /// Puts the check in front of the routes.
    pub fn protect(self, routes: Scope) -> impl HttpServiceFactory + 'static {
        routes.wrap(from_fn(move |request, next| {
            check(self.clone(), request, next)
        }))
    }

    fn genuine(&self, headers: &HeaderMap, body: &[u8]) -> anyhow::Result<()> {
        let header = |name| {
            let value = headers.get(name).with_context(|| format!("no {name}"))?;
            value.to_str().with_context(|| format!("bad {name}"))
        };
        let (id, time) = (header("webhook-id")?, header("webhook-timestamp")?);
        let sent = UNIX_EPOCH.checked_add(Duration::from_secs(time.parse()?));
        let sent = sent.context("a time that no clock shows")?;
        let now = SystemTime::now();
        let apart = now
            .duration_since(sent)
            .or_else(|_| sent.duration_since(now))?;
        ensure!(
            apart <= TOLERANCE,
            "sent {} s off our clock",
            apart.as_secs()
        );
        let signed = [format!("{id}.{time}.").as_bytes(), body].concat();
        let signatures = header("webhook-signature")?.split(' ');
        let any = signatures
            .filter_map(|one| STANDARD.decode(one.strip_prefix("v1,")?).ok())
            .any(|tag| {
                let right =
                    |key: &Hmac<Sha256>| key.clone().chain_update(&signed).verify_slice(&tag);
                self.keys.iter().any(|key| right(key).is_ok()) // takes the same time however wrong it is
            });
        ensure!(any, "no signature of ours");
        Ok(())
    }
}

fn key(secret: &str) -> anyhow::Result<Hmac<Sha256>> {
    let text = secret.trim();
    let bytes = STANDARD.decode(text.strip_prefix("whsec_").unwrap_or(text));
    let bytes = bytes.context("WEBHOOK_SECRETS: no base64")?;
    ensure!(bytes.len() >= 24, "WEBHOOK_SECRETS: shorter than 24 bytes");
    Ok(Hmac::new_from_slice(&bytes)?)
}

/// Checks the bytes as they came, before anything reads them.
async fn check<B>(
    guard: Guard,
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let refused = |request: ServiceRequest, status| {
        Ok(request
            .into_response(HttpResponse::new(status))
            .map_into_right_body())
    };
    let payload = request.extract::<Payload>().await?;
    let Ok(body) = payload.to_bytes_limited(LONGEST).await else {
        return refused(request, StatusCode::PAYLOAD_TOO_LARGE);
    };
    let body = body?;
    if let Err(why) = guard.genuine(request.headers(), &body) {
        tracing::info!("webhook refused: {why:#}");
        return refused(request, StatusCode::UNAUTHORIZED);
    }
    request.set_payload(body.into());
    Ok(next.call(request).await?.map_into_left_body())
}
