"""Microsoft Translator's ``POST /translate?api-version=3.0``, as the service answers; HTML must be well-formed."""

import json
import re
from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from tests.doubles.server import Received, RefusedError, Reply, ServiceDouble, json_reply

SOURCES = ("en", "de", "ru", "fr")
TARGETS = ("ru", "de", "fr", "es", "uk", "en", "pt", "pt-PT", "zh-Hans", "zh-Hant")
MAX_TEXTS = 1000
MAX_CHARS = 50_000
_TAG = re.compile(r"<(/?)([a-z]+)((?:\s+[a-z]+=\"[^\"<>]*\")*)\s*>")
_VOID = ("img", "br")


class MicrosoftDouble(ServiceDouble):
    """``key``: the one key that is let in; ``region``: of its resource, which a request must name then."""

    provider: ClassVar = "microsoft"

    def __init__(self, *args: Any, key: str = "test-key", region: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key = key
        self.region = region

    def read(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Received:
        """Read strictly."""
        parts = urlsplit(path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path != "/translate":
            raise _refused(404, 404000, "The requested resource is not found.")
        if method != "POST":
            raise _refused(405, 405000, "The request method is not supported for the requested resource.")
        known = headers.get("Ocp-Apim-Subscription-Key") == self.key
        if not known or headers.get("Ocp-Apim-Subscription-Region") != self.region:
            words = "The request is not authorized because credentials are missing or invalid."
            raise _refused(401, 401000, words)
        if query.get("api-version") != "3.0":
            raise _refused(400, 400021, "The API version parameter is missing or invalid.")
        if query.get("from") not in SOURCES:
            raise _refused(400, 400035, "The source language is not valid.")
        if query.get("to") not in TARGETS:
            raise _refused(400, 400036, "The target language is not valid.")
        if query.get("textType", "plain") not in {"plain", "html"}:
            raise _refused(400, 400079, "The text type is not valid.")
        if headers.get("Content-Type", "").partition(";")[0] != "application/json":
            raise _refused(415, 415000, "The Content-Type header is missing or invalid.")
        texts = _texts(body, html=query.get("textType") == "html")
        return Received(method, path, texts, query["to"], headers, body)

    def answer(self, received: Received, texts: list[Any]) -> Reply:
        """``[{"translations": [{"text", "to"}]}, …]``."""
        return json_reply(200, [{"translations": [{"text": text, "to": received.target}]} for text in texts])


def _texts(body: bytes, *, html: bool) -> tuple[str, ...]:
    try:
        raw = json.loads(body)
    except ValueError:
        raise _refused(400, 400074, "The body of the request is not valid JSON.") from None
    if not isinstance(raw, list) or not raw or not all(isinstance(row, dict) and set(row) == {"Text"} for row in raw):
        raise _refused(400, 400074, "The body of the request is not valid JSON.")
    texts = tuple(row["Text"] for row in raw)
    if len(texts) > MAX_TEXTS or sum(map(len, texts)) > MAX_CHARS:
        raise _refused(400, 400077, "The maximum request size has been exceeded.")
    if html and not all(map(_is_well_formed, texts)):
        raise _refused(400, 400023, "This double wants HTML that is well-formed.")
    return texts


def _is_well_formed(text: str) -> bool:
    stack: list[str] = []
    for match in _TAG.finditer(text):
        closes, name = match[1], match[2]
        if closes:
            if not stack or stack.pop() != name:
                return False
        elif name not in _VOID:
            if name == "a" and "a" in stack:
                return False  # HTML ends the outer one there
            stack.append(name)
    rest = _TAG.sub("", text)
    return not stack and "<" not in rest and ">" not in rest


def _refused(status: int, code: int, words: str) -> RefusedError:
    return RefusedError(json_reply(status, {"error": {"code": code, "message": words}}))
