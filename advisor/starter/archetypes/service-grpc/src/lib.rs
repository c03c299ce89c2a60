//! A service with one resource, notes, from the call to the store and back.

pub mod config;
pub mod error;
pub mod notes;
pub mod proto;
pub mod server;
pub mod store;
pub mod telemetry;
