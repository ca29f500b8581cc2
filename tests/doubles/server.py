"""A small HTTP server on loopback that plays a translation service. Subclasses know the provider's protocol."""

import json
import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, Self

from tests.doubles.pseudo import pseudo_translate

ERROR_PAGE = "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>"
# What MyMemory says in the place of a translation.
QUOTA_WARNING = (
    "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY. NEXT AVAILABLE IN  13 HOURS 31 MINUTES 29 "
    "SECONDS VISIT HTTPS://MYMEMORY.TRANSLATED.NET/DOC/USAGELIMITS.PHP TO TRANSLATE MORE"
)

# Name of each fault and what it does. "503:7" is any status with Retry-After 7.
FAULTS: Mapping[str, str] = {
    "garbage": "200 with bytes that are no answer",
    "cut-json": "200 with JSON that breaks off",
    "empty-list": "200 with no translations",
    "short-list": "200 with one translation too few",
    "long-list": "200 with one translation too many",
    "echo": "200 with the source texts",
    "empty-strings": "200 with empty translations",
    "blank-strings": "200 with white space for translations",
    "wrong-types": "200 with numbers for translations",
    "nulls": "200 with null for translations",
    "wrong-shape": "200 with another structure",
    "html": "200 with an error page",
    "html-502": "502 with an error page",
    "html-items": "200 with an error page in place of each translation",
    "hang": "no answer until the double is closed",
    "reset": "the connection is reset",
    "close": "the connection is closed without an answer",
    "drip": "a byte of the body now and then",
    "drip-headers": "a byte of the headers now and then",
    "huge": "200 with a body that does not end",
    "redirect": "302 to another host",
    "latin": "200 with English that is not the source",
    "warning": "200 with a warning about a quota in place of each translation",
    "script": "200 with a live script in each translation",
}


@dataclass(frozen=True, slots=True)
class Received:
    """One request as it came in. ``chars``: code points of its texts."""

    method: str
    path: str
    texts: tuple[str, ...]
    target: str
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def chars(self) -> int:
        """Code points of all texts."""
        return sum(map(len, self.texts))


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back."""

    status: int
    body: bytes
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


def json_reply(status: int, value: Any) -> Reply:
    """A reply in JSON."""
    return Reply(status, json.dumps(value, ensure_ascii=False).encode())


class RefusedError(Exception):
    """The request breaks the protocol: the provider's own error goes back."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.status)
        self.reply = reply


Faults = Iterable[str | None] | Callable[[Received], str | None]


