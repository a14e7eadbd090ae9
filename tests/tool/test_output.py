#!/usr/bin/env python3
"""What happens when output can't be written: quiet where nobody wants more, else an error."""

import os
import socket
import subprocess
import threading
import unittest

import tool

WRITING = ("inspect", "log", "plain", "diff", "records")


def endless(first=b""):
    """An event that never ends."""
    yield b'{"Records": [' + first
    while True:
        yield b'{"eventID": "x", "eventSource": "aws:dynamodb", "dynamodb": {"Keys": {}}},' * 100


class ClosedPipe(unittest.TestCase):
    def read_a_line(self, command, pieces, restore_signals):
        """Reads one line and closes the pipe; the tool has to end although its input does not."""
        process = subprocess.Popen([tool.TOOL, command], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   restore_signals=restore_signals)
        feeder = threading.Thread(target=tool.feed, args=(process.stdin, pieces))
        feeder.start()
        line = process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()
        process.stderr.close()
        status = process.wait()
        feeder.join()
        return line, errors, status

    def test_it_ends_quietly(self):
        for command in WRITING:
            for restore_signals in (True, False):  # SIGPIPE as a shell has it, and ignored
                line, errors, status = self.read_a_line(command, endless(), restore_signals)
                self.assertEqual(line[-1:], b"\n")
                self.assertEqual((errors, status), (b"", 0))

    def test_the_status_is_that_of_what_was_read(self):
        _, errors, status = self.read_a_line("inspect", endless(b"1,"), True)
        self.assertEqual(status, 1)
        self.assertEqual(errors.count(b"\n"), 1)

    def test_further_files_are_left(self):
        event = tool.event(tool.record(n, a={"S": "x" * 1000}) for n in range(500))
        reader, writer = os.pipe()
        os.close(reader)
        with os.fdopen(writer, "wb") as closed:
            done = tool.run("inspect", "-", "missing.json", pieces=[event], stdout=closed)
        self.assertEqual((done.errors, done.status), (b"", 0))

    def test_help(self):
        reader, writer = os.pipe()
        os.close(reader)
        with os.fdopen(writer, "wb") as closed:
            self.assertEqual(tool.run("--help", stdout=closed).errors, b"")


@unittest.skipUnless(os.path.exists("/dev/full"), "there is no /dev/full")
class FullDevice(unittest.TestCase):
    def write_to_full(self, *arguments, records=3):
        event = tool.event(tool.record(n, a={"S": "x" * 1000}) for n in range(records))
        with open("/dev/full", "wb") as full:
            return tool.run(*arguments, pieces=[event], stdout=full)

    def test_it_is_an_error(self):
        for command in WRITING:
            for records in (3, 3000):  # at the end, and before
                done = self.write_to_full(command, records=records)
                self.assertEqual(done.status, 2)
                self.assertEqual(done.errors,
                                 b"ddbstream: standard output: No space left on device\n")

    def test_json_form(self):
        error, = tool.errors_of(self.write_to_full("inspect", "--errors=json"))
        self.assertEqual((error["status"], error["file"]), ("write", "standard output"))

    def test_check_writes_nothing(self):
        self.assertEqual(self.write_to_full("check")[1:], (b"", 0))

    def test_help(self):
        self.assertEqual(self.write_to_full("--help").status, 2)
        self.assertEqual(self.write_to_full("--version").status, 2)


class Buffering(unittest.TestCase):
    def test_writes_are_large(self):
        """On a datagram socket each write is a piece of its own."""
        event = tool.event(tool.record(n, a={"S": "x"}) for n in range(1000))
        ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        with ours, its:
            pieces = []
            reader = threading.Thread(target=lambda: pieces.extend(iter(lambda: ours.recv(1 << 20),
                                                                        b"end")))
            reader.start()
            done = tool.run("inspect", pieces=[event], stdout=its)
            its.send(b"end")
            reader.join()
        self.assertEqual((done.errors, done.status), (b"", 0))
        self.assertEqual(b"".join(pieces), tool.run("inspect", pieces=[event]).output)
        self.assertGreater(min(map(len, pieces[:-1])), 60000)


tool.main()
