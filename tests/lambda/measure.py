#!/usr/bin/env python3
"""measure.py PROGRAM...: how long Lambda functions take from their start to their first request,
and how much memory they hold after small events and after events of 6 MB."""

import json
import pathlib
import socket
import subprocess
import sys
import time

STARTS = 200
SMALL = pathlib.Path(__file__, "../../../examples/orders.json").resolve().read_bytes()
RECORD = json.dumps(json.loads(SMALL)["Records"][0]).encode()
LARGE = b'{"Records":[%b]}' % b",".join([RECORD] * (6 * 1024 * 1024 // (len(RECORD) + 1)))


class Connection:
    """A program that has connected to a Runtime API that is just this."""

    def __init__(self, program):
        with socket.create_server(("127.0.0.1", 0)) as server:
            address = f"127.0.0.1:{server.getsockname()[1]}"
            before = time.perf_counter()
            self.process = subprocess.Popen([program], env={"AWS_LAMBDA_RUNTIME_API": address},
                                            stdout=subprocess.DEVNULL)
            self.socket = server.accept()[0]
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.read_until(b"\r\n\r\n")
        self.milliseconds = (time.perf_counter() - before) * 1000

    def read_until(self, end):
        data = b""
        while end not in data:
            data += self.socket.recv(65536)

    def invoke(self, event):
        self.socket.sendall(b"HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: id\r\n"
                            b"Content-Length: %d\r\n\r\n%b" % (len(event), event))
        self.read_until(b"batchItemFailures\":[]}")
        self.socket.sendall(b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")
        self.read_until(b"\r\n\r\n")

    def kilobytes(self):
        """The most that it has had in memory."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(status.split("VmHWM:")[1].split()[0])

    def end(self):
        self.process.kill()
        self.process.wait()
        self.socket.close()


def start(program):
    connection = Connection(program)
    connection.end()
    return connection.milliseconds


def memory(program, event, times):
    connection = Connection(program)
    for _ in range(times):
        connection.invoke(event)
    kilobytes = connection.kilobytes()
    connection.end()
    return kilobytes


for name in sys.argv[1:]:
    starts = sorted(start(name) for _ in range(STARTS))
    print(f"{name}: {pathlib.Path(name).stat().st_size} bytes; first request after "
          f"{starts[0]:.2f} ms at best, {starts[STARTS // 2]:.2f} ms median; "
          f"{memory(name, SMALL, 100)} KiB after 100 events of {len(SMALL)} bytes, "
          f"{memory(name, LARGE, 5)} KiB after 5 of {len(LARGE)}")
