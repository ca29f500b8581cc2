"""One HTTP request to one machine whose address was checked before: no proxy, no cookies, no second look at the name.

The connection goes to the IP address; the name stays in the ``Host`` header and in the certificate's check. A deadline
ends it in whatever phase it is: the time limits of sockets start anew with every byte, so a slow drip would never end.
"""

import contextlib
import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import TracebackType
from typing import Final, Self

import certifi

from localize.intake.addresses import FetchError, Target
from localize.intake.words import refusal

CONNECT_SECONDS: Final = 5.0  # for one of a host's addresses, before the next one is tried
_MAX_ADDRESSES: Final = 4
_HAIR: Final = 0.02  # seconds
_PIECE: Final = 65_536
_GZIP: Final = 0x1F

Resolver = Callable[[str, int], Sequence[str]]


def system_resolver(host: str, port: int) -> Sequence[str]:
    """The IP addresses of a host, in the system's order. Raises ``OSError``."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


class Deadline:
    """Context: so many seconds for everything inside it. The socket that is being used is shut when they are over."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.expired = False
        self._until = time.monotonic() + seconds
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()

    def rest(self, most: float) -> float:
        """Seconds that are left, at most so many."""
        return max(0.01, min(most, self._until - time.monotonic()))

    def watch(self, sock: socket.socket | None) -> None:
        """Take the socket that the answer comes from; None: it is closed."""
        with self._lock:
            self._socket = sock
            if self.expired:
                self._cut()

    def check(self, host: str) -> None:
        """Raise ``FetchError`` when the time is over: a cut answer may look like a complete one."""
        # A socket's own time limit may end a hair before the timer does.
        if self.expired or time.monotonic() > self._until - _HAIR:
            raise refusal("url-too-slow", FetchError, host=host, seconds=f"{self.seconds:g}")

    def _expire(self) -> None:
        with self._lock:
            self.expired = True
            self._cut()

    def _cut(self) -> None:
        if self._socket is not None:
            with contextlib.suppress(OSError):  # the other side was faster
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers by lower-case name, and the unpacked body, which is read for a status of 200 to 299 only."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


def dial(address: str, port: int, seconds: float) -> socket.socket:
    """A connection to an IP address. Raises ``OSError``."""
    return socket.create_connection((address, port), seconds)


class _Connection(http.client.HTTPConnection):
    """A connection to the machine that was checked, whatever its name says by now."""

    def __init__(self, target: Target, addresses: Sequence[str], deadline: Deadline) -> None:
        super().__init__(target.host, target.port)
        self._target = target
        self._addresses = addresses[:_MAX_ADDRESSES]
        self._deadline = deadline

    def connect(self) -> None:
        """Connect to the first address that takes it. Raises ``OSError``."""
        self.sock = self._open()
        self.sock.settimeout(self._deadline.rest(self._deadline.seconds))
        if self._target.scheme == "https":
            secure = _tls().wrap_socket(self.sock, server_hostname=self._target.host, do_handshake_on_connect=False)
            self.sock = secure
            self._deadline.watch(secure)
            secure.do_handshake()
        else:
            self._deadline.watch(self.sock)

    def _open(self) -> socket.socket:
        last: OSError = OSError("no address")
        for address in self._addresses:
            try:
                return dial(address, self._target.port, self._deadline.rest(CONNECT_SECONDS))
            except OSError as error:
                last = error
        raise last


