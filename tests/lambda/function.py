"""Runs a Lambda function's program against the fake Runtime API, for the tests beside this file."""

import collections
import os
import signal
import subprocess
import threading

from fake_runtime_api import PATIENCE, FakeRuntimeApi, Invocation

# What a program came to: the exit status, what it wrote, and what the API has seen of it.
Done = collections.namedtuple("Done", "status output api")


def start(program, address, stdout=subprocess.PIPE, stderr=None, **environment):
    """`program` is a command, or a variable that names one. The environment is just this one, but
    for what sanitizers and emulators read."""
    inherited = {name: value for name, value in os.environ.items()
                 if name.endswith("SAN_OPTIONS") or name.startswith("QEMU_")}
    if address is not None:
        environment["AWS_LAMBDA_RUNTIME_API"] = address
    if isinstance(program, str):
        program = [*os.environ.get("EMULATOR", "").split(), os.environ[program]]
    return subprocess.Popen(program, env={**inherited, **environment}, stdout=stdout,
                            stderr=stderr)


def end(process):
    """Waits for a program that is about to end; returns its exit status and output."""
    try:
        output, _ = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
        process.wait()
    return process.returncode, output


class Waiting(threading.Thread):
    """Ends a program by SIGTERM once it waits for an invocation and there is none."""

    def __init__(self, api, process):
        super().__init__(daemon=True)
        self.api, self.process = api, process
        self.start()

    def run(self):
        if self.api.wait_until_idle():
            self.process.send_signal(signal.SIGTERM)


def run(items, program="BOOTSTRAP", prefix="", **how):
    """Runs it until it has had all of the items, or ends by itself. Bytes are invocations."""
    items = [Invocation(item) if isinstance(item, bytes) else item for item in items]
    with FakeRuntimeApi(items, prefix) as api:
        process = start(program, api.address, **how)
        Waiting(api, process)
        return Done(*end(process), api)
