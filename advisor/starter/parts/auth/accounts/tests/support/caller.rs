//! A caller who has an account and has logged in.

use axum::http::request::Builder;

pub mod people;

pub use people::guard;

pub fn sign(request: Builder, _body: &str) -> Builder {
    request.header("cookie", people::COOKIES.as_str())
}