class ServiceDouble:
    """A service on ``http://127.0.0.1:PORT``, as a context manager.

    ``translate(text, target)`` makes the answers, ``latency`` seconds pass from a request's head to its answer. ``faults`` is a row of
    names (one per request; None: answer well; the last one repeats when ``repeat`` is set) or a function of the request.
    ``requests`` holds every well-formed request, in order of arrival; ``connections`` counts TCP connections.
    """

    provider: ClassVar[str] = ""

    def __init__(
        self,
        translate: Callable[[str, str], str] = pseudo_translate,
        *,
        latency: float = 0.0,
        faults: Faults = (),
        repeat: bool = False,
        port: int = 0,
    ) -> None:
        self.translate = translate
        self.latency = latency
        self.requests: list[Received] = []
        self.connections = 0
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._repeat = repeat
        self._rule = faults if callable(faults) else None
        self._row: deque[str | None] = deque() if callable(faults) else deque(faults)
        self._server = _Server(("127.0.0.1", port), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """Base address, without a slash at the end."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop, and let go of whoever hangs."""
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def fail_with(self, *names: str | None, repeat: bool = False) -> None:
        """Faults for the next requests."""
        with self._lock:
            self._rule, self._row, self._repeat = None, deque(names), repeat

    # What subclasses say.

    def read(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Received:
        """Read a request strictly; ``RefusedError`` carries the provider's error."""
        raise NotImplementedError

    def answer(self, received: Received, texts: list[Any]) -> Reply:
        """The provider's answer with these translations; they may be of any type when a fault wants it."""
        raise NotImplementedError

    # What the handler calls.

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        arrived = time.monotonic()
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        try:
            received = self.read(handler.command, handler.path, dict(handler.headers.items()), body)
        except RefusedError as refused:
            send(handler, refused.reply)
            return
        with self._lock:
            self.requests.append(received)
            fault = self._rule(received) if self._rule else self._next_fault()
        # The answer is made within that time, and in its middle: a request takes so long, not so long and a little, and
        # whoever is measured does not wait for this machine because of us.
        self._closing.wait(self.latency / 2)
        reply = self.answer(received, self._translated(received)) if fault is None else None
        self._closing.wait(max(self.latency - (time.monotonic() - arrived), 0.0))
        if reply is not None:
            send(handler, reply)
        else:
            self._fail(handler, received, fault)

    def _next_fault(self) -> str | None:
        if self._row:
            return self._row[0] if self._repeat and len(self._row) == 1 else self._row.popleft()
        return None

    def _translated(self, received: Received) -> list[Any]:
        return [self.translate(text, received.target) for text in received.texts]

    def _fail(self, handler: BaseHTTPRequestHandler, received: Received, fault: str) -> None:
        status, _, wait = fault.partition(":")
        if status.isdigit():
            headers = {"Retry-After": wait} if wait else {}
            words = b'{"message": "said by the provider", "error": "said by the provider"}'
            send(handler, Reply(int(status), words, headers=headers))
            return
        if fault in {"hang", "reset", "close", "drip", "drip-headers", "huge"}:
            getattr(self, "_" + fault.replace("-", "_"))(handler, received)
            return
        send(handler, self._wrong(received, fault))

    def _wrong(self, received: Received, fault: str) -> Reply:
        good = self._translated(received)
        wrong: dict[str, Callable[[], Reply]] = {
            "garbage": lambda: Reply(200, b"\x00\xff\xfe%!garbage" * 20),
            "cut-json": lambda: Reply(200, self.answer(received, good).body[:-9]),
            "empty-list": lambda: self.answer(received, []),
            "short-list": lambda: self.answer(received, good[:-1]),
            "long-list": lambda: self.answer(received, [*good, "лишнее"]),
            "echo": lambda: self.answer(received, list(received.texts)),
            "empty-strings": lambda: self.answer(received, ["" for _ in good]),
            "blank-strings": lambda: self.answer(received, [" \n " for _ in good]),
            "wrong-types": lambda: self.answer(received, [7 for _ in good]),
            "nulls": lambda: self.answer(received, [None for _ in good]),
            "wrong-shape": lambda: Reply(200, b'[{"nothing": ["like", "it"]}]'),
            "html": lambda: Reply(200, ERROR_PAGE.encode(), "text/html; charset=utf-8"),
            "html-502": lambda: Reply(502, ERROR_PAGE.encode(), "text/html; charset=utf-8"),
            "html-items": lambda: self.answer(received, [ERROR_PAGE for _ in good]),
            "redirect": lambda: Reply(302, b"", headers={"Location": "http://elsewhere.invalid/translate"}),
            "warning": lambda: self.answer(received, [QUOTA_WARNING for _ in good]),
            "script": lambda: self.answer(received, [f"{text}<script>alert(1)</script>" for text in good]),
            "latin": lambda: self.answer(received, ["This text is plainly still in English letters." for _ in good]),
        }
        return wrong[fault]()

    def _hang(self, handler: BaseHTTPRequestHandler, received: Received) -> None:
        del received
        self._closing.wait()
        handler.close_connection = True

    def _reset(self, handler: BaseHTTPRequestHandler, received: Received) -> None:
        del received
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.connection.close()
        handler.close_connection = True

    def _close(self, handler: BaseHTTPRequestHandler, received: Received) -> None:
        del received
        handler.close_connection = True

    def _drip(self, handler: BaseHTTPRequestHandler, received: Received) -> None:
        reply = self.answer(received, self._translated(received))
        _send_head(handler, reply)
        self._trickle(handler, reply.body)

    def _drip_headers(self, handler: BaseHTTPRequestHandler, received: Received) -> None:
        del received
        self._trickle(handler, b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 10_000)

    def _trickle(self, handler: BaseHTTPRequestHandler, data: bytes) -> None:
        for byte in data:
            if self._closing.wait(0.05):
                break
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
        handler.close_connection = True

    def _huge(self, handler: BaseHTTPRequestHandler, received: Received) -> None:
        del received
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        until = time.monotonic() + 20
        while not self._closing.is_set() and time.monotonic() < until:
            handler.wfile.write(b"[" * 65_536)
        handler.close_connection = True


def _send_head(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    handler.send_response(reply.status)
    for name, value in reply.headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Type", reply.content_type)
    handler.send_header("Content-Length", str(len(reply.body)))
    handler.end_headers()


def send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    """Send a reply."""
    _send_head(handler, reply)
    handler.wfile.write(reply.body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that went away are expected here."""
        del request, client_address


def _handler(double: ServiceDouble) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1  # head and body in one piece

        def setup(self) -> None:
            with double._lock:
                double.connections += 1
            super().setup()

        def _serve(self) -> None:
            double.serve(self)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _serve  # noqa: N815

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    return Handler
