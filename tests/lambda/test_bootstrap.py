#!/usr/bin/env python3
"""The Lambda function `bootstrap`: what it answers to events, and what it logs."""

import base64
import functools
import json
import os
import pathlib
import socket
import unittest

import function
from fake_runtime_api import MOST, FakeRuntimeApi, Invocation

SOURCE = pathlib.Path(os.environ["SOURCE"])
ORDERS = (SOURCE / "examples/orders.json").read_bytes()
SUCCESS = {"batchItemFailures": []}
REPORTING = {"REPORT_BATCH_ITEM_FAILURES": "true"}
ENVELOPE = ["log_code", "log_msg", "log_level", "log_keys", "log_timestamp"]
AMAZON = ["timestamp", "level", "requestId"]


def shape(name):
    return (SOURCE / "tests/golden/shapes" / f"{name}.json").read_bytes()


def record(number, value=None):
    """A record of a Lambda event, with a value such as {"N": "1"}."""
    return {"eventID": f"id{number}", "eventName": "INSERT", "eventSource": "aws:dynamodb",
            "eventSourceARN": "arn:x",
            "dynamodb": {"Keys": {"id": value or {"N": "1"}}, "SequenceNumber": str(number)}}


BAD = {"N": "one"}


def event(*records, **around):
    return json.dumps({"Records": records, **around}).encode()


def up_to(checkpoint):
    """The reply that has this record, and all behind it, delivered again."""
    return {"batchItemFailures": [{"itemIdentifier": checkpoint}]}


def lines(done):
    return [json.loads(line) for line in done.output.splitlines()]


class Function(unittest.TestCase):
    def run_items(self, *items, **how):
        """Each event is answered, and the contract is kept."""
        done = function.run(items, "BOOTSTRAP", **how)
        self.assertEqual((done.status, done.api.faults), (0, []))
        self.assertEqual(len(done.api.answers), len(items))
        return done

    def assert_replies(self, done, *expected):
        self.assertEqual([(answer.kind, answer.json()) for answer in done.api.answers],
                         [("response", reply) for reply in expected])

    def assert_error(self, answer, error_type, message):
        self.assertEqual((answer.kind, answer.error_type), ("error", error_type))
        self.assertEqual(answer.json()["errorMessage"], message)


class Replies(Function):
    def test_good_events(self):
        for given, count in ((ORDERS, 3), (shape("kinesis"), 3), (event(record(1)), 1)):
            done = self.run_items(given)
            self.assert_replies(done, SUCCESS)
            self.assertEqual([line["log_level"] for line in lines(done)], ["INFO"] * count)

    def test_no_records(self):
        done = self.run_items(event())
        self.assert_replies(done, SUCCESS)
        self.assertEqual([(line["log_code"], line["log_msg"]) for line in lines(done)],
                         [("DynamoDBStream", "there are no records found")])

    def test_a_bad_record_is_reported(self):
        done = self.run_items(event(record(1), record(2, BAD), record(3)), **REPORTING)
        self.assert_replies(done, up_to("2"))
        self.assertEqual([line["log_level"] for line in lines(done)], ["INFO", "ERROR"])

    def test_the_first_of_bad_records_is_reported(self):
        done = self.run_items(event(record(7, BAD), record(8), record(9, BAD)), **REPORTING)
        self.assert_replies(done, up_to("7"))
        self.assertEqual([line["log_level"] for line in lines(done)], ["ERROR", "ERROR"])

    def test_a_bad_record_of_kinesis_is_reported(self):
        good, bad = json.loads(shape("kinesis"))["Records"][:2]
        bad["kinesis"]["data"] = base64.b64encode(b"{}").decode()
        done = self.run_items(event(good, bad), **REPORTING)
        self.assert_replies(done, up_to(bad["kinesis"]["sequenceNumber"]))

    def test_nobody_would_look_at_the_report(self):
        given = event(record(1), record(2, BAD))
        for how in ({}, {"REPORT_BATCH_ITEM_FAILURES": "false"}):
            done = self.run_items(given, event(record(3)), **how)
            failed, succeeded = done.api.answers
            place = given.index(b'"one"')
            self.assert_error(failed, "Function.BadRecord",
                              f"record 1, byte {place}, $.Records[1].dynamodb.Keys.id.N: the text "
                              "is no number (eventID id2, SequenceNumber 2)")
            self.assertEqual(succeeded.json(), SUCCESS)

    def test_a_bad_record_that_has_no_number(self):
        nameless = record(1, BAD)
        del nameless["dynamodb"]["SequenceNumber"]
        done = self.run_items(event(nameless), **REPORTING)
        self.assertEqual(done.api.answers[0].error_type, "Function.BadEvent")


