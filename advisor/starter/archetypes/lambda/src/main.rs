use aws_lambda_events::event::sqs::SqsEvent;
use function::handle;
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use tracing_subscriber::filter::{EnvFilter, LevelFilter};

/// One invocation at a time, which is how Lambda calls it.
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let filter = EnvFilter::builder()
        .with_default_directive(LevelFilter::INFO.into())
        .from_env()?; // RUST_LOG sets the level
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .without_time() // CloudWatch knows it
        .with_env_filter(filter)
        .try_init()?;
    let function =
        |event: LambdaEvent<SqsEvent>| async { Ok::<_, Error>(handle(event.payload).await) };
    run(service_fn(function)).await
}
