//! Settings come from the environment; `.env.example` lists them.

use anyhow::Context;
use std::{env, time::Duration};

/// A variable that has to be set.
pub fn required(name: &str) -> anyhow::Result<String> {
    env::var(name).with_context(|| format!("{name} is not set; .env.example shows how"))
}

/// A variable in seconds, or what stands for it.
pub fn seconds(name: &str, default: u64) -> anyhow::Result<Duration> {
    let Ok(text) = env::var(name) else {
        return Ok(Duration::from_secs(default));
    };
    let seconds = text
        .parse()
        .with_context(|| format!("{name}: {text} is no number of seconds"))?;
    Ok(Duration::from_secs(seconds))
}
