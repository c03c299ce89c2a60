//! Makes Rust of the contract, without protoc.

use std::{error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=proto");
    let mut files = Vec::new();
    for file in fs::read_dir("proto")? {
        files.push(file?.path());
    }
    files.sort();
    tonic_prost_build::configure().compile_fds(protox::compile(files, ["proto"])?)?;
    Ok(())
}
