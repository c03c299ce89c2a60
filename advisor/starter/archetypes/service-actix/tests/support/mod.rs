//! What tests stand on.

pub mod store;
