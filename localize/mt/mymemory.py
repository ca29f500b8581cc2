"""MyMemory: a public service for small amounts, one short text a request. Only for those who name it in the settings.

It answers from what its users entered, and speaks of errors in the place of the translation, under a status of 200:
whatever is not plainly a translation is refused here.
"""

import html
import json
import re
from collections.abc import Sequence
from typing import Any, ClassVar, Final

from deep_translator.constants import GOOGLE_LANGUAGES_TO_CODES, MY_MEMORY_LANGUAGES_TO_CODES

from localize.errors import EngineError
from localize.mt.answers import checked
from localize.mt.engine import HttpEngine
from localize.mt.faults import Provider, bad_answer, from_status, quota_used_up, too_large
from localize.mt.http import HttpClient
from localize.ports import NO_HINTS, EngineLimits, Hints

PROVIDER: Final = Provider(
    "mymemory", "MyMemory", "LOCALIZE_MYMEMORY_URL", quota_signs=(b"YOU USED ALL AVAILABLE", b'"quotaFinished":true')
)
DEFAULT_URL: Final = "https://api.mymemory.translated.net"
_MAX_BYTES: Final = 500  # of a text in UTF-8
_SIGN: Final = re.compile(
    r"\s*(?:MYMEMORY WARNING|QUERY LENGTH LIMIT|NO QUERY SPECIFIED|INVALID (?:SOURCE|TARGET|LANGUAGE|EMAIL)"
    r"|PLEASE SELECT TWO|'?[\w-]*'? IS AN INVALID)",
    re.IGNORECASE,
)
_NEXT: Final = re.compile(r"NEXT AVAILABLE IN\s+(\d+) HOURS? (\d+) MINUTES? (\d+) SECONDS?")
_ENTITY: Final = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]+);", re.IGNORECASE)


class MyMemoryEngine(HttpEngine):
    """``GET /get?q=&langpair=en-GB|ru-RU``. ``email`` raises the day's free amount."""

    provider: ClassVar = PROVIDER
    limits: ClassVar = EngineLimits(items=1, chars=_MAX_BYTES, bytes=_MAX_BYTES)

    def __init__(self, email: str | None = None, url: str = DEFAULT_URL, *, timeout: float = 20.0) -> None:
        base = url.rstrip("/").removesuffix("/get")
        super().__init__(base, GOOGLE_LANGUAGES_TO_CODES)
        self._email = email
        self._http = HttpClient(PROVIDER, base, timeout=timeout, secrets=(email,) if email else ())

    def measure(self, text: str) -> int:
        """Bytes of the text, which is what its limit counts."""
        return len(text.encode("utf-8", "replace"))

    def translate_batch(self, texts: Sequence[str], *, source: str, target: str, hints: Hints = NO_HINTS) -> list[str]:
        """Translate all, one request each: it has no lists. Raises ``EngineError``."""
        return [
            answer
            for text in texts
            for answer in self.ask([text], source=source, target=target, hints=hints)
            if answer is not None
        ]

    def ask(self, texts: Sequence[str], *, source: str, target: str, hints: Hints = NO_HINTS) -> list[str | None]:
        """One request for one text. Raises ``EngineError``."""
        del hints
        (text,) = texts
        if self.measure(text) > _MAX_BYTES:
            raise too_large(PROVIDER, "takes no text as long as this one.")
        params = {"q": text.encode("utf-8", "replace").decode(), "langpair": f"{_code(source)}|{_code(target)}"}
        if self._email:
            params["de"] = self._email
        found = _translation(self._http.get("/get", params).body, self._email)
        if not _ENTITY.search(text):
            found = html.unescape(found)  # quotation marks often come as &quot; and &#39;
        return [*checked([found], 1, PROVIDER)]


def _translation(body: bytes, email: str | None) -> str:
    """The translation in an answer. Raises ``EngineError`` for whatever else stands in its place."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        raise bad_answer(PROVIDER, "answered with something that is no translation.") from None
    data = raw.get("responseData") if isinstance(raw, dict) else None
    if not isinstance(data, dict):
        raise bad_answer(PROVIDER, "answered in a form that holds no translation.")
    text = data.get("translatedText")
    said = text if isinstance(text, str) else ""
    if raw.get("quotaFinished"):
        raise _no_more_today(said)
    status = _status(raw)
    if status != 200:
        raise _as_status(status, said or str(raw.get("responseDetails") or ""), email)
    if not isinstance(text, str):
        raise bad_answer(PROVIDER, "answered in a form that holds no translation.")
    if _SIGN.match(text):
        raise _no_more_today(text) if "USED ALL" in text.upper() else _as_status(403, text, email)
    return text


def _status(raw: Any) -> int:
    """``responseStatus``, which is a number or a number in quotes. Raises ``EngineError`` when it is neither."""
    try:
        return int(raw["responseStatus"])
    except (KeyError, TypeError, ValueError):
        raise bad_answer(PROVIDER, "answered in a form that holds no translation.") from None


def _as_status(status: int, said: str, email: str | None) -> EngineError:
    """An error that came under a status of 200, as if it had come under its own."""
    body = json.dumps({"message": said}).encode()
    too_long = status == 403 and "LIMIT EXCEEDED" in said.upper()
    return from_status(
        PROVIDER,
        413 if too_long else status,
        body=body,
        retry_after=None,
        items=1,
        secrets=(email,) if email else (),
    )


def _no_more_today(said: str) -> EngineError:
    found = _NEXT.search(said.upper())
    wait = sum(int(n) * unit for n, unit in zip(found.groups(), (3600, 60, 1), strict=True)) if found else None
    return quota_used_up(PROVIDER, wait)


# The first of several regions is not always the one that is meant.
_REGIONS: Final = {"en": "en-GB", "de": "de-DE", "fr": "fr-FR", "es": "es-ES", "zh": "zh-CN", "ar": "ar-SA"}


def _code(locale: str) -> str:
    """Language with region, as its table has them; what the table does not have goes as it is."""
    known = sorted(MY_MEMORY_LANGUAGES_TO_CODES.values())
    same = [code for code in known if code.lower() == locale.lower()]
    language = HttpEngine.code(locale)
    fitting = [code for code in known if code.partition("-")[0] == language]
    own = f"{language}-{language.upper()}"
    return next(iter(same), None) or _REGIONS.get(language) or (own if own in fitting else next(iter(fitting), locale))
