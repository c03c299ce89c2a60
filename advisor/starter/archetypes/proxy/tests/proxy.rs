//! The proxy between a real caller and a real upstream, over sockets.

use http_body_util::{BodyExt, Full};
use hyper::{
    Request, Response, StatusCode,
    body::{Bytes, Incoming},
    service::service_fn,
};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
};
use proxy::{forward::Upstream, serve};
use std::{convert::Infallible, future::pending, net::SocketAddr, time::Duration};
use tokio::{net::TcpListener, sync::oneshot, time::sleep};

const SHORT: Duration = Duration::from_millis(500);

async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// An upstream that sends back the body, and in a header the headers that it got; `/slow` takes a while.
async fn upstream() -> SocketAddr {
    let (listener, address) = listen().await;
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            tokio::spawn(async move {
                let service = service_fn(echo);
                let builder = Builder::new(TokioExecutor::new());
                let _ = builder
                    .serve_connection(TokioIo::new(stream), service)
                    .await;
            });
        }
    });
    address
}

async fn echo(request: Request<Incoming>) -> Result<Response<Incoming>, Infallible> {
    if request.uri().path() == "/slow" {
        sleep(2 * SHORT).await;
    }
    let got = format!("{} {:?}", request.uri(), request.headers());
    let answer = Response::builder()
        .header("got", got)
        .header("connection", "private")
        .header("private", "yes");
    Ok(answer.body(request.into_body()).unwrap())
}

/// A proxy before that upstream, which ends with the test.
async fn proxy(upstream: SocketAddr, patience: Duration) -> SocketAddr {
    let (listener, address) = listen().await;
    let upstream = Upstream::new(&format!("http://{upstream}"), patience).unwrap();
    tokio::spawn(serve::until(pending(), listener, upstream));
    address
}

fn caller() -> Client<HttpConnector, Full<Bytes>> {
    Client::builder(TokioExecutor::new()).build_http()
}

async fn status(address: SocketAddr, path: &str) -> StatusCode {
    let url = format!("http://{address}{path}").parse().unwrap();
    caller().get(url).await.unwrap().status()
}

#[tokio::test]
async fn passes_on_what_is_meant_for_the_other_side() {
    let proxy = proxy(upstream().await, SHORT).await;
    let body = Bytes::from("x".repeat(1_000_000));
    let request = Request::post(format!("http://{proxy}/a/b?c=d"))
        .header("connection", "secret")
        .header("secret", "yes")
        .header("x-forwarded-for", "1.2.3.4")
        .header("x-custom", "kept")
        .body(Full::new(body.clone()))
        .unwrap();
    let answer = caller().request(request).await.unwrap();
    assert!(answer.headers().get("private").is_none());
    let got = answer.headers()["got"].to_str().unwrap().to_owned();
    assert!(got.starts_with("/a/b?c=d "), "{got}");
    assert!(got.contains("kept") && got.contains("127.0.0.1"), "{got}");
    assert!(got.contains(&proxy.to_string()), "{got}");
    assert!(!got.contains("secret") && !got.contains("1.2.3.4"), "{got}");
    let back = answer.into_body().collect().await.unwrap().to_bytes();
    assert!(back == body);
}

#[tokio::test]
async fn says_what_is_wrong_with_the_upstream() {
    let (gone, nobody) = listen().await;
    drop(gone);
    assert_eq!(
        status(proxy(nobody, SHORT).await, "/").await,
        StatusCode::BAD_GATEWAY
    );
    let proxy = proxy(upstream().await, SHORT).await;
    assert_eq!(status(proxy, "/slow").await, StatusCode::GATEWAY_TIMEOUT);
    assert_eq!(status(proxy, "/-/health").await, StatusCode::OK);
}

#[tokio::test]
async fn running_requests_finish() {
    let (listener, address) = listen().await;
    let upstream = format!("http://{}", upstream().await);
    let upstream = Upstream::new(&upstream, 4 * SHORT).unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let served = tokio::spawn(serve::until(
        async { stopped.await.unwrap() },
        listener,
        upstream,
    ));
    let running = tokio::spawn(async move { status(address, "/slow").await });
    sleep(SHORT).await;
    stop.send(()).unwrap();
    assert_eq!(running.await.unwrap(), StatusCode::OK);
    served.await.unwrap();
}

#[test]
fn upstreams_that_are_none() {
    for bad in ["", "localhost", "https://a", "http://a/b"] {
        assert!(Upstream::new(bad, SHORT).is_err(), "{bad}");
    }
}
