//! Who may call: people who have logged in at the identity provider. Its ID token, in a cookie, is their session.

use crate::{config, error::ApiError};
use anyhow::{Context, ensure};
use axum::{
    Router,
    extract::{Query, Request, State},
    http::{
        HeaderMap, HeaderName, StatusCode,
        header::{ACCEPT, COOKIE, SET_COOKIE},
    },
    middleware::{self, Next},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
    routing::{get, post},
};
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
const SESSION: &str = "session";
const LOGIN: &str = "login"; // what a log-in that was begun has to be finished with

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

/// Who has logged in. Handlers get it with `Extension<Caller>`.
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

    /// Puts the check in front of the routes.
    pub fn protect<S: Clone + Send + Sync + 'static>(self, routes: Router<S>) -> Router<S> {
        let own = Router::new()
            .route("/callback", get(callback))
            .route("/logout", post(logout))
            .with_state(self.clone());
        routes
            .route_layer(middleware::from_fn_with_state(self, check))
            .merge(own)
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
    async fn caller(&self, token: &str, nonce: Option<&Nonce>) -> anyhow::Result<Caller> {
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

    /// Sends a person to the provider, to come back for that page.
    async fn begin(&self, page: &str) -> anyhow::Result<Response> {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let client = self.provider(Duration::MAX).await?;
        let (url, state, nonce) = client
            .authorize_url(flow, CsrfToken::new_random, Nonce::new_random)
            .set_pkce_challenge(challenge)
            .url();
        let (state, nonce, verifier) = (state.secret(), nonce.secret(), verifier.secret());
        let login = set(
            LOGIN,
            &format!("{state}.{nonce}.{verifier}.{page}; Max-Age=600"),
        );
        Ok((AppendHeaders([login]), Redirect::to(url.as_str())).into_response())
    }

    /// Makes a session of what the provider sent the person back with.
    async fn finish(&self, headers: &HeaderMap, answer: Answer) -> anyhow::Result<Response> {
        let login = cookie(headers, LOGIN).context("no log-in was begun here")?;
        let parts: Vec<_> = login.splitn(4, '.').collect();
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
        let cookies = AppendHeaders([set(SESSION, &token), set(LOGIN, "; Max-Age=0")]);
        Ok((cookies, Redirect::to(page)).into_response())
    }
}

async fn check(
    State(guard): State<Guard>,
    mut request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    if let Some(token) = cookie(request.headers(), SESSION) {
        match guard.caller(token, None).await {
            Ok(caller) => {
                request.extensions_mut().insert(caller);
                return Ok(next.run(request).await);
            }
            Err(why) => tracing::info!("session refused: {why:#}"),
        }
    }
    let accept = request.headers().get(ACCEPT).map(|value| value.to_str());
    if !matches!(accept, Some(Ok(kinds)) if kinds.contains("text/html")) {
        return Ok(StatusCode::UNAUTHORIZED.into_response());
    }
    let page = request.uri().path();
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/-._~%".contains(&b);
    let ours = page.bytes().all(plain) && !page.starts_with("//"); // and of no other host
    Ok(guard.begin(if ours { page } else { "/" }).await?)
}

#[derive(Deserialize)]
struct Answer {
    code: String,
    state: String,
}

async fn callback(
    State(guard): State<Guard>,
    headers: HeaderMap,
    Query(answer): Query<Answer>,
) -> Response {
    guard.finish(&headers, answer).await.unwrap_or_else(|why| {
        tracing::info!("log-in refused: {why:#}");
        StatusCode::UNAUTHORIZED.into_response()
    })
}

async fn logout() -> impl IntoResponse {
    (
        AppendHeaders([set(SESSION, "; Max-Age=0")]),
        StatusCode::NO_CONTENT,
    )
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(COOKIE).into_iter();
    all.filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|one| one.trim().strip_prefix(name)?.strip_prefix('='))
}

/// No script reads it, and other sites' forms do not bring it along.
fn set(name: &str, value: &str) -> (HeaderName, String) {
    let text = format!("{name}={value}; Path=/; HttpOnly; Secure; SameSite=Lax");
    (SET_COOKIE, text)
}

async fn send(http: reqwest::Client, request: HttpRequest) -> reqwest::Result<HttpResponse> {
    let mut got = http.execute(request.try_into()?).await?;
    let (status, headers) = (got.status(), std::mem::take(got.headers_mut()));
    let mut answer = HttpResponse::new(got.bytes().await?.to_vec());
    (*answer.status_mut(), *answer.headers_mut()) = (status, headers);
    Ok(answer)
}
