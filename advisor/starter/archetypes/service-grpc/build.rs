//! Compiles the contract, without protoc.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=proto");
    let contract = protox::compile(["notes.proto"], ["proto"])?;
    tonic_prost_build::configure().compile_fds(contract)?;
    Ok(())
}
