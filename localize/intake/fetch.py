"""An address on the web -> what stands there: every hop checked, connected to the checked machine, bounded throughout.

Where to connect is decided once for every hop, by ``localize.intake.addresses``; ``localize.intake.wire`` then asks that
very machine, so that a name which changes its mind between check and connection leads nowhere else.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Final

from localize.article import IntakeNote
from localize.errors import InvalidInputError
from localize.intake.addresses import FetchError, Target, is_public, read_url
from localize.intake.wire import Answer, Deadline, Resolver, ask, resolve, system_resolver
from localize.intake.words import ACCEPTED, note, refusal

__all__ = ["MAX_REDIRECTS", "FetchError", "FetchRules", "Fetched", "fetch"]

MAX_REDIRECTS: Final = 5
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_PERMANENT: Final = frozenset({301, 308})
_ACCEPT: Final = (
    "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/xml;q=0.9,"
    "application/json;q=0.9,text/plain;q=0.8,*/*;q=0.5"
)
# Kinds of data that no reader takes, by the beginning of their type and as a sentence names them.
_UNREAD: Final = (
    ("image/", "a picture"),
    ("video/", "a video"),
    ("audio/", "a sound recording"),
    ("font/", "a font"),
    ("application/pdf", "a PDF file"),
    ("application/msword", "an old Word file (.doc)"),
    ("text/css", "a style sheet"),
    ("text/javascript", "a script"),
    ("application/javascript", "a script"),
    ("application/gzip", "an archive"),
)


@dataclass(frozen=True, slots=True)
class FetchRules:
    """What fetching may do. ``private``: machines of closed networks and this one, on any port.

    ``timeout``: seconds for everything, redirects included. ``max_bytes``: of the unpacked body. ``language``: asked for
    where a server has several.
    """

    private: bool = False
    timeout: float = 20.0
    max_bytes: int = 16_000_000
    user_agent: str = "Localize/1"
    language: str = "en"
    resolver: Resolver = system_resolver


@dataclass(frozen=True, slots=True)
class Fetched:
    """What stands at an address. ``url``: where it was found in the end.

    ``not_modified``: the server has nothing newer than the ``etag`` or ``last_modified`` that it was asked with; there is
    no ``data`` then. ``moved_to``: the address to ask next time, when the old one has moved for good.
    """

    url: str
    status: int
    data: bytes
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    not_modified: bool = False
    moved_to: str | None = None
    notes: tuple[IntakeNote, ...] = ()


def fetch(url: str, *, rules: FetchRules, etag: str | None = None, last_modified: str | None = None) -> Fetched:
    """Ask for an address, following redirections. ``etag``, ``last_modified``: as they came last time.

    Raises ``FetchError`` with a sentence for every reason not to have it; ``details`` carry ``status`` and
    ``retry_after`` (seconds) where the server said them.
    """
    headers = {
        "User-Agent": rules.user_agent,
        "Accept": _ACCEPT,
        "Accept-Language": f"{rules.language}, *;q=0.5",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    headers |= {name: value for name, value in (("If-None-Match", etag), ("If-Modified-Since", last_modified)) if value}
    first = read_url(url, private=rules.private)
    hops: list[tuple[Target, int]] = []  # that lead on, and with which status
    target = first
    with Deadline(rules.timeout) as deadline:
        while True:
            addresses = _checked(target, rules, deadline)
            answer = ask(
                target,
                addresses,
                headers,
                deadline,
                max_bytes=rules.max_bytes,
                accept=partial(_accept, target),
            )
            if answer.status not in _REDIRECTS:
                return _fetched(target, answer, hops, conditional=bool(etag or last_modified))
            hops.append((target, answer.status))
            target = _next(target, answer, hops, rules)


def _checked(target: Target, rules: FetchRules, deadline: Deadline) -> Sequence[str]:
    """Where to connect. Raises ``FetchError`` when any of a host's addresses is not for us to ask."""
    addresses = resolve(rules.resolver, target, deadline)
    if not rules.private and not all(map(is_public, addresses)):
        raise refusal("url-private", FetchError, host=target.host)
    return addresses


def _next(target: Target, answer: Answer, hops: Sequence[tuple[Target, int]], rules: FetchRules) -> Target:
    """Where a redirection leads. Raises ``FetchError``."""
    location = answer.headers.get("location")
    if not location:
        raise _refused("url-status", target, answer)
    if len(hops) > MAX_REDIRECTS:
        raise refusal("url-too-many-redirects", FetchError, limit=MAX_REDIRECTS)
    # Header bytes come as Latin-1; addresses that are not ASCII are UTF-8 in practice.
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    found = read_url(location, private=rules.private, base=target)
    if any(found == hop for hop, _ in hops):
        raise refusal("url-redirect-loop", FetchError, host=found.host)
    return found


def _accept(target: Target, answer: Answer) -> None:
    """Judge by status and type, before the body is read. Raises ``FetchError``."""
    status = answer.status
    if status in _REDIRECTS or status == 304:
        return
    if not 200 <= status < 300:
        raise _refused(_reason(status), target, answer)
    declared = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    for beginning, what in _UNREAD:
        if declared.startswith(beginning):
            raise refusal("url-not-text", FetchError, what=what, accepted=ACCEPTED)


def _reason(status: int) -> str:
    match status:
        case 401 | 402 | 403 | 407 | 451:
            return "url-forbidden"
        case 404:
            return "url-missing"
        case 410:
            return "url-gone"
        case 429:
            return "url-too-often"
        case _ if status >= 500:
            return "url-server-error"
    return "url-status"


def _refused(reason: str, target: Target, answer: Answer) -> InvalidInputError:
    details: dict[str, float] = {"status": answer.status}
    wait = _retry_after(answer.headers)
    if wait is not None:
        details["retry_after"] = wait
    return refusal(reason, FetchError, details=details, host=target.host, status=answer.status)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that a server wants to be left alone: sent as a number or as a date."""
    written = headers.get("retry-after", "").strip()
    if written.isdigit() and len(written) < 10:
        return float(written)
    try:
        until = parsedate_to_datetime(written)
        now = parsedate_to_datetime(headers["date"]) if "date" in headers else datetime.now(UTC)
        return max(0.0, (until - now).total_seconds())
    except (TypeError, ValueError, OverflowError):
        return None


def _fetched(target: Target, answer: Answer, hops: Sequence[tuple[Target, int]], *, conditional: bool) -> Fetched:
    """The result. Raises ``FetchError`` for an empty one."""
    unchanged = answer.status == 304
    if unchanged and not conditional:
        raise _refused("url-status", target, answer)
    if not unchanged and not answer.body:
        raise _refused("url-empty", target, answer)
    ways = [hop for hop, _ in hops] + [target]
    insecure = any(hop.scheme == "https" for hop in ways) and target.scheme == "http"
    return Fetched(
        url=target.url,
        status=answer.status,
        data=answer.body,
        content_type=answer.headers.get("content-type"),
        etag=answer.headers.get("etag"),
        last_modified=answer.headers.get("last-modified"),
        not_modified=unchanged,
        moved_to=_moved(ways, [status for _, status in hops]),
        notes=(note("url-insecure"),) if insecure else (),
    )


def _moved(ways: Sequence[Target], statuses: Sequence[int]) -> str | None:
    """Where the unbroken row of permanent redirections at the beginning ends."""
    steps = next((n for n, status in enumerate(statuses) if status not in _PERMANENT), len(statuses))
    return ways[steps].url if steps else None
