//! What the service sends to a collector, as the collector reads it.

use actix_web::{
    App,
    test::{TestRequest, call_service, init_service},
    web,
};
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest as Traces;
use prost::Message;
use service::telemetry;

#[path = "support/collector.rs"]
mod collector;

const TRACE: u128 = 0x4bf9_2f35_77b3_4da6_a3ce_929d_0e0e_4736;
const CALLER: u64 = 0x00f0_67aa_0ba9_02b7;

#[actix_web::test]
async fn a_request_goes_on_with_its_callers_trace() {
    let collector = collector::Collector::open();
    let watching = telemetry::send_to(&collector.url).unwrap();
    let app = App::new()
        .wrap(telemetry::observe())
        .route("/notes/{id}", web::get().to(async || "milk"));
    let app = init_service(app).await;
    let caller = format!("00-{TRACE:032x}-{CALLER:016x}-01");
    let request = TestRequest::with_uri("/notes/7").insert_header(("traceparent", caller));
    let answer = call_service(&app, request.to_request()).await;
    assert!(answer.status().is_success());
    drop((answer, watching)); // what has not been sent is sent now

    let mut spans = vec![];
    for (path, body) in collector.taken() {
        assert_eq!(path, "/v1/traces");
        let of = Traces::decode(body.as_slice()).unwrap().resource_spans;
        let of = of.into_iter().flat_map(|of| of.scope_spans);
        spans.extend(of.flat_map(|of| of.spans));
    }
    let [span] = spans.as_slice() else {
        panic!("{spans:?}")
    };
    assert_eq!(span.name, "GET /notes/{id}");
    assert_eq!(span.trace_id, TRACE.to_be_bytes());
    assert_eq!(span.parent_span_id, CALLER.to_be_bytes());
}
