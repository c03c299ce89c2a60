//! A sender that signs, with a secret that only tests know.

use actix_web::test::TestRequest;
use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use service::auth::Guard;
use sha2::Sha256;
use std::time::{SystemTime, UNIX_EPOCH};

pub const SECRET: &[u8] = b"signs what the tests send";

pub fn guard() -> Guard {
    let secrets =
        [b"as it was before that one".as_slice(), SECRET].map(|secret| STANDARD.encode(secret));
    Guard::new(&format!("whsec_{}, whsec_{}", secrets[0], secrets[1])).expect("the tests' secrets")
}

pub fn sign(request: TestRequest, body: &str) -> TestRequest {
    signed(request, "msg_1", now(), body, SECRET)
}

pub fn signed(request: TestRequest, id: &str, time: u64, body: &str, secret: &[u8]) -> TestRequest {
    let tag = tag(id, time, body, secret);
    request
        .insert_header(("webhook-id", id))
        .insert_header(("webhook-timestamp", time))
        .insert_header(("webhook-signature", format!("v1a,bm90IG91cnM= v1,{tag}")))
}

pub fn tag(id: &str, time: u64, body: &str, secret: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("any length will do");
    mac.update(format!("{id}.{time}.{body}").as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

pub fn now() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.expect("a clock").as_secs()
}
