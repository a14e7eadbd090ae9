#!/usr/bin/env python3
"""The loop of a Lambda function, runtime.c, with a function that echoes what it is given."""

import functools
import os
import signal
import unittest

import function
from fake_runtime_api import (API, ARN, MOST, PATIENCE, FakeRuntimeApi, Invocation, Raw,
                              Refusal)

NEXT = f"{API}/invocation/next"

run = functools.partial(function.run, program="ECHO")


class Loop(unittest.TestCase):
    """Checks after each test that the contract was kept."""

    def run_items(self, items, **how):
        done = run(items, **how)
        self.assertEqual(done.api.faults, [])
        return done

    def assert_ends(self, done, problem):
        """The program gave up, and said why."""
        self.assertEqual((done.status, done.output.decode()), (1, problem + "\n"))


class Invocations(Loop):
    def test_a_hundred_go_over_one_connection(self):
        events = [b'{"number": %d}' % number for number in range(100)]
        done = self.run_items(events)
        self.assertEqual([answer.body for answer in done.api.answers], events)
        self.assertEqual({answer.status for answer in done.api.answers}, {202})
        self.assertEqual((done.api.connections, done.status, done.output), (1, 0, b""))

    def test_events_of_every_size(self):
        events = [b"", b"x", *(b"y" * size for size in (4095, 4096, 65536, 2**20, MOST))]
        done = self.run_items(events)
        self.assertEqual([answer.body for answer in done.api.answers], events)

    def test_bytes_are_not_looked_at(self):
        event = bytes(range(256)) * 3
        self.assertEqual(self.run_items([event]).api.answers[0].body, event)

    def test_chunks(self):
        event = bytes(range(256)) * 1024
        for size in (1000, 65536, len(event)):
            done = self.run_items([Invocation(event, chunks=size), b"after"])
            self.assertEqual([answer.body for answer in done.api.answers], [event, b"after"])
        self.assertEqual(self.run_items([Invocation(b"", chunks=1)]).api.answers[0].body, b"")

    def test_a_server_that_closes_is_connected_to_again(self):
        done = self.run_items([Invocation(b"one", closes=True), Invocation(b"two", closes=True)])
        self.assertEqual([answer.body for answer in done.api.answers], [b"one", b"two"])
        self.assertEqual((done.api.connections, done.status), (5, 0))

    def test_a_path_behind_the_address(self):
        for prefix in ("/a/path", "/p"):
            done = self.run_items([b"event"], prefix=prefix)
            answer = f"{API}/invocation/request-1/response"
            self.assertEqual(done.api.requests, [f"GET {prefix}{NEXT}", f"POST {prefix}{answer}",
                                                 f"GET {prefix}{NEXT}"])

    def test_the_type_of_a_reply_is_json(self):
        headers = self.run_items([b"{}"]).api.answers[0].headers
        self.assertEqual(headers["Content-Type"], "application/json")


class Facts(Loop):
    def facts(self, *invocations):
        done = self.run_items(invocations)
        return [answer.body.decode().splitlines() for answer in done.api.answers]

    def test_all_of_them(self):
        trace = "Root=1-1;Sampled=1"
        self.assertEqual(self.facts(Invocation(b"facts")),
                         [["request-1", ARN, trace, trace, "1542409706888"]])

    def test_what_is_missing_is_none(self):
        missing = {"Lambda-Runtime-Deadline-Ms": None, "Lambda-Runtime-Trace-Id": None,
                   "Lambda-Runtime-Invoked-Function-Arn": None}
        found = self.facts(Invocation(b"facts"), Invocation(b"facts", headers=missing))
        self.assertEqual(found[1], ["request-2", "none", "none", "none", "0"])

    def test_names_of_headers_in_any_case(self):
        names = {"Lambda-Runtime-Deadline-Ms": None, "lambda-runtime-deadline-ms": "17"}
        self.assertEqual(self.facts(Invocation(b"facts", headers=names))[0][4], "17")


class Errors(Loop):
    def test_an_error_of_the_function(self):
        done = self.run_items([b"fail", b"after"])
        first, second = done.api.answers
        self.assertEqual((first.kind, first.error_type), ("error", "Function.Asked"))
        self.assertEqual(first.json(), {"errorMessage": 'it "said" so,\n\u00fc',
                                        "errorType": "Function.Asked", "stackTrace": []})
        self.assertEqual((second.kind, second.error_type, second.body),
                         ("response", None, b"after"))

    def test_statuses_of_answers(self):
        for event, kind in ((b"event", "response"), (b"fail", "error")):
            problem = f"{API}/invocation/request-1/{kind} was answered with status %d\n"
            for status, goes_on in ((202, True), (200, True), (400, True), (403, True),
                                    (413, True), (404, False), (500, False), (503, False)):
                with self.subTest(kind=kind, status=status):
                    done = self.run_items([Invocation(event, status=status), b"after"])
                    said = "" if status < 300 else problem % status
                    self.assertEqual((done.status, len(done.api.answers), done.output.decode()),
                                     (0, 2, said) if goes_on else (1, 1, said))

    def test_a_reply_that_is_too_large(self):
        done = self.run_items([b"x" * (MOST + 1), b"after"])
        self.assertEqual([answer.status for answer in done.api.answers], [413, 202])
        self.assertEqual(done.status, 0)

    def test_statuses_of_next(self):
        for status in (202, 204, 400, 403, 404, 500):
            with self.subTest(status=status):
                done = self.run_items([Refusal(status), b"never"])
                self.assert_ends(done, f"{NEXT} was answered with status {status}")
                self.assertEqual(len(done.api.requests), 1)

    def test_an_invocation_without_an_id(self):
        done = self.run_items([Invocation(b"{}", {"Lambda-Runtime-Aws-Request-Id": None})])
        self.assert_ends(done, "an invocation has no request id, and can't be answered")
        self.assertEqual(done.api.answers, [])

    def test_an_id_that_is_too_long(self):
        done = run([Invocation(b"{}", {"Lambda-Runtime-Aws-Request-Id": "x" * 5000})])
        self.assertEqual((done.status, done.api.answers), (1, []))
        self.assertIn(b"got no answer", done.output)


