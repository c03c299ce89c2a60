//! What tests stand on; each is told in a file of its own.

pub mod caller;
pub mod store;

/// A path that only those come to who may call, and one for everybody.
pub const GUARDED: &str = "/notes.v1.Notes/Show";
pub const OPEN: &str = "/grpc.health.v1.Health/Check";
