//! A service with one resource, notes, from the request to the store and back.

pub mod app;
pub mod auth;
pub mod config;
pub mod error;
pub mod notes;
pub mod store;
pub mod telemetry;
