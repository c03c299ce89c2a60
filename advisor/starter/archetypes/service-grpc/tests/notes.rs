//! The service as its callers meet it: calls over a socket, against the real store.

use axum::{body::Body, http::Request};
use service::{
    app,
    notes::proto::{CreateRequest, Note, ShowRequest, notes_client::NotesClient},
};
use tokio::time::{Duration, sleep};
use tonic::{
    Code, Status,
    metadata::MetadataMap,
    transport::{Channel, Server, server::TcpIncoming},
};
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};
use tower::ServiceExt;

mod support;

/// A connection to the service, which ends with the test.
async fn connect() -> Option<Channel> {
    let store = support::store::open().await?;
    let listener = TcpIncoming::bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = listener.local_addr().unwrap();
    let routes = app::routes(store, support::caller::guard());
    tokio::spawn(
        Server::builder()
            .add_routes(routes.into())
            .serve_with_incoming(listener),
    );
    let channel = Channel::from_shared(format!("http://{address}")).unwrap();
    Some(channel.connect().await.unwrap())
}

/// A request by a caller who may call.
fn signed<T>(message: T) -> tonic::Request<T> {
    let headers = support::caller::sign(Request::builder(), "")
        .body(())
        .unwrap();
    let mut request = tonic::Request::new(message);
    *request.metadata_mut() = MetadataMap::from_headers(headers.headers().clone());
    request
}

async fn add(channel: &Channel, text: &str) -> Result<Note, Status> {
    let text = text.to_owned();
    let request = signed(CreateRequest { text });
    let answer = NotesClient::new(channel.clone()).create(request).await?;
    Ok(answer.into_inner())
}

async fn show(channel: &Channel, id: i64) -> Result<Note, Status> {
    let request = signed(ShowRequest { id });
    let answer = NotesClient::new(channel.clone()).show(request).await?;
    Ok(answer.into_inner())
}

#[tokio::test]
async fn a_note_is_kept() {
    let Some(channel) = connect().await else {
        return;
    };
    let note = add(&channel, " milk ").await.unwrap();
    assert_eq!(note.text, "milk");
    assert_eq!(show(&channel, note.id).await.unwrap(), note);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let Some(channel) = connect().await else {
        return;
    };
    for text in ["", "  ", &"x".repeat(10_001)] {
        let why = add(&channel, text).await.unwrap_err();
        assert_eq!(why.code(), Code::InvalidArgument);
    }
    let why = show(&channel, -1).await.unwrap_err();
    assert_eq!(why.code(), Code::NotFound);
}

#[tokio::test]
async fn it_says_that_it_is_up() {
    let Some(channel) = connect().await else {
        return;
    };
    let mut health = HealthClient::new(channel);
    for _ in 0..100 {
        let service = "notes.v1.Notes".to_owned();
        let answer = health.check(HealthCheckRequest { service }).await;
        if answer.is_ok_and(|answer| answer.into_inner().status == 1) {
            return;
        }
        sleep(Duration::from_millis(50)).await;
    }
    panic!("it does not serve");
}

#[tokio::test]
async fn what_is_no_call_is_refused() {
    let Some(store) = support::store::open().await else {
        return;
    };
    let routes = app::routes(store, support::caller::guard());
    for path in [support::GUARDED, support::OPEN] {
        let request = support::caller::sign(Request::post(path), "");
        let request = request.body(Body::empty()).unwrap();
        let answer = routes.clone().oneshot(request).await.unwrap();
        assert_ne!(answer.headers()["grpc-status"], "0", "{path}");
    }
}
