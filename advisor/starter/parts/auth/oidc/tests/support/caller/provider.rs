//! An identity provider of the tests' own, over HTTP.

use openidconnect::{
    ClientId, ClientSecret, IssuerUrl, JsonWebKeyId, PkceCodeChallenge, PkceCodeVerifier,
    PrivateSigningKey, RedirectUrl,
    core::{CoreIdToken, CoreJsonWebKeySet, CoreJwsSigningAlgorithm, CoreRsaPrivateSigningKey},
};
use reqwest::Url;
use serde_json::{Value, json};
use service::auth::{Guard, Registered};
use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Read, Result, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, LazyLock, Mutex},
    thread,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

pub const BACK: &str = "https://notes.example.com/callback";

static OURS: LazyLock<Provider> = LazyLock::new(Provider::start);

pub fn guard() -> Guard {
    OURS.guard(Duration::from_secs(60))
}

/// The cookies of somebody who has logged in.
pub fn cookies() -> String {
    format!("theme=dark; session={}", token("first", &OURS.claims()))
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
        let serving = provider.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let serving = serving.clone();
                thread::spawn(move || serving.serve(stream?));
            }
            Ok::<_, std::io::Error>(())
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

    /// Answers one request, and closes.
    fn serve(&self, mut stream: TcpStream) -> Result<()> {
        let (path, body) = read(&stream)?;
        let form = if body.is_empty() { "" } else { "?" };
        let url = format!("{}{path}{form}{body}", self.issuer);
        let url = Url::parse(&url).expect("an address");
        let asked = url.query_pairs().into_owned().collect();
        let ok = |json: Value| ("200 OK".to_owned(), json.to_string());
        let (status, body) = match url.path() {
            "/.well-known/openid-configuration" => ok(self.discovery()),
            "/keys" => ok(self.keys()),
            "/authorize" => {
                let to = format!("303 See Other\r\nlocation: {}", authorize(&asked));
                (to, String::new())
            }
            "/token" => match self.exchange(&asked) {
                Some(tokens) => ok(tokens),
                None => ("400 Bad Request".to_owned(), String::new()),
            },
            other => panic!("{other} is nothing that a provider has"),
        };
        let length = body.len();
        write!(
            stream,
            "HTTP/1.1 {status}\r\ncontent-type: application/json\r\n\
            content-length: {length}\r\nconnection: close\r\n\r\n{body}"
        )
    }

    fn discovery(&self) -> Value {
        let at = |path| format!("{}{path}", self.issuer);
        json!({
            "issuer": self.issuer,
            "authorization_endpoint": at("/authorize"),
            "token_endpoint": at("/token"),
            "jwks_uri": at("/keys"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        })
    }

    fn keys(&self) -> Value {
        let mut key = self.key.lock().expect("no test panicked");
        key.1 += 1;
        let key = secret(key.0).as_verification_key();
        json!(CoreJsonWebKeySet::new(vec![key]))
    }

    fn exchange(&self, asked: &Asked) -> Option<Value> {
        let (nonce, challenge) = asked["code"].split_once('.').expect("a code");
        let verifier = PkceCodeVerifier::new(asked["code_verifier"].clone());
        if PkceCodeChallenge::from_code_verifier_sha256(&verifier).as_str() != challenge {
            return None;
        }
        let mut claims = self.claims();
        claims["nonce"] = nonce.into();
        let key = self.key.lock().expect("no test panicked").0;
        let id_token = token(key, &claims);
        Some(json!({ "access_token": "of no use", "token_type": "Bearer", "id_token": id_token }))
    }
}

type Asked = HashMap<String, String>;

/// Everybody who comes is Ana, and has given her password.
fn authorize(asked: &Asked) -> String {
    let code = format!("{}.{}", asked["nonce"], asked["code_challenge"]);
    let (back, state) = (&asked["redirect_uri"], &asked["state"]);
    format!("{back}?code={code}&state={state}")
}

/// The path and the body of a request.
fn read(stream: &TcpStream) -> Result<(String, String)> {
    let mut lines = BufReader::new(stream);
    let (mut first, mut length) = (String::new(), 0);
    lines.read_line(&mut first)?;
    loop {
        let mut line = String::new();
        lines.read_line(&mut line)?;
        let Some((name, value)) = line.split_once(':') else {
            break; // the blank one, after the headers
        };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().expect("a length");
        }
    }
    let mut body = String::new();
    lines.take(length).read_to_string(&mut body)?;
    let path = first.split(' ').nth(1).unwrap_or_default();
    Ok((path.to_owned(), body))
}

pub fn token(key: &str, claims: &Value) -> String {
    let claims = serde_json::from_value(claims.clone()).expect("claims");
    let alg = CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256;
    let token = CoreIdToken::new(claims, &secret(key), alg, None, None);
    token.expect("a token").to_string()
}

fn secret(name: &str) -> CoreRsaPrivateSigningKey {
    let pem = include_str!("../../keys/for-tests-only.pem");
    let id = JsonWebKeyId::new(name.to_owned());
    CoreRsaPrivateSigningKey::from_pem(pem, Some(id)).expect("the key of the tests")
}
