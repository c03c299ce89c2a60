//! A caller that may call.

use actix_web::test::TestRequest;
use service::auth::Guard;

pub fn guard() -> Guard {
    Guard
}

pub fn sign(request: TestRequest, _body: &str) -> TestRequest {
    request
}