class BadEvents(Function):
    EVENTS = (b"", b"{", b"no JSON", b"[1", b'"text"', b"{}", b'{"Records":[]}x',
              b'{"Records":{}}', b'{"Records":[],"\xff":1}', event(record(1))[:-1],
              event(record(1))[:-1] + b"]", b"[" * 5000)

    def test_they_are_errors_and_the_next_is_handled(self):
        for how in ({}, REPORTING):
            for given in self.EVENTS:
                with self.subTest(given[:40], **how):
                    done = self.run_items(given, event(record(1)), **how)
                    first, second = done.api.answers
                    self.assertEqual((first.kind, first.error_type), ("error", "Function.BadEvent"))
                    message = first.json()["errorMessage"]
                    self.assertRegex(message, r"^(record 0, )?byte \d+, \$.*: ")
                    self.assertEqual(message, lines(done)[-2]["log_errmsg"])
                    self.assertEqual(second.json(), SUCCESS)

    def test_a_failure_before_the_fault_does_not_hide_it(self):
        done = self.run_items(event(record(1, BAD))[:-1], **REPORTING)
        self.assertEqual(done.api.answers[0].error_type, "Function.BadEvent")

    def test_a_place_with_a_long_name(self):
        name = "\u00fc\u20ac" * 5000
        given = record(1)
        given["dynamodb"]["Keys"] = {name: BAD}
        for escaped in (True, False):
            text = json.dumps({"Records": [given]}, ensure_ascii=escaped).encode()
            answer = self.run_items(text).api.answers[0]
            self.assertIn(name, answer.json()["errorMessage"])


class Windows(Function):
    AROUND = {"window": {"start": "2020-07-30T17:00:00Z", "end": "2020-07-30T17:05:00Z"},
              "state": {"count": 1.50, "names": ["\u00fc"]}, "shardId": "s",
              "isFinalInvokeForWindow": False, "isWindowTerminatedEarly": False}

    def test_the_state_is_passed_on(self):
        done = self.run_items(event(record(1), **self.AROUND), event(**self.AROUND),
                              event(record(2)))
        state = {"state": self.AROUND["state"]}
        self.assert_replies(done, {**state, **SUCCESS}, {**state, **SUCCESS}, SUCCESS)

    def test_also_when_a_record_is_bad(self):
        done = self.run_items(event(record(1, BAD), record(2), **self.AROUND), **REPORTING)
        self.assert_replies(done, {"state": self.AROUND["state"], **up_to("1")})

    def test_the_first_event_has_an_empty_state(self):
        done = self.run_items(event(record(1), **{**self.AROUND, "state": {}}))
        self.assert_replies(done, {"state": {}, **SUCCESS})


