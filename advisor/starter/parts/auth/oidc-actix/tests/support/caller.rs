//! An identity provider of the tests' own, over HTTP, and a caller who has logged in there.

use actix_web::{
    App, HttpResponse, HttpServer,
    http::header::LOCATION,
    rt::System,
    test::TestRequest,
    web::{Data, Form, Json, Query, get, post},
};
use openidconnect::{
    ClientId, ClientSecret, IssuerUrl, JsonWebKeyId, PkceCodeChallenge, PkceCodeVerifier,
    PrivateSigningKey, RedirectUrl,
    core::{CoreIdToken, CoreJsonWebKeySet, CoreJwsSigningAlgorithm, CoreRsaPrivateSigningKey},
};
use serde_json::{Value, json};
use service::auth::{Guard, Registered};
use std::{
    collections::HashMap,
    net::TcpListener,
    sync::{Arc, LazyLock, Mutex},
    thread,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

pub const BACK: &str = "https://notes.example.com/callback";

static PROVIDER: LazyLock<Provider> = LazyLock::new(Provider::start);

pub fn guard() -> Guard {
    PROVIDER.guard(Duration::from_secs(60))
}

pub fn sign(request: TestRequest, _body: &str) -> TestRequest {
    let token = token("first", &PROVIDER.claims());
    request.insert_header(("cookie", format!("theme=dark; session={token}")))
}

/// Its key has a name that changes, as it would in a rotation; it counts how often that was asked for.
#[derive(Clone)]
pub struct Provider {
    pub issuer: String,
    pub key: Arc<Mutex<(&'static str, usize)>>,
}

impl Provider {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let provider = Self {
            issuer: format!("http://{}", listener.local_addr().expect("an address")),
            key: Arc::new(Mutex::new(("first", 0))),
        };
        let data = Data::new(provider.clone());
        thread::spawn(|| {
            let server = HttpServer::new(move || {
                App::new()
                    .app_data(data.clone())
                    .route("/.well-known/openid-configuration", get().to(discovery))
                    .route("/keys", get().to(keys))
                    .route("/authorize", get().to(authorize))
                    .route("/token", post().to(exchange))
            });
            let server = server.workers(1).listen(listener).expect("a listener");
            System::new().block_on(server.run())
        });
        provider
    }

    pub fn guard(&self, seldom: Duration) -> Guard {
        Guard::new(Registered {
            issuer: IssuerUrl::new(self.issuer.clone()).expect("an address"),
            id: ClientId::new("notes".to_owned()),
            secret: ClientSecret::new("of the tests".to_owned()),
            redirect: RedirectUrl::new(BACK.to_owned()).expect("an address"),
            seldom,
        })
        .expect("a guard")
    }

    /// What a good token says.
    pub fn claims(&self) -> Value {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let now = now.expect("a clock").as_secs();
        json!({ "sub": "ana", "iss": self.issuer, "aud": "notes", "iat": now, "exp": now + 60 })
    }
}

pub fn token(key: &str, claims: &Value) -> String {
    let claims = serde_json::from_value(claims.clone()).expect("claims");
    let alg = CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256;
    let token = CoreIdToken::new(claims, &secret(key), alg, None, None);
    token.expect("a token").to_string()
}

fn secret(name: &str) -> CoreRsaPrivateSigningKey {
    let pem = include_str!("../keys/for-tests-only.pem");
    let id = JsonWebKeyId::new(name.to_owned());
    CoreRsaPrivateSigningKey::from_pem(pem, Some(id)).expect("the key of the tests")
}

async fn discovery(provider: Data<Provider>) -> Json<Value> {
    let at = |path| format!("{}{path}", provider.issuer);
    Json(json!({
        "issuer": provider.issuer,
        "authorization_endpoint": at("/authorize"),
        "token_endpoint": at("/token"),
        "jwks_uri": at("/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    }))
}

async fn keys(provider: Data<Provider>) -> Json<CoreJsonWebKeySet> {
    let mut key = provider.key.lock().expect("no test panicked");
    key.1 += 1;
    let key = secret(key.0).as_verification_key();
    Json(CoreJsonWebKeySet::new(vec![key]))
}

/// Everybody who comes is Ana, and has given her password.
async fn authorize(asked: Query<HashMap<String, String>>) -> HttpResponse {
    let code = format!("{}.{}", asked["nonce"], asked["code_challenge"]);
    let (back, state) = (&asked["redirect_uri"], &asked["state"]);
    let back = format!("{back}?code={code}&state={state}");
    HttpResponse::SeeOther()
        .insert_header((LOCATION, back))
        .finish()
}

async fn exchange(provider: Data<Provider>, asked: Form<HashMap<String, String>>) -> HttpResponse {
    let (nonce, challenge) = asked["code"].split_once('.').expect("a code");
    let verifier = PkceCodeVerifier::new(asked["code_verifier"].clone());
    if PkceCodeChallenge::from_code_verifier_sha256(&verifier).as_str() != challenge {
        return HttpResponse::BadRequest().finish();
    }
    let mut claims = provider.claims();
    claims["nonce"] = nonce.into();
    let key = provider.key.lock().expect("no test panicked").0;
    let id_token = token(key, &claims);
    let answer =
        json!({ "access_token": "of no use", "token_type": "Bearer", "id_token": id_token });
    HttpResponse::Ok().json(answer)
}
