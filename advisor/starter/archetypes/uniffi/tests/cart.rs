//! The Rust alone, and what a Python program sees through the bindings that are generated for it.

use starter_core::{Cart, CartError, Sum};
use std::{
    env::{self, consts},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

#[test]
fn adds_up() {
    let cart = Cart::new();
    cart.add(350).unwrap();
    assert_eq!(cart.add(-1), Err(CartError::NoPrice));
    assert_eq!(cart.add(i64::MAX), Err(CartError::TooMuch));
    let sum = Sum {
        items: 1,
        cents: 350,
    };
    assert_eq!(cart.sum(), sum);
}

/// The library as cargo has built it for tests.
fn library() -> PathBuf {
    let name = format!("{}starter_core{}", consts::DLL_PREFIX, consts::DLL_SUFFIX);
    env::current_exe().unwrap().with_file_name(name)
}

fn generate(language: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(language);
    let generated = Command::new(env!("CARGO_BIN_EXE_uniffi-bindgen"))
        .args(["generate", "--no-format", "--language", language])
        .arg("--out-dir")
        .arg(&folder)
        .arg(library())
        .status();
    assert!(generated.unwrap().success());
    folder
}

#[test]
fn kotlin_and_swift_get_theirs() {
    let kotlin = generate("kotlin").join("uniffi/starter_core/starter_core.kt");
    let swift = generate("swift").join("starter_core.swift");
    for file in [kotlin, swift] {
        let text = fs::read_to_string(file).unwrap();
        assert!(text.contains("class Cart"));
    }
}

#[test]
fn a_python_program_calls_it() {
    if Command::new("python3").arg("--version").output().is_err() {
        return eprintln!("skipped: there is no python3");
    }
    let folder = generate("python");
    let library = library();
    fs::copy(&library, folder.join(library.file_name().unwrap())).unwrap();
    let tested = Command::new("python3")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cart.py"))
        .env("PYTHONPATH", folder)
        .status();
    assert!(tested.unwrap().success());
}
