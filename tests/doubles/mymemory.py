"""MyMemory's ``GET /get``, as the service answers: errors stand in the place of the translation, under 200."""

from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from tests.doubles.server import QUOTA_WARNING, Received, RefusedError, Reply, ServiceDouble, json_reply

MAX_BYTES = 500
CODES = ("en-GB", "en-US", "de-DE", "de-AT", "ru-RU", "fr-FR", "pt-PT", "pt-BR", "uk-UA")


class MyMemoryDouble(ServiceDouble):
    """``quota``: characters until the day's are used up; with an e-mail address ten times as many."""

    provider: ClassVar = "mymemory"

    def __init__(self, *args: Any, quota: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quota = quota

    def read(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Received:
        """Read strictly."""
        parts = urlsplit(path)
        query = parse_qs(parts.query)
        if parts.path != "/get" or method != "GET":
            raise RefusedError(Reply(404, b"<html>Not Found</html>", "text/html"))
        text = query.get("q", [""])[0]
        pair = query.get("langpair", [""])[0]
        source, _, target = pair.partition("|")
        if not text:
            raise _refused("NO QUERY SPECIFIED. EXAMPLE REQUEST: GET?Q=HELLO&LANGPAIR=EN|IT")
        if len(text.encode()) > MAX_BYTES:
            raise _refused("QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 500 CHARS")
        for code, which in ((source, "SOURCE"), (target, "TARGET")):
            if code not in CODES:
                raise _refused(f"'{code}' IS AN INVALID {which} LANGUAGE . EXAMPLE: LANGPAIR=EN|IT USING 2 LETTER ISO")
        if self.quota is not None:
            allowed = self.quota * (10 if "@" in query.get("de", [""])[0] else 1)
            if sum(request.chars for request in self.requests) + len(text) > allowed:
                raise RefusedError(_reply(429, QUOTA_WARNING, "429", finished=True))
        return Received(method, path, (text,), target, headers, body)

    def answer(self, received: Received, texts: list[Any]) -> Reply:
        """The object with its one translation. Lists have no place here: none is null, of several the first one shows."""
        del received
        return _reply(200, texts[0] if texts else None, 200)


def _reply(status: int, text: Any, said: Any, *, finished: bool = False) -> Reply:
    return json_reply(
        status,
        {
            "responseData": {"translatedText": text, "match": 0.85},
            "quotaFinished": finished,
            "mtLangSupported": None,
            "responseDetails": "" if said == 200 else text,
            "responseStatus": said,
            "responderId": "235",
            "exception_code": None,
            "matches": [],
        },
    )


def _refused(words: str) -> RefusedError:
    """Under 200, as it does."""
    return RefusedError(_reply(200, words, "403"))