@cache
def _tls() -> ssl.SSLContext:
    """The system's authorities and those that come with requests; ``SSL_CERT_FILE`` adds a closed network's own."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def resolve(resolver: Resolver, target: Target, deadline: Deadline) -> Sequence[str]:
    """The addresses of a host. Asked in a thread of its own: the system may wait longer for an answer than we do."""
    found: list[Sequence[str]] = []
    failed: list[Exception] = []

    def look() -> None:
        try:
            found.append(resolver(target.host, target.port))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    thread = threading.Thread(target=look, name="resolving", daemon=True)
    thread.start()
    thread.join(deadline.rest(deadline.seconds))
    if thread.is_alive():
        raise refusal("url-too-slow", FetchError, host=target.host, seconds=f"{deadline.seconds:g}")
    if failed or not found[0]:
        raise refusal("url-unknown-host", FetchError, host=target.host)
    return found[0]


def ask(
    target: Target,
    addresses: Sequence[str],
    headers: Mapping[str, str],
    deadline: Deadline,
    *,
    max_bytes: int,
    accept: Callable[[Answer], None],
) -> Answer:
    """GET. ``accept`` sees status and headers before the body is read and may raise. Raises ``FetchError``."""
    connection = _Connection(target, addresses, deadline)
    try:
        _connect(connection, target.host, deadline)
        with _told(target.host, deadline):
            connection.request("GET", target.path, headers={"Host": target.authority, **headers})
            with contextlib.closing(connection.getresponse()) as response:
                answer = Answer(response.status, {name.lower(): value for name, value in response.getheaders()})
                accept(answer)
                if not 200 <= response.status < 300:
                    return answer
                body = _body(response, target.host, deadline, max_bytes)
        deadline.check(target.host)
        return Answer(answer.status, answer.headers, body)
    finally:
        deadline.watch(None)
        connection.close()


def _body(response: http.client.HTTPResponse, host: str, deadline: Deadline, max_bytes: int) -> bytes:
    """The unpacked body. Packed data is unpacked piece by piece, so that a bomb goes off at the limit."""
    encoding = (response.getheader("Content-Encoding") or "").strip().lower()
    if encoding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
        raise refusal("url-encoding", FetchError, host=host, encoding=encoding[:40])
    packed = encoding not in {"", "identity"}
    body = bytearray()
    pieces = _pieces(response)
    for piece in _unpacked(pieces, max_bytes + 1) if packed else pieces:
        body += piece
        if len(body) > max_bytes:
            raise refusal("url-too-large", FetchError, limit=max_bytes)
        deadline.check(host)
    if response.length:  # fewer bytes than announced
        raise http.client.IncompleteRead(b"")
    return bytes(body)


def _pieces(response: http.client.HTTPResponse) -> Iterator[bytes]:
    while piece := response.read1(_PIECE):
        yield piece


def _unpacked(pieces: Iterator[bytes], most: int) -> Iterator[bytes]:
    """Unpack gzip or deflate. Raises ``zlib.error``, and ``IncompleteRead`` for data that breaks off."""
    unpacker = None
    for piece in pieces:
        rest = piece
        while rest:
            if unpacker is not None and unpacker.eof and rest[0] != _GZIP:
                return  # padding after the end
            if unpacker is None or unpacker.eof:  # gzip may hold several members
                unpacker = zlib.decompressobj(47 if _has_header(rest) else -zlib.MAX_WBITS)
            yield unpacker.decompress(rest, most)
            rest = unpacker.unconsumed_tail or unpacker.unused_data
    if unpacker is not None and not unpacker.eof:
        raise http.client.IncompleteRead(b"")


def _has_header(data: bytes) -> bool:
    """Whether packed data begins as gzip or zlib; some servers send bare deflate."""
    return data[0] == _GZIP or (data[0] & 0x0F == 8 and (len(data) < 2 or int.from_bytes(data[:2], "big") % 31 == 0))


@contextlib.contextmanager
def _told(host: str, deadline: Deadline) -> Iterator[None]:
    """What sockets and HTTP say, as our sentences. What they say word for word is dropped: it may hold anything."""
    try:
        yield
    except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
        deadline.check(host)
        match error:
            case TimeoutError():
                told = refusal("url-too-slow", FetchError, host=host, seconds=f"{deadline.seconds:g}")
            case zlib.error():
                told = refusal("url-encoding", FetchError, host=host, encoding="gzip")
            case OSError() | http.client.IncompleteRead():
                told = refusal("url-broken-off", FetchError, host=host)
            case _:
                told = refusal("url-not-http", FetchError, host=host)
        raise told from error


def _connect(connection: _Connection, host: str, deadline: Deadline) -> None:
    """Connect. Raises ``FetchError``."""
    try:
        connection.connect()
    except ssl.SSLCertVerificationError as error:
        deadline.check(host)
        raise refusal("url-tls", FetchError, host=host, problem=error.verify_message) from error
    except ssl.SSLError as error:
        deadline.check(host)
        problem = (error.reason or "no agreement").replace("_", " ").lower()
        raise refusal("url-tls", FetchError, host=host, problem=problem) from error
    except OSError as error:
        deadline.check(host)
        raise refusal("url-unreachable", FetchError, host=host) from error
