//! The identity provider: what is known of it, whose tokens are good, and how a log-in there begins and ends.

use crate::config;
use anyhow::{Context, ensure};
use openidconnect::{
    AuthorizationCode,
    ClaimsVerificationError::SignatureVerification,
    ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest,
    HttpResponse, IssuerUrl, Nonce, NonceVerifier, PkceCodeChallenge, PkceCodeVerifier,
    RedirectUrl,
    SignatureVerificationError::NoMatchingKey,
    TokenResponse,
    core::{CoreAuthenticationFlow, CoreClient, CoreIdToken, CoreProviderMetadata},
};
use serde::Deserialize;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::Mutex;

const SELDOM: Duration = Duration::from_secs(60); // between two readings of the keys

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What it tells of itself, its keys among it, and when that was read.
type Provider = (Arc<Client>, Instant);

/// Who has logged in.
#[derive(Debug, Clone)]
pub struct Caller {
    pub sub: String,
}

#[derive(Clone)]
pub struct Guard {
    registered: Arc<Registered>,
    http: reqwest::Client,
    provider: Arc<Mutex<Option<Provider>>>,
}

/// How the provider and this service know each other.
pub struct Registered {
    pub issuer: IssuerUrl,
    pub id: ClientId,
    pub secret: ClientSecret,
    pub redirect: RedirectUrl,
    pub seldom: Duration,
}

impl Guard {
    pub fn from_env() -> anyhow::Result<Self> {
        Self::new(Registered {
            issuer: IssuerUrl::new(config::var("OIDC_ISSUER")?).context("OIDC_ISSUER")?,
            id: ClientId::new(config::var("OIDC_CLIENT_ID")?),
            secret: ClientSecret::new(config::var("OIDC_CLIENT_SECRET")?),
            redirect: RedirectUrl::new(config::var("OIDC_REDIRECT")?).context("OIDC_REDIRECT")?,
            seldom: SELDOM,
        })
    }

    pub fn new(registered: Registered) -> anyhow::Result<Self> {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none()) // nobody sends us elsewhere
            .timeout(Duration::from_secs(5));
        Ok(Self {
            registered: Arc::new(registered),
            http: http.build()?,
            provider: Arc::default(),
        })
    }

    /// What is known of the provider, its keys among it: no older than that.
    async fn provider(&self, oldest: Duration) -> anyhow::Result<Arc<Client>> {
        let mut known = self.provider.lock().await;
        if let Some((client, read)) = &*known
            && read.elapsed() < oldest
        {
            return Ok(client.clone());
        }
        let r = &*self.registered;
        let http = |request| send(self.http.clone(), request);
        let found = CoreProviderMetadata::discover_async(r.issuer.clone(), &http).await?;
        let secret = Some(r.secret.clone());
        let client = Client::from_provider_metadata(found, r.id.clone(), secret);
        let client = Arc::new(client.set_redirect_uri(r.redirect.clone()));
        *known = Some((client.clone(), Instant::now()));
        Ok(client)
    }

    /// Whose token it is. Keys rotate, so that one that is not known may have come since.
    pub async fn caller(&self, token: &str, nonce: Option<&Nonce>) -> anyhow::Result<Caller> {
        let token: CoreIdToken = token.parse()?;
        let of_login = |found: Option<&Nonce>| nonce.map_or(Ok(()), |nonce| nonce.verify(found));
        let client = self.provider(Duration::MAX).await?;
        let mut claims = token.claims(&client.id_token_verifier(), of_login);
        if let Err(SignatureVerification(NoMatchingKey)) = claims {
            let client = self.provider(self.registered.seldom).await?;
            claims = token.claims(&client.id_token_verifier(), of_login);
        }
        let sub = claims?.subject().to_string();
        Ok(Caller { sub })
    }

    /// Where a person logs in, and what the browser is to keep meanwhile, to come back for that page.
    pub async fn begin(&self, page: &str) -> anyhow::Result<(String, String)> {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"/-._~%".contains(&b);
        let ours = page.bytes().all(plain) && !page.starts_with("//"); // and of no other host
        let page = if ours { page } else { "/" };
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let client = self.provider(Duration::MAX).await?;
        let (url, state, nonce) = client
            .authorize_url(flow, CsrfToken::new_random, Nonce::new_random)
            .set_pkce_challenge(challenge)
            .url();
        let (state, nonce, verifier) = (state.secret(), nonce.secret(), verifier.secret());
        let kept = format!("{state}.{nonce}.{verifier}.{page}");
        Ok((url.to_string(), kept))
    }

    /// The token that a person came back with, and the page to go on with.
    pub async fn finish(&self, kept: &str, answer: Answer) -> anyhow::Result<(String, String)> {
        let parts: Vec<_> = kept.splitn(4, '.').collect();
        let [state, nonce, verifier, page] = parts[..] else {
            anyhow::bail!("the log-in that was begun is none of ours");
        };
        ensure!(state == answer.state, "another log-in was begun here");
        let http = |request| send(self.http.clone(), request);
        let client = self.provider(Duration::MAX).await?;
        let tokens = client
            .exchange_code(AuthorizationCode::new(answer.code))?
            .set_pkce_verifier(PkceCodeVerifier::new(verifier.to_owned()))
            .request_async(&http)
            .await?;
        let token = tokens.id_token().context("no ID token came")?.to_string();
        let nonce = Nonce::new(nonce.to_owned());
        self.caller(&token, Some(&nonce)).await?;
        Ok((token, page.to_owned()))
    }
}

/// What the provider sends a person back with.
#[derive(Deserialize)]
pub struct Answer {
    code: String,
    state: String,
}

async fn send(http: reqwest::Client, request: HttpRequest) -> reqwest::Result<HttpResponse> {
    let mut got = http.execute(request.try_into()?).await?;
    let (status, headers) = (got.status(), std::mem::take(got.headers_mut()));
    let mut answer = HttpResponse::new(got.bytes().await?.to_vec());
    (*answer.status_mut(), *answer.headers_mut()) = (status, headers);
    Ok(answer)
}
