#!/usr/bin/env python3
"""The progress line, as a terminal shows it. Only how long to wait for it depends on the clock."""

import os
import pty
import re
import subprocess
import time
import unittest

import tool

RECORD = b'{"eventID": "x", "eventSource": "aws:dynamodb", "dynamodb": {"Keys": {}}},'
LINE = re.compile(r"^\d+\.\d MB, \d+ records, \d+ bad, \d+\.\d MB/s$")
LONG = 60  # seconds, in which the line must have come


def screen(text):
    """The lines that a terminal shows: "\\r" goes back to the line's first column."""
    lines = []
    for line in text.split("\n"):
        shown = []
        column = 0
        for character in line:
            if character == "\r":
                column = 0
                continue
            shown[column:column + 1] = character
            column += 1
        lines.append("".join(shown).rstrip())
    return lines


class Terminal:
    """The tool with standard error on a terminal, and standard output too if asked for."""

    def __init__(self, *arguments, output_too=False):
        self.text = ""
        self.ours, its = pty.openpty()
        self.process = subprocess.Popen([tool.TOOL, *arguments], stdin=subprocess.PIPE,
                                        stdout=its if output_too else subprocess.DEVNULL,
                                        stderr=its, bufsize=0)
        os.close(its)
        os.set_blocking(self.ours, False)
        self.feed(b'{"Records": [')

    def feed(self, data):
        self.process.stdin.write(data)
        self.read()

    def read(self):
        """What has come by now; False at the end."""
        try:
            while data := os.read(self.ours, 1 << 16):
                self.text += data.decode()
        except BlockingIOError:
            return True
        except OSError:  # how a terminal says that nobody writes to it any more
            pass
        return False

    def feed_until(self, is_done):
        """Feeds records; whether it was done in the end."""
        end = time.monotonic() + LONG
        while time.monotonic() < end:
            self.feed(RECORD * 10)
            if is_done(self):
                return True
            time.sleep(0.01)
        return False

    def finish(self, last=b"1]}"):
        self.process.stdin.write(last)
        self.process.stdin.close()
        while self.read():
            time.sleep(0.01)
        os.close(self.ours)
        return self.process.wait()


def shows_line(terminal):
    return LINE.match(screen(terminal.text)[-1]) is not None


def counts(terminal):
    """Of records, in each line that was shown."""
    return [int(count) for count in re.findall(r"(\d+) records", terminal.text)]


class Progress(unittest.TestCase):
    def test_it_comes_and_goes(self):
        for command in ("inspect", "check"):
            terminal = Terminal(command)
            self.assertTrue(terminal.feed_until(shows_line), terminal.text)
            self.assertEqual(terminal.finish(RECORD[:-1] + b"]}"), 0)
            self.assertEqual(screen(terminal.text), [""])

    def test_it_counts(self):
        terminal = Terminal("check")
        terminal.feed(b"1," * 3)
        self.assertTrue(terminal.feed_until(lambda t: " 3 bad, " in screen(t.text)[-1]))
        self.assertTrue(terminal.feed_until(lambda t: counts(t)[0] < counts(t)[-1]))
        self.assertEqual(counts(terminal), sorted(counts(terminal)))
        self.assertEqual(terminal.finish(), 1)

    def test_errors_stand_on_lines_of_their_own(self):
        terminal = Terminal("inspect")
        self.assertTrue(terminal.feed_until(shows_line))
        self.assertEqual(terminal.finish(b'1,{"dynamodb": 7}]}'), 1)
        self.assertRegex(terminal.text, r"\r +\r-:1:")  # also were the error the shorter line
        first, second, last = screen(terminal.text)
        self.assertRegex(first, r"^-:1:\d+: record \d+, byte \d+, .* found a number$")
        self.assertRegex(second, r"^-:1:\d+: record \d+, byte \d+, .* found a number$")
        self.assertEqual(last, "")

    def test_check_has_it_beside_a_silent_output(self):
        terminal = Terminal("check", output_too=True)
        self.assertTrue(terminal.feed_until(shows_line))
        terminal.finish()

    def test_it_stays_away(self):
        """When it is not wanted, and where it would mix with what is printed; for as long as it
        takes to come elsewhere, and a second more."""
        others = [Terminal("check", "--no-progress"), Terminal("inspect", output_too=True)]

        def feed_others():
            for other in others:
                other.feed(RECORD)

        terminal = Terminal("check")
        self.assertTrue(terminal.feed_until(lambda t: feed_others() or shows_line(t)))
        end = time.monotonic() + 1
        terminal.feed_until(lambda t: feed_others() or time.monotonic() > end)
        terminal.finish()
        for other in others:
            other.finish()
            self.assertNotIn("MB/s", other.text)

    def test_it_is_for_terminals(self):
        """In a pipe, as long as a terminal takes to show one."""
        terminal = Terminal("check")
        piped = subprocess.Popen([tool.TOOL, "check"], stdin=subprocess.PIPE,
                                 stderr=subprocess.PIPE, bufsize=0)
        piped.stdin.write(b'{"Records": [')
        self.assertTrue(terminal.feed_until(
            lambda t: piped.stdin.write(RECORD) and shows_line(t)))
        terminal.finish()
        _, errors = piped.communicate(RECORD[:-1] + b"]}")
        self.assertEqual(errors, b"")


tool.main()
