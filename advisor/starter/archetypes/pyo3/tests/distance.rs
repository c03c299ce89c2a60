//! The Rust without Python: `cargo test` needs no interpreter.

#[path = "../src/distance.rs"]
mod distance;

use distance::{edit_distance, nearest};

#[test]
fn counts_edits() {
    for (a, b, want) in [
        ("", "", 0),
        ("", "abc", 3),
        ("kitten", "sitting", 3),
        ("flaw", "lawn", 2),
        ("ß", "ss", 2),
    ] {
        assert_eq!(edit_distance(a, b), want, "{a} {b}");
        assert_eq!(edit_distance(b, a), want, "{b} {a}");
    }
}

#[test]
fn the_first_of_the_nearest() {
    let words = ["cart", "card", "care"].map(str::to_owned);
    assert_eq!(nearest("cars", &words), Some("cart"));
    assert_eq!(nearest("care", &words), Some("care"));
    assert_eq!(nearest("care", &[]), None);
}
