//! What the service tells of itself: structured logs on standard output, and traces for a collector.

use crate::config;
use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::HeaderMap,
};
use opentelemetry::{global, propagation::Extractor, trace::TracerProvider};
use opentelemetry_otlp::{SpanExporter, WithExportConfig};
use opentelemetry_sdk::{Resource, propagation::TraceContextPropagator, trace::SdkTracerProvider};
use tracing::Span;
use tracing_actix_web::{DefaultRootSpanBuilder, RootSpanBuilder, TracingLogger, root_span};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::{
    filter::{EnvFilter, LevelFilter},
    fmt::{self, format::FmtSpan},
    prelude::*,
};

/// Lasts as long as `main`: when it ends, what has not been sent is.
pub struct Watching(SdkTracerProvider);

impl Drop for Watching {
    fn drop(&mut self) {
        if let Err(why) = self.0.shutdown() {
            tracing::warn!("not all traces were sent: {why}");
        }
    }
}

/// Called once, in main. RUST_LOG sets the level.
pub fn start() -> anyhow::Result<Watching> {
    let collector = config::var("OTEL_EXPORTER_OTLP_ENDPOINT");
    send_to(&collector.unwrap_or_else(|_| "http://localhost:4318".to_owned()))
}

/// The same, to this collector.
pub fn send_to(collector: &str) -> anyhow::Result<Watching> {
    let filter = EnvFilter::builder()
        .with_default_directive(LevelFilter::INFO.into())
        .from_env()?;
    let who = Resource::builder().with_service_name(env!("CARGO_PKG_NAME"));
    let spans = SpanExporter::builder().with_http();
    let spans = spans.with_endpoint(format!("{collector}/v1/traces"));
    let traces = SdkTracerProvider::builder()
        .with_batch_exporter(spans.build()?)
        .with_resource(who.build())
        .build();
    global::set_text_map_propagator(TraceContextPropagator::new());
    tracing_subscriber::registry()
        .with(tracing_opentelemetry::layer().with_tracer(traces.tracer("service")))
        .with(fmt::layer().json().with_span_events(FmtSpan::CLOSE)) // a request's span ends with its answer
        .with(filter)
        .try_init()?;
    Ok(Watching(traces))
}

/// What is put around every request.
pub fn observe() -> TracingLogger<Traced> {
    TracingLogger::new()
}

/// Begins a request's span, which goes on with the caller's trace.
pub struct Traced;

impl RootSpanBuilder for Traced {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let span = root_span!(request);
        let caller = Headers(request.headers());
        let _ = span.set_parent(global::get_text_map_propagator(|of| of.extract(&caller)));
        span
    }

    fn on_request_end<B: MessageBody>(span: Span, answer: &Result<ServiceResponse<B>, Error>) {
        DefaultRootSpanBuilder::on_request_end(span, answer);
    }
}

struct Headers<'a>(&'a HeaderMap);

impl Extractor for Headers<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.to_str().ok()
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(|name| name.as_str()).collect()
    }
}