HEAD = b"HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: id\r\n"
BROKEN = {
    "nothing": b"",
    "no HTTP": b"hello\r\n\r\n",
    "half a status line": b"HTTP/1.1 20",
    "half of the headers": HEAD,
    "a header without a colon": HEAD + b"broken\r\n\r\n",
    "less body than announced": HEAD + b"Content-Length: 10\r\n\r\n{}",
    "no body of what is announced": HEAD + b"Content-Length: 10\r\n\r\n",
    "a length that is no number": HEAD + b"Content-Length: ten\r\n\r\n{}",
    "a length below zero": HEAD + b"Content-Length: -1\r\n\r\n{}",
    "less of a chunk than announced": HEAD + b"Transfer-Encoding: chunked\r\n\r\nff\r\n{}",
    "no last chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
    "a chunk of no size": HEAD + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n0\r\n\r\n",
}


class BrokenAnswers(Loop):
    def test_next_is_not_tried_again(self):
        for name, data in BROKEN.items():
            with self.subTest(name):
                done = self.run_items([Raw(data), b"never"])
                self.assert_ends(done, f"{NEXT} got no answer")
                self.assertEqual((len(done.api.requests), done.api.answers), (1, []))

    def test_nor_is_an_answer(self):
        problem = f"{API}/invocation/request-1/response got no answer"
        for name, data in BROKEN.items():
            with self.subTest(name):
                done = self.run_items([Invocation(b"{}", raw_status=data), b"never"])
                self.assert_ends(done, problem)
                self.assertEqual(len(done.api.requests), 2)

    def test_nobody_listens(self):
        with FakeRuntimeApi() as api:
            address = api.address
        status, output = function.end(function.start("ECHO", address))
        self.assertEqual((status, output.decode()), (1, f"{NEXT} got no answer\n"))

    def test_addresses_that_are_none(self):
        for address in ("", "/path", "host:port", "127.0.0.1:99999", "x" * 5000):
            with self.subTest(address[:20]):
                self.assertEqual(function.end(function.start("ECHO", address)), (2, b""))


class Freezing(Loop):
    def test_a_connection_that_is_closed_meanwhile(self):
        with FakeRuntimeApi([Invocation(b"freeze", drops=True), Invocation(b"after")]) as api:
            process = function.start("ECHO", api.address)
            os.waitpid(process.pid, os.WUNTRACED)
            self.assertTrue(api.has_closed.wait(PATIENCE))
            process.send_signal(signal.SIGCONT)
            function.Waiting(api, process)
            self.assertEqual(function.end(process), (0, b""))
            self.assertEqual([answer.body for answer in api.answers], [b"freeze", b"after"])
            self.assertEqual((api.connections, api.faults), (2, []))


class Termination(unittest.TestCase):
    def start(self, api):
        return function.start("ECHO", api.address)

    def test_while_it_is_frozen(self):
        with FakeRuntimeApi([Invocation(b"freeze"), Invocation(b"never")]) as api:
            process = self.start(api)
            os.waitpid(process.pid, os.WUNTRACED)
            process.send_signal(signal.SIGTERM)
            process.send_signal(signal.SIGCONT)
            self.assertEqual(function.end(process), (0, b""))
            self.assertEqual([answer.body for answer in api.answers], [b"freeze"])

    def test_while_it_waits(self):
        for items in ([], [Invocation(b"{}")]):
            with FakeRuntimeApi(items) as api:
                process = self.start(api)
                self.assertTrue(api.wait_until_idle())
                process.send_signal(signal.SIGTERM)
                self.assertEqual(function.end(process), (0, b""))

    def test_an_answer_is_still_posted(self):
        """SIGTERM comes when the API has the answer, and has not yet said so."""
        def terminate():
            process.send_signal(signal.SIGTERM)

        with FakeRuntimeApi([Invocation(b"{}", before_status=terminate),
                             Invocation(b"never")]) as api:
            process = self.start(api)
            self.assertEqual(function.end(process), (0, b""))
            self.assertEqual([answer.status for answer in api.answers], [202])


if __name__ == "__main__":
    unittest.main()
