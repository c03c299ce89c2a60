//! What tests stand on; each is told in a file of its own.

pub mod caller;
pub mod store;

/// A path that only those come to who may call, and one for everybody.
pub const GUARDED: &str = "/notes/-1";
pub const OPEN: &str = "/healthz";
