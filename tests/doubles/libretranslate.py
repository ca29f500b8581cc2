"""LibreTranslate's ``POST /translate``, as its server answers."""

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from tests.doubles.server import Received, RefusedError, Reply, ServiceDouble, json_reply

LANGUAGES = ("en", "ru", "de", "fr", "es", "uk")


class LibreTranslateDouble(ServiceDouble):
    """``key``: the API key it wants, if any. ``batch_limit`` and ``char_limit`` as the server's options."""

    provider: ClassVar = "libretranslate"

    def __init__(
        self, *args: Any, key: str | None = None, batch_limit: int = -1, char_limit: int = -1, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.key = key
        self.batch_limit = batch_limit
        self.char_limit = char_limit

    def read(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Received:
        """Read strictly."""
        if path != "/translate":
            raise _refused(404, "Not found")
        if method != "POST":
            raise _refused(405, "Method not allowed")
        if headers.get("Content-Type", "").partition(";")[0] != "application/json":
            raise _refused(400, "Invalid request: missing q parameter")
        try:
            raw = json.loads(body)
        except ValueError:
            raise _refused(400, "Bad request") from None
        texts = raw.get("q")
        for name in ("q", "source", "target"):
            if not raw.get(name):
                raise _refused(400, f"Invalid request: missing {name} parameter")
        if self.key and raw.get("api_key") != self.key:
            raise _refused(403, "Invalid API key" if raw.get("api_key") else "Please contact the server operator")
        self._limits(raw, texts)
        return Received(method, path, tuple(texts), raw["target"], headers, body)

    def _limits(self, raw: Mapping[str, Any], texts: Any) -> None:
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise _refused(400, "Invalid request: this double wants q as a list of strings")
        for name in ("source", "target"):
            if raw[name] not in LANGUAGES:
                raise _refused(400, f"{raw[name]} is not supported")
        if raw.get("format", "text") not in {"text", "html"}:
            raise _refused(400, f"{raw['format']} format is not supported")
        if 0 <= self.batch_limit < len(texts):
            raise _refused(400, f"Invalid request: request ({len(texts)}) exceeds batch limit ({self.batch_limit})")
        chars = sum(map(len, texts))
        if 0 <= self.char_limit < chars:
            raise _refused(400, f"Invalid request: request ({chars}) exceeds text limit ({self.char_limit})")

    def answer(self, received: Received, texts: list[Any]) -> Reply:
        """``{"translatedText": [...]}``."""
        del received
        return json_reply(200, {"translatedText": texts})


def _refused(status: int, words: str) -> RefusedError:
    return RefusedError(json_reply(status, {"error": words}))
