#!/usr/bin/env python3
"""measure.py NAME=PROGRAM...: what Lambda functions take that log each record of a DynamoDB event,
as a table in Markdown. Samples are taken of each in turn; times are the best, and the median in
brackets. What the functions log is looked at once, and otherwise goes nowhere."""

import contextlib
import io
import itertools
import json
import os
import pathlib
import selectors
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile

STARTS, ROUNDS, CALLS, LARGE_CALLS = 200, 50, 10, 5
ORDERS = pathlib.Path(__file__, "../../../examples/orders.json").resolve()
ORDER = json.loads(ORDERS.read_bytes())["Records"][0]
MIB = 1024 * 1024


def record(number):
    """An order as in the examples, but with eight attributes and numbers of its own."""
    key = {"referenceId": {"S": f"sample-reference-id-{number:05}"}}
    image = {**key, "customer_id": {"S": f"customer-{number * 7919 % 100000:05}"},
             "quantity": {"N": str(number % 40 + 1)}, "total": {"N": str(number * 12.25 + 0.5)},
             "cash": {"N": str(number * 25 + 100)}, "change": {"N": str(number * 2.5)},
             "paid": {"BOOL": number % 3 != 0}, "tags": {"L": [{"S": "web"}, {"N": str(number)}]}}
    stream = {**ORDER["dynamodb"], "Keys": key, "NewImage": image,
              "SequenceNumber": str(100000000006899888825 + number)}
    return {**ORDER, "dynamodb": stream, "eventID": f"{number * 2654435761:032x}"}


def event(count):
    return json.dumps({"Records": [record(number) for number in range(count)]},
                      separators=(",", ":")).encode()


