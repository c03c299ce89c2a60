//! A reverse proxy: requests go on to one upstream, answers come back, both as streams.

pub mod config;
pub mod forward;
pub mod serve;
pub mod telemetry;
