#!/usr/bin/env python3
"""run_sessions.py [--update] TOOL FOLDER: runs the commands of each FOLDER/*.txt in
FOLDER/documents and compares what comes of them with what stands below each.

    # Text for readers.
    $ ddbstream check bad.json
    > a line of standard output
    ! a line of standard error
    = 1

The last line is the exit status, left out when it is 0. A new case is a new command; --update
writes what comes of all of them as what is expected, to be read before it is committed.
"""

import difflib
import os
import pathlib
import subprocess
import sys


def marked(mark, output):
    lines = output.decode(errors="backslashreplace").splitlines(keepends=True)
    for line in lines:
        yield f"{mark} {line}" if line.endswith("\n") else f"{mark} {line}\n(no line end)\n"


def run(command, documents, tool):
    path = os.path.dirname(os.path.abspath(tool)) + os.pathsep + os.environ["PATH"]
    done = subprocess.run(["sh", "-c", command], cwd=documents, stdin=subprocess.DEVNULL,
                          capture_output=True, env={**os.environ, "PATH": path, "LC_ALL": "C"})
    yield from marked(">", done.stdout)
    yield from marked("!", done.stderr)
    if done.returncode != 0:
        yield f"= {done.returncode}\n"


def played(lines, documents, tool):
    """The session as it goes now: what stood below the commands is replaced."""
    for line in lines:
        if line.startswith("$ "):
            yield line
            yield from run(line[2:].rstrip("\n"), documents, tool)
        elif line[:1] not in (">", "!", "=", "("):
            yield line


def is_as_expected(session, tool, update):
    expected = session.read_text().splitlines(keepends=True)
    actual = list(played(expected, session.parent / "documents", tool))
    if update:
        session.write_text("".join(actual))
        return True
    difference = list(difflib.unified_diff(expected, actual, f"{session.name}, expected", "actual"))
    sys.stdout.writelines(difference)
    return not difference


def main():
    arguments = sys.argv[1:]
    update = arguments[0] == "--update"
    tool, folder = arguments[update:]
    sessions = sorted(pathlib.Path(folder).glob("*.txt"))
    results = [is_as_expected(session, tool, update) for session in sessions]
    print(f"{sum(results)} of {len(results)} sessions as expected")
    sys.exit(not results or not all(results))


main()
