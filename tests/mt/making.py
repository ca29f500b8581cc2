"""Each engine with the double that answers it, so that one test class can run over all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from localize.markup import CodedText
from localize.mt.deepl import DeeplEngine
from localize.mt.engine import HttpEngine
from localize.mt.google import GoogleEngine
from localize.mt.libretranslate import LibreTranslateEngine
from tests.doubles import DeeplDouble, GoogleDouble, LibreTranslateDouble, ServiceDouble

KEY = "k3y/with+signs&more:fx"


@dataclass(frozen=True)
class Make:
    """How to make an engine and its double. ``timeout`` in seconds."""

    name: str
    double: Callable[..., ServiceDouble]
    engine: Callable[[str, float], HttpEngine]

    def __str__(self) -> str:
        return self.name


def _deepl(*rule: Any, **options: Any) -> DeeplDouble:
    return DeeplDouble(*rule, key=KEY, **options)


def _libretranslate(*rule: Any, **options: Any) -> LibreTranslateDouble:
    return LibreTranslateDouble(*rule, key=KEY, **options)


GOOGLE = Make("google", GoogleDouble, lambda url, timeout: GoogleEngine(url, timeout=timeout))
DEEPL = Make("deepl", _deepl, lambda url, timeout: DeeplEngine(KEY, url, timeout=timeout))
LIBRETRANSLATE = Make(
    "libretranslate", _libretranslate, lambda url, timeout: LibreTranslateEngine(url, KEY, timeout=timeout)
)
ALL = (GOOGLE, DEEPL, LIBRETRANSLATE)


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