class Lines(Function):
    def test_records_are_logged_as_they_came(self):
        given = json.loads(ORDERS)["Records"]
        found = lines(self.run_items(ORDERS))
        self.assertEqual([line["log_keys"]["record"] for line in found], given)

    def test_the_request_id(self):
        for how, names in (({}, ENVELOPE), ({"AWS_LAMBDA_LOG_FORMAT": "TEXT"}, ENVELOPE),
                           ({"AWS_LAMBDA_LOG_FORMAT": "JSON"}, ENVELOPE + AMAZON)):
            with self.subTest(**how):
                found = lines(self.run_items(event(record(1)), event(record(2)), **how))
                self.assertEqual([list(line) for line in found], [names, names])
                where = [line if "requestId" in line else line["log_keys"] for line in found]
                self.assertEqual([place["requestId"] for place in where],
                                 ["request-1", "request-2"])

    def test_amazon_fields(self):
        done = self.run_items(event(record(1), record(2, BAD)), AWS_LAMBDA_LOG_FORMAT="JSON")
        for line, level in zip(lines(done), ["INFO", "ERROR"], strict=True):
            self.assertRegex(line["timestamp"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
            self.assertEqual(line["level"], level)

    def test_levels(self):
        given = event(record(1), record(2, BAD))
        for level, expected in {"TRACE": ["INFO", "ERROR"], "DEBUG": ["INFO", "ERROR"],
                                "INFO": ["INFO", "ERROR"], "WARN": ["ERROR"], "ERROR": ["ERROR"],
                                "FATAL": [], "no such": ["INFO", "ERROR"]}.items():
            with self.subTest(level):
                done = self.run_items(given, AWS_LAMBDA_LOG_LEVEL=level, **REPORTING)
                self.assertEqual([line["log_level"] for line in lines(done)], expected)
                self.assert_replies(done, up_to("2"))

    def test_each_is_one_write(self):
        """In this kind of socket, what is written at once is read at once."""
        reader, writer = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with reader, writer:
            self.run_items(ORDERS, event(record(1, BAD)), stdout=writer, **REPORTING)
            writer.close()
            found = list(iter(functools.partial(reader.recv, 2**20), b""))
        self.assertEqual(len(found), 4)
        for line in found:
            self.assertEqual((line.count(b"\n"), line[-1:]), (1, b"\n"))
            json.loads(line)

    def test_what_cannot_be_logged_has_failed(self):
        reader, writer = os.pipe()
        os.close(reader)
        with os.fdopen(writer, "wb") as closed:
            done = self.run_items(event(record(1), record(2)), stdout=closed, **REPORTING)
            self.assert_replies(done, up_to("1"))
            done = self.run_items(event(record(1), record(2)), stdout=closed)
            self.assert_error(done.api.answers[0], "Function.RecordFailed",
                              "the record with SequenceNumber 1 could not be handled")


class LargeEvents(Function):
    def test_six_megabytes(self):
        """Many records, and one whose line is longer than what a pipe holds."""
        many = event(*(record(number) for number in range(10000)))
        long = event(record(1, {"L": [{"S": "x" * (MOST // 2 - 1000)}] * 2}))
        done = self.run_items(Invocation(many), Invocation(long, chunks=65536), Invocation(many))
        self.assert_replies(done, SUCCESS, SUCCESS, SUCCESS)
        self.assertEqual(len(lines(done)), 20001)
        self.assertEqual(done.api.connections, 1)


class Start(Function):
    def test_a_setting_that_makes_no_sense(self):
        for word in ("", "yes", "True", "ReportBatchItemFailures"):
            with self.subTest(word):
                done = function.run([event()], REPORT_BATCH_ITEM_FAILURES=word)
                self.assertEqual((done.status, done.api.faults), (1, []))
                self.assertEqual(len(done.api.requests), 1)
                answer = done.api.answers[0]
                self.assertEqual((answer.kind, answer.error_type, answer.status),
                                 ("init/error", "Runtime.ConfigInvalid", 202))
                self.assertEqual(answer.json()["errorMessage"],
                                 "REPORT_BATCH_ITEM_FAILURES is neither true nor false")
                self.assertEqual([line["log_level"] for line in lines(done)], ["ERROR"])

    def test_no_address(self):
        for address in (None, "", "no port:"):
            status, output = function.end(function.start("BOOTSTRAP", address))
            self.assertEqual((status, json.loads(output)["log_errmsg"]),
                             (1, "AWS_LAMBDA_RUNTIME_API has no host:port"))

    def test_what_the_api_refuses_is_logged(self):
        done = self.run_items(Invocation(event(), status=403), event(),
                              AWS_LAMBDA_LOG_FORMAT="JSON")
        line = lines(done)[1]
        self.assertEqual((line["log_level"], line["log_errmsg"], line.get("requestId")),
                         ("ERROR", "/2018-06-01/runtime/invocation/request-1/response was answered "
                                   "with status 403", None))

    def test_what_ends_it_is_logged(self):
        with FakeRuntimeApi() as api:
            address = api.address
        status, output = function.end(function.start("BOOTSTRAP", address))
        line = json.loads(output)
        self.assertEqual((status, line["log_code"], line["log_level"], line["log_errmsg"]),
                         (1, "LambdaRuntime", "ERROR",
                          "/2018-06-01/runtime/invocation/next got no answer"))


if __name__ == "__main__":
    unittest.main()
