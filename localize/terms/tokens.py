"""The words of a text and their places, as every language here reads them."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

HYPHENS: Final = "-‐‑"
# Stress marks (за́мок) and soft hyphens stand inside words without being letters.
_INSIDE: Final = "\u00ad\u0300\u0301"
_WORD: Final = re.compile(rf"\w[\w{_INSIDE}]*(?:[{HYPHENS}]\w[\w{_INSIDE}]*)*")
_PART: Final = re.compile(rf"[^{HYPHENS}]+")
_DROPPED: Final = str.maketrans(dict.fromkeys(_INSIDE) | dict.fromkeys("‐‑", "-"))


@dataclass(frozen=True, slots=True)
class Token:
    """A word, hyphens included: half-open span in code points; ``text`` without stress marks and soft hyphens."""

    start: int
    end: int
    text: str


def _token(start: int, written: str) -> Token:
    return Token(start, start + len(written), unicodedata.normalize("NFC", written.translate(_DROPPED)))


@lru_cache(maxsize=1024)
def tokens(plain: str) -> tuple[Token, ...]:
    """The words of a text in order. Kept for the texts seen last: each is asked about many phrases."""
    return tuple(_token(match.start(), match.group()) for match in _WORD.finditer(plain))


def parts(token: Token, plain: str) -> list[Token]:
    """What hyphens divide a word into; nothing for a word without."""
    if not any(hyphen in token.text for hyphen in HYPHENS):
        return []
    return [_token(match.start(), match.group()) for match in _PART.finditer(plain, token.start, token.end)]


def is_abbreviation(word: str) -> bool:
    """Capitals only, two or more: ЕС, NATO, G7. «Ф-16» is none."""
    return len(word) > 1 and word.isupper() and word[0].isalpha()
