#!/usr/bin/env python3
"""run.py PAGE INCLUDE LIBRARY COMPILER...: compiles and runs each C program in the page."""

import os
import re
import subprocess
import sys
import tempfile

page, include, library, *compiler = sys.argv[1:]


def works(number, program, folder):
    source = os.path.join(folder, f"{number}.c")
    with open(source, "w", encoding="utf-8") as file:
        file.write(program)
    binary = source[:-2]
    for command in ([*compiler, "-std=c11", "-Wall", "-Wextra", "-Werror", f"-I{include}", source,
                     library, f"-Wl,-rpath,{os.path.dirname(os.path.abspath(library))}", "-o",
                     binary], [binary]):
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode != 0:
            print(f"program {number}: {done.stdout}{done.stderr}")
            return False
    return bool(done.stdout) or not re.search(r"puts|printf|stdout", program)


with open(page, encoding="utf-8") as text, tempfile.TemporaryDirectory() as folder:
    programs = re.findall(r"^```c\n(.*?)^```$", text.read(), re.MULTILINE | re.DOTALL)
    good = sum(works(number, program, folder) for number, program in enumerate(programs, 1))
print(f"{good} of {len(programs)} programs work")
sys.exit(not programs or good < len(programs))
