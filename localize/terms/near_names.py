"""Another spelling of a name in a translation, where the house form was wanted."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final

from rapidfuzz.distance import Levenshtein

from localize.terms.inflect import Span, name_occurrences
from localize.terms.name import Name
from localize.terms.name_forms import called, capitalised, first_name
from localize.terms.propose import russian_word
from localize.terms.spelling import plain_letters, words

_MOST: Final = 500  # words with a capital that are looked at
_NEAR: Final = 0.66
_NEAR_FIRST: Final = 0.5
_ENDING: Final = re.compile(
    r"(?<=[^\W\d_]{3})(?:ого|его|ому|ему|ыми|ими|ым|им|ом|ем|ой|ей|ую|юю|ая|яя|ий|ый|ию|ии|ия|[аяуюеыиьйо]|s|['’])$"
)
_SAME_SOUND: Final = (
    ("sch", "s"),
    ("sh", "s"),
    ("zh", "s"),
    ("kh", "h"),
    ("ch", "h"),
    ("w", "v"),
    ("z", "s"),
    ("j", "i"),
    ("y", "i"),
    ("ё", "е"),
    ("э", "е"),
    ("ph", "f"),
)


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    low = plain_letters(word) if word.isascii() or not _is_cyrillic(word) else word.lower()
    low = _ENDING.sub("", low)
    for written, sound in _SAME_SOUND:
        low = low.replace(written, sound)
    return low


def _is_cyrillic(word: str) -> bool:
    return any("а" <= c <= "я" or c == "ё" for c in word.lower())


def ending_cut(word: str) -> str:
    """The word in lower case without what declension may have put at its end."""
    return _ENDING.sub("", word.lower().replace("ё", "е"))


def alike(one: str, other: str) -> float:
    """From 0 to 1, how much two words sound alike, in whatever case they stand."""
    return Levenshtein.normalized_similarity(_folded(one), _folded(other))


def near_form(plain: str, name: Name, locale: str, taken: Sequence[Span]) -> Span | None:
    """The capitalised word that is most like the name or its source, and like enough; outside ``taken``."""
    wanted = _wanted(name, locale)
    best: tuple[float, Span] | None = None
    for start, end, word in islice(capitalised(plain), _MOST):
        if any(a < end and start < b for a, b in taken) or len(word) < 3:
            continue
        # Of a German compound the part that stands first: «Zelensky-Plan».
        head = word.split("-")[0] if "-" in word and not any("-" in other for other in wanted) else word
        score = max(max((alike(head, other) for other in wanted), default=0.0), 0.0)
        if score >= _NEAR and (best is None or score > best[0]):
            best = score, (start, start + len(head))
    return best[1] if best else None


def _wanted(name: Name, locale: str) -> list[str]:
    """Words that tell the name: the surname of the house form, of the source and its aliases, and what rules make of it."""
    text = name.form.text if name.form else ""
    house = (called(name) or [text])[-1:]
    source = [parts[-1] for parts in map(words, (name.source, *name.aliases)) if parts]
    sounds = [russian_word(word) for word in source] if locale.lower().startswith("ru") else []
    return [word for word in dict.fromkeys([*house, *source, *sounds]) if len(word) > 2 and " " not in word]


def surely_meant(written: str, name: Name) -> bool:
    """Whether a word is this name in another spelling and nobody else's: it sounds the same or is the source's."""
    house = called(name) or ([name.form.text] if name.form else [])
    sources = [parts[-1] for parts in map(words, (name.source, *name.aliases)) if parts]
    return written in sources or any(_folded(written) == _folded(word) for word in house)


def other_first_name(plain: str, name: Name, locale: str, found: Iterable[Span]) -> Span | None:
    """A word before the surname that is like the first name and is no form of it: «Элон Маск» for «Илон Маск»."""
    first = first_name(name)
    if not first or len(first.rstrip(".")) < 3:
        return None
    for start, _ in found:
        before = re.search(r"([^\W\d_]+(?:-[^\W\d_]+)*)[ \u00a0]$", plain[:start])
        if before is None or not before.group(1)[0].isupper():
            continue
        word, at = before.group(1), before.start(1)
        own = name.form.text.split() if name.form else [first]
        if any(name_occurrences(word, part, locale, gender=name.gender) for part in own):
            continue
        if max(alike(word, first), alike(word, words(name.source)[0])) >= _NEAR_FIRST:
            return at, at + len(word)
    return None
