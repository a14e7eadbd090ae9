#!/usr/bin/env python3
"""Python as a peer: json.loads, and a walk that makes each attribute a pair of type and value.

boto3's TypeDeserializer is not used: it takes binaries that are bytes already, so that a walk has
to come before it, and its numbers are Decimals, which no longer have the text that came."""

import base64
import json
import platform
import re
import sys
import time

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
EVENTS = {"INSERT": 2, "MODIFY": 3, "REMOVE": 4}
MASK = 2**64 - 1


# Decoding.

def number(text):
    if not NUMBER.fullmatch(text):
        raise ValueError(f"no number: {text}")
    return text


def string(text):
    if not isinstance(text, str):
        raise ValueError("no string")
    return text


def boolean(value):
    if not isinstance(value, bool):
        raise ValueError("no boolean")
    return value


def binary(text):
    return base64.b64decode(text, validate=True)


def each(read):
    return lambda values: [read(value) for value in values]


def mapping(members):
    return {name: attribute(value) for name, value in members.items()}


def attribute(value):
    (name, payload), = value.items()
    return name, READERS[name](payload)


READERS = {"S": string, "N": number, "B": binary, "BOOL": boolean, "NULL": boolean, "M": mapping,
           "L": each(attribute), "SS": each(string), "NS": each(number), "BS": each(binary)}


# The checksum of tests/bench/checksum.c. A text's length is that of its UTF-8.

def length(text):
    return len(text) if isinstance(text, bytes) or text.isascii() else len(text.encode())


def add_length(checksum, value):
    return checksum * 31 + length(value)


def add_lengths(checksum, values):
    for value in values:
        checksum = checksum * 31 + length(value)
    return checksum & MASK


def add_boolean(checksum, value):
    return checksum * 31 + value


def add_map(checksum, members):
    total = sum(add_value(length(name), value) for name, value in members.items())
    return (checksum * 31 + len(members)) * 31 + total & MASK


def add_list(checksum, values):
    checksum = checksum * 31 + len(values)
    for value in values:
        checksum = add_value(checksum, value)
    return checksum


def add_value(checksum, value):
    kind, payload = value
    code, add = ADDERS[kind]
    return add(checksum * 31 + code, payload) & MASK


ADDERS = {"S": (1, add_length), "N": (2, add_length), "B": (3, add_length),
          "BOOL": (4, add_boolean), "NULL": (5, add_boolean), "M": (6, add_map),
          "L": (7, add_list), "SS": (8, add_lengths), "NS": (9, add_lengths),
          "BS": (10, add_lengths)}


def add_record(checksum, record):
    change = record["dynamodb"]
    checksum = checksum * 31 + EVENTS.get(record["eventName"], 1)
    checksum = add_length(checksum, change["SequenceNumber"])
    for image in ("Keys", "NewImage", "OldImage"):
        checksum = add_map(checksum, mapping(change.get(image, {})))
    return checksum


def read(event):
    checksum = 0
    records = json.loads(event)["Records"]
    for record in records:
        checksum = add_record(checksum, record)
    return checksum, len(records)


def answer(path):
    with open(path, "rb") as file:
        event = file.read()
    for line in sys.stdin:
        start = time.perf_counter()
        for _ in range(int(line)):
            checksum, records = read(event)
        print(f"{time.perf_counter() - start:.9f}", checksum, records, flush=True)


if len(sys.argv) > 1:
    answer(sys.argv[1])
else:
    print(f"Python {platform.python_version()}, json")
