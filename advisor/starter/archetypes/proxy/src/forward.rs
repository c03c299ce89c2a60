//! What becomes of one request on its way to the upstream, and of the answer on its way back.

use anyhow::{Context, ensure};
use http_body_util::{BodyExt, Full, combinators::BoxBody};
use hyper::{
    HeaderMap, Request, Response, StatusCode, Uri, Version,
    body::{Bytes, Incoming},
    header::{self, HeaderName, HeaderValue},
};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::{TokioExecutor, TokioTimer},
};
use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};
use tokio::time::timeout;

/// A path that the proxy answers itself.
const HEALTH: &str = "/-/health";

/// Headers of one connection, which are not passed on (RFC 9110, section 7.6.1).
const HOP_BY_HOP: [HeaderName; 8] = [
    header::CONNECTION,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
    header::PROXY_AUTHENTICATE,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

pub type Body = BoxBody<Bytes, hyper::Error>;

#[derive(Clone)]
pub struct Upstream {
    client: Client<HttpConnector, Incoming>,
    authority: HeaderValue,
    patience: Duration, // until an answer begins; it may go on for as long as it likes
}

impl Upstream {
    pub fn new(url: &str, patience: Duration) -> anyhow::Result<Self> {
        let url: Uri = url.parse().context("UPSTREAM")?;
        ensure!(
            url.scheme_str() == Some("http") && url.path() == "/",
            "UPSTREAM: {url} is no http://host:port"
        );
        let authority = url.authority().context("UPSTREAM: no host")?.as_str();
        let mut connector = HttpConnector::new();
        connector.set_connect_timeout(Some(Duration::from_secs(3)));
        connector.set_nodelay(true);
        Ok(Self {
            client: Client::builder(TokioExecutor::new())
                .pool_timer(TokioTimer::new())
                .pool_idle_timeout(Duration::from_secs(30)) // less than the upstream keeps them
                .build(connector),
            authority: authority.parse()?,
            patience,
        })
    }

    /// Answers a request, if need be with what went wrong. Causes go to the log alone.
    pub async fn answer(&self, request: Request<Incoming>, caller: SocketAddr) -> Response<Body> {
        if request.uri().path() == HEALTH {
            return short(StatusCode::OK);
        }
        match timeout(self.patience, self.forward(request, caller.ip())).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(why)) => {
                tracing::warn!("{why:#}");
                short(StatusCode::BAD_GATEWAY)
            }
            Err(_) => short(StatusCode::GATEWAY_TIMEOUT),
        }
    }

    async fn forward(
        &self,
        mut request: Request<Incoming>,
        caller: IpAddr,
    ) -> anyhow::Result<Response<Body>> {
        let path = request.uri().path_and_query().map_or("/", |p| p.as_str());
        let to = Uri::builder()
            .scheme("http")
            .authority(self.authority.as_bytes())
            .path_and_query(path)
            .build()?;
        let host = match request.uri().authority() {
            Some(authority) => authority.as_str().parse()?, // HTTP/2 has it there
            None => request
                .headers()
                .get(header::HOST)
                .cloned()
                .context("no host")?,
        };
        *request.uri_mut() = to;
        *request.version_mut() = Version::HTTP_11;
        let headers = request.headers_mut();
        strip(headers);
        // Whatever a caller says of itself counts for nothing: no proxy stands before this one.
        headers.insert("x-forwarded-for", caller.to_string().parse()?);
        headers.insert("x-forwarded-proto", HeaderValue::from_static("http"));
        headers.insert(header::HOST, host);
        let mut answer = self.client.request(request).await?;
        strip(answer.headers_mut());
        *answer.version_mut() = Version::default();
        Ok(answer.map(BodyExt::boxed))
    }
}

/// Takes out what belongs to one connection, with what its `connection` header names.
fn strip(headers: &mut HeaderMap) {
    let named: Vec<HeaderName> = headers
        .get_all(header::CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|name| name.trim().parse().ok())
        .collect();
    for name in named.iter().chain(&HOP_BY_HOP) {
        headers.remove(name);
    }
}

fn short(status: StatusCode) -> Response<Body> {
    let text = format!("{status}\n");
    let body = Full::new(Bytes::from(text)).map_err(|never| match never {});
    let mut answer = Response::new(body.boxed());
    *answer.status_mut() = status;
    answer
}
