//! Messages in a real queue, which each test has one of its own of.

use std::time::Instant;
use support::queue::{dead, open, send};
use worker::{
    queue::{MOST, Queue},
    work,
};

mod support;

/// Works until nothing has come for a while; how many messages there were.
async fn work(queue: &mut Queue) -> u32 {
    let (mut worked, mut last) = (0, Instant::now());
    while last.elapsed() < 4 * support::LEASE {
        if work::once(queue).await.unwrap() {
            (worked, last) = (worked + 1, Instant::now());
        }
    }
    worked
}

#[tokio::test]
async fn every_message_is_worked_on_once() {
    let name = support::name("once");
    let Some(mut queue) = open(&name).await else {
        return;
    };
    for who in ["Ana", "Bo", "Cem"] {
        send(&name, &format!(r#"{{"kind":"greet","name":"{who}"}}"#)).await;
    }
    assert_eq!(work(&mut queue).await, 3);
    assert_eq!(dead(&name).await, 0);
}

#[tokio::test]
async fn what_fails_is_tried_again_and_then_put_aside() {
    let name = support::name("fails");
    let Some(mut queue) = open(&name).await else {
        return;
    };
    send(&name, r#"{"kind":"nobody knows"}"#).await;
    assert_eq!(work(&mut queue).await, MOST);
    assert_eq!(dead(&name).await, 1);
}

#[tokio::test]
async fn a_message_outlives_the_worker_that_dies_with_it() {
    let name = support::name("crash");
    let Some(mut queue) = open(&name).await else {
        return;
    };
    send(&name, r#"{"kind":"greet","name":"Ana"}"#).await;
    let taken = loop {
        if let Some(message) = queue.take().await.unwrap() {
            break message;
        }
    };
    drop((taken, queue)); // as the kernel does it when memory is short
    let mut queue = open(&name).await.unwrap();
    assert_eq!(work(&mut queue).await, 1);
    assert_eq!(dead(&name).await, 0);
}
