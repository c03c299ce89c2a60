//! The Rust alone, and what a C program sees, compiled by the system's compiler against the header.

use starter_cabi::{Cart, CartError};
use std::{env, path::Path, process::Command};

#[test]
fn adds_up() {
    let mut cart = Cart::default();
    cart.add(350).unwrap();
    assert_eq!(cart.add(-1), Err(CartError::NoPrice));
    assert_eq!(cart.add(i64::MAX), Err(CartError::TooMuch));
    assert_eq!((cart.items(), cart.cents()), (1, 350));
}

#[cfg(unix)]
#[test]
fn a_c_program_calls_it() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let test = env::current_exe().unwrap();
    let built = test.parent().unwrap(); // where cargo puts the library for tests
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cart");
    let compiler = env::var("CC").unwrap_or_else(|_| "cc".to_owned());
    let compiled = Command::new(compiler)
        .args(["-std=c11", "-Wall", "-Wextra", "-Werror"])
        .arg(format!("-I{}", here.join("include").display()))
        .arg(here.join("tests/cart.c"))
        .arg(format!("-L{}", built.display()))
        .arg(format!("-Wl,-rpath,{}", built.display()))
        .args(["-lstarter_cabi", "-o"])
        .arg(&program)
        .status()
        .expect("a C compiler");
    assert!(compiled.success());
    assert!(Command::new(program).status().unwrap().success());
}
