//! Who may call: machines with a certificate of an authority that is trusted here, and a name that is on the list.
//! Handlers get them with `ReqData<Caller>`.

use actix_tls::accept::rustls_0_23::TlsStream;
use actix_web::{
    Error, HttpMessage, HttpResponse, Scope,
    body::EitherBody,
    dev::{Extensions, HttpServiceFactory, ServiceRequest, ServiceResponse},
    http::StatusCode,
    middleware::{Next, from_fn},
    rt::net::TcpStream,
};
use rustls::pki_types::CertificateDer;
use std::any::Any;

mod certificates;

pub use certificates::{Caller, Callers, tls, tls_from_env};

type Certificate = CertificateDer<'static>;

#[derive(Clone)]
pub struct Guard {
    callers: Callers,
    shown: fn(&ServiceRequest) -> Option<Certificate>,
}

impl Guard {
    pub fn from_env() -> anyhow::Result<Self> {
        Ok(Self::new(Callers::from_env()?, shown))
    }

    pub fn new(callers: Callers, shown: fn(&ServiceRequest) -> Option<Certificate>) -> Self {
        Self { callers, shown }
    }

    /// Puts the check in front of the routes.
    pub fn protect(self, routes: Scope) -> impl HttpServiceFactory + 'static {
        routes.wrap(from_fn(move |request, next| {
            check(self.clone(), request, next)
        }))
    }
}

async fn check<B>(
    guard: Guard,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let shown = (guard.shown)(&request);
    let Some(caller) = shown.and_then(|shown| guard.callers.caller(&shown)) else {
        let answer = HttpResponse::new(StatusCode::FORBIDDEN);
        return Ok(request.into_response(answer).map_into_right_body());
    };
    request.extensions_mut().insert(caller);
    Ok(next.call(request).await?.map_into_left_body())
}

/// The certificate that came with a request.
pub fn shown(request: &ServiceRequest) -> Option<Certificate> {
    request.conn_data().cloned()
}

/// What `HttpServer::on_connect` takes: each connection remembers the certificate of its other side.
pub fn remember(connection: &dyn Any, data: &mut Extensions) {
    let stream = connection.downcast_ref::<TlsStream<TcpStream>>();
    let chain = stream.and_then(|stream| stream.get_ref().1.peer_certificates());
    if let Some(shown) = chain.and_then(|chain| chain.first()) {
        data.insert::<Certificate>(shown.clone().into_owned());
    }
}
