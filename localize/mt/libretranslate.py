"""LibreTranslate: your own server, asked with lists.

Only ``format=text``: the server's HTML mode unescapes what it was given, so that a story about ``<script>`` comes back
with a live one.
"""

from collections.abc import Sequence
from typing import ClassVar, Final

from deep_translator.constants import LIBRE_LANGUAGES_TO_CODES

from localize.mt.answers import checked
from localize.mt.engine import HttpEngine, encoded
from localize.mt.faults import Provider, bad_answer, not_set_up
from localize.mt.http import HttpClient
from localize.ports import NO_HINTS, EngineLimits, Hints

PROVIDER: Final = Provider(
    "libretranslate", "LibreTranslate", "LOCALIZE_LIBRETRANSLATE_URL", "LOCALIZE_LIBRETRANSLATE_KEY"
)


class LibreTranslateEngine(HttpEngine):
    """``POST /translate`` with JSON ``{q: [...], source, target, format}``. A server without keys needs none."""

    provider: ClassVar = PROVIDER
    # The server's own limits are its operator's choice; it answers 400 when we are over and the chain halves.
    limits: ClassVar = EngineLimits(items=100, chars=20_000, bytes=200_000)
    private: ClassVar = True

    def __init__(self, url: str | None, key: str | None = None, *, timeout: float = 20.0) -> None:
        base = url.rstrip("/").removesuffix("/translate") if url else None
        super().__init__(base, LIBRE_LANGUAGES_TO_CODES)
        self._key = key
        self._http = HttpClient(PROVIDER, base, timeout=timeout, secrets=(key,) if key else ()) if base else None

    def ask(self, texts: Sequence[str], *, source: str, target: str, hints: Hints = NO_HINTS) -> list[str | None]:
        """One request. Raises ``EngineError``."""
        del hints  # the server takes none
        if self._http is None:
            raise not_set_up(PROVIDER, f"name your server in {PROVIDER.url_setting}.")
        body = {"q": list(texts), "source": self.code(source), "target": self.code(target), "format": "text"}
        if self._key:
            body["api_key"] = self._key
        answer = self._http.post_json("/translate", encoded(body), items=len(texts))
        if not isinstance(answer, dict):
            raise bad_answer(PROVIDER, "answered in a form that is no list of translations.")
        return [*checked(answer.get("translatedText"), len(texts), PROVIDER)]
