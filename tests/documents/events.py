#!/usr/bin/env python3
"""events.py ROOT TOOL: the events in the pages that are whole can be read by the tool. What stands
behind a member, two blanks apart, is a remark; an event with ... for a member is not whole."""

import os
import re
import subprocess
import sys

import pages

root, tool = sys.argv[1:]


def events():
    for path in pages.paths(root, (".md",)):
        for block in pages.indented(path):
            text = re.sub(r",  +[^\"{\[]*$", ",", block, flags=re.MULTILINE)
            if text.startswith('{"Records"') and not re.search(r", *\.\.\.|\{\.\.\.", text):
                yield os.path.relpath(path, root), text


bad = 0
found = list(events())
for page, text in found:
    done = subprocess.run([tool, "check"], input=text, capture_output=True, text=True)
    if done.returncode != 0:
        print(f"{page}: {done.stderr}{text}")
        bad += 1
print(f"{len(found)} events, {bad} faults")
sys.exit(bad > 0 or not found)
