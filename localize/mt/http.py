"""Our own HTTP under every engine: one session, time limits, a cap on answers, no detours to other hosts.

Everything that fails comes out as ``EngineError`` (``localize.mt.faults``). What the answer means is the engine's.
"""

import ipaddress
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Any, Final
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

import requests
import urllib3

from localize.errors import EngineError
from localize.mt import faults
from localize.mt.faults import Provider, scrub
from localize.mt.transport import from_transport
from localize.mt.watch import Deadline, WatchedAdapter

__all__ = ["CONNECT_TIMEOUT", "MAX_BODY", "Answer", "HttpClient", "scrub"]

CONNECT_TIMEOUT: Final = 3.05  # seconds; just over one TCP retransmission
MAX_BODY: Final = 8 * 1024 * 1024  # bytes of an unpacked answer
USER_AGENT: Final = "Localize/1 (newsroom translation desk)"
_MAX_REDIRECTS: Final = 3
_PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer with a status of 2xx: its body, and the character set that the server names."""

    body: bytes
    charset: str | None

    @property
    def text(self) -> str:
        """The body as text; bytes that do not fit become U+FFFD."""
        try:
            return self.body.decode(self.charset or "utf-8", "replace")
        except LookupError:  # a character set that does not exist
            return self.body.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    headers: Mapping[str, str]
    answer: Answer


class HttpClient:
    """Requests to one provider. Safe for threads: the session holds connections and nothing else.

    ``base_url`` may carry ``user:password@`` for a server behind basic authentication. ``timeout`` is the time in
    seconds for a whole request. ``secrets`` never appear in an error.
    """

    def __init__(
        self,
        provider: Provider,
        base_url: str,
        *,
        timeout: float,
        user_agent: str = USER_AGENT,
        secrets: tuple[str, ...] = (),
    ) -> None:
        parts = urlsplit(base_url)
        self.provider = provider
        self.timeout = timeout
        self.host = parts.hostname or ""
        self._base = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path.rstrip("/"), "", ""))
        self._login = (unquote(parts.username or ""), unquote(parts.password or "")) if parts.username else None
        self._secrets = (*secrets, *((self._login[1],) if self._login else ()))
        self._user_agent = user_agent
        self._session: tuple[int, requests.Session] | None = None

    def get(self, path: str, params: Mapping[str, str], *, items: int = 1) -> Answer:
        """GET; ``items`` says how many texts it carries. Raises ``EngineError``."""
        return self._request("GET", path, items=items, params=params)

    def post_json(self, path: str, body: bytes, *, headers: Mapping[str, str] | None = None, items: int = 1) -> Any:
        """POST a JSON body (UTF-8) and read a JSON answer. Raises ``EngineError``."""
        sent = {"Content-Type": "application/json", "Accept": "application/json", **(headers or {})}
        return self._json(self._request("POST", path, items=items, data=body, headers=sent))

    def get_json(self, path: str, *, headers: Mapping[str, str] | None = None) -> Any:
        """GET and read a JSON answer. Raises ``EngineError``."""
        return self._json(
            self._request("GET", path, items=1, headers={"Accept": "application/json", **(headers or {})})
        )

    def delete(self, path: str, *, headers: Mapping[str, str] | None = None) -> None:
        """DELETE. Raises ``EngineError``."""
        self._request("DELETE", path, items=1, headers=dict(headers or {}))

    def bad_answer(self, what: str) -> EngineError:
        """The error for an answer that is not what was asked for."""
        return faults.bad_answer(self.provider, what)

    def _json(self, answer: Answer) -> Any:
        try:
            return json.loads(answer.body)
        except (ValueError, RecursionError):
            what = "a web page" if answer.body.lstrip()[:1] == b"<" else "something unreadable"
            raise self.bad_answer(f"answered with {what} instead of a translation.") from None

    def _request(self, method: str, path: str, *, items: int, **kwargs: Any) -> Answer:
        url = self._base + path
        with Deadline(self.timeout) as deadline:
            for _ in range(_MAX_REDIRECTS + 1):
                reply = self._exchange(method, url, deadline, kwargs)
                if not 300 <= reply.status < 400:
                    return self._accept(reply, items)
                url = self._next(method, url, reply)
                kwargs.pop("params", None)  # the new address says it all
        raise faults.redirected(self.provider, self.host, "")

    def _exchange(self, method: str, url: str, deadline: Deadline, kwargs: Mapping[str, Any]) -> _Reply:
        """One request and its whole answer. Causes are cut off: their texts may hold what must not be shown."""
        limits = (min(CONNECT_TIMEOUT, self.timeout), self.timeout)
        try:
            with self._live_session().request(
                method, url, timeout=limits, stream=True, allow_redirects=False, **kwargs
            ) as response:
                body = self._read(response, deadline)
                charset = requests.utils.get_encoding_from_headers(response.headers)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            if deadline.expired:
                raise faults.timed_out(self.provider, self.timeout) from None
            raise from_transport(self.provider, error, host=self.host, seconds=self.timeout) from None
        if deadline.expired:  # without a stated length a cut answer looks like a complete one
            raise faults.timed_out(self.provider, self.timeout)
        named = charset if "charset" in response.headers.get("Content-Type", "").lower() else None
        return _Reply(response.status_code, response.headers, Answer(body, named))

    def _read(self, response: requests.Response, deadline: Deadline) -> bytes:
        body = bytearray()
        for piece in response.iter_content(65_536):
            body += piece
            if len(body) > MAX_BODY:
                raise faults.bad_answer(self.provider, "sent an answer of more than 8 MB; it was not read.")
            if deadline.expired:
                break
        return bytes(body)

    def _accept(self, reply: _Reply, items: int) -> Answer:
        if 200 <= reply.status < 300:
            return reply.answer
        raise faults.from_status(
            self.provider,
            reply.status,
            body=reply.answer.body,
            retry_after=reply.headers.get("Retry-After"),
            items=items,
            secrets=self._secrets,
        )

    def _next(self, method: str, url: str, reply: _Reply) -> str:
        """Where a redirection leads, if it stays on the host and repeats the request. Raises ``EngineError``."""
        try:
            location = urljoin(url, reply.headers.get("Location", ""))
            new, old = urlsplit(location), urlsplit(url)
        except ValueError:
            raise faults.redirected(self.provider, "one that cannot be read", "") from None
        if _origin(new) != _origin(old) or location == url or (method != "GET" and reply.status not in {307, 308}):
            raise faults.redirected(self.provider, scrub(new.hostname or "nowhere", self._secrets), new.path)
        return location

    def _live_session(self) -> requests.Session:
        """The session of this process: sockets must not be shared with a parent process."""
        kept = self._session
        if kept is None or kept[0] != os.getpid():
            kept = (os.getpid(), self._new_session())
            self._session = kept
        return kept[1]

    def _new_session(self) -> requests.Session:
        session = _Session()
        session.mount("http://", WatchedAdapter())
        session.mount("https://", WatchedAdapter())
        session.headers["User-Agent"] = self._user_agent
        # A function, even one that adds nothing, keeps ~/.netrc from replacing our Authorization header.
        session.auth = self._login or _unchanged
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        if _is_loopback(self.host):
            session.trust_env = False  # a proxy cannot reach this machine's own addresses
        return session


class _Session(requests.Session):
    """A session that leaves redirections alone: preparing one, ``requests`` would read a body of any size."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Nowhere."""


def _unchanged(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _origin(parts: Any) -> tuple[str, str | None, int | None]:
    try:
        return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)
    except ValueError:  # a port that is no number
        return "", None, None


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
