"""Microsoft Translator: the v3 API with ``textType=html``, so that inline codes come back in place.

Of its two modes HTML is the safer one here. In plain text a code is found again by its words alone, which fails for a
third of inflected ones, and an address that must not change has no protection but a stand-in word. In HTML codes are
counted and verified as they come back (``localize.mt.tags``), ``class="notranslate"`` holds locked texts, and what an
answer may do wrong with markup is harmless: only text is taken from it. The price is that tags are billed.
"""

from collections.abc import Sequence
from typing import ClassVar, Final
from urllib.parse import urlencode

from deep_translator.constants import GOOGLE_LANGUAGES_TO_CODES

from localize.mt.answers import checked
from localize.mt.engine import HttpEngine, encoded
from localize.mt.faults import Provider, bad_answer, not_set_up
from localize.mt.http import HttpClient
from localize.ports import NO_HINTS, EngineLimits, Hints, TagMode

# 403 with this number is no wrong key: the month's free characters are used up.
PROVIDER: Final = Provider(
    "microsoft", "Microsoft", "LOCALIZE_MICROSOFT_URL", "LOCALIZE_MICROSOFT_KEY", quota_signs=(b"403001",)
)
DEFAULT_URL: Final = "https://api.cognitive.microsofttranslator.com"
# BCP 47 tags of the languages that are written in more than one way; others go without region.
_CODES: Final = {
    "zh": "zh-Hans",
    "zh-cn": "zh-Hans",
    "zh-hans": "zh-Hans",
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant",
    "zh-hant": "zh-Hant",
    "pt-pt": "pt-PT",
    "fr-ca": "fr-CA",
    "sr": "sr-Cyrl",
    "no": "nb",
}


class MicrosoftEngine(HttpEngine):
    """``POST /translate?api-version=3.0`` with ``[{"Text": …}, …]``. A regional resource also wants its region named."""

    provider: ClassVar = PROVIDER
    limits: ClassVar = EngineLimits(items=1000, chars=50_000, bytes=1_000_000)  # tags count as characters
    tag_mode: ClassVar = TagMode.HTML
    private: ClassVar = True  # a keyed account under contract

    def __init__(
        self, key: str | None, region: str | None = None, url: str | None = None, *, timeout: float = 20.0
    ) -> None:
        base = (url or DEFAULT_URL).rstrip("/").removesuffix("/translate")
        super().__init__(base, GOOGLE_LANGUAGES_TO_CODES)  # deep-translator asks Microsoft itself for a list
        self._headers = {"Ocp-Apim-Subscription-Key": key or ""}
        if region:
            self._headers["Ocp-Apim-Subscription-Region"] = region
        self._key = key
        self._http = HttpClient(PROVIDER, base, timeout=timeout, secrets=(key,) if key else ())

    def ask(self, texts: Sequence[str], *, source: str, target: str, hints: Hints = NO_HINTS) -> list[str | None]:
        """One request; ``texts`` are HTML fragments. Raises ``EngineError``.

        The API's dictionary inserts its words to the letter, in the wrong case more often than not, so no terms are sent.
        """
        del hints
        if not self._key:
            raise not_set_up(PROVIDER, f"put a key into {PROVIDER.key_setting}.")
        query = urlencode({"api-version": "3.0", "from": _code(source), "to": _code(target), "textType": "html"})
        body = encoded([{"Text": text} for text in texts])
        answer = self._http.post_json(f"/translate?{query}", body, headers=self._headers, items=len(texts))
        if not isinstance(answer, list):
            raise bad_answer(PROVIDER, "answered in a form that is no list of translations.")
        return [*checked([_text(row) for row in answer], len(texts), PROVIDER)]

    def measure(self, text: str) -> int:
        """Bytes that a text takes in a request: it travels as an object."""
        return super().measure(text) + len('{"Text":}')


def _text(row: object) -> object:
    """The text of ``{"translations": [{"text", "to"}]}``; anything else is no translation, which is said later."""
    found = row.get("translations") if isinstance(row, dict) else None
    first = found[0] if isinstance(found, list) and len(found) == 1 else None
    return first.get("text") if isinstance(first, dict) else None


def _code(locale: str) -> str:
    return _CODES.get(locale.lower()) or _CODES.get(HttpEngine.code(locale)) or HttpEngine.code(locale)
