#!/usr/bin/env python3
"""Decodes an event with libddbstream through ctypes, without anything to compile.

    python3 records.py <event.json

Prints the name, the sequence number and a checksum of each record, and errors on standard error.
The classes below are the structs of value.h and record.h, as far as they are used; what the soname
.0 says of them, doc/abi.md does. Whatever a batch hands out lives until ddbstream_batch_free.
"""

import ctypes
import sys
from ctypes import POINTER, c_char_p, c_int, c_int64, c_size_t, c_uint32, c_uint64, c_void_p

library = ctypes.CDLL("libddbstream.so.0")


class Span(ctypes.Structure):
    """Text or binary data; also a map, a list or a set: a pointer and a count."""

    _fields_ = [("data", c_void_p), ("length", c_size_t)]

    def bytes(self):
        return ctypes.string_at(self.data, self.length) if self.data else b""

    def items(self, kind):
        return ctypes.cast(self.data, POINTER(kind))[: self.length] if self.data else []


class Holding(ctypes.Union):
    _fields_ = [("string", Span), ("boolean", ctypes.c_bool)]


class Value(ctypes.Structure):
    _fields_ = [("type", c_int), ("holds", Holding)]


class Attribute(ctypes.Structure):
    _fields_ = [("name", Span), ("value", Value)]


class Image(ctypes.Structure):
    _fields_ = [("presence", c_int), ("attributes", Span)]


class Identity(ctypes.Structure):
    _fields_ = [("presence", c_int), ("type", Span), ("principal_id", Span)]


class Time(ctypes.Structure):
    _fields_ = [("seconds", c_int64), ("nanoseconds", c_uint32), ("text", Span)]


class Record(ctypes.Structure):
    """Only its first members: the library makes records, so the rest need not be told."""

    _fields_ = [
        ("index", c_uint64), ("offset", c_uint64), ("length", c_uint64),
        ("aws_region", Span), ("event_id", Span),
        ("event_name", c_int), ("event_name_text", Span),
        ("event_source", Span), ("event_version", Span), ("event_source_arn", Span),
        ("user_identity", Identity), ("approximate_creation_time", Time),
        ("keys", Image), ("new_image", Image), ("old_image", Image),
        ("sequence_number", Span),
    ]


library.ddbstream_batch_decode.argtypes = [POINTER(c_void_p), c_char_p, c_size_t, c_void_p]
library.ddbstream_batch_record_count.argtypes = [c_void_p]
library.ddbstream_batch_record_count.restype = c_size_t
library.ddbstream_batch_record.argtypes = [c_void_p, c_size_t]
library.ddbstream_batch_record.restype = POINTER(Record)
library.ddbstream_batch_error_count.argtypes = [c_void_p]
library.ddbstream_batch_error_count.restype = c_size_t
library.ddbstream_batch_error.argtypes = [c_void_p, c_size_t]
library.ddbstream_batch_error.restype = c_void_p
library.ddbstream_batch_free.argtypes = [c_void_p]
library.ddbstream_error_line.argtypes = [c_void_p, c_char_p, c_size_t]
library.ddbstream_error_line.restype = c_size_t

S, N, B, BOOL, NULL, M, L, SS, NS, BS = range(1, 11)


def flat(value):
    """All bytes of a value, its type first."""
    yield bytes([value.type])
    if value.type in (S, N, B):
        yield value.holds.string.bytes()
    elif value.type in (BOOL, NULL):
        yield bytes([value.holds.boolean])
    elif value.type == M:
        yield from flat_map(value.holds.string)
    elif value.type == L:
        for item in value.holds.string.items(Value):
            yield from flat(item)
    else:
        for member in value.holds.string.items(Span):
            yield member.bytes()


def flat_map(attributes):
    for attribute in attributes.items(Attribute):
        yield attribute.name.bytes()
        yield from flat(attribute.value)


def checksum(record):
    total = 0
    for image in (record.keys, record.new_image, record.old_image):
        for byte in b"".join(flat_map(image.attributes)):
            total = (total * 31 + byte) % 2**32
    return total


def print_batch(batch):
    """Tells whether all records were good."""
    for position in range(library.ddbstream_batch_record_count(batch)):
        record = library.ddbstream_batch_record(batch, position).contents
        print(record.event_name_text.bytes().decode(), record.sequence_number.bytes().decode(),
              f"{checksum(record):08x}")
    errors = library.ddbstream_batch_error_count(batch)
    for position in range(errors):
        line = ctypes.create_string_buffer(1024)
        library.ddbstream_error_line(library.ddbstream_batch_error(batch, position), line, 1024)
        print(line.value.decode(), file=sys.stderr)
    return errors == 0


def main():
    event = sys.stdin.buffer.read()
    batch = c_void_p()
    status = library.ddbstream_batch_decode(ctypes.byref(batch), event, len(event), None)
    try:
        return 0 if print_batch(batch) and status == 0 else 1
    finally:
        library.ddbstream_batch_free(batch)


if __name__ == "__main__":
    sys.exit(main())
