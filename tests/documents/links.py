#!/usr/bin/env python3
"""links.py ROOT: what the Markdown pages link to within the tree is there, headings too, and so are
files and folders of it that they name; and each page is linked from another one, so that a reader
of the README comes to all of them."""

import os
import re
import sys

import pages

root = os.path.abspath(sys.argv[1])
BASES = (root, os.path.join(root, "tests"))
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def text_of(page):
    """The page without its code, in which nothing is a link or a heading."""
    text = re.sub(r"^```.*?^```", "", pages.text_of(page), flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"^    .*$", "", text, flags=re.MULTILINE)


def anchors(page):
    """The names of a page's headings, as they are made of their text."""
    headings = re.findall(r"^#+ (.*)$", text_of(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def is_there(link, page):
    path, _, anchor = link.partition("#")
    target = os.path.normpath(os.path.join(os.path.dirname(page), path)) if path else page
    if not os.path.exists(target) or not (target + os.sep).startswith(root + os.sep):
        return None
    return target if not anchor or anchor in anchors(target) else None


def names_in(page):
    """What in a page's code of a few words begins like a path from the root, or from tests/."""
    tops = "|".join(re.escape(name) for base in BASES for name in os.listdir(base)
                    if not name.startswith("build"))
    return re.findall(rf"`((?:{tops})/[a-z0-9_./]*)[` ]", text_of(page))


bad = 0
linked = {os.path.join(root, "README.md")}
all_pages = list(pages.paths(root, (".md",)))
for page in all_pages:
    for name in names_in(page):
        if not any(os.path.exists(os.path.join(base, name + ending))
                   for base in BASES for ending in ("", ".json")):
            print(f"{os.path.relpath(page, root)}: {name} is not there")
            bad += 1
    for link in LINK.findall(re.sub(r"`[^`]*`", "", text_of(page))):
        if re.match(r"[a-z]+:", link):
            continue
        target = is_there(link, page)
        if target is None:
            print(f"{os.path.relpath(page, root)}: {link} is not there")
            bad += 1
        elif target != page:
            linked |= {target, os.path.join(target, "README.md")}
for page in all_pages:
    if page not in linked:
        print(f"{os.path.relpath(page, root)}: no page links to it")
        bad += 1
print(f"{len(all_pages)} pages, {bad} faults")
sys.exit(bad > 0 or not all_pages)
