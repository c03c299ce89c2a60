//! A caller with a token, signed by a key that only tests know.

use actix_web::test::TestRequest;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use service::auth::Guard;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const ISSUER: &str = "https://login.example.com/";

pub fn guard() -> Guard {
    Guard::new("tests/keys/jwks.json".into(), ISSUER, "notes").expect("the keys of the tests")
}

pub fn sign(request: TestRequest, _body: &str) -> TestRequest {
    let bearer = format!("Bearer {}", token("test", &claims()));
    request.insert_header(("authorization", bearer))
}

/// What a good token says.
pub fn claims() -> Value {
    let end = SystemTime::now() + Duration::from_secs(60);
    let end = end.duration_since(UNIX_EPOCH).expect("a clock").as_secs();
    json!({ "sub": "ana", "iss": ISSUER, "aud": "notes", "exp": end })
}

pub fn token(key: &str, claims: &Value) -> String {
    let header = Header {
        kid: Some(key.to_owned()),
        ..Header::new(Algorithm::RS256)
    };
    let pem = include_bytes!("../keys/for-tests-only.pem");
    let secret = EncodingKey::from_rsa_pem(pem).expect("the key of the tests");
    encode(&header, claims, &secret).expect("a token")
}
