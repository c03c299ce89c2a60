//! A worker: it takes messages from a queue, works on them, and tries again what failed.

pub mod config;
pub mod queue;
pub mod telemetry;
pub mod work;
