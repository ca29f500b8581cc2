"""Whether two words are forms of one word, in languages that inflect. No dictionaries: prefixes, distances, skeletons."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_TOKEN: Final = re.compile(r"(?:https?://|www\.)[^\s<>]*[\w/]|[^\s<>@]+@[\w.-]+\w|\w+(?:[-‑’'.]\w+)*")
_VOWELS: Final = frozenset("аеёиоуыэюяьъй")
_GERMAN: Final = {"der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines"}
_ARTICLES: Final = frozenset({"the", "a", "an"} | _GERMAN)
_MIN_COMPOUND: Final = 5  # letters of a word that is looked for inside others
_COMPOUND: Final = 0.75
_MAX_WORD: Final = 60  # letters; longer ones are no words


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: half-open span, folded form."""

    start: int
    end: int
    folded: str

    @property
    def is_article(self) -> bool:
        """Whether it carries no meaning of its own when texts are compared."""
        return self.folded in _ARTICLES


def fold(text: str) -> str:
    """Caseless and without diacritics (Haus, Häuser; ё, е), but й stays й."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("ё", "е").replace("й", "\ue000"))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).replace("\ue000", "й")


def words(text: str) -> list[Word]:
    """The words of a text in order; addresses, numbers and hyphenated words are one each."""
    return [Word(match.start(), match.end(), fold(match.group())) for match in _TOKEN.finditer(text)]


@lru_cache(maxsize=20_000)
def similarity(one: str, other: str) -> float:
    """From 0 (nothing in common) to 1 (equal), for folded words. From about 0.6 they may be forms of one word."""
    if one == other:
        return 1.0
    if any(char.isdigit() for char in one + other):
        return 0.0  # numbers are equal or different
    short, long = sorted((one, other), key=len)
    if not short:
        return 0.0
    return max(_by_prefix(short, long), _by_distance(short, long), _by_skeleton(short, long), _inside(short, long))


def _by_prefix(short: str, long: str) -> float:
    """Endings differ: война, войной; Regierung, Regierungen."""
    common = 0
    for a, b in zip(short, long, strict=False):
        if a != b:
            break
        common += 1
    tail = len(long) - common
    return common / len(long) if common >= 3 and tail <= 4 and len(short) - common <= 3 else 0.0


def _by_distance(short: str, long: str) -> float:
    """A letter or two inside differ: помощь, помочь; Fluss, Flüsse are nearer, folding took the umlaut."""
    if short[0] != long[0] or len(long) - len(short) > 2 or len(long) > _MAX_WORD:
        return 0.0
    distance = levenshtein(short, long)
    return 1 - distance / len(long) if distance <= 2 and len(short) > distance + 2 else 0.0


def _by_skeleton(short: str, long: str) -> float:
    """Russian vowels that come and go: день, дня; Лев, Льва."""
    if short[0] != long[0] or len(long) - len(short) > 2 or not "\u0400" <= short[0] <= "\u04ff":
        return 0.0
    bones = ["".join(char for char in word if char not in _VOWELS) for word in (short, long)]
    return 0.6 if bones[0] == bones[1] and len(bones[0]) >= 2 else 0.0


def _inside(short: str, long: str) -> float:
    """Compounds: Regierung in US-Regierung, Regierungssprecher, Bundesregierungen."""
    if "-" in long or "‑" in long:
        parts = re.split("[-‑]", long)
        if len(parts) > 1 and short not in {"", long}:
            best = max((similarity(short, part) for part in parts if part), default=0.0)
            return 0.9 * best
    stem = short[:-2] if len(short) > _MIN_COMPOUND + 2 else short
    if len(stem) < _MIN_COMPOUND or len(long) < len(short) + 2:
        return 0.0
    return _COMPOUND if long.startswith(stem) or stem in long[3:] else 0.0


def levenshtein(one: str, other: str) -> int:
    """Edit distance in code points."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        above, row[0] = row[0], i
        for j, b in enumerate(other, start=1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (a != b))
    return row[-1]
