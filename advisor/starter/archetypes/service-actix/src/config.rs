//! Settings come from the environment; `.env.example` lists them.

use anyhow::Context;
use std::env;

/// The variable, if it is set.
pub fn var(name: &str) -> anyhow::Result<String> {
    env::var(name).with_context(|| format!("{name} is not set; .env.example shows how"))
}
