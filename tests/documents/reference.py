#!/usr/bin/env python3
"""reference.py HEADERS FOLDER COMMAND...: the command makes the reference without a warning, and
each public name of the headers is in it, with something to say about it."""

import glob
import os
import re
import subprocess
import sys

headers, folder, *command = sys.argv[1:]
DECLARED = re.compile(r"^(?:#define |    )(DDBSTREAM_\w+)|\b(ddbstream_\w+)\(", re.MULTILINE)
INTERNAL = re.compile(r"DDBSTREAM_(\w+_$|TYPE_OF_|BEGIN|END)|DDBSTREAM_\w+_H$")
WITHOUT_COMMENT = re.compile(r"<b>(DDBSTREAM_\w+)</b> = ")  # so Doxygen shows such enumerators


def text_of(pattern):
    pages = []
    for page in glob.glob(pattern):
        with open(page, encoding="utf-8") as file:
            pages.append(file.read())
    return "\n".join(pages)


def without_comments(text):
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


if subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode != 0:
    sys.exit("the reference was made with warnings, or not at all")

declared = {a or b for a, b in DECLARED.findall(without_comments(text_of(headers + "/*.h")))}
public = {name for name in declared if not INTERNAL.match(name)}
reference = text_of(os.path.join(folder, "*.html"))
shown = set(re.findall(r"\w+", re.sub("<.*?>", " ", reference)))
missing = sorted(public - shown)
silent = sorted(public & set(WITHOUT_COMMENT.findall(reference)))
for name in missing:
    print(f"{name} is not in the reference")
for name in silent:
    print(f"{name} has no comment")
print(f"{len(public)} names")
sys.exit(bool(missing or silent or not public))
