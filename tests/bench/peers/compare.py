#!/usr/bin/env python3
"""compare.py [--quick] [--rounds N] [--plot FILE] [--memory PEER]... WRITER UNIT PEER...: compares
ways of reading the same events, and prints tables in Markdown.

WRITER is write_event. UNIT and each PEER are commands that follow peer.h. All that decode have to
find the same; UNIT, which does not, is what they are measured by. One with --memory has its memory
measured, and not its time.

    --quick        only reads each event once, to see that all find the same
    --rounds N     takes so many samples, and not 21
    --plot FILE    draws the times as SVG

Exit status: 1 when a peer fails or finds something else. Never because of a timing."""

import argparse
import functools
import os
import pathlib
import shlex
import statistics
import subprocess
import sys
import tempfile

import chart

EVENTS = ("single", "batch100", "wide", "table", "batch10k", "blob")
ROUNDS = 21
SAMPLE_SECONDS = 0.025
SLOW_ROUNDS = 5      # of those that take long,
SLOW_SECONDS = 4     # which is longer than this for all rounds
LARGE = ("batch10k", "200")  # megabytes


class Peer:
    """A program that has read an event's file and waits to be told how often to decode it."""

    def __init__(self, command, path):
        self.command = command
        self.process = subprocess.Popen([*shlex.split(command), path], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.count = 1
        self.rounds = 0
        self.samples = []
        self.finding = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate()

    def read(self):
        """Seconds that so many readings take."""
        try:
            self.process.stdin.write(f"{self.count}\n")
            self.process.stdin.flush()
            seconds, *self.finding = self.process.stdout.readline().split()
        except (OSError, ValueError):
            sys.exit(f"{self.command}: does not answer")
        return float(seconds)

    def calibrate(self, rounds):
        """Finds how many readings take long enough to measure, and warms the peer up."""
        seconds = self.read()
        while seconds < SAMPLE_SECONDS:
            self.count *= 2
            seconds = self.read()
        self.rounds = min(rounds, max(SLOW_ROUNDS, int(SLOW_SECONDS / seconds)))

    def sample(self):
        self.samples.append(self.read() / self.count)

    def kilobytes(self):
        """The most that it has had in memory."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(status.split("VmHWM:")[1].split()[0])


def write_event(writer, folder, name, *size):
    path = os.path.join(folder, f"{name}{''.join(size)}.json")
    with open(path, "wb") as file:
        subprocess.run([writer, name, *size], stdout=file, check=True)
    return path


def read_once(peers):
    for peer in peers:
        peer.sample()


def take_samples(rounds, peers):
    """The peers take turns, so that whatever slows the machine down for a while slows all."""
    for peer in peers:
        peer.calibrate(rounds)
    for number in range(rounds):
        for peer in peers:
            if number < peer.rounds:
                peer.sample()


def check(peers, event):
    """All that decode have found the same."""
    expected = peers[1].finding
    for peer in peers[1:]:
        if peer.finding != expected:
            sys.exit(f"{event}: {peer.command} finds {peer.finding}, and not {expected}")


def compare(commands, event, path, run):
    """Best and median seconds of each for one reading, in a run of all."""
    peers = [Peer(command, path) for command in commands]
    try:
        run(peers)
        check(peers, event)
    finally:
        for peer in peers:
            peer.__exit__()
    print(f"{event}: {len(peers) - 1} peers found the same", file=sys.stderr)
    return [(min(peer.samples), statistics.median(peer.samples)) for peer in peers]


def ratios(timings):
    (best, median), *_ = timings
    return [(timing[0] / best, timing[1] / median) for timing in timings]


def measure_memory(command, path):
    """The most that a peer has in memory, as a multiple of what it reads."""
    with Peer(command, path) as peer:
        peer.read()
        return peer.kilobytes() * 1024 / os.path.getsize(path)


def title_of(command):
    return subprocess.run(shlex.split(command), check=True, capture_output=True,
                          text=True).stdout.strip()


def print_table(head, rows):
    print("\n| " + " | ".join(head) + " |")
    print("|-|" + "-:|" * (len(head) - 1))
    for row in rows:
        print("| " + " | ".join(row) + " |")


def print_times(titles, columns):
    rows = [[title, *(f"{column[i][0]:.2f} ({column[i][1]:.2f})" for column in columns)]
            for i, title in enumerate(titles)]
    print_table(["time, of yajl's", *EVENTS], rows)


def compare_times(arguments, folder):
    commands = [arguments.unit, *arguments.peer]
    titles = [title_of(command) for command in commands]
    run = functools.partial(take_samples, arguments.rounds)
    columns = [ratios(compare(commands, event, write_event(arguments.writer, folder, event), run))
               for event in EVENTS]
    print_times(titles, columns)
    if arguments.plot:
        best = [[ratio for ratio, _ in column[1:]] for column in columns]
        picture = chart.draw(EVENTS, titles[1:], best)
        pathlib.Path(arguments.plot).write_text(picture, encoding="utf-8")


def see_whether_all_agree(arguments, folder):
    commands = [arguments.unit, *arguments.peer, *arguments.memory]
    for event in EVENTS:
        compare(commands, event, write_event(arguments.writer, folder, event), read_once)


def compare_memory(arguments, folder):
    path = write_event(arguments.writer, folder, *LARGE)
    rows = [[title_of(command), f"{measure_memory(command, path):.2f}"]
            for command in [arguments.unit, *arguments.peer, *arguments.memory]]
    print_table(["memory, of the document's", f"{LARGE[0]}, {LARGE[1]} MB"], rows)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--plot")
    parser.add_argument("--memory", action="append", default=[])
    for name in ("writer", "unit"):
        parser.add_argument(name)
    parser.add_argument("peer", nargs="+")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if arguments.quick:
            see_whether_all_agree(arguments, folder)
            return
        compare_times(arguments, folder)
        compare_memory(arguments, folder)


main()
