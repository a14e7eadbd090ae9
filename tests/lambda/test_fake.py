#!/usr/bin/env python3
"""test_fake.py PYTHON: holds the fake Runtime API against Amazon's own client, awslambdaric, which
that Python has. It works with the fake, and the loop in C sends it the same requests."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

import function
from fake_runtime_api import ARN, MOST, Invocation, Refusal

PYTHON = sys.argv.pop()
HANDLER = '''
import os

def echo(event, context):
    if event == "fail":
        raise ValueError("it said so")
    return event

def tell(event, context):
    return [context.aws_request_id, context.invoked_function_arn, os.environ["_X_AMZN_TRACE_ID"]]
'''


class AmazonsClient(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = folder.name
        pathlib.Path(cls.folder, "handler.py").write_text(HANDLER, encoding="utf-8")

    def run_items(self, *items, handler="handler.echo"):
        done = function.run(items, [PYTHON, "-m", "awslambdaric", handler],
                            stderr=subprocess.DEVNULL, PYTHONPATH=self.folder,
                            LAMBDA_TASK_ROOT=self.folder)
        self.assertEqual(done.api.faults, [])
        return done

    def answers(self, *items, **how):
        return [(answer.kind, answer.status, answer.json())
                for answer in self.run_items(*items, **how).api.answers]

    def test_replies(self):
        self.assertEqual(self.answers(b'{"a":1}', b"[]"), [("response", 202, {"a": 1}),
                                                          ("response", 202, [])])

    def test_facts(self):
        self.assertEqual(self.answers(b"1", b"2", handler="handler.tell"),
                         [("response", 202, ["request-1", ARN, "Root=1-1;Sampled=1"]),
                          ("response", 202, ["request-2", ARN, "Root=1-2;Sampled=1"])])

    def test_chunks_and_a_connection_that_ends(self):
        event = b'["%b"]' % (b"x" * 100000)
        for how in ({"chunks": 1000}, {"closes": True}):
            self.assertEqual(self.answers(Invocation(event, **how), b"1"),
                             [("response", 202, ["x" * 100000]), ("response", 202, 1)])

    def test_an_error(self):
        (kind, status, error), = self.answers(b'"fail"')
        self.assertEqual((kind, status, error["errorType"], error["errorMessage"]),
                         ("error", 202, "ValueError", "it said so"))

    def test_an_error_at_the_start(self):
        (kind, status, error), = self.answers(b"1", handler="handler.missing")
        self.assertEqual((kind, status, error["errorType"]),
                         ("init/error", 202, "Runtime.HandlerNotFound"))

    def test_a_reply_that_is_too_large(self):
        done = self.run_items(b'"%b"' % (b"x" * MOST))
        self.assertEqual([answer.status for answer in done.api.answers], [413])

    def test_the_loop_in_c_sends_the_same_requests(self):
        scenarios = {
            "replies": [b"1", b"2", b"3"],
            "chunks": [Invocation(b"[1]", chunks=1), b"2"],
            "a connection that ends": [Invocation(b"1", closes=True), b"2"],
            "no more": [Refusal(500), b"1"],
            "forbidden": [Refusal(403), b"1"],
            "a failure of the service": [Invocation(b"1", status=500), b"2"],
        }
        for name, items in scenarios.items():
            with self.subTest(name):
                theirs = self.run_items(*items).api
                ours = function.run(items, "ECHO").api
                self.assertEqual(ours.requests, theirs.requests)
                self.assertEqual([answer.body for answer in ours.answers],
                                 [answer.body for answer in theirs.answers])
                self.assertEqual(ours.connections, theirs.connections)


if __name__ == "__main__":
    unittest.main()
