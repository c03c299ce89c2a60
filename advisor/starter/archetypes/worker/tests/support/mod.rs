//! What tests stand on.

use std::{
    process,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

pub mod queue;

/// Of a message; short, so that tests need not wait.
pub const LEASE: Duration = Duration::from_secs(1);

/// A name that no other test has had.
pub fn name(of: &str) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.expect("a clock").as_nanos();
    format!("test-{of}-{}-{now}", process::id())
}
