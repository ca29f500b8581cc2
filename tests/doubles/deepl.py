"""DeepL's ``POST /v2/translate``, as the service answers; with tag handling the texts must be well-formed XML.

And ``/v2/glossaries``: a glossary's terms stand in the answers of requests that name it.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any, ClassVar

from lxml import etree

from tests.doubles.server import Received, RefusedError, Reply, ServiceDouble, json_reply, send

SOURCES = ("EN", "DE", "RU", "FR")
TARGETS = ("RU", "DE", "FR", "ES", "UK", "EN-GB", "EN-US", "PT-PT", "PT-BR")
GLOSSARY_PAIRS = (("en", "de"), ("en", "ru"), ("en", "pt"))
MAX_TEXTS = 50
MAX_BODY = 128 * 1024


class DeeplDouble(ServiceDouble):
    """``key``: the one key that is let in. ``glossary_limit``: how many an account holds.

    ``glossaries``: by id, in order of creation; ``glossary_requests``: method and path of each that was about them.
    ``glossary_fault``: a fault that all of these meet.
    """

    provider: ClassVar = "deepl"

    def __init__(self, *args: Any, key: str = "test-key:fx", glossary_limit: int = 1000, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key = key
        self.glossary_limit = glossary_limit
        self.glossary_fault: str | None = None
        self.glossary_requests: list[tuple[str, str]] = []
        self.glossaries: dict[str, Glossary] = {}
        self._made = 0

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        if not handler.path.startswith("/v2/glossaries"):
            super().serve(handler)
            return
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        with self._lock:
            self.glossary_requests.append((handler.command, handler.path))
            fault = self.glossary_fault
        if fault is not None:
            self._fail(handler, Received(handler.command, handler.path, (), "", {}, b"{}"), fault)
            return
        try:
            with self._lock:
                reply = self._keep(handler.command, handler.path, dict(handler.headers.items()), body)
        except RefusedError as refused:
            reply = refused.reply
        send(handler, reply)

    def _keep(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """What ``/v2/glossaries`` answers."""
        if headers.get("Authorization") != f"DeepL-Auth-Key {self.key}":
            raise RefusedError(Reply(403, b"", "text/plain"))
        name = path.removeprefix("/v2/glossaries").removeprefix("/")
        if method == "GET" and not name:
            return json_reply(200, {"glossaries": [made.told(key) for key, made in self.glossaries.items()]})
        if method == "DELETE" and name in self.glossaries:
            del self.glossaries[name]
            return Reply(204, b"")
        if method != "POST" or name:
            raise _refused(404, "Glossary not found")
        if len(self.glossaries) >= self.glossary_limit:
            raise _refused(456, "Quota exceeded: too many glossaries")
        made = _glossary(json.loads(body), self._made)
        self._made += 1
        key = f"def3a26b-3e84-45b3-84ae-{self._made:012}"
        self.glossaries[key] = made
        return json_reply(201, made.told(key))

    def _translated(self, received: Received) -> list[Any]:
        used = self.glossaries.get(json.loads(received.body).get("glossary_id", ""))
        return [
            used.applied(text, lambda piece: self.translate(piece, received.target))
            if used
            else self.translate(text, received.target)
            for text in received.texts
        ]

    def read(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Received:
        """Read strictly."""
        if path != "/v2/translate":
            raise _refused(404, "Not found")
        if method != "POST":
            raise _refused(405, "Method not allowed")
        if headers.get("Authorization") != f"DeepL-Auth-Key {self.key}":
            raise RefusedError(Reply(403, b"", "text/plain"))
        if headers.get("Content-Type", "").partition(";")[0] != "application/json":
            raise _refused(415, "Unsupported media type")
        if len(body) > MAX_BODY:
            raise _refused(413, "Request entity too large")
        try:
            raw = json.loads(body)
        except ValueError:
            raise _refused(400, "Bad request") from None
        _check(raw)
        self._check_glossary(raw)
        return Received(method, path, tuple(raw["text"]), raw["target_lang"].lower(), headers, body)

    def _check_glossary(self, raw: Mapping[str, Any]) -> None:
        key = raw.get("glossary_id")
        if key is None:
            return
        made = self.glossaries.get(key)
        if made is None:
            raise _refused(404, "Glossary not found")
        if (str(raw.get("source_lang")).lower(), raw["target_lang"].partition("-")[0].lower()) != made.pair:
            raise _refused(400, "Bad request. Reason: The glossary does not match the languages.")

    def answer(self, received: Received, texts: list[Any]) -> Reply:
        """``{"translations": [{"detected_source_language", "text"}, …]}``."""
        del received
        return json_reply(200, {"translations": [{"detected_source_language": "EN", "text": text} for text in texts]})


@dataclass(frozen=True)
class Glossary:
    """A glossary of the account."""

    name: str
    pair: tuple[str, str]
    number: int
    entries: Mapping[str, str] = field(default_factory=dict)

    def told(self, key: str) -> dict[str, Any]:
        """As the API describes it."""
        return {
            "glossary_id": key,
            "name": self.name,
            "ready": True,
            "source_lang": self.pair[0],
            "target_lang": self.pair[1],
            "creation_time": f"2026-11-23T12:00:{self.number:02}.000000Z",
            "entry_count": len(self.entries),
        }

    def applied(self, text: str, translate: Callable[[str], str]) -> str:
        """The text with its terms put in, the rest translated."""
        pattern = "|".join(re.escape(source) for source in sorted(self.entries, key=len, reverse=True))
        folded = {source.casefold(): target for source, target in self.entries.items()}
        pieces = re.split(rf"(?i)\b({pattern})\b", text)
        return "".join(folded[piece.casefold()] if n % 2 else translate(piece) for n, piece in enumerate(pieces))


def _glossary(raw: Mapping[str, Any], number: int) -> Glossary:
    pair = (raw.get("source_lang"), raw.get("target_lang"))
    if not raw.get("name") or raw.get("entries_format") != "tsv" or pair not in GLOSSARY_PAIRS:
        raise _refused(400, "Bad request. Reason: Invalid glossary.")
    rows = [line.split("\t") for line in raw["entries"].split("\n")]
    if any(len(row) != 2 or any(not cell or cell != cell.strip() for cell in row) for row in rows):
        raise _refused(400, "Bad request. Reason: Invalid glossary entries provided.")
    entries = dict(rows)
    if len(entries) < len(rows):
        raise _refused(400, "Bad request. Reason: Duplicate source entry.")
    return Glossary(raw["name"], (str(pair[0]), str(pair[1])), number, entries)


def _check(raw: Any) -> None:
    texts = raw.get("text")
    if not isinstance(texts, list) or not texts or not all(isinstance(text, str) for text in texts):
        raise _refused(400, "Bad request. Reason: Parameter 'text' not specified.")
    if len(texts) > MAX_TEXTS:
        raise _refused(400, "Bad request. Reason: Too many texts.")
    if raw.get("target_lang") not in TARGETS:
        raise _refused(400, "Value for 'target_lang' not supported.")
    if raw.get("source_lang") is not None and raw["source_lang"] not in SOURCES:
        raise _refused(400, "Value for 'source_lang' not supported.")
    if raw.get("tag_handling") == "xml":
        for text in texts:
            try:
                etree.fromstring(f"<r>{text}</r>", etree.XMLParser(resolve_entities=False, no_network=True))
            except etree.XMLSyntaxError:
                raise _refused(400, "Tag handling parsing failed, please check input.") from None


def _refused(status: int, words: str) -> RefusedError:
    return RefusedError(json_reply(status, {"message": words}))
