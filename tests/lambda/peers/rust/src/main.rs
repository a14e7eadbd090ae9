//! The peer in Rust: logs each record of a DynamoDB event, one line of JSON in one write.
use std::io::{stdout, Write};

use aws_lambda_events::event::dynamodb::{Event, EventRecord};
use aws_lambda_events::streams::DynamoDbEventResponse;
use chrono::{DateTime, Utc};
use lambda_runtime::{run, service_fn, Error, LambdaEvent};
use serde::Serialize;

#[derive(Serialize)]
struct Line<'a> {
    log_code: &'a str,
    log_msg: &'a str,
    log_level: &'a str,
    log_keys: Keys<'a>,
    log_timestamp: DateTime<Utc>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Keys<'a> {
    request_id: &'a str,
    record: &'a EventRecord,
}

fn log(record: &EventRecord, request_id: &str) -> Result<(), Error> {
    let line = Line {
        log_code: "DynamoDBStreamRecord",
        log_msg: "Events from the DynamoDB Table",
        log_level: "INFO",
        log_keys: Keys { request_id, record },
        log_timestamp: Utc::now(),
    };
    let mut text = serde_json::to_string(&line)?;
    text.push('\n');
    stdout().lock().write_all(text.as_bytes())?;
    Ok(())
}

async fn handle(event: LambdaEvent<Event>) -> Result<DynamoDbEventResponse, Error> {
    for record in &event.payload.records {
        log(record, &event.context.request_id)?;
    }
    Ok(DynamoDbEventResponse::default())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    run(service_fn(handle)).await
}
