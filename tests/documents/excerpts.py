#!/usr/bin/env python3
"""excerpts.py ROOT FOLDER: code in the pages that is neither C nor commands is part of a file in
the folder, which another test runs: each line of it is there, whatever the white space."""

import os
import re
import sys

import pages

root, folder = sys.argv[1:]
OTHER = re.compile(r"^```(?!c$|sh$)\w.*\n((?:.*\n)*?)```$", re.MULTILINE)


def packed(text):
    return "".join(text.split())


files = [packed(pages.text_of(os.path.join(path, name)))
         for path, _, names in os.walk(folder) for name in names]
bad = 0
blocks = [(path, block) for path in pages.paths(root, (".md",))
          for block in OTHER.findall(pages.text_of(path))]
for path, block in blocks:
    if not any(all(packed(line) in file for line in block.splitlines()) for file in files):
        print(f"{os.path.relpath(path, root)}: in no file of {folder}:\n{block}")
        bad += 1
print(f"{len(blocks)} excerpts, {bad} faults")
sys.exit(bad > 0 or not blocks)
