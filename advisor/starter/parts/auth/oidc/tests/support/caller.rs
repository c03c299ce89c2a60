//! A caller who has logged in.

use axum::http::request::Builder;

pub mod provider;

pub use provider::guard;

pub fn sign(request: Builder, _body: &str) -> Builder {
    request.header("cookie", provider::cookies())
}
