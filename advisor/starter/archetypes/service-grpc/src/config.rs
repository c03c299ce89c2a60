//! Settings come from the environment; `.env.example` lists them.

use anyhow::Context;
use std::env;

/// The variable, or what stands for it.
pub fn or(name: &str, default: &str) -> String {
    env::var(name).unwrap_or_else(|_| default.to_owned())
}

/// A variable that has to be set.
pub fn required(name: &str) -> anyhow::Result<String> {
    env::var(name).with_context(|| format!("{name} is not set; .env.example shows how"))
}
