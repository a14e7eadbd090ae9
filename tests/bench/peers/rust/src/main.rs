//! Rust as a peer: serde_json into aws_lambda_events' types of the event.

use std::collections::HashMap;
use std::io::{self, BufRead, Write};
use std::time::Instant;

use aws_lambda_events::event::dynamodb::{Event, EventRecord};
use serde_dynamo::AttributeValue;

// The checksum of tests/bench/checksum.c.

fn add(checksum: u64, number: usize) -> u64 {
    checksum.wrapping_mul(31).wrapping_add(number as u64)
}

fn add_texts(checksum: u64, texts: &[String]) -> u64 {
    texts.iter().fold(checksum, |sum, text| add(sum, text.len()))
}

fn add_binaries(checksum: u64, binaries: &[Vec<u8>]) -> u64 {
    binaries.iter().fold(checksum, |sum, binary| add(sum, binary.len()))
}

fn add_list(checksum: u64, values: &[AttributeValue]) -> u64 {
    values.iter().fold(add(checksum, values.len()), add_value)
}

fn add_map(checksum: u64, members: &HashMap<String, AttributeValue>) -> u64 {
    let sum = members.iter().fold(0u64, |sum, (name, value)| {
        sum.wrapping_add(add_value(name.len() as u64, value))
    });
    add(add(checksum, members.len()), sum as usize)
}

fn add_value(checksum: u64, value: &AttributeValue) -> u64 {
    match value {
        AttributeValue::S(text) => add(add(checksum, 1), text.len()),
        AttributeValue::N(text) => add(add(checksum, 2), text.len()),
        AttributeValue::B(bytes) => add(add(checksum, 3), bytes.len()),
        AttributeValue::Bool(value) => add(add(checksum, 4), *value as usize),
        AttributeValue::Null(value) => add(add(checksum, 5), *value as usize),
        AttributeValue::M(members) => add_map(add(checksum, 6), members),
        AttributeValue::L(values) => add_list(add(checksum, 7), values),
        AttributeValue::Ss(texts) => add_texts(add(checksum, 8), texts),
        AttributeValue::Ns(texts) => add_texts(add(checksum, 9), texts),
        AttributeValue::Bs(binaries) => add_binaries(add(checksum, 10), binaries),
    }
}

fn event_number(name: &str) -> usize {
    match name {
        "INSERT" => 2,
        "MODIFY" => 3,
        "REMOVE" => 4,
        _ => 1,
    }
}

fn add_record(checksum: u64, record: &EventRecord) -> u64 {
    let change = &record.change;
    let sequence_number = change.sequence_number.as_deref().unwrap_or("");
    let checksum = add(checksum, event_number(&record.event_name));
    let checksum = add(checksum, sequence_number.len());
    let checksum = add_map(checksum, change.keys.inner());
    let checksum = add_map(checksum, change.new_image.inner());
    add_map(checksum, change.old_image.inner())
}

// The peer.

fn read(data: &[u8]) -> io::Result<(u64, usize)> {
    let event: Event = serde_json::from_slice(data)?;
    Ok((event.records.iter().fold(0, add_record), event.records.len()))
}

fn run(path: &str) -> io::Result<()> {
    let data = std::fs::read(path)?;
    for line in io::stdin().lock().lines() {
        let count: usize = line?.trim().parse().unwrap_or(0);
        let mut reading = (0, 0);
        let start = Instant::now();
        for _ in 0..count {
            reading = read(&data)?;
        }
        println!("{:.9} {} {}", start.elapsed().as_secs_f64(), reading.0, reading.1);
        io::stdout().flush()?;
    }
    Ok(())
}

fn title() -> String {
    let manifest = include_str!("../Cargo.toml");
    let version = manifest.split("aws_lambda_events").nth(1).and_then(|s| s.split('"').nth(1));
    format!("Rust, aws_lambda_events {}", version.unwrap_or("").trim_start_matches('='))
}

fn main() -> io::Result<()> {
    match std::env::args().nth(1) {
        Some(path) => run(&path),
        None => Ok(println!("{}", title())),
    }
}
