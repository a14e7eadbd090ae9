"""The pages of the tree, and what is code in them."""

import os
import re

BETWEEN = {"c": (r"^```c$", r"^```$"), "sh": (r"^```sh$", r"^```$")}
IN_ROFF = {"c": (r"^\.EX$", r"^\.EE$"), "sh": (r"^\.nf$", r"^\.fi$")}


def paths(root, endings=(".md", ".1", ".3")):
    """Every page, but those in build folders and hidden ones."""
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(n for n in folders if not n.startswith((".", "build")))
        yield from (os.path.join(folder, n) for n in sorted(files) if n.endswith(endings))


def text_of(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def blocks(path, language):
    """The blocks of code in a language, each a text."""
    roff = not path.endswith(".md")
    start, end = (IN_ROFF if roff else BETWEEN)[language]
    for block in re.findall(f"{start}\n(.*?){end}", text_of(path), re.MULTILINE | re.DOTALL):
        yield block.replace("\\-", "-").replace("\\e", "\\") if roff else block


def indented(path):
    """The indented blocks of a Markdown page."""
    text = re.sub(r"^```.*?^```", "", text_of(path), flags=re.MULTILINE | re.DOTALL)
    for block in re.findall(r"(?:^    .*\n(?:\n(?=    ))?)+", text, re.MULTILINE):
        yield re.sub("^    ", "", block, flags=re.MULTILINE)


def output_of(path, program):
    """What a page says that the program prints: the indented lines behind it, or nothing."""
    _, _, after = text_of(path).partition(f"{program}```\n")
    told = re.match(r"\n(?:It prints\n\n)?((?:    .*\n)+)", after)
    return re.sub("^    ", "", told[1], flags=re.MULTILINE) if told else ""
