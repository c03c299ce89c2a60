//! What the service sends to a collector, as the collector reads it.

use axum::{Router, body::Body, http::Request, routing::get};
use opentelemetry_proto::tonic::{
    collector::{
        metrics::v1::ExportMetricsServiceRequest as Metrics,
        trace::v1::ExportTraceServiceRequest as Traces,
    },
    metrics::v1::metric::Data,
};
use prost::Message;
use service::telemetry;
use tower::ServiceExt;

#[path = "support/collector.rs"]
mod collector;

const TRACE: u128 = 0x4bf9_2f35_77b3_4da6_a3ce_929d_0e0e_4736;
const CALLER: u64 = 0x00f0_67aa_0ba9_02b7;

#[tokio::test]
async fn a_request_goes_on_with_its_callers_trace() {
    let collector = collector::Collector::open();
    let watching = telemetry::send_to(&collector.url).unwrap();
    let routes = Router::new().route("/notes/{id}", get(|| async { "milk" }));
    let request = Request::builder()
        .uri("/notes/7")
        .header("traceparent", format!("00-{TRACE:032x}-{CALLER:016x}-01"));
    let request = request.body(Body::empty()).unwrap();
    let answer = telemetry::observe(routes).oneshot(request).await.unwrap();
    assert!(answer.status().is_success());
    drop((answer, watching)); // what has not been sent is sent now

    let (mut spans, mut counts) = (vec![], vec![]);
    for (path, body) in collector.taken() {
        match path.as_str() {
            "/v1/traces" => {
                let of = Traces::decode(body.as_slice()).unwrap().resource_spans;
                let of = of.into_iter().flat_map(|of| of.scope_spans);
                spans.extend(of.flat_map(|of| of.spans));
            }
            "/v1/metrics" => {
                let of = Metrics::decode(body.as_slice()).unwrap().resource_metrics;
                let of = of.into_iter().flat_map(|of| of.scope_metrics);
                for metric in of.flat_map(|of| of.metrics) {
                    if let Some(Data::Histogram(of)) = metric.data {
                        counts.push((metric.name, of.data_points[0].count));
                    }
                }
            }
            _ => panic!("{path} is nothing that a collector takes"),
        }
    }
    assert_eq!(counts, [("http.server.request.duration".to_owned(), 1)]);
    let [span] = spans.as_slice() else {
        panic!("{spans:?}")
    };
    assert_eq!(span.name, "GET /notes/{id}");
    assert_eq!(span.trace_id, TRACE.to_be_bytes());
    assert_eq!(span.parent_span_id, CALLER.to_be_bytes());
}
