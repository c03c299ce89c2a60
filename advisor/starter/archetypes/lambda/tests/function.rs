//! The function alone, and the program as Lambda runs it: an event over the runtime's interface, and its answer.

use aws_lambda_events::event::sqs::SqsEvent;
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::Command,
};

const EVENT: &str = include_str!("events/sqs.json");

/// What is wrong with the second message is told, and the first is not done again.
fn wanted() -> Value {
    let id = "2e1424d4-f796-459a-8184-9c92662be6da";
    json!({ "batchItemFailures": [{ "itemIdentifier": id }] })
}

#[tokio::test]
async fn names_those_that_failed() {
    let batch: SqsEvent = serde_json::from_str(EVENT).unwrap();
    let answer = function::handle(batch).await;
    assert_eq!(serde_json::to_value(answer).unwrap(), wanted());
}

/// Reads a request of the program's: its first line, and its body.
fn request(stream: &mut BufReader<TcpStream>) -> (String, String) {
    let (mut first, mut line, mut length) = (String::new(), String::new(), 0);
    stream.read_line(&mut first).unwrap();
    while line != "\r\n" {
        line.clear();
        stream.read_line(&mut line).unwrap();
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).unwrap();
    (first, String::from_utf8(body).unwrap())
}

#[test]
fn speaks_with_lambda() {
    let lambda = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_starter-lambda"))
        .env(
            "AWS_LAMBDA_RUNTIME_API",
            lambda.local_addr().unwrap().to_string(),
        )
        .env("AWS_LAMBDA_FUNCTION_NAME", "function")
        .env("AWS_LAMBDA_FUNCTION_VERSION", "1")
        .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
        .spawn()
        .unwrap();
    let mut stream = BufReader::new(lambda.accept().unwrap().0);
    let (asked, _) = request(&mut stream);
    assert!(
        asked.starts_with("GET /2018-06-01/runtime/invocation/next"),
        "{asked}"
    );
    write!(
        stream.get_mut(),
        "HTTP/1.1 200 OK\r\nlambda-runtime-aws-request-id: 1\r\nlambda-runtime-deadline-ms: 4102444800000\r\n\
         lambda-runtime-invoked-function-arn: arn:aws:lambda:eu-central-1:1:function:function\r\n\
         content-length: {}\r\n\r\n{EVENT}",
        EVENT.len()
    )
    .unwrap();
    let (told, body) = request(&mut stream);
    assert!(
        told.starts_with("POST /2018-06-01/runtime/invocation/1/response"),
        "{told}"
    );
    assert_eq!(serde_json::from_str::<Value>(&body).unwrap(), wanted());
    program.kill().unwrap();
    program.wait().unwrap();
}
