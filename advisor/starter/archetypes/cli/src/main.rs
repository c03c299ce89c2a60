use clap::Parser;
use program::{Args, run};
use std::{
    io::{self, ErrorKind},
    process::ExitCode,
};
use tracing_subscriber::filter::{EnvFilter, LevelFilter};

/// 0 when all went well, 1 when it failed, 2 when it was used wrongly.
fn main() -> ExitCode {
    let args = Args::parse(); // wrong use ends here
    match log().and_then(|()| run(&args, &mut io::stdout().lock())) {
        Err(why) if !unread(&why) => {
            eprintln!("{}: {why:#}", env!("CARGO_PKG_NAME"));
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}

/// Logs go to standard error; RUST_LOG sets the level.
fn log() -> anyhow::Result<()> {
    let filter = EnvFilter::builder()
        .with_default_directive(LevelFilter::WARN.into())
        .from_env()?;
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_env_filter(filter)
        .try_init()
        .map_err(anyhow::Error::from_boxed)
}

/// Whether whoever reads the output has seen enough, as head does: that is no failure.
fn unread(why: &anyhow::Error) -> bool {
    why.chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == ErrorKind::BrokenPipe)
}
