//! What tests stand on; each is told in a file of its own.

pub mod caller;
pub mod store;