SINGLE, BATCH = event(1), event(100)
LARGE = event(6 * MIB // len(event(10)) * 10)


class Server:
    """A Runtime API for one program, over as many connections as that makes."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.listener.getsockname()[1]}"
        self.selector = selectors.DefaultSelector()
        self.selector.register(self.listener, selectors.EVENT_READ)

    def close(self):
        for key in list(self.selector.get_map().values()):
            key.fileobj.close()
        self.selector.close()

    def accept(self):
        client = self.listener.accept()[0]
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.selector.register(client, selectors.EVENT_READ)

    def wait(self):
        """Returns a connection on which a request has come, and the request."""
        while True:
            for key, _ in self.selector.select():
                if key.fileobj is self.listener:
                    self.accept()
                elif request := read_request(key.fileobj):
                    return key.fileobj, request
                else:
                    self.selector.unregister(key.fileobj)
                    key.fileobj.close()


def read_request(client):
    """A whole one, or nothing where the connection has ended."""
    request = b""
    while not is_whole(request):
        data = client.recv(65536)
        if not data:
            return b""
        request += data
    return request


def is_whole(request):
    head, end, body = request.partition(b"\r\n\r\n")
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    if b"transfer-encoding" in fields:
        return body.endswith(b"0\r\n\r\n")
    return bool(end) and len(body) == int(fields.get(b"content-length", 0))


class Function:
    """A program that has asked for its first event."""

    def __init__(self, program, stdout=subprocess.DEVNULL):
        self.server = Server()
        self.numbers = itertools.count(1)
        self.started = time.perf_counter()
        self.process = subprocess.Popen([program], env=environment(self.server.address),
                                        stdout=stdout)
        self.asking, _ = self.server.wait()
        self.first_request = time.perf_counter() - self.started

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.server.close()

    def call(self, body):
        """Returns when the answer to the event has come, and how long that took."""
        head = (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                b"Lambda-Runtime-Aws-Request-Id: request-%d\r\n"
                b"Lambda-Runtime-Deadline-Ms: 4102444800000\r\n"
                b"Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:us-east-1:1:function:f\r\n"
                b"Content-Length: %d\r\n\r\n" % (next(self.numbers), len(body)))
        before = time.perf_counter()
        self.asking.sendall(head + body)
        answering, answer = self.server.wait()
        after = time.perf_counter()
        assert b'{"batchItemFailures":[]}' in answer, answer
        answering.sendall(b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")
        self.asking, _ = self.server.wait()
        return after, after - before

    def seconds(self):
        """The processor's, of all threads."""
        threads = pathlib.Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9

    def most_memory(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(status.split("VmHWM:")[1].split()[0]) / 1024


def environment(address):
    """What Lambda sets, as far as these programs want it."""
    return {"AWS_LAMBDA_RUNTIME_API": address, "AWS_LAMBDA_FUNCTION_NAME": "f",
            "AWS_LAMBDA_FUNCTION_VERSION": "1", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128",
            "AWS_LAMBDA_LOG_GROUP_NAME": "g", "AWS_LAMBDA_LOG_STREAM_NAME": "s"}


def check(program):
    """Does it log a line for each record, with its keys and its image?"""
    with tempfile.TemporaryFile() as log:
        with Function(program, log) as function:
            function.call(BATCH)
        log.seek(0)
        logged = [json.loads(line)["log_keys"] for line in log]
    for line, given in itertools.zip_longest(logged, json.loads(BATCH)["Records"]):
        stream = line["record"]["dynamodb"]
        assert line["requestId"] == "request-1", line
        assert all(stream[name] == given["dynamodb"][name] for name in ("Keys", "NewImage")), line


def zipped(program):
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.write(program, "bootstrap")
    return len(package.getvalue())


class Sample:
    """What has been measured of a program."""

    def __init__(self, program):
        self.program = program
        self.requests, self.responses, self.calls, self.seconds = [], [], [], []
        self.memory = {}

    def start(self):
        with Function(self.program) as function:
            self.requests.append(function.first_request)
            self.responses.append(function.call(SINGLE)[0] - function.started)

    def call(self, function):
        before = function.seconds()
        self.calls += [function.call(BATCH)[1] for _ in range(CALLS)]
        self.seconds.append((function.seconds() - before) / CALLS)

    def take_large(self):
        with Function(self.program) as function:
            for _ in range(LARGE_CALLS):
                function.call(LARGE)
            self.memory[LARGE] = function.most_memory()


def call_in_turn(samples):
    with contextlib.ExitStack() as running:
        functions = [running.enter_context(Function(sample.program)) for sample in samples]
        for _ in range(ROUNDS):
            for sample, function in zip(samples, functions):
                sample.call(function)
        for sample, function in zip(samples, functions):
            sample.memory[BATCH] = function.most_memory()


def measure(samples):
    for _, sample in itertools.product(range(STARTS), samples):
        sample.start()
    call_in_turn(samples)
    for sample in samples:
        sample.take_large()


def times(seconds):
    return f"{min(seconds) * 1000:.2f} ({statistics.median(seconds) * 1000:.2f}) ms"


ROWS = {
    "program": lambda sample: f"{os.path.getsize(sample.program) / MIB:.2f} MiB",
    "program, zipped": lambda sample: f"{zipped(sample.program) / MIB:.2f} MiB",
    "start to first request": lambda sample: times(sample.requests),
    "start to first response": lambda sample: times(sample.responses),
    "event of 100 records": lambda sample: times(sample.calls),
    "processor time for it": lambda sample: times(sample.seconds),
    f"memory, {ROUNDS * CALLS} such events": lambda sample: f"{sample.memory[BATCH]:.1f} MiB",
    f"memory, {LARGE_CALLS} events of 6 MB": lambda sample: f"{sample.memory[LARGE]:.1f} MiB",
}


def main():
    named = dict(argument.split("=", 1) for argument in sys.argv[1:])
    for program in named.values():
        check(program)
    samples = [Sample(program) for program in named.values()]
    measure(samples)
    print("| |", " | ".join(named), "|")
    print("|-|" + "-:|" * len(samples))
    for row, show in ROWS.items():
        print("|", row, "|", " | ".join(map(show, samples)), "|")


main()
