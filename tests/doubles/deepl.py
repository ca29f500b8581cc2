"""DeepL's ``POST /v2/translate``, as the service answers; with tag handling the texts must be well-formed XML."""

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from lxml import etree

from tests.doubles.server import Received, RefusedError, Reply, ServiceDouble, json_reply

SOURCES = ("EN", "DE", "RU", "FR")
TARGETS = ("RU", "DE", "FR", "ES", "UK", "EN-GB", "EN-US", "PT-PT", "PT-BR")
MAX_TEXTS = 50
MAX_BODY = 128 * 1024


class DeeplDouble(ServiceDouble):
    """``key``: the one key that is let in."""

    provider: ClassVar = "deepl"

    def __init__(self, *args: Any, key: str = "test-key:fx", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key = key

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
        return Received(method, path, tuple(raw["text"]), raw["target_lang"].lower(), headers, body)

    def answer(self, received: Received, texts: list[Any]) -> Reply:
        """``{"translations": [{"detected_source_language", "text"}, …]}``."""
        del received
        return json_reply(200, {"translations": [{"detected_source_language": "EN", "text": text} for text in texts]})


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
