//! A caller who has an account and has logged in.

use actix_web::test::TestRequest;

pub mod people;

pub use people::guard;

pub fn sign(request: TestRequest, _body: &str) -> TestRequest {
    request.insert_header(("cookie", people::COOKIES.as_str()))
}
