"""Runs the tool that the environment variable TOOL names, for the tests beside this file."""

import collections
import json
import os
import subprocess
import threading
import unittest

TOOL = os.environ.get("TOOL", "ddbstream")

Done = collections.namedtuple("Done", "output errors status")


def feed(pipe, pieces):
    """Into a pipe whose reader may go away."""
    try:
        for piece in pieces:
            pipe.write(piece)
            pipe.flush()
        pipe.close()
    except BrokenPipeError:
        pass


def run(*arguments, pieces=(), stdout=subprocess.PIPE):
    """Runs the tool with those pieces, one after the other, as standard input."""
    process = subprocess.Popen([TOOL, *arguments], stdin=subprocess.PIPE, stdout=stdout,
                               stderr=subprocess.PIPE)
    feeder = threading.Thread(target=feed, args=(process.stdin, pieces))
    feeder.start()
    errors = []
    reader = threading.Thread(target=lambda: errors.append(process.stderr.read()))
    reader.start()
    output = process.stdout.read() if process.stdout else b""
    status = process.wait()
    feeder.join()
    reader.join()
    for pipe in (process.stdout, process.stderr):
        if pipe:
            pipe.close()
    return Done(output, errors[0], status)


def errors_of(done):
    """What --errors=json printed."""
    return [json.loads(line) for line in done.errors.splitlines()]


def cut(data, size):
    return [data[at:at + size] for at in range(0, len(data), size)]


def record(number, **attributes):
    """A record of a Lambda event, with values as in {"N": "1"}."""
    return {"eventID": f"id{number}", "eventName": "INSERT", "eventSource": "aws:dynamodb",
            "eventSourceARN": "arn:x",
            "dynamodb": {"Keys": {"id": {"N": str(number)}}, "NewImage": attributes,
                         "SequenceNumber": str(number)}}


def event(records, **style):
    return json.dumps({"Records": list(records)}, **style).encode()


main = unittest.main
