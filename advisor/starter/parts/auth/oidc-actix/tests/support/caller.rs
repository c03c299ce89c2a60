//! A caller who has logged in.

use actix_web::test::TestRequest;

pub mod provider;

pub use provider::guard;

pub fn sign(request: TestRequest, _body: &str) -> TestRequest {
    request.insert_header(("cookie", provider::cookies()))
}
