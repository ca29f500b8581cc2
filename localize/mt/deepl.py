"""DeepL: the v2 API with its tag handling, so that inline codes come back in place; with context and a glossary."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from deep_translator.constants import DEEPL_LANGUAGE_TO_CODE

from localize.errors import EngineError
from localize.mt import glossaries
from localize.mt.answers import checked
from localize.mt.engine import HttpEngine, encoded
from localize.mt.faults import Provider, bad_answer, not_set_up
from localize.mt.glossaries import Glossaries
from localize.mt.http import HttpClient
from localize.ports import NO_HINTS, EngineLimits, Hints, TagMode

PROVIDER: Final = Provider("deepl", "DeepL", "LOCALIZE_DEEPL_URL", "LOCALIZE_DEEPL_KEY")
FREE_URL: Final = "https://api-free.deepl.com"
PAID_URL: Final = "https://api.deepl.com"
_MAX_BODY: Final = 128 * 1024
_MAX_CONTEXT: Final = 3 * 1024  # bytes of what it may know beside the texts
# Target languages that DeepL wants with a variant when the locale names none.
_VARIANTS: Final = {"en": "EN-GB", "pt": "PT-PT"}
_REGIONAL: Final = frozenset({"EN-GB", "EN-US", "PT-PT", "PT-BR"})


class DeeplEngine(HttpEngine):
    """``POST /v2/translate`` with JSON. Keys that end in ``:fx`` belong to the free API, others to the paid one."""

    provider: ClassVar = PROVIDER
    limits: ClassVar = EngineLimits(items=50, chars=100_000, bytes=_MAX_BODY - 2 * _MAX_CONTEXT - 1024)
    tag_mode: ClassVar = TagMode.XML
    takes_hints: ClassVar = True
    private: ClassVar = True  # a keyed account under contract

    def __init__(self, key: str | None, url: str | None = None, *, timeout: float = 20.0) -> None:
        base = (url or (FREE_URL if (key or "").endswith(":fx") else PAID_URL)).rstrip("/").removesuffix("/v2")
        super().__init__(base, DEEPL_LANGUAGE_TO_CODE)
        self._key = key
        secrets = (key,) if key else ()
        self._headers = {"Authorization": f"DeepL-Auth-Key {key}"}
        self._http = HttpClient(PROVIDER, base, timeout=timeout, secrets=secrets)
        beside = HttpClient(PROVIDER, base, timeout=min(timeout, glossaries.TIMEOUT), secrets=secrets)
        self._glossaries = Glossaries(beside, self._headers)

    def ask(self, texts: Sequence[str], *, source: str, target: str, hints: Hints = NO_HINTS) -> list[str | None]:
        """One request; ``texts`` are XML fragments. Raises ``EngineError``.

        A set of terms that is new costs two requests more, once. If the glossary is refused, it goes without.
        """
        if not self._key:
            raise not_set_up(PROVIDER, f"put a key into {PROVIDER.key_setting}.")
        body: dict[str, Any] = {
            "text": list(texts),
            "source_lang": self.code(source).upper(),
            "target_lang": _target_code(target),
            "tag_handling": "xml",
            "outline_detection": False,  # our tags are inline, none of them ends a sentence
            "split_sentences": "0",  # every text is one sentence already
        }
        if hints.context:
            body["context"] = hints.context.encode("utf-8", "replace")[:_MAX_CONTEXT].decode("utf-8", "ignore")
        pair = (self.code(source), self.code(target))
        glossary_id = self._glossaries.id_of(pair, hints.terms)
        try:
            answer = self._send(body if glossary_id is None else {**body, "glossary_id": glossary_id}, len(texts))
        except EngineError as error:
            if glossary_id is None or error.reason not in {"refused", "too-large"}:
                raise
            answer = self._send(body, len(texts))
            self._glossaries.rest(pair, glossary_id)  # it was the glossary that was refused
        found = answer.get("translations") if isinstance(answer, dict) else None
        if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
            raise bad_answer(PROVIDER, "answered in a form that is no list of translations.")
        return [*checked([row.get("text") for row in found], len(texts), PROVIDER)]

    def _send(self, body: Mapping[str, Any], items: int) -> Any:
        return self._http.post_json("/v2/translate", encoded(body), headers=self._headers, items=items)


def _target_code(locale: str) -> str:
    if locale.upper() in _REGIONAL:
        return locale.upper()
    language = HttpEngine.code(locale)
    return _VARIANTS.get(language, language.upper())
