//! A worker: it takes jobs from a table, does them, and tries again what failed.

pub mod config;
pub mod jobs;
pub mod telemetry;
pub mod work;
