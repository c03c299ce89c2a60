//! The service as its callers meet it: calls over a connection, against the real store.

use service::{
    proto::{CreateRequest, GetRequest, notes_client::NotesClient},
    server,
};
use std::time::Duration;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle, time::sleep};
use tonic::{Code, transport::Channel};
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};

mod support;

struct Running {
    channel: Channel,
    stop: oneshot::Sender<()>,
    server: JoinHandle<anyhow::Result<()>>,
}

/// The service on a port of its own.
async fn start() -> Option<Running> {
    let store = support::store::open().await?;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (stop, stopped) = oneshot::channel();
    let end = async {
        let _ = stopped.await;
    };
    let server = tokio::spawn(server::serve(listener, store, end));
    let channel = Channel::from_shared(address)
        .unwrap()
        .connect()
        .await
        .unwrap();
    Some(Running {
        channel,
        stop,
        server,
    })
}

#[tokio::test]
async fn a_note_is_kept() {
    let Some(running) = start().await else { return };
    let mut notes = NotesClient::new(running.channel);
    let note = notes
        .create(CreateRequest {
            text: " milk ".into(),
        })
        .await
        .unwrap()
        .into_inner();
    assert_eq!(note.text, "milk");
    let same = notes
        .get(GetRequest { id: note.id })
        .await
        .unwrap()
        .into_inner();
    assert_eq!(same, note);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let Some(running) = start().await else { return };
    let mut notes = NotesClient::new(running.channel);
    for text in [String::new(), "  ".into(), "x".repeat(10_001)] {
        let refused = notes.create(CreateRequest { text }).await.unwrap_err();
        assert_eq!(refused.code(), Code::InvalidArgument);
    }
    let none = notes.get(GetRequest { id: -1 }).await.unwrap_err();
    assert_eq!(none.code(), Code::NotFound);
}

#[tokio::test]
async fn it_says_that_it_serves_and_ends_in_order() {
    let Some(running) = start().await else { return };
    let mut health = HealthClient::new(running.channel);
    let ask = HealthCheckRequest {
        service: String::new(),
    };
    let mut status = 0;
    for _ in 0..100 {
        status = health.check(ask.clone()).await.unwrap().into_inner().status;
        if status == 1 {
            break;
        }
        sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(status, 1, "serving");
    drop(health);
    running.stop.send(()).unwrap();
    running.server.await.unwrap().unwrap();
}
