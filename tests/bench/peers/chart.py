"""Draws ratios as bars in SVG: a group for each event, and a bar for each peer, to the left of 1
when it is faster than that and to the right when it is slower."""

import html
import math

WIDTH = 800
LEFT = 250          # where the names end
RIGHT = WIDTH - 50  # room for the number at the longest bar
PITCH = 16
GROUP = 30          # room for the name of an event
OWN = "libddbstream"

STYLE = """
text { font: 12px sans-serif; fill: #24292f }
.name { text-anchor: end }
.event { font-weight: bold }
.tick { font-size: 11px; text-anchor: middle }
.left { text-anchor: end }
.peer { fill: #8c959f }
.own { fill: #0969da }
.line { stroke: #d0d7de }
.unit { stroke: #24292f }
@media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .peer { fill: #7d8590 }
    .own { fill: #4493f8 }
    .line { stroke: #30363d }
    .unit { stroke: #e6edf3 }
}
"""


class Scale:
    """From ratios to places: a doubling is as wide everywhere."""

    def __init__(self, ratios):
        self.low = math.floor(math.log2(min(ratios)))
        self.high = math.ceil(math.log2(max(ratios)))

    def place(self, ratio):
        part = (math.log2(ratio) - self.low) / (self.high - self.low)
        return LEFT + 40 + part * (RIGHT - LEFT - 40)

    def ticks(self):
        return [2.0 ** power for power in range(self.low, self.high + 1)]


def text(x, y, kind, words):
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}">{html.escape(words)}</text>'


def draw_ticks(scale, bottom):
    for ratio in scale.ticks():
        x = scale.place(ratio)
        kind = "unit" if ratio == 1 else "line"
        yield f'<line x1="{x:.1f}" x2="{x:.1f}" y1="24" y2="{bottom}" class="{kind}"/>'
        yield text(x, 16, "tick", f"{ratio:g}×" if ratio != 1 else "yajl")


def draw_bar(scale, title, ratio, y):
    one, end = scale.place(1), scale.place(ratio)
    kind = "own" if title.startswith(OWN) else "peer"
    yield text(LEFT, y + 11, "name", title)
    yield (f'<rect x="{min(one, end):.1f}" y="{y + 2}" width="{abs(end - one):.1f}" '
           f'height="{PITCH - 4}" class="{kind}"/>')
    if ratio < 1:
        yield text(end - 4, y + 11, "left", f"{ratio:.2f}")
    else:
        yield text(end + 4, y + 11, "right", f"{ratio:.2f}" if ratio < 10 else f"{ratio:.1f}")


def draw_group(scale, event, titles, ratios, top):
    yield text(8, top + 20, "event", event)
    for i, (title, ratio) in enumerate(zip(titles, ratios)):
        yield from draw_bar(scale, title, ratio, top + GROUP + i * PITCH)


def draw(events, titles, columns):
    """The whole picture. columns: for each event the ratio of each title."""
    scale = Scale([ratio for column in columns for ratio in column] + [1])
    height = GROUP + len(titles) * PITCH
    bottom = 24 + len(events) * height + 8
    parts = list(draw_ticks(scale, bottom))
    for i, (event, column) in enumerate(zip(events, columns)):
        parts += draw_group(scale, event, titles, column, 24 + i * height)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {bottom + 8}" '
            f'width="{WIDTH}">\n<title>Time to decode, as a multiple of yajl\'s</title>\n'
            f"<style>{STYLE}</style>\n" + "\n".join(parts) + "\n</svg>\n")
