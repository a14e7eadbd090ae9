#!/usr/bin/env python3
"""programs.py ROOT LIBRARY COMPILER...: compiles and runs each C program in the pages, with an
event as its input. Where a page tells what it prints, it prints that."""

import os
import re
import subprocess
import sys
import tempfile

import pages

root, library, *compiler = sys.argv[1:]


def fault_of(program, told, folder):
    """What is wrong with a program and what the page tells that it prints, or nothing."""
    source = os.path.join(folder, "program.c")
    with open(source, "w", encoding="utf-8") as file:
        file.write(program)
    binary = source[:-2]
    for command in ([*compiler, "-std=c11", "-Wall", "-Wextra", "-Werror", f"-I{root}/include",
                     source, library, f"-Wl,-rpath,{os.path.dirname(os.path.abspath(library))}",
                     "-o", binary], [binary]):
        with open(os.path.join(root, "examples", "orders.json"), encoding="utf-8") as event:
            done = subprocess.run(command, stdin=event, capture_output=True, text=True)
        if done.returncode != 0:
            return f"{command[0]} fails: {done.stdout}{done.stderr}"
    if told and done.stdout.rstrip("\n") != told.rstrip("\n"):
        return f"prints\n{done.stdout}"
    if not done.stdout and re.search(r"puts|printf|stdout", program):
        return "prints nothing"
    return ""


bad = 0
programs = [(path, number, program) for path in pages.paths(root)
            for number, program in enumerate(pages.blocks(path, "c"), 1)]
with tempfile.TemporaryDirectory() as folder:
    for path, number, program in programs:
        fault = fault_of(program, pages.output_of(path, program), folder)
        if fault:
            print(f"{os.path.relpath(path, root)}, program {number}: {fault}")
            bad += 1
print(f"{len(programs)} programs, {bad} faults")
sys.exit(bad > 0 or not programs)
