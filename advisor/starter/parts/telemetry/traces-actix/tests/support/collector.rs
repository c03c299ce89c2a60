//! A collector for tests: it takes what is sent by HTTP, and keeps it.

use std::{
    io::{BufRead, BufReader, Read, Result, Write},
    net::{TcpListener, TcpStream},
    sync::mpsc::{Receiver, Sender, channel},
    thread,
};

pub struct Collector {
    pub url: String,
    taken: Receiver<(String, Vec<u8>)>,
}

impl Collector {
    pub fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (send, taken) = channel();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let send = send.clone();
                thread::spawn(move || take(stream?, &send));
            }
            Ok::<_, std::io::Error>(())
        });
        Self { url, taken }
    }

    /// What was sent up to now, by path.
    pub fn taken(&self) -> Vec<(String, Vec<u8>)> {
        self.taken.try_iter().collect()
    }
}

/// Takes requests from a connection until it ends, and says yes to each.
fn take(stream: TcpStream, send: &Sender<(String, Vec<u8>)>) -> Result<()> {
    let (mut lines, mut answers) = (BufReader::new(stream.try_clone()?), stream);
    loop {
        let mut first = String::new();
        if lines.read_line(&mut first)? == 0 {
            return Ok(());
        }
        let mut length = 0;
        loop {
            let mut line = String::new();
            lines.read_line(&mut line)?;
            let Some((name, value)) = line.split_once(':') else {
                break; // the blank one, after the headers
            };
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        lines.read_exact(&mut body)?;
        let path = first.split(' ').nth(1).unwrap_or_default();
        let _ = send.send((path.to_owned(), body));
        answers.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")?;
    }
}
