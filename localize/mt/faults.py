"""What went wrong at a provider, as an ``EngineError`` whose sentence a person understands.

An answer that is an error ends here, a request that gets no answer in ``localize.mt.transport``. No key leaves: see
``scrub``.
"""

import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import quote, quote_plus

from localize.errors import EngineError

RETRYABLE_STATUS = frozenset({408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})
_DAY = 86_400.0
_QUOTED_WORDS = 140  # characters of a provider's own explanation that are passed on


@dataclass(frozen=True, slots=True)
class Provider:
    """Who is asked: engine name, name for people, and the settings to look at when it refuses.

    ``quota_signs``: what the body of an error holds when the quota is used up, whatever its status says.
    """

    name: str
    label: str
    url_setting: str
    key_setting: str | None = None
    quota_signs: tuple[bytes, ...] = ()


def scrub(text: str, secrets: Iterable[str]) -> str:
    """``text`` with every secret, plain, percent-encoded or JSON-escaped, replaced by an ellipsis."""
    forms: set[str] = set()
    for secret in secrets:
        if secret:
            forms |= {secret, quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1]}
    for form in sorted(forms, key=len, reverse=True):
        text = text.replace(form, "…")
    return text


def retry_after_seconds(value: str | None, now: datetime | None = None) -> float | None:
    """Seconds that a ``Retry-After`` header asks for (RFC 9110: seconds or a date); None when it says nothing usable."""
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            date = parsedate_to_datetime(value)
        except ValueError:
            return None
        date = date if date.tzinfo else date.replace(tzinfo=UTC)
        seconds = (date - (now or datetime.now(UTC))).total_seconds()
    return None if not math.isfinite(seconds) else min(max(seconds, 0.0), _DAY)


def not_set_up(provider: Provider, what: str) -> EngineError:
    """A setting is missing or cannot be used."""
    said = f"{provider.label} is not set up: {what}"
    return EngineError(said, engine=provider.name, reason="not-set-up", retryable=False, sent=False)


def bad_answer(provider: Provider, what: str) -> EngineError:
    """The provider answered, and the answer is no translation."""
    return EngineError(f"{provider.label} {what}", engine=provider.name, reason="bad-answer", retryable=False)


def too_large(provider: Provider, what: str) -> EngineError:
    """The request is over a limit of the provider."""
    return EngineError(f"{provider.label} {what}", engine=provider.name, reason="too-large", retryable=False)


def timed_out(provider: Provider, seconds: float) -> EngineError:
    """No whole answer within the time that ``LOCALIZE_ENGINE_TIMEOUT`` gives."""
    said = f"{provider.label} did not answer within {seconds:g} second{'' if seconds == 1 else 's'}."
    return EngineError(said, engine=provider.name, reason="timeout", retryable=True)


def failed(provider: Provider, what: str) -> EngineError:
    """An engine on this machine broke down over a request."""
    return EngineError(f"{provider.label} failed: {what}", engine=provider.name, reason="server-error", retryable=False)


def unreachable(provider: Provider, what: str, *, sent: bool) -> EngineError:
    """There was no connection, or it broke: then a text may have been sent."""
    said = f"{provider.label} cannot be reached: {what}"
    return EngineError(said, engine=provider.name, reason="unreachable", retryable=True, sent=sent)


def quota_used_up(provider: Provider, seconds: float | None = None) -> EngineError:
    """Nothing more for now; ``seconds`` until there is, if the provider says it."""
    said = f"{provider.label}’s quota is used up. Another engine can take over."
    return EngineError(said, engine=provider.name, reason="quota", retryable=False, retry_after=seconds)


def redirected(provider: Provider, host: str, path: str) -> EngineError:
    """The provider sends the request on to where it must not go."""
    if path.startswith("/sorry"):  # Google's page for callers that it takes for robots
        said = (
            f"{provider.label} has had too many requests from this address and asks for proof that a person sends them."
        )
        return EngineError(said, engine=provider.name, reason="rate-limited", retryable=True)
    said = f"{provider.label} sends requests on to another address ({host}). Check {provider.url_setting}."
    return EngineError(said, engine=provider.name, reason="refused", retryable=False)


def from_status(
    provider: Provider, status: int, *, body: bytes, retry_after: str | None, items: int, secrets: Iterable[str]
) -> EngineError:
    """The error for an HTTP status other than 2xx. ``items``: how many texts the request carried."""
    wait = retry_after_seconds(retry_after)
    if any(sign in body for sign in provider.quota_signs):
        return quota_used_up(provider, wait)
    reason, said = _told(provider, status, items, wait)
    own = _own_words(body)
    if own and reason in {"refused", "too-large", "server-error"}:
        said += f" It says: {own}" + ("" if own[-1] in ".!?…" else ".")
    return EngineError(
        scrub(said, secrets),
        engine=provider.name,
        reason=reason,
        retryable=status in RETRYABLE_STATUS,
        retry_after=wait if status in RETRYABLE_STATUS else None,
        status=status,
    )


# Sentences of the states that mean something of their own: reason, sentence.
_SAID: Final[Mapping[int, tuple[str, str]]] = {
    400: ("refused", "{label} could not take this request (400)."),
    404: ("refused", "{label} has no translator at this address (404). Check {url_setting}."),
    405: ("refused", "{label} has no translator at this address (405). Check {url_setting}."),
    408: ("timeout", "{label} waited too long for the request (408)."),
    413: ("too-large", "{label} says that the text is too long for one request (413)."),
    414: ("too-large", "{label} says that the text is too long for one request (414)."),
    429: ("rate-limited", "{label} has had too many requests (429); it can be asked again {when}."),
    456: ("quota", "{label}’s quota is used up (456). It starts again next month; another engine can take over."),
}
_REFUSED: Final = ("refused", "{label} refused the request ({status}).")
_KEY_REFUSED: Final = ("refused", "{label} refused the key ({status}). Check {key_setting}.")
_ITS_OWN_FAULT: Final = ("server-error", "{label} has a fault of its own ({status}).")
_OTHER: Final = ("refused", "{label} answered with status {status} instead of a translation.")


def _told(provider: Provider, status: int, items: int, wait: float | None) -> tuple[str, str]:
    if status in {401, 403}:
        reason, said = _KEY_REFUSED if provider.key_setting else _REFUSED
    else:
        reason, said = _SAID.get(status) or (_ITS_OWN_FAULT if status >= 500 else _OTHER)
    if status == 400 and items > 1:
        reason = "too-large"  # servers say 400 when a batch is over their limit; fewer texts may pass
    when = "later" if wait is None else f"in {wait:.0f} second{'' if round(wait) == 1 else 's'}"
    return reason, said.format(
        label=provider.label,
        status=status,
        when=when,
        url_setting=provider.url_setting,
        key_setting=provider.key_setting,
    )


def _own_words(body: bytes) -> str:
    """A provider's explanation, when it is JSON with a short ``message`` or ``error``; web pages are not repeated."""
    try:
        raw = json.loads(body[:20_000])
    except (ValueError, RecursionError):
        return ""
    if not isinstance(raw, dict):
        return ""
    found = raw.get("message") or raw.get("error") or raw.get("detail")
    if isinstance(found, dict):
        found = found.get("message")
    if not isinstance(found, str):
        return ""
    words = re.sub(r"[\s\x00-\x1f\x7f<>]+", " ", found).strip()
    return words if len(words) <= _QUOTED_WORDS else words[: _QUOTED_WORDS - 1] + "…"
