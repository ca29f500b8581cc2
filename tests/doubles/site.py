"""A web site on loopback: pages that a test writes, and every way in which a server can misbehave."""

import gzip
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Page:
    """What is answered at a path. With an ``etag`` or ``modified``, a request that knows it gets 304."""

    body: bytes | str = b""
    content_type: str | None = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str | None = None
    modified: str | None = None

    @property
    def data(self) -> bytes:
        """The body in bytes."""
        return self.body.encode() if isinstance(self.body, str) else self.body


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came in."""

    path: str
    headers: Mapping[str, str]  # names in lower case


Behaviour = Callable[["Site", BaseHTTPRequestHandler], None]


def leads_to(location: str, status: int = 302) -> Page:
    """A redirection."""
    return Page(status=status, headers={"Location": location})


class Site:
    """``http://127.0.0.1:PORT`` as a context manager. ``pages``: by path, a page or a behaviour; change it at any time."""

    def __init__(
        self,
        pages: Mapping[str, Page | Behaviour] | None = None,
        *,
        host: str = "127.0.0.1",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.pages: dict[str, Page | Behaviour] = dict(pages or {})
        self.asked: list[Asked] = []
        self.closing = threading.Event()
        self._host = host
        kind = _SixServer if ":" in host else _Server
        self._server = kind((host, 0), _handler(self))
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """Base address (for plain HTTP), without a slash at the end."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self.port}"

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [asked.path for asked in self.asked]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        headers = {name.lower(): value for name, value in handler.headers.items()}
        self.asked.append(Asked(handler.path, headers))
        page = self.pages.get(handler.path, Page("<h1>Nothing here</h1>", status=404))
        if isinstance(page, Page):
            _send(handler, page, headers)
        else:
            page(self, handler)


def _send(handler: BaseHTTPRequestHandler, page: Page, asked: Mapping[str, str]) -> None:
    known = (page.etag and asked.get("if-none-match") == page.etag) or (
        page.modified and "if-none-match" not in asked and asked.get("if-modified-since") == page.modified
    )
    status, data = (304, b"") if known else (page.status, page.data)
    handler.send_response(status)
    named = {"Content-Type": page.content_type, "ETag": page.etag, "Last-Modified": page.modified, **page.headers}
    for name, value in named.items():
        if value is not None:
            handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data)


# Behaviours


def hangs(site: Site, handler: BaseHTTPRequestHandler) -> None:
    """No answer until the site is closed."""
    site.closing.wait(30)
    handler.close_connection = True


def drips(site: Site, handler: BaseHTTPRequestHandler) -> None:
    """A byte of the body now and then."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    _drip(site, handler, b"<p>x</p>")


def drips_headers(site: Site, handler: BaseHTTPRequestHandler) -> None:
    """A byte of the headers now and then."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    _drip(site, handler, b"x")


def _drip(site: Site, handler: BaseHTTPRequestHandler, bytes_: bytes) -> None:
    at = 0
    while not site.closing.wait(0.02):
        handler.wfile.write(bytes_[at % len(bytes_) :][:1])
        handler.wfile.flush()
        at += 1


def never_ends(site: Site, handler: BaseHTTPRequestHandler) -> None:
    """A body without end, as fast as it goes."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while not site.closing.is_set():
        handler.wfile.write(b"<p>more</p>" * 6_000)


def explodes(site: Site, handler: BaseHTTPRequestHandler) -> None:
    """A small packed body that unpacks to 400 MB."""
    del site
    packed = gzip.compress(b"\0" * 4_000_000) * 100
    _send(handler, Page(packed, headers={"Content-Encoding": "gzip"}), {})


def breaks_off(site: Site, handler: BaseHTTPRequestHandler) -> None:
    """Half of what was announced."""
    del site
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"<h1>Half of it</h1>")
    handler.close_connection = True


def breaks_off_packed(site: Site, handler: BaseHTTPRequestHandler) -> None:
    """Packed data whose end is missing, without a length."""
    del site
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip")
    handler.end_headers()
    handler.wfile.write(gzip.compress(bytes(range(256)) * 40)[:-12])
    handler.close_connection = True


def resets(site: Site, handler: BaseHTTPRequestHandler) -> None:
    """The connection is reset."""
    del site
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def says_nothing(site: Site, handler: BaseHTTPRequestHandler) -> None:
    """The connection is closed without an answer."""
    del site
    handler.close_connection = True


def speaks_something_else(site: Site, handler: BaseHTTPRequestHandler) -> None:
    """No HTTP at all."""
    del site
    handler.wfile.write(b"220 mail.example ESMTP ready\r\n")
    handler.close_connection = True


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that go away are part of the tests."""


class _SixServer(_Server):
    address_family = socket.AF_INET6


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.serve(self)

        def log_message(self, *args: object) -> None:
            pass

    return Handler
