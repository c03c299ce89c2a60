//! What the program does, apart from the process that it runs in. A second command is a variant of an enum with
//! `#[derive(clap::Subcommand)]` in `Args`, and a function beside `count`.

use anyhow::Context;
use clap::Parser;
use serde::Serialize;
use std::{
    fs::File,
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
};

/// Counts lines, words and characters.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Args {
    /// Files to read; standard input when none is named, or for -
    files: Vec<PathBuf>,
    /// Write JSON, an object a line
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    pub lines: u64,
    pub words: u64,
    pub characters: u64,
}

/// Writes the counts of each file; what cannot be read ends it.
pub fn run(args: &Args, out: &mut impl Write) -> anyhow::Result<()> {
    let standard_input = [PathBuf::from("-")];
    let files = if args.files.is_empty() {
        &standard_input
    } else {
        args.files.as_slice()
    };
    for file in files {
        let found = open(file)
            .and_then(count)
            .with_context(|| format!("cannot read {}", file.display()))?;
        tracing::info!(file = %file.display(), ?found, "counted");
        if args.json {
            serde_json::to_writer(&mut *out, &found)?;
            writeln!(out)?;
        } else {
            let Count {
                lines,
                words,
                characters,
            } = found;
            writeln!(out, "{lines}\t{words}\t{characters}\t{}", file.display())?;
        }
    }
    Ok(out.flush()?)
}

fn open(file: &Path) -> io::Result<Box<dyn BufRead>> {
    if file == Path::new("-") {
        return Ok(Box::new(io::stdin().lock()));
    }
    Ok(Box::new(BufReader::new(File::open(file)?)))
}

/// Reads a line at a time, so that a file may be larger than memory.
pub fn count(mut text: impl BufRead) -> io::Result<Count> {
    let (mut found, mut line) = (Count::default(), String::new());
    while text.read_line(&mut line)? > 0 {
        found.lines += 1;
        found.words += line.split_whitespace().count() as u64;
        found.characters += line.chars().count() as u64;
        line.clear();
    }
    Ok(found)
}
