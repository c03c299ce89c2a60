//! A caller with a certificate. Here no connection brings it: a header tells whose it is.

use actix_web::test::TestRequest;
use authority::{LISTED, OURS};
use service::auth::{Callers, Guard};

pub mod authority;

pub fn guard() -> Guard {
    Guard::new(Callers::new(LISTED).expect("names"), |request| {
        let name = request.headers().get("certificate-of")?.to_str().ok()?;
        Some(OURS.issue(name).0.remove(0))
    })
}

pub fn sign(request: TestRequest, _body: &str) -> TestRequest {
    request.insert_header(("certificate-of", "billing.internal"))
}
