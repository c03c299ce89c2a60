//! What the service tells of itself: structured logs on standard output; traces and durations for a collector.

use crate::config;
use axum::{
    Router,
    extract::{MatchedPath, Request},
    middleware::{self, Next},
    response::Response,
};
use opentelemetry::{KeyValue, global, metrics::Histogram, trace::TracerProvider};
use opentelemetry_http::HeaderExtractor;
use opentelemetry_otlp::{MetricExporter, SpanExporter, WithExportConfig};
use opentelemetry_sdk::{
    Resource, metrics::SdkMeterProvider, propagation::TraceContextPropagator,
    trace::SdkTracerProvider,
};
use std::{sync::LazyLock, time::Instant};
use tower_http::trace::{DefaultOnResponse, TraceLayer};
use tracing::{Level, Span};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::{
    filter::{EnvFilter, LevelFilter},
    fmt,
    prelude::*,
};

const STEPS: &[f64] = &[0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

static SECONDS: LazyLock<Histogram<f64>> = LazyLock::new(|| {
    global::meter("service")
        .f64_histogram("http.server.request.duration")
        .with_unit("s")
        .with_boundaries(STEPS.to_vec())
        .build()
});

/// Lasts as long as `main`: when it ends, what has not been sent is.
pub struct Watching {
    traces: SdkTracerProvider,
    durations: SdkMeterProvider,
}

impl Drop for Watching {
    fn drop(&mut self) {
        for sent in [self.traces.shutdown(), self.durations.shutdown()] {
            if let Err(why) = sent {
                tracing::warn!("not all of the traces and durations were sent: {why}");
            }
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
    let who = Resource::builder()
        .with_service_name(env!("CARGO_PKG_NAME"))
        .build();
    let spans = SpanExporter::builder().with_http();
    let spans = spans.with_endpoint(format!("{collector}/v1/traces"));
    let traces = SdkTracerProvider::builder()
        .with_batch_exporter(spans.build()?)
        .with_resource(who.clone())
        .build();
    let figures = MetricExporter::builder().with_http();
    let figures = figures.with_endpoint(format!("{collector}/v1/metrics"));
    let durations = SdkMeterProvider::builder()
        .with_periodic_exporter(figures.build()?)
        .with_resource(who)
        .build();
    global::set_text_map_propagator(TraceContextPropagator::new());
    global::set_meter_provider(durations.clone());
    tracing_subscriber::registry()
        .with(tracing_opentelemetry::layer().with_tracer(traces.tracer("service")))
        .with(fmt::layer().json())
        .with(filter)
        .try_init()?;
    Ok(Watching { traces, durations })
}

/// Puts what is watched around every request.
pub fn observe(routes: Router) -> Router {
    routes.route_layer(middleware::from_fn(measure)).layer(
        TraceLayer::new_for_http() // on its own it logs at DEBUG
            .make_span_with(span)
            .on_response(DefaultOnResponse::new().level(Level::INFO)),
    )
}

/// A span under its route, not its path, that goes on with the caller's trace.
fn span(request: &Request) -> Span {
    let method = request.method();
    let route = request.extensions().get::<MatchedPath>();
    let name = format!("{method} {}", route.map_or("", MatchedPath::as_str));
    let uri = request.uri();
    let span =
        tracing::info_span!("request", otel.name = name, otel.kind = "server", %method, %uri);
    let caller = HeaderExtractor(request.headers());
    let _ = span.set_parent(global::get_text_map_propagator(|of| of.extract(&caller)));
    span
}

/// Times a request under its route.
async fn measure(route: MatchedPath, request: Request, next: Next) -> Response {
    let (start, method) = (Instant::now(), request.method().to_string());
    let answer = next.run(request).await;
    let labels = [
        KeyValue::new("http.request.method", method),
        KeyValue::new("http.route", route.as_str().to_owned()),
        KeyValue::new(
            "http.response.status_code",
            i64::from(answer.status().as_u16()),
        ),
    ];
    SECONDS.record(start.elapsed().as_secs_f64(), &labels);
    answer
}
