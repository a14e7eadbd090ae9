#!/usr/bin/env python3
"""The rules by which the poller carries records, with a function that fails as each row says. A
record is a letter here, and its sequence number too; what is delivered is told as words."""

import json
import unittest

from event import event_of
from function import Outcome
from poller import Poller, Rules

GOOD = Outcome(False, b'{"batchItemFailures":[]}')
ERROR = Outcome(True, b'{"errorMessage":"no"}')


def records(letters):
    return [{"dynamodb": {"SequenceNumber": letter}} for letter in letters]


def failed(*letters):
    items = [{"itemIdentifier": letter} for letter in letters]
    return Outcome(False, json.dumps({"batchItemFailures": items}).encode())


class Answers:
    """A function that fails on bad letters, or gives the same answer to all."""

    def __init__(self, bad="", always=None, reports=True):
        self.bad, self.always, self.reports = bad, always, reports
        self.heard = []

    def invoke(self, event):
        word = "".join(r["dynamodb"]["SequenceNumber"] for r in json.loads(event)["Records"])
        self.heard.append(word)
        bad = [letter for letter in word if letter in self.bad]
        if self.always is not None:
            return self.always
        if not bad:
            return GOOD
        return failed(bad[0]) if self.reports else ERROR


def delivered(answers, **rules):
    """What was delivered, and the first and last letter of each batch that was given up."""
    given_up = []
    poller = Poller(None, "arn", answers, Rules(**rules), given_up.append)
    poller.deliver(records("abcdef"))
    batches = [document["DDBStreamBatchInfo"] for document in given_up]
    return answers.heard, [(b["startSequenceNumber"], b["endSequenceNumber"]) for b in batches]


class Batches(unittest.TestCase):
    def test_size(self):
        for size, expected in [(1, list("abcdef")), (4, ["abcd", "ef"]), (6, ["abcdef"]),
                               (100, ["abcdef"])]:
            with self.subTest(size):
                self.assertEqual(delivered(Answers(), batch_size=size), (expected, []))


class Errors(unittest.TestCase):
    """The reply is an error: nothing is known of single records."""

    ROWS = [
        ("not retried", dict(batch_size=2, retry_attempts=0), "d",
         ["ab", "cd", "ef"], [("c", "d")]),
        ("retried twice", dict(batch_size=3, retry_attempts=2), "a",
         ["abc", "abc", "abc", "def"], [("a", "c")]),
        ("halved until it is alone", dict(batch_size=4, retry_attempts=1,
                                          bisect_batch_on_error=True), "c",
         ["abcd", "ab", "cd", "c", "c", "d", "ef"], [("c", "c")]),
        ("each is halved", dict(batch_size=6, retry_attempts=0, bisect_batch_on_error=True), "af",
         ["abcdef", "abc", "a", "bc", "def", "d", "ef", "e", "f"], [("a", "a"), ("f", "f")]),
    ]

    def test_rows(self):
        for name, rules, bad, heard, given_up in self.ROWS:
            with self.subTest(name):
                answers = Answers(bad, reports=False)
                self.assertEqual(delivered(answers, **rules), (heard, given_up))


class Reports(unittest.TestCase):
    """The reply names the first record that failed."""

    ROWS = [
        ("from the checkpoint", dict(batch_size=6, retry_attempts=0), "c",
         ["abcdef"], [("c", "f")]),
        ("retried from the checkpoint", dict(batch_size=6, retry_attempts=2), "c",
         ["abcdef", "cdef", "cdef"], [("c", "f")]),
        ("next batch goes on", dict(batch_size=3, retry_attempts=1), "b",
         ["abc", "bc", "def"], [("b", "c")]),
        ("halved from the checkpoint", dict(batch_size=6, retry_attempts=1,
                                            bisect_batch_on_error=True), "c",
         ["abcdef", "cdef", "cd", "c", "d", "ef"], [("c", "c")]),
    ]

    def test_rows(self):
        for name, rules, bad, heard, given_up in self.ROWS:
            with self.subTest(name):
                found = delivered(Answers(bad), report_batch_item_failures=True, **rules)
                self.assertEqual(found, (heard, given_up))


class Replies(unittest.TestCase):
    """Where the batch is delivered from again: its letter, or nothing."""

    ROWS = [
        ("empty list", GOOD.body, None),
        ("null list", b'{"batchItemFailures":null}', None),
        ("empty object", b"{}", None),
        ("null", b"null", None),
        ("nothing", b"", None),
        ("one", failed("c").body, "c"),
        ("the lowest of many", failed("e", "b", "d").body, "b"),
        ("unknown", failed("z").body, "a"),
        ("one of them unknown", failed("c", "z").body, "a"),
        ("empty identifier", failed("").body, "a"),
        ("null identifier", failed(None).body, "a"),
        ("wrong key", b'{"batchItemFailures":[{"identifier":"c"}]}', "a"),
        ("no list", b'{"batchItemFailures":7}', "a"),
        ("no object", b'["c"]', "a"),
        ("no JSON", b"all is well", "a"),
    ]

    def start_of_retry(self, body, report):
        answers = Answers(always=Outcome(False, body))
        _, given_up = delivered(answers, batch_size=6, retry_attempts=0,
                                report_batch_item_failures=report)
        return given_up[0][0] if given_up else None

    def test_rows(self):
        for name, body, expected in self.ROWS:
            with self.subTest(name):
                self.assertEqual(self.start_of_retry(body, True), expected)

    def test_nobody_reads_them_unless_told_to(self):
        for name, body, _ in self.ROWS:
            with self.subTest(name):
                self.assertIsNone(self.start_of_retry(body, False))


class WithoutEnd(unittest.TestCase):
    def test_retries(self):
        answers = Answers("b", reports=False)
        answers.heard = Impatient()
        with self.assertRaises(StopIteration):
            delivered(answers)
        self.assertEqual(answers.heard, ["a"] + ["b"] * 5)


class Impatient(list):
    def append(self, word):
        if len(self) == 6:
            raise StopIteration
        super().append(word)


class Event(unittest.TestCase):
    def test_a_time_to_live_is_told_as_lambda_does(self):
        record = {"userIdentity": {"PrincipalId": "dynamodb.amazonaws.com", "Type": "Service"}}
        found, = json.loads(event_of([record], "arn"))["Records"]
        self.assertEqual(found, {"eventSourceARN": "arn", "userIdentity": {
            "principalId": "dynamodb.amazonaws.com", "type": "Service"}})


unittest.main()
