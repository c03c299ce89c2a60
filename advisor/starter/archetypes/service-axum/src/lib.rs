//! A service with one resource, notes, from the request to the store and back. A second resource is a copy of `notes.rs`, a
//! line in `app.rs`, its functions in `store.rs` and a migration.

pub mod app;
pub mod auth;
pub mod config;
pub mod error;
pub mod notes;
pub mod store;
pub mod telemetry;
