"""An engine without a network: writes each word in other letters, keeps digits, punctuation and order."""

import re
from collections.abc import Callable, Sequence

from localize.errors import EngineError
from localize.ports import NO_HINTS, EngineLimits, Hints, TagMode

_CYRILLIC = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "абцдефгхийклмнопярстувшыжзАБЦДЕФГХИЙКЛМНОПЯРСТУВШЫЖЗ",
)
_CODE = re.compile(r"\b([A-Z]+[0-9]+[A-Z]*)\b|(.)", re.DOTALL)


def pseudo(text: str, target: str) -> str:
    """A pretended translation: Cyrillic letters for Russian, German-looking words for others; A320 stays."""
    if target == "ru":
        return _CODE.sub(lambda found: found[1] or found[2].translate(_CYRILLIC), text)
    return " ".join(
        f"{word[:1]}{word[1:]}en" if word.isalpha() else word.replace("the", "das") for word in text.split(" ")
    ) + ("" if not text.endswith(" ") else " ")


class FakeEngine:
    """Answers by a function, or fails as it is told. Counts what it was asked."""

    name = "google"
    limits = EngineLimits(items=50, chars=5000, bytes=100_000)
    tag_mode: TagMode | None = None
    private = False
    takes_hints = False

    def __init__(
        self, rule: Callable[[str, str], str] = pseudo, *, name: str = "google", private: bool = False
    ) -> None:
        self.rule = rule
        self.name = name
        self.private = private
        self.calls: list[tuple[str, ...]] = []
        self.hints: list[Hints] = []
        self.error: EngineError | None = None

    def translate_batch(self, texts: Sequence[str], *, source: str, target: str, hints: Hints = NO_HINTS) -> list[str]:
        del source
        self.calls.append(tuple(texts))
        self.hints.append(hints)
        if self.error is not None:
            raise self.error
        return [self.rule(text, target) for text in texts]
