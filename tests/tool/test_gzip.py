#!/usr/bin/env python3
"""Gzip data: the same as what it holds, and an error wherever it is not whole."""

import array
import fcntl
import gzip
import os
import subprocess
import tempfile
import termios
import time
import unittest

import tool

EVENT = tool.event([tool.record(n, name={"S": f"name {n}"}) for n in range(9)])
PLAIN = tool.run("inspect", pieces=[EVENT])


def members(data, size):
    return b"".join(gzip.compress(piece) for piece in tool.cut(data, size))


def unread(pipe):
    """How many bytes wait in it."""
    count = array.array("i", [0])
    fcntl.ioctl(pipe, termios.FIONREAD, count)
    return count[0]


class Gzip(unittest.TestCase):
    def expect_plain(self, packed, size=1 << 20):
        self.assertEqual(tool.run("inspect", pieces=tool.cut(packed, size)), PLAIN)

    def expect_failure(self, packed, message):
        """The records before the place of the failure, one error, status 2."""
        done = tool.run("inspect", pieces=[packed])
        self.assertEqual(done.errors.decode(), f"ddbstream: -: {message}\n")
        self.assertEqual(done.status, 2)
        self.assertTrue(PLAIN.output.startswith(done.output))
        self.assertIn(done.output[-1:], (b"", b"\n"))
        return done

    def test_plain_is_plain(self):
        self.assertEqual((PLAIN.status, PLAIN.errors, PLAIN.output.count(b"\n")), (0, b"", 9))

    def test_one_member(self):
        for level in (0, 1, 9):
            self.expect_plain(gzip.compress(EVENT, level))

    def test_several_members(self):
        for size in (1, 2, 100, 500):
            self.expect_plain(members(EVENT, size))

    def test_empty_members(self):
        nothing = gzip.compress(b"")
        self.expect_plain(nothing + members(EVENT, 300) + nothing + nothing)

    def test_zeros_behind(self):
        for zeros in (1, 511, 1000000):
            self.expect_plain(gzip.compress(EVENT) + bytes(zeros))
        self.expect_plain(gzip.compress(EVENT[:99]) + bytes(7) + gzip.compress(EVENT[99:]))

    def test_single_bytes(self):
        self.expect_plain(gzip.compress(EVENT), size=1)
        self.expect_plain(members(EVENT, 100) + bytes(3), size=1)

    def test_half_the_magic_at_first(self):
        """The second byte is written when the first one has been read."""
        for event in (gzip.compress(EVENT), EVENT):
            process = subprocess.Popen([tool.TOOL, "inspect"], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, bufsize=0)
            process.stdin.write(event[:1])
            while unread(process.stdin):
                time.sleep(0.001)
            process.stdin.write(event[1:])
            output, _ = process.communicate()
            self.assertEqual((output, process.returncode), (PLAIN.output, 0))

    def test_large(self):
        """More than the buffers hold, packed well and not at all."""
        event = tool.event([tool.record(n, b={"S": "ab" * 9999}) for n in range(99)])
        for level in (0, 9):
            done = tool.run("inspect", pieces=[gzip.compress(event, level)])
            self.assertEqual(done, tool.run("inspect", pieces=[event]))

    def test_the_name_says_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, data in (("a.json", gzip.compress(EVENT)), ("b.json.gz", EVENT)):
                path = os.path.join(folder, name)
                with open(path, "wb") as file:
                    file.write(data)
                self.assertEqual(tool.run("inspect", path), PLAIN)

    def test_cut_at_each_place(self):
        packed = gzip.compress(EVENT)
        for length in range(2, len(packed)):
            self.expect_failure(packed[:length], "the gzip data ends too early")

    def test_second_member_cut(self):
        first, second = gzip.compress(EVENT[:500]), gzip.compress(EVENT[500:])
        for length in range(1, len(second)):
            done = self.expect_failure(first + second[:length], "the gzip data ends too early")
        self.assertGreater(done.output.count(b"\n"), 0)

    def test_half_a_magic_is_no_gzip(self):
        done = tool.run("check", pieces=[b"\x1f"])
        self.assertEqual(done.status, 2)
        self.assertTrue(done.errors.startswith(b"-:1:1: byte 0, $: "))

    def test_something_else_behind(self):
        message = "something that is not gzip follows the gzip data"
        for tail in (b"x", EVENT, bytes(5) + b"{"):
            done = self.expect_failure(gzip.compress(EVENT) + tail, message)
            self.assertEqual(done.output, PLAIN.output)

    def test_damage(self):
        packed = bytearray(gzip.compress(EVENT))
        packed[-5] ^= 1  # the checksum's last byte
        done = self.expect_failure(bytes(packed), "the gzip data is damaged")
        self.assertEqual(done.output, PLAIN.output)

    def test_json_form(self):
        done = tool.run("check", "--errors=json", pieces=[gzip.compress(EVENT)[:40]])
        error, = tool.errors_of(done)
        self.assertEqual((error["file"], error["status"], error["record"], error["offset"]),
                         ("-", "read", None, None))

    def test_the_next_file_is_read(self):
        with tempfile.TemporaryDirectory() as folder:
            paths = [os.path.join(folder, name) for name in "abc"]
            data = (gzip.compress(EVENT), gzip.compress(EVENT)[:-1], gzip.compress(EVENT))
            for path, content in zip(paths, data):
                with open(path, "wb") as file:
                    file.write(content)
            done = tool.run("inspect", *paths)
        self.assertEqual(done.status, 2)
        self.assertEqual(done.output, PLAIN.output * 3)
        self.assertEqual(done.errors.count(b"\n"), 1)


tool.main()
