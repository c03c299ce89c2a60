//! Who may call: people who have logged in at the identity provider. Its ID token, in a cookie, is their session.

use crate::{config, error::ApiError};
use actix_web::{
    Error, HttpMessage, HttpRequest, HttpResponse, HttpResponseBuilder, Scope,
    body::EitherBody,
    cookie::{Cookie, SameSite, time},
    dev::{HttpServiceFactory, ServiceRequest, ServiceResponse},
    http::{
        StatusCode,
        header::{ACCEPT, LOCATION},
    },
    middleware::{Next, from_fn},
    web::{self, Query},
};
use anyhow::{Context, ensure};
use openidconnect::{
    AuthorizationCode,
    ClaimsVerificationError::SignatureVerification,
    ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl,
    Nonce, NonceVerifier, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
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

/// Who has logged in. Handlers get it with `ReqData<Caller>`.
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
    pub fn protect(self, routes: Scope) -> impl HttpServiceFactory + 'static {
        let guard = self.clone();
        let callback = move |request, answer| callback(guard.clone(), request, answer);
        (
            routes.wrap(from_fn(move |request, next| {
                check(self.clone(), request, next)
            })),
            web::resource("/callback").route(web::get().to(callback)),
            web::resource("/logout").route(web::post().to(logout)),
        )
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
    async fn begin(&self, page: &str) -> anyhow::Result<HttpResponse> {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let client = self.provider(Duration::MAX).await?;
        let (url, state, nonce) = client
            .authorize_url(flow, CsrfToken::new_random, Nonce::new_random)
            .set_pkce_challenge(challenge)
            .url();
        let (state, nonce, verifier) = (state.secret(), nonce.secret(), verifier.secret());
        let mut login = cookie(LOGIN, format!("{state}.{nonce}.{verifier}.{page}"));
        login.set_max_age(time::Duration::minutes(10));
        Ok(see(url.as_str()).cookie(login).finish())
    }

    /// Makes a session of what the provider sent the person back with.
    async fn finish(&self, request: &HttpRequest, answer: Answer) -> anyhow::Result<HttpResponse> {
        let login = request.cookie(LOGIN);
        let login = login.context("no log-in was begun here")?;
        let parts: Vec<_> = login.value().splitn(4, '.').collect();
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
        let (session, done) = (cookie(SESSION, token), gone(LOGIN));
        Ok(see(page).cookie(session).cookie(done).finish())
    }
}

async fn check<B>(
    guard: Guard,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    if let Some(token) = request.cookie(SESSION) {
        match guard.caller(token.value(), None).await {
            Ok(caller) => {
                request.extensions_mut().insert(caller);
                return Ok(next.call(request).await?.map_into_left_body());
            }
            Err(why) => tracing::info!("session refused: {why:#}"),
        }
    }
    let accept = request.headers().get(ACCEPT).map(|value| value.to_str());
    let answer = if matches!(accept, Some(Ok(kinds)) if kinds.contains("text/html")) {
        let page = request.path();
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"/-._~%".contains(&b);
        let ours = page.bytes().all(plain) && !page.starts_with("//"); // and of no other host
        let begun = guard.begin(if ours { page } else { "/" }).await;
        begun.map_err(ApiError::from)?
    } else {
        HttpResponse::new(StatusCode::UNAUTHORIZED)
    };
    Ok(request.into_response(answer).map_into_right_body())
}

#[derive(Deserialize)]
struct Answer {
    code: String,
    state: String,
}

async fn callback(guard: Guard, request: HttpRequest, answer: Query<Answer>) -> HttpResponse {
    let finished = guard.finish(&request, answer.into_inner()).await;
    finished.unwrap_or_else(|why| {
        tracing::info!("log-in refused: {why:#}");
        HttpResponse::new(StatusCode::UNAUTHORIZED)
    })
}

async fn logout() -> HttpResponse {
    HttpResponse::NoContent().cookie(gone(SESSION)).finish()
}

fn see(address: &str) -> HttpResponseBuilder {
    let mut answer = HttpResponse::SeeOther();
    answer.insert_header((LOCATION, address));
    answer
}

/// No script reads it, and other sites' forms do not bring it along.
fn cookie(name: &'static str, value: String) -> Cookie<'static> {
    let cookie = Cookie::build(name, value).path("/").http_only(true);
    cookie.secure(true).same_site(SameSite::Lax).finish()
}

fn gone(name: &'static str) -> Cookie<'static> {
    let mut cookie = cookie(name, String::new());
    cookie.make_removal();
    cookie
}

async fn send(
    http: reqwest::Client,
    request: openidconnect::HttpRequest,
) -> reqwest::Result<openidconnect::HttpResponse> {
    let mut got = http.execute(request.try_into()?).await?;
    let (status, headers) = (got.status(), std::mem::take(got.headers_mut()));
    let mut answer = openidconnect::HttpResponse::new(got.bytes().await?.to_vec());
    (*answer.status_mut(), *answer.headers_mut()) = (status, headers);
    Ok(answer)
}
