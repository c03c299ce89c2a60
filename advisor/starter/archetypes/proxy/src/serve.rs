//! Connections from callers, until it is asked to stop.

use crate::{forward::Upstream, telemetry};
use hyper::service::service_fn;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
};
use std::{convert::Infallible, net::SocketAddr, pin::pin, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    time::{sleep, timeout},
};

const GRACE: Duration = Duration::from_secs(25); // for running requests: below that of the platform

/// Serves until `stop` is done, then lets running requests finish.
pub async fn until(stop: impl Future<Output = ()>, listener: TcpListener, upstream: Upstream) {
    let running = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, caller)) => connection(stream, caller, upstream.clone(), &running),
                Err(why) => {
                    tracing::error!("accept: {why}"); // of descriptors, say: some come free
                    sleep(Duration::from_millis(100)).await;
                }
            },
        }
    }
    drop(listener);
    if timeout(GRACE, running.shutdown()).await.is_err() {
        tracing::warn!("requests were still running");
    }
}

fn connection(
    stream: TcpStream,
    caller: SocketAddr,
    upstream: Upstream,
    running: &GracefulShutdown,
) {
    let service = service_fn(move |request| {
        let upstream = upstream.clone();
        let watched = telemetry::observe(&request);
        async move {
            let answer = upstream.answer(request, caller).await;
            watched.end(answer.status());
            Ok::<_, Infallible>(answer)
        }
    });
    let mut server = Builder::new(TokioExecutor::new());
    server
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(10)); // whoever sends slowly keeps nothing open
    let served = server.serve_connection(TokioIo::new(stream), service);
    let served = running.watch(served.into_owned());
    tokio::spawn(async move {
        if let Err(why) = served.await {
            tracing::debug!(%caller, "{why}");
        }
    });
}
