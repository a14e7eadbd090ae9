"""The function on this machine: cargo-lambda serves Lambda's Runtime API, and the bootstrap runs
beside it."""

import concurrent.futures
import dataclasses
import os
import time
import urllib.error
import urllib.request

from process import free_port, serve, start, stop

PACKAGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "runtime_api")
INVOCATIONS = "/2015-03-31/functions/_/invocations"


@dataclasses.dataclass(frozen=True)
class Outcome:
    failed: bool
    body: bytes


class Function:
    """As in Lambda, a bootstrap that dies or is too slow fails the invocation, and the next one
    gets a new environment: a new Runtime API too, since the old one still has the invocation."""

    def __init__(self, bootstrap, cargo_lambda, report_failures, output=None, timeout=30):
        self.bootstrap = bootstrap
        self.cargo_lambda = cargo_lambda
        self.report_failures = report_failures
        self.output = output
        self.timeout = timeout
        self.sender = concurrent.futures.ThreadPoolExecutor(1)
        self.port = None
        self.runtime_api = None
        self.process = None

    def invoke(self, event):
        if self.process is None or self.process.poll() is not None:
            self.close()
            self.start()
        reply = self.sender.submit(post, self.port, event)
        self.wait_for(reply)
        if reply.done() and reply.exception() is None:
            return reply.result()
        self.close()  # and this ends the sending
        return Outcome(True, b'{"errorMessage":"the bootstrap ended, or took too long"}')

    def start(self):
        self.port = free_port()
        self.runtime_api = serve(
            [self.cargo_lambda, "lambda", "watch", "--only-lambda-apis", "-A", "127.0.0.1",
             "-P", str(self.port)], self.port, cwd=PACKAGE)
        self.process = start([self.bootstrap], stdout=self.output, env={
            **os.environ,
            "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self.port}/.rt",
            "AWS_LAMBDA_FUNCTION_NAME": "orders",
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_REGION": "us-east-1",
            "_HANDLER": "bootstrap",
            "REPORT_BATCH_ITEM_FAILURES": "true" if self.report_failures else "false"})

    def wait_for(self, reply):
        """What a bootstrap said before it died may still be on its way, hence the last second."""
        end = time.monotonic() + self.timeout
        while self.process.poll() is None and time.monotonic() < end:
            if concurrent.futures.wait([reply], 0.1).done:
                return
        concurrent.futures.wait([reply], 1)

    def close(self):
        for process in (self.process, self.runtime_api):
            if process is not None:
                stop(process)
        self.process = self.runtime_api = None


def post(port, event):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{INVOCATIONS}", event) as reply:
            return Outcome(False, reply.read())
    except urllib.error.HTTPError as error:
        with error:
            return Outcome(True, error.read())
