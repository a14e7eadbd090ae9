"""A Runtime API as Lambda has it, for tests: hands out the invocations that it is given, keeps what
is posted, and holds the client to the contract.

    with FakeRuntimeApi([Invocation(b"{}")]) as api:
        ... run a function with AWS_LAMBDA_RUNTIME_API=api.address ...
        api.wait_until_idle()
        api.answers

Source: "Using the Lambda runtime API for custom runtimes" in the AWS Lambda guide."""

import contextlib
import dataclasses
import http.server
import json
import re
import socket
import threading
import time
import typing

API = "/2018-06-01/runtime"
POSTED = re.compile(r"/init/error|/invocation/(?P<id>[^/]+)/(?P<kind>response|error)")
ARN = "arn:aws:lambda:us-east-2:123456789012:function:custom-runtime"
MOST = 6 * 1024 * 1024  # bytes of an answer
ERROR_TYPE = "Lambda-Runtime-Function-Error-Type"
PATIENCE = 120  # seconds, after which a test has failed for certain


@dataclasses.dataclass
class Invocation:
    """An event to hand out, and what becomes of its answer."""

    event: bytes
    headers: dict = dataclasses.field(default_factory=dict)  # None leaves one out
    chunks: typing.Optional[int] = None  # bytes in each, instead of Content-Length
    delay: float = 0  # seconds before it comes
    status: int = 0  # for its answer; 0: as is due
    before_status: typing.Callable = lambda: None  # called when the answer has come
    raw_status: typing.Optional[bytes] = None  # these bytes instead, and the connection's end
    closes: bool = False  # the connection, behind the event and behind the status
    drops: bool = False  # the connection, behind the event, and does not say so
    request_id: typing.Optional[str] = None  # when it has been handed out


@dataclasses.dataclass
class Refusal:
    """`next` is answered with a status and no event."""

    status: int


@dataclasses.dataclass
class Raw:
    """`next` is answered with these bytes, and the connection's end."""

    data: bytes


@dataclasses.dataclass
class Answer:
    """What was posted: to "response", "error" or "init/error"."""

    kind: str
    request_id: typing.Optional[str]
    body: bytes
    headers: dict
    status: int

    def json(self):
        return json.loads(self.body)

    @property
    def error_type(self):
        return self.headers.get(ERROR_TYPE)


