#!/usr/bin/env python3
"""A Lambda function waits for invocations as long as it takes: here for longer than libevent would
if it were not told, which is 50 seconds."""

import unittest

import function
from fake_runtime_api import Invocation


class Patience(unittest.TestCase):
    def test_an_invocation_comes_late(self):
        done = function.run([Invocation(b"first"), Invocation(b"late", delay=55)], "ECHO")
        self.assertEqual([answer.body for answer in done.api.answers], [b"first", b"late"])
        self.assertEqual((done.status, done.api.connections), (0, 1))


if __name__ == "__main__":
    unittest.main()
