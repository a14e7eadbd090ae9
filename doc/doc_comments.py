#!/usr/bin/env python3
"""doc_comments.py HEADER: prints a public header with its comments as Doxygen wants them.

The headers are for people: their comments have no marks. It becomes

- the first comment of the file, and each that stands alone: a comment on the file;
- one before a declaration: a comment on that and on what follows it up to a blank line or another
  comment; but it is a heading, and left alone, if the declaration has one of its own behind it;
- one behind a declaration: a comment on that.

In these, `name: ` at the start of a line becomes @param, and Returns, @return. What is indented by
four stays code. A public name becomes a link, so that Doxygen warns of one that is not there.
"""

import re
import sys

NAME = re.compile(r"\b(ddbstream_[a-z0-9_]*[a-z0-9]|DDBSTREAM_[A-Z0-9_]*[A-Z0-9])(?![\w(])")
PARAMETERS = re.compile(r"(\s*\* )([a-z_]+(?:, [a-z_]+)*): ")
BEFORE_PARAMETERS = re.compile(r"\s*\*($|     )")
OPENING = re.compile(r"^(.*?)/\*(?!\*) ?")


def sentence(text):
    """Text for people as Doxygen's: nothing in it is a command, and names are links."""
    parts = re.split(r"(`[^`]*`)", text)
    for i in range(0, len(parts), 2):
        parts[i] = NAME.sub(r"#\1", re.sub(r"([\\<>@&#%])", r"\\\1", parts[i]))
    return "".join(parts)


def line_of_text(line, before, is_function):
    """A line of a comment, and the one before it."""
    parameters = PARAMETERS.match(line)
    if parameters and is_function and (PARAMETERS.match(before) or BEFORE_PARAMETERS.match(before)):
        listed = parameters[2].replace(", ", ",")
        return f"{parameters[1]}@param {listed} " + sentence(line[parameters.end():])
    return re.sub(r"^(\s*\* )Returns ", r"\1@return ", sentence(line))


def documentation(comment, mark, is_function=False):
    """The comment's lines, opened by a mark instead of its own."""
    opening = OPENING.match(comment[0])
    lines = [opening[1] + mark + " " + sentence(comment[0][opening.end():])]
    before = comment[0]
    code = False
    for line in comment[1:]:
        code = re.match(r"\s*\*     ", line) is not None and (code or before.strip() in ("*", "/*"))
        lines.append(line if code else line_of_text(line, before, is_function))
        before = line
    return lines


def end_of_comment(lines, start):
    while "*/" not in lines[start]:
        start += 1
    return start + 1


def end_of_declaration(lines, start):
    """Behind what begins at start: a function, a member, the first line of a struct or a macro."""
    depth = 0
    for end in range(start, len(lines)):
        code = lines[end].split("/*")[0].rstrip()
        depth += code.count("(") - code.count(")")
        if depth <= 0 and (code.endswith((";", ",", "{", "}")) or code.startswith("#")
                           or re.search(r"= [\d <]+$|_$", code)):
            return end + 1
    return len(lines)


def declaration(lines, start):
    """The lines of a declaration with what stands behind it, and whether that is a comment."""
    end = end_of_declaration(lines, start)
    if "/*" not in lines[end - 1]:
        return lines[start:end], end, False
    last = end_of_comment(lines, end - 1)
    return lines[start:end - 1] + documentation(lines[end - 1:last], "/**<"), last, True


def paragraph(lines, start, comment):
    """A comment and the declarations up to a blank line or another comment, each with it."""
    shown = []
    first = True
    while start < len(lines) and re.match(r"\s*[^\s/}]", lines[start]):
        code, end, has_its_own = declaration(lines, start)
        if not has_its_own:
            shown += documentation(comment, "/**", code[0].startswith("DDBSTREAM_API"))
        elif first:
            shown += comment
        shown += code
        if re.search(r"\{$|\\$", code[-1]) or re.match("#(?!define)", code[-1]):
            return shown, end
        first = False
        start = end
    return shown or comment, start


def converted(lines):
    end = 0
    shown = []
    while end < len(lines):
        if lines[end].lstrip().startswith("/*"):
            start, end = end, end_of_comment(lines, end)
            if start == 0 or (lines[end] == "" and lines[start][0] == "/"):
                code = documentation(lines[start:end], "/** @file\n *")
            else:
                code, end = paragraph(lines, end, lines[start:end])
        elif "/*" in lines[end] and not lines[end].startswith("#"):
            code, end, _ = declaration(lines, end)
        else:
            code, end = [lines[end]], end + 1
        shown += code
    return shown


with open(sys.argv[1], encoding="utf-8") as header:
    print("\n".join(converted(header.read().splitlines())))
