//! Keeps the header that C callers include in step with the code. It is committed, so that a change of the ABI is seen.

use cbindgen::{Builder, Config, Language, Layout};

fn main() -> Result<(), cbindgen::Error> {
    println!("cargo::rerun-if-changed=src/lib.rs");
    let mut config = Config {
        language: Language::C,
        pragma_once: true,
        cpp_compat: true,
        ..Config::default()
    };
    config.enumeration.prefix_with_name = true;
    config.function.args = Layout::Horizontal;
    Builder::new()
        .with_config(config)
        .with_src("src/lib.rs")
        .generate()?
        .write_to_file("include/starter_cabi.h");
    Ok(())
}
