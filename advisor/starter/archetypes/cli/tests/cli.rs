//! The program as a shell meets it: arguments, input, output and exit codes.

use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

fn run(args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_starter-cli"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn counts_what_it_is_given() {
    let done = run(&[], "grüße an alle\n\nzwei Zeilen");
    assert_eq!(text(&done.stdout), "3\t5\t26\t-\n");
    assert_eq!(done.status.code(), Some(0));
    let done = run(&["--json", "-"], "one two\n");
    assert_eq!(
        text(&done.stdout),
        "{\"lines\":1,\"words\":2,\"characters\":8}\n"
    );
}

#[test]
fn says_what_failed() {
    let done = run(&["there/is/no/such.txt"], "");
    assert_eq!(done.status.code(), Some(1));
    assert!(text(&done.stderr).contains("cannot read there/is/no/such.txt"));
    assert!(done.stdout.is_empty());
}

#[test]
fn tells_wrong_use_from_failure() {
    assert_eq!(run(&["--nonsense"], "").status.code(), Some(2));
    assert_eq!(run(&["--version"], "").status.code(), Some(0));
}
