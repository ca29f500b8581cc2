"""Each engine with the double that answers it, so that one test class can run over all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from localize.markup import CodedText
from localize.mt.deepl import DeeplEngine
from localize.mt.engine import HttpEngine
from localize.mt.google import GoogleEngine
from localize.mt.libretranslate import LibreTranslateEngine
from localize.mt.microsoft import MicrosoftEngine
from localize.mt.mymemory import MyMemoryEngine
from tests.doubles import (
    DeeplDouble,
    GoogleDouble,
    LibreTranslateDouble,
    MicrosoftDouble,
    MyMemoryDouble,
    ServiceDouble,
)

KEY = "k3y/with+signs&more:fx"
EMAIL = "k3y.desk@example.org"


@dataclass(frozen=True)
class Make:
    """How to make an engine and its double. ``timeout`` in seconds; ``lists``: a request carries several texts.

    ``secret``: what no error may show.
    """

    name: str
    double: Callable[..., ServiceDouble]
    engine: Callable[[str, float], HttpEngine]
    lists: bool = True
    secret: str = KEY

    def __str__(self) -> str:
        return self.name


def _deepl(*rule: Any, **options: Any) -> DeeplDouble:
    return DeeplDouble(*rule, key=KEY, **options)


def _libretranslate(*rule: Any, **options: Any) -> LibreTranslateDouble:
    return LibreTranslateDouble(*rule, key=KEY, **options)


def _microsoft(*rule: Any, **options: Any) -> MicrosoftDouble:
    return MicrosoftDouble(*rule, key=KEY, region="westeurope", **options)


GOOGLE = Make("google", GoogleDouble, lambda url, timeout: GoogleEngine(url, timeout=timeout))
DEEPL = Make("deepl", _deepl, lambda url, timeout: DeeplEngine(KEY, url, timeout=timeout))
LIBRETRANSLATE = Make(
    "libretranslate", _libretranslate, lambda url, timeout: LibreTranslateEngine(url, KEY, timeout=timeout)
)
MICROSOFT = Make("microsoft", _microsoft, lambda url, timeout: MicrosoftEngine(KEY, "westeurope", url, timeout=timeout))
MYMEMORY = Make(
    "mymemory",
    MyMemoryDouble,
    lambda url, timeout: MyMemoryEngine(EMAIL, url, timeout=timeout),
    lists=False,
    secret=EMAIL,
)
ALL = (GOOGLE, DEEPL, LIBRETRANSLATE, MICROSOFT, MYMEMORY)


def coded(*written: str) -> list[CodedText]:
    """Coded texts from their written form."""
    return [CodedText.loads(text) for text in written]


class Naps:
    """A clock that only moves when somebody sleeps."""

    def __init__(self) -> None:
        self.time = 0.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds
