#!/usr/bin/env python3
"""commands.py ROOT BUILD [TOOL]: the commands in the pages. Those of the tool are run as they stand
there, among files of the names that they use; scripts of the tree, and programs of a build folder,
are looked for. A command that is none of these, and tried nowhere else, is a fault."""

import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile

import pages

root, build, *tool = sys.argv[1:]
ELSEWHERE = {  # command: where it is tried
    "meson": "tests/dist/run",
    "cc": "tests/consumers/run",
    "ldconfig": "tests/packages/run",
    "apt-get": "tests/packages/run",
    "clang-format-14": ".ci/run",
    "cd": "with what comes after it",
    "rm": "nowhere: it only removes a build folder",
    "spark-submit": "tests/spark/run",
    "aws": "nowhere: it takes an account",
}


def is_script(word):
    return os.access(os.path.join(root, word), os.X_OK) and os.path.isfile(os.path.join(root, word))


def is_built(word):
    return re.match(r"build[^/]*/", word) and os.path.exists(
        os.path.join(build, word.split("/", 1)[1]))


def is_target(words, page):
    """Is that make with a target of the Makefile beside the page?"""
    makefile = os.path.join(os.path.dirname(page), "Makefile")
    return words[0] == "make" and os.path.exists(makefile) and re.search(
        rf"^{re.escape(words[1])}:", pages.text_of(makefile), re.MULTILINE)


def begins_with_command(block):
    word = block.split()[0]
    return is_script(word) or word in ELSEWHERE or word.startswith("build")


def lines_of(path):
    """Commands, each a line without its remark."""
    found = list(pages.blocks(path, "sh"))
    if path.endswith(".1"):
        found = [block for block in found if block.startswith("ddbstream ")]
    if path.endswith(".md"):
        found += [block for block in pages.indented(path) if begins_with_command(block)]
    for block in found:
        for line in re.sub(r"\\\n\s*", "", block).splitlines():
            if line.split("#")[0].strip():
                yield line.split("#")[0].strip()


def prepare(folder):
    """The files that the commands name."""
    os.mkdir(os.path.join(folder, "export"))
    for name in ("event.json", "batch.json"):
        shutil.copy(os.path.join(root, "examples", "orders.json"), os.path.join(folder, name))
    lines = pages.text_of(os.path.join(root, "tests/golden/shapes/export_full.json"))
    with gzip.open(os.path.join(folder, "export", "changes.json.gz"), "wt") as file:
        file.write(lines)


def runs(line):
    if not tool:
        return True
    if "| jq" in line and not shutil.which("jq"):
        line = line.split("| jq")[0]
    path = os.path.dirname(os.path.abspath(tool[0])) + os.pathsep + os.environ["PATH"]
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        done = subprocess.run(["sh", "-ec", line], cwd=folder, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, env={**os.environ, "PATH": path})
    good = done.returncode == 0 and not done.stderr
    if not good:
        print(done.stdout + done.stderr, end="")
    return good


def is_good(line, page):
    if re.search(r"\bddbstream [a-z]", line):
        return runs(line)
    for part in line.split("&&"):
        words = [word for word in part.split() if word != "sudo" and not re.match(r"\w+=", word)]
        if not (is_script(words[0]) or is_built(words[0]) or is_target(words, page)
                or words[0] in ELSEWHERE):
            return False
    return True


bad = 0
lines = [(path, line) for path in pages.paths(root) for line in lines_of(path)]
for path, line in lines:
    if not is_good(line, path):
        print(f"{os.path.relpath(path, root)}: {line}")
        bad += 1
print(f"{len(lines)} commands, {bad} faults")
sys.exit(bad > 0 or not lines)