class Handler(http.server.BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or each body would wait for its head to be acknowledged
    api = None  # set in a class of the server's own

    def setup(self):
        super().setup()
        self.api.connections += 1

    def finish(self):
        with contextlib.suppress(OSError):  # the client may have closed it already
            super().finish()
            self.connection.shutdown(socket.SHUT_RDWR)
        self.api.has_closed.set()

    def log_message(self, *_):
        pass

    def send(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def send_raw(self, data):
        self.wfile.write(data)
        self.close_connection = True

    def refuse(self, status, error_type):
        body = {"errorType": error_type, "errorMessage": error_type}
        self.send(status, json.dumps(body).encode(), Content_Type="application/json")

    def do_GET(self):
        self.api.requests.append(f"GET {self.path}")
        if self.path != self.api.prefix + API + "/invocation/next":
            self.api.faults.append(f"GET {self.path}")
            self.refuse(404, "NoSuchResource")
        elif self.api.current is not None:
            self.api.faults.append("next before the answer")
            self.refuse(403, "InvalidStateTransition")
        else:
            self.hand_out(self.api.take())

    def hand_out(self, item):
        if item is None:
            self.close_connection = True
        elif isinstance(item, Refusal):
            self.refuse(item.status, "Refused")
        elif isinstance(item, Raw):
            self.send_raw(item.data)
        else:
            time.sleep(item.delay)
            self.api.current = item
            self.send_event(item, self.api.headers_of(item))
            self.close_connection = self.close_connection or item.drops

    def send_event(self, item, headers):
        self.send_response(200)
        for name, value in headers.items():
            self.send_header(name, value)
        if item.closes:
            self.send_header("Connection", "close")
        if item.chunks is None:
            self.send_header("Content-Length", str(len(item.event)))
            self.end_headers()
            self.wfile.write(item.event)
            return
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for at in range(0, len(item.event), item.chunks):
            chunk = item.event[at:at + item.chunks]
            self.wfile.write(b"%x\r\n%b\r\n" % (len(chunk), chunk))
        self.wfile.write(b"0\r\n\r\n")

    def do_POST(self):
        self.api.requests.append(f"POST {self.path}")
        for header in ("Expect", "Transfer-Encoding"):
            if header in self.headers:
                self.api.faults.append(f"a POST with {header}")
        if "Content-Length" not in self.headers:
            self.api.faults.append("a POST without Content-Length")
            self.close_connection = True
            return
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.api.judge(self, body)


class FakeRuntimeApi:
    def __init__(self, items=(), prefix=""):
        self.items = list(items)
        self.prefix = prefix
        self.current = None  # the invocation that has been handed out and has no answer
        self.handed_out = 0
        self.answers, self.requests, self.faults = [], [], []
        self.connections = 0
        self.is_idle, self.is_closing = threading.Event(), threading.Event()
        self.has_closed = threading.Event()  # a connection

    def __enter__(self):
        handler = type("Handler", (Handler,), {"api": self})
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        self.address = f"127.0.0.1:{self.server.server_port}{self.prefix}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.is_closing.set()
        self.server.shutdown()
        self.server.server_close()

    def wait_until_idle(self):
        """Until the client waits for an invocation, and there is none left."""
        return self.is_idle.wait(PATIENCE)

    def take(self):
        """The next one; blocks when there is none, and is None in the end."""
        if self.items:
            return self.items.pop(0)
        self.is_idle.set()
        self.is_closing.wait(PATIENCE)
        return None

    def headers_of(self, invocation):
        self.handed_out += 1
        usual = {"Lambda-Runtime-Aws-Request-Id": f"request-{self.handed_out}",
                 "Lambda-Runtime-Deadline-Ms": "1542409706888",
                 "Lambda-Runtime-Invoked-Function-Arn": ARN,
                 "Lambda-Runtime-Trace-Id": f"Root=1-{self.handed_out};Sampled=1",
                 "Content-Type": "application/json", **invocation.headers}
        invocation.request_id = usual["Lambda-Runtime-Aws-Request-Id"]
        return {name: value for name, value in usual.items() if value is not None}

    def judge(self, handler, body):
        """What has been posted."""
        posted = POSTED.fullmatch(handler.path.removeprefix(self.prefix + API))
        if not posted:
            self.faults.append(f"POST {handler.path}")
            handler.refuse(404, "NoSuchResource")
            return
        invocation = self.current
        kind, request_id = posted["kind"] or "init/error", posted["id"]
        status = self.due(kind, request_id, handler.headers, body)
        if invocation and invocation.status:
            status = invocation.status
        self.answers.append(Answer(kind, request_id, body, handler.headers, status))
        self.send_status(handler, invocation or Invocation(b""), status)

    def due(self, kind, request_id, headers, body):
        """The status that Lambda would answer with."""
        if kind != "response" and not is_error(headers, body):
            self.faults.append(f"an error of another form: {body!r}")
        if kind == "init/error":
            return 202 if self.handed_out == 0 else 403
        if self.current is None or request_id != self.current.request_id:
            self.faults.append(f"an answer for {request_id}, which waits for none")
            return 400
        self.current = None
        return 413 if len(body) > MOST else 202

    @staticmethod
    def send_status(handler, invocation, status):
        invocation.before_status()
        if invocation.raw_status is not None:
            handler.send_raw(invocation.raw_status)
        elif status != 202:
            handler.refuse(status, "Refused")
        else:
            handler.send(202, b'{"status":"OK"}\n', Content_Type="application/json",
                         **({"Connection": "close"} if invocation.closes else {}))


def is_error(headers, body):
    """Whether it has the form that Lambda understands."""
    error_type = headers.get(ERROR_TYPE)
    if error_type is not None and not re.fullmatch(r"[A-Z][a-z]+\.[A-Z][A-Za-z]+", error_type):
        return False
    try:
        error = json.loads(body)
        return isinstance(error["errorType"], str) and isinstance(error["errorMessage"], str)
    except (ValueError, LookupError):
        return False
