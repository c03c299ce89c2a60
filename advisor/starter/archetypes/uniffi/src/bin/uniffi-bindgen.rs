//! Generates what other languages call the library with, in the version that the library was built with.

fn main() {
    uniffi::uniffi_bindgen_main();
}
