#!/usr/bin/env python3
"""The line and column of an error, against counting lines in Python."""

import gzip
import json
import unittest

import tool

CHUNK = 256 * 1024  # what the tool reads at once


def place_of(data, offset):
    """Lines end with a line feed; columns count bytes."""
    before = data[:offset]
    return before.count(b"\n") + 1, offset - (before.rfind(b"\n") + 1) + 1


def with_bad_totals(count):
    return (tool.record(n, name={"S": "Zoë"}, total={"N": f"bad{n}"}, more={"L": []})
            for n in range(count))


class Places(unittest.TestCase):
    def check(self, data, size=CHUNK, options=()):
        """Each error's line and column are those of its offset; returns the errors."""
        done = tool.run("check", "--errors=json", *options, pieces=tool.cut(data, size))
        errors = tool.errors_of(done)
        for error in errors:
            self.assertEqual((error["line"], error["column"]), place_of(data, error["offset"]))
        return errors

    def check_totals(self, data, count, size=CHUNK):
        errors = self.check(data, size)
        self.assertEqual([error["record"] for error in errors], list(range(count)))
        for number, error in enumerate(errors):
            self.assertTrue(data[error["offset"]:].startswith(b'"bad%d"' % number))

    def styles(self, count):
        compact = tool.event(with_bad_totals(count), separators=(",", ":"), ensure_ascii=False)
        lines = tool.event(with_bad_totals(count), indent=2, ensure_ascii=False)
        yield compact
        yield lines
        yield lines.replace(b"\n", b"\r\n")
        yield lines.replace(b"\n", b"\r")
        yield lines.replace(b"\n", b"\n\n\n")
        yield b"\xef\xbb\xbf" + lines
        yield compact.replace(b"[", b"[\n").replace(b"},{", b"},\n{")

    def test_bad_records(self):
        for data in self.styles(20):
            for size in (1, 7, 4096):
                with self.subTest(start=data[:40], size=size):
                    self.check_totals(data, 20, size)

    def test_chunk_edges(self):
        """The bad value around the place where the tool's chunks are cut, and the record's end in
        that chunk or in one of the next."""
        for where in (-200, -7, -1, 0, 1):
            for tail in (10, CHUNK, 3 * CHUNK):
                start = b'{"Records": [\n' + b" " * 50
                middle = (b'{"dynamodb": {"Keys": {"a":\n {"N": "bad0"},\n "b": {"L": [\n')
                start += b"\n" * (CHUNK + where - len(start) - middle.index(b'"bad0"'))
                end = b" \n" * (tail // 2) + b"]}}}}]}"
                with self.subTest(where=where, tail=tail):
                    self.check_totals(start + middle + end, 1, CHUNK + len(end))

    def test_long_strings(self):
        """Bad text in a string that goes through several chunks, which the decoder keeps."""
        for length in (10, CHUNK, 3 * CHUNK):
            data = (b'{"Records": [\n\n{"dynamodb": {"Keys": {"a": {"S": "' + b"x" * length
                    + b"\xff" + b"y" * length + b'"}}}}, 1,\n 2]}')
            errors = self.check(data)
            self.assertEqual([error["status"] for error in errors], ["text", "member", "member"])

    def test_every_cut(self):
        data = tool.event([tool.record(0, a={"S": "é"})], indent=1, ensure_ascii=False)
        for length in range(len(data)):
            error, = self.check(data[:length])
            self.assertEqual((error["status"], error["offset"]), ("truncated", length))

    def test_every_damage(self):
        data = tool.event([tool.record(0, a={"S": "b"})], indent=1)
        strings = [data[:n].count(b'"') % 2 for n in range(len(data))]
        for place in (n for n, byte in enumerate(data) if byte in b"{}[]:," and not strings[n]):
            error, = self.check(data[:place] + b"@" + data[place + 1:])
            self.assertEqual((error["status"], error["offset"]), ("json", place))

    def test_packed(self):
        """Places are those in what the gzip data holds."""
        data = tool.event(with_bad_totals(50), indent=3)
        done = tool.run("check", "--errors=json", pieces=[gzip.compress(data)])
        for error in tool.errors_of(done):
            self.assertEqual((error["line"], error["column"]), place_of(data, error["offset"]))
        self.assertEqual(len(tool.errors_of(done)), 50)

    def test_the_window(self):
        """A record that goes on for too long behind its error: then there is no line, and nothing
        else is missing. Up to there, there is one."""
        limits = ("--max-record=1000", "--max-string=1000")
        start = b'\n{"Records": [\n{"dynamodb": {"Keys": 1,'
        data = start + b"\n" * (2 * CHUNK) + b'"SequenceNumber": "7"}}]}'
        self.assertEqual(len(self.check(data, options=limits)), 1)

        data = start + b"\n" * (6 * CHUNK) + b'"SequenceNumber": "7"}}, 1]}'
        done = tool.run("check", "--errors=json", *limits, pieces=[data])
        far, near = tool.errors_of(done)
        self.assertEqual((far["line"], far["column"]), (None, None))
        self.assertEqual((far["offset"], far["sequenceNumber"]), (start.index(b"1,"), "7"))
        self.assertEqual((near["line"], near["column"]), place_of(data, near["offset"]))

        done = tool.run("check", *limits, pieces=[data])
        self.assertTrue(done.errors.startswith(b"-: record 0, byte %d, $.Rec" % far["offset"]))

    def test_text_and_json_agree(self):
        data = tool.event(with_bad_totals(9), indent=2)
        lines = tool.run("check", pieces=[data]).errors.decode().splitlines()
        for line, error in zip(lines, self.check(data), strict=True):
            self.assertTrue(line.startswith(f"-:{error['line']}:{error['column']}: "), line)
            for name in ("path", "message", "eventID", "sequenceNumber"):
                self.assertIn(error[name], line)


tool.main()
