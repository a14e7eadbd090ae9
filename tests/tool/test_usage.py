#!/usr/bin/env python3
"""The table of options in tool/options.c is what the tool takes, and the help, the manual and the
completion say the same.

SOURCE, from the environment, is the project's folder."""

import os
import pathlib
import re
import shutil
import subprocess
import unittest

import tool

SOURCE = pathlib.Path(os.environ.get("SOURCE", pathlib.Path(__file__).parents[2]))
WRITING = ("inspect", "log", "plain", "diff", "records")
COMMANDS = (*WRITING, "check")
LIMITS = {"max-depth": "MAX_DEPTH", "max-string": "MAX_STRING", "max-record": "MAX_RECORD",
          "max-attributes": "MAX_ATTRIBUTES"}
VALUES = {"errors": ("text", "json"),
          "shape": ("lambda", "streams", "kinesis", "pipes", "record", "s3-export", "failure",
                    "any")}
ARGUMENTS = {"where": "eventName=MODIFY"}


def options():
    """Name: (its argument or None, its commands), as the source has them."""
    row = re.compile(r'^    \{ "([a-z-]+)", (NULL|"[A-Z=,.]+"), ([A-Z_ |]+), OPTION_', re.M)
    rows = row.findall((SOURCE / "tool/options.c").read_text())
    return {name: (None if argument == "NULL" else argument.strip('"'),
                   COMMANDS if commands == "FOR_ALL" else
                   WRITING if commands == "FOR_WRITING" else
                   tuple(c for c in COMMANDS if f"FOR_{c.upper()}" in commands))
            for name, argument, commands in rows}


OPTIONS = options()


def form(name):
    """As it is written: --name or --name=ARGUMENT."""
    argument = OPTIONS[name][0]
    return f"--{name}={argument}" if argument else f"--{name}"


def value_of(name):
    return ARGUMENTS.get(name) or VALUES.get(name, ("7",))[0]


def words_of_options(text):
    return re.findall(r"^ +(--[a-z-]+(?:=[A-Z=,.]+)?)(?= |$)", text, re.M)


def manual():
    text = (SOURCE / "tool/ddbstream.1").read_text()
    return text.replace("\\-", "-").replace("\\&", "")


class Options(unittest.TestCase):
    def test_the_table_is_found(self):
        self.assertEqual(len(OPTIONS), 17)
        self.assertEqual(OPTIONS["pretty"], (None, ("log",)))
        self.assertEqual(OPTIONS["max-depth"], ("NUMBER", COMMANDS))

    def test_each_command_takes_its_own(self):
        event = tool.event([])
        for name, (argument, commands) in OPTIONS.items():
            option = f"--{name}={value_of(name)}" if argument else f"--{name}"
            for command in COMMANDS:
                done = tool.run(command, option, pieces=[event])
                self.assertEqual(done.status, 0 if command in commands else 2, (command, option))

    def test_values(self):
        for name, values in VALUES.items():
            for value in values:
                done = tool.run("check", f"--{name}={value}", "--version")
                self.assertEqual(done.status, 0, value)


class Help(unittest.TestCase):
    def test_all(self):
        done = tool.run("--help")
        text = done.output.decode()
        self.assertEqual((done.errors, done.status), (b"", 0))
        self.assertEqual(words_of_options(text), [form(name) for name in OPTIONS])
        for command in COMMANDS:
            self.assertRegex(text, rf"(?m)^  {command} ")

    def test_each_command(self):
        for command in COMMANDS:
            done = tool.run(command, "--help", "missing.json")
            self.assertEqual((done.errors, done.status), (b"", 0))
            want = [form(name) for name in OPTIONS if command in OPTIONS[name][1]]
            self.assertEqual(words_of_options(done.output.decode()), want)

    def test_it_fits_a_terminal(self):
        lines = tool.run("--help").output.decode().splitlines()
        self.assertLessEqual(max(map(len, lines)), 90)

    def test_version(self):
        for arguments in (["--version"], ["check", "--version"]):
            done = tool.run(*arguments)
            self.assertRegex(done.output, rb"^ddbstream \d+\.\d+\.\d+ \(library \d+\.\d+\.\d+\)\n$")
            self.assertEqual((done.errors, done.status), (b"", 0))

    def test_limits_are_those_of_the_library(self):
        header = (SOURCE / "include/ddbstream/decoder.h").read_text()
        help_text = " ".join(tool.run("--help").output.decode().split())
        manual_text = " ".join(manual().split())
        for option, name in LIMITS.items():
            value = re.search(rf"#define DDBSTREAM_DEFAULT_{name} (.*)", header).group(1)
            number = eval(value.replace("(size_t)", ""), {})  # "4 * 1024 * 1024"
            self.assertRegex(help_text, rf"--{option}=[^-]*the default is {number} ")
            self.assertRegex(manual_text, rf"--{option}= [^-]*the default is {number}\.")


