#!/usr/bin/env python3
"""What --redact names is in nothing that the tool prints, however broken the document is."""

import base64
import json
import os
import re
import tempfile
import unittest

import tool

COMMANDS = ("inspect", "log", "plain", "diff", "records")
PATHS = ("card", "address.lines[0]")
OPTIONS = [f"--redact={path}" for path in PATHS]
SECRET = "4111-secret"

# Values of `card`, good and bad, with the secret as text and as a name.
VALUES = (
    {"S": SECRET}, {"N": SECRET}, {"B": SECRET}, {"BOOL": SECRET}, {"NULL": SECRET},
    {"S": [SECRET]}, {"SS": [SECRET, 1]}, {"NS": ["1", SECRET]}, {"BS": [SECRET]},
    {"SS": [SECRET, SECRET]},
    {"L": [{"S": SECRET}, {"N": SECRET}]}, {"L": [SECRET]}, {"M": SECRET}, SECRET, [SECRET],
    {"M": {SECRET: {"N": "x"}}}, {"M": {SECRET: 1}}, {"M": {SECRET: {SECRET: 1}}}, {SECRET: 1},
    {"M": {"a": {"L": [{"M": {SECRET: {"M": {SECRET: {"S": 1}}}}}]}}},
    {"M": {'"].' + SECRET: {"M": {"\\": {"N": SECRET}}}}}, {"S": "x", SECRET: 1},
)


def image(value):
    lines = [{"S": SECRET}, {"S": "Town"}]
    return {"id": {"S": "1"}, "card": value, "address": {"M": {"lines": {"L": lines}}}}


def changes(value):
    """Of keys and of each image."""
    yield {"Keys": image(value)}
    yield {"Keys": {}, "NewImage": image(value)}
    yield {"OldImage": image(value), "NewImage": image({"S": SECRET})}


def documents(value):
    """In each shape in which the images stand elsewhere."""
    for change in changes(value):
        record = {"eventID": "1", "dynamodb": change}
        data = base64.b64encode(json.dumps(record).encode()).decode()
        yield tool.event([record])
        yield tool.event([{"kinesis": {"data": data, "sequenceNumber": "1"}}])
        yield json.dumps(record).encode()
        yield json.dumps([record]).encode()
        yield json.dumps(change).encode() + b"\n"
    yield json.dumps({"Item": image(value)}).encode() + b"\n"


def names(data):
    """The bytes of the names that the paths have, without which they would name something else."""
    found = re.finditer(rb'"(card|address|lines)"', data)
    return {at for name in found for at in range(*name.span())}


def damaged(data):
    """Cut short, and with another byte, in each place."""
    for at in range(len(data)):
        yield data[:at]
    for at in set(range(len(data))) - names(data):
        for byte in (b"@", b"\xff", b"\\", b" ", b"}"):
            yield data[:at] + byte + data[at + 1:]


class Redaction(unittest.TestCase):
    def run_all(self, all_documents, command, *options):
        """Each document in a file; returns the lines of output and of errors."""
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for number, document in enumerate(all_documents):
                paths.append(os.path.join(folder, str(number)))
                with open(paths[-1], "wb") as file:
                    file.write(document)
            done = tool.run(command, *options, *paths)
        return done.output.splitlines() + done.errors.splitlines()

    def expect_no_secret(self, all_documents):
        for command in COMMANDS:
            for options in (OPTIONS, [*OPTIONS, "--errors=json"]):
                lines = self.run_all(all_documents, command, *options)
                self.assertGreater(len(lines), 10)
                self.assertEqual([line for line in lines if SECRET.encode() in line], [])

    def test_values(self):
        self.expect_no_secret([data for value in VALUES for data in documents(value)])

    def test_damage(self):
        value = {"M": {SECRET: {"L": [{"M": {SECRET: {"N": "1"}}}]}, "b": {"SS": [SECRET]}}}
        record = {"dynamodb": {"NewImage": image(value)}}
        self.expect_no_secret(list(damaged(tool.event([record]))))

    def test_without_it_all_is_told(self):
        all_documents = [data for value in VALUES for data in documents(value)]
        for command in COMMANDS:
            lines = self.run_all(all_documents, command)
            errors = [line for line in lines if b": record 0, " in line]
            self.assertTrue([line for line in lines if line not in errors and b"secret" in line])
            self.assertTrue([line for line in errors if b"secret" in line])

    def test_paths_of_errors_end_at_the_attribute(self):
        rows = (
            ({"a": {"M": {"b": {"N": "x"}}}}, ".a"),
            ({"a.b": {"M": {"c": {"N": "x"}}}}, '["a.b"]'),
            ({'"\\]': {"L": [{"N": "x"}]}}, '["\\"\\\\]"]'),
            ({"Keys": {"M": {"NewImage": {"N": "x"}}}}, ".Keys"),
            ({"": {"N": "x"}}, '[""]'),
            ({"a": 7}, ".a"),
            (7, ""),
        )
        for attributes, path in rows:
            event = tool.event([{"dynamodb": {"NewImage": attributes}}])
            error, = tool.errors_of(tool.run("plain", "--errors=json", "--redact=x",
                                             pieces=[event]))
            self.assertEqual(error["path"], "$.Records[0].dynamodb.NewImage" + path)

    def test_other_paths_are_whole(self):
        event = tool.event([{"eventID": [], "dynamodb": {}}, {"dynamodb": {"SequenceNumber": {}}}])
        done = tool.run("plain", "--errors=json", "--redact=x", pieces=[event])
        self.assertEqual([error["path"] for error in tool.errors_of(done)],
                         ["$.Records[0].eventID", "$.Records[1].dynamodb.SequenceNumber"])


tool.main()
