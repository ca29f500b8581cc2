"""What our engines share: deep-translator's base class over our own HTTP.

deep-translator's own engines send one text per request without a time limit, keep the text in the instance (two threads
get each other's answers) and print keys in errors. So only its base class and its tables are used; requests are ours.
"""

import json
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from deep_translator.base import BaseTranslator

from localize.errors import EngineError
from localize.mt.chunking import regroup
from localize.mt.faults import Provider
from localize.ports import NO_HINTS, EngineLimits, Hints, TagMode


class HttpEngine(BaseTranslator):  # type: ignore[misc]  # deep-translator has no types
    """An ``Engine`` (``localize.ports``) of a provider. Holds no state of a call: one instance serves all threads.

    With a ``tag_mode`` the texts that go in and come out are XML or HTML, else they are plain text.
    """

    provider: ClassVar[Provider]
    limits: ClassVar[EngineLimits]
    tag_mode: ClassVar[TagMode | None] = None
    private: ClassVar[bool] = False
    takes_hints: ClassVar[bool] = False

    def __init__(self, base_url: str | None, languages: Mapping[str, str]) -> None:
        super().__init__(base_url=base_url, languages=dict(languages), source="en", target="de")
        self.name = self.provider.name
        self.label = self.provider.label

    @abstractmethod
    def ask(self, texts: Sequence[str], *, source: str, target: str, hints: Hints = NO_HINTS) -> Sequence[str | None]:
        """One request. None stands for a text that must be asked again with fewer beside it; never for a lone text.

        Raises ``EngineError``.
        """

    def translate_batch(self, texts: Sequence[str], *, source: str, target: str, hints: Hints = NO_HINTS) -> list[str]:
        """Translate all: one request, and more only where an answer could not be told apart. Raises ``EngineError``."""
        if not texts:
            return []
        found = list(self.ask(texts, source=source, target=target, hints=hints))
        missing = [index for index, answer in enumerate(found) if answer is None]
        for group in regroup(missing, len(texts)) if missing else []:
            some = [texts[index] for index in group]
            try:
                again = self.translate_batch(some, source=source, target=target, hints=hints)
            except EngineError as error:
                error.sent = True  # the request before it was
                raise
            for index, answer in zip(group, again, strict=True):
                found[index] = answer
        return [answer for answer in found if answer is not None]

    def translate(self, text: str, **kwargs: Any) -> str:
        """Translate one text between the instance's languages, as deep-translator's callers do."""
        languages: dict[str, str] = {"source": self.source, "target": self.target, **kwargs}
        return self.translate_batch([text], source=languages["source"], target=languages["target"])[0]

    def measure(self, text: str) -> int:
        """Bytes that a text takes in a request: as an item of a JSON list, unless the engine sends another form."""
        return len(encoded(text)) + 1

    @staticmethod
    def code(locale: str) -> str:
        """The provider's code for one of our locales: the language without region."""
        return locale.partition("-")[0].lower()


def encoded(value: Any) -> bytes:
    """JSON in UTF-8, other scripts unescaped: what limits in bytes are counted on."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