class Manual(unittest.TestCase):
    def test_options(self):
        tags = re.findall(r"^\.TP\n\.BI? (--[a-z-]+)(?:(=) ([A-Z=,.]+))?$", manual(), re.M)
        self.assertEqual(["".join(tag) for tag in tags], [form(name) for name in OPTIONS])

    def test_commands(self):
        self.assertEqual(re.findall(r"^\.TP\n\.B ([a-z]+)$", manual(), re.M), list(COMMANDS))

    def test_words_for_statuses(self):
        words = re.findall(r'\] = "([a-z0-9]+)"', (SOURCE / "tool/status_word.c").read_text())
        section = manual().split(".SH ERRORS")[1].split(".SH EXIT")[0]
        listed = set(re.findall(r"[a-z0-9]+", section.split("is one of these words")[1]))
        never_reported = {"ok", "stopped", "argument", "absent", "type", "path", "inexact", "range",
                          "arn"}
        self.assertGreater(len(words), 15)
        self.assertEqual(set(words) - never_reported - listed, set())

    @unittest.skipUnless(shutil.which("groff"), "there is no groff")
    def test_it_is_well_formed(self):
        done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-z", SOURCE / "tool/ddbstream.1"],
                              capture_output=True)
        self.assertEqual((done.stderr, done.returncode), (b"", 0))


@unittest.skipUnless(shutil.which("bash"), "there is no bash")
class Completion(unittest.TestCase):
    def complete(self, *words):
        """What bash offers for the last word; bash cuts words at "="."""
        parts = [part for word in words for part in re.findall(r"=|[^=]+", word) or [""]]
        script = ('source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _ddbstream'
                  ' && printf "%s\\n" "${COMPREPLY[@]}"')
        done = subprocess.run(["bash", "-c", script, "bash", SOURCE / "tool/completion.bash",
                               "ddbstream", *parts], capture_output=True, text=True)
        self.assertEqual((done.stderr, done.returncode), ("", 0))
        return done.stdout.split()

    def test_commands(self):
        self.assertEqual(self.complete(""), [*COMMANDS, "--help", "--version"])
        self.assertEqual(self.complete("in"), ["inspect"])

    def test_options(self):
        for command in COMMANDS:
            want = [f"--{name}=" if argument else f"--{name}"
                    for name, (argument, commands) in OPTIONS.items() if command in commands]
            self.assertEqual(sorted(self.complete(command, "--")), sorted(want))
            self.assertEqual(self.complete(command, "file", "--err"), ["--errors="])

    def test_values(self):
        for name, values in VALUES.items():
            self.assertEqual(self.complete("check", f"--{name}="), list(values))
            self.assertEqual(self.complete("check", f"--{name}", ""), list(values))
            for value in values:
                self.assertIn(value, self.complete("check", f"--{name}={value}"))
        self.assertEqual(self.complete("check", "--shape=s"), ["streams", "s3-export"])
        self.assertEqual(self.complete("plain", "--where=ta"), ["tableName="])
        self.assertEqual(self.complete("plain", "--where=eventName="),
                         ["INSERT", "MODIFY", "REMOVE"])
        self.assertEqual(self.complete("plain", "--where=eventName=M"), ["MODIFY"])

    def test_files_are_left_to_bash(self):
        self.assertEqual(self.complete("check", ""), [])
        self.assertEqual(self.complete("check", "fi"), [])
        self.assertEqual(self.complete("log", "--timestamp="), [])


tool.main()
