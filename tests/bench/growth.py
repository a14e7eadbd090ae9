#!/usr/bin/env python3
"""growth.py [--plot FILE] GROWTH [MOST]: runs `growth`, and prints a table in Markdown: the time
that a record takes, as a multiple of its time among 1,000, and the decoder's memory. --plot draws
the times as SVG."""

import argparse
import math
import pathlib
import subprocess

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 60, 590, 20, 220
HIGHEST = 3
UNIT = 1000  # records

STYLE = """
text { font: 12px sans-serif; fill: #24292f }
.x { text-anchor: middle }
.y { text-anchor: end }
.line { stroke: #d0d7de }
.decode { stroke: #0969da; fill: none; stroke-width: 2 }
.push { stroke: #8250df; fill: none; stroke-width: 2 }
@media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .line { stroke: #30363d }
    .decode { stroke: #4493f8 }
    .push { stroke: #ab7df8 }
}
"""


class Event:
    """A line of what growth prints."""

    def __init__(self, line):
        records, size, decode, push, decode_memory, push_memory = line.split()
        self.records = int(records)
        self.bytes = int(size)
        self.times = [float(decode) / self.records, float(push) / self.records]
        self.memory = [int(decode_memory), int(push_memory)]


def read_events(command):
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return [Event(line) for line in run.stdout.splitlines()]


def print_table(events, unit):
    print("| records | bytes | decode | push | memory, decode | memory, push |")
    print("|-:|-:|-:|-:|-:|-:|")
    for event in events:
        times = " | ".join(f"{time / one:.2f}" for time, one in zip(event.times, unit.times))
        memory = " | ".join(f"{size / 1024:.1f} KiB" for size in event.memory)
        print(f"| {event.records:,} | {event.bytes:,} | {times} | {memory} |")


def place(records, ratio, most):
    x = LEFT + math.log10(records) / math.log10(most) * (RIGHT - LEFT)
    return x, BOTTOM - min(ratio, HIGHEST) / HIGHEST * (BOTTOM - TOP)


def draw_axes(events):
    most = events[-1].records
    for ratio in range(HIGHEST + 1):
        y = place(1, ratio, most)[1]
        yield f'<line x1="{LEFT}" x2="{RIGHT}" y1="{y:.1f}" y2="{y:.1f}" class="line"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" class="y">{ratio}×</text>'
    for event in events:
        x = place(event.records, 0, most)[0]
        yield f'<text x="{x:.1f}" y="{BOTTOM + 18}" class="x">{event.records:,}</text>'
    yield f'<text x="{(LEFT + RIGHT) / 2}" y="{BOTTOM + 36}" class="x">records in the event</text>'


def draw_line(events, unit, way, name):
    places = [place(event.records, event.times[way] / unit.times[way], events[-1].records)
              for event in events]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    yield f'<polyline points="{path}" class="{name}"/>'


def draw(events, unit):
    parts = [*draw_axes(events), *draw_line(events, unit, 0, "decode"),
             *draw_line(events, unit, 1, "push"),
             f'<line x1="{RIGHT - 120}" x2="{RIGHT - 96}" y1="36" y2="36" class="decode"/>',
             f'<text x="{RIGHT - 90}" y="40">decode</text>',
             f'<line x1="{RIGHT - 120}" x2="{RIGHT - 96}" y1="54" y2="54" class="push"/>',
             f'<text x="{RIGHT - 90}" y="58">push</text>']
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            f'width="{WIDTH}">\n<title>Time a record takes, by the number of records</title>\n'
            f"<style>{STYLE}</style>\n" + "\n".join(parts) + "\n</svg>\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--plot", type=pathlib.Path)
    parser.add_argument("command", nargs="+")
    arguments = parser.parse_args()
    events = read_events(arguments.command)
    unit = next((event for event in events if event.records == UNIT), events[-1])
    print_table(events, unit)
    if arguments.plot is not None:
        arguments.plot.write_text(draw(events, unit), encoding="utf-8")


main()
