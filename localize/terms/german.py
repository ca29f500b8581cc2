"""German phrases as patterns: case and plural endings, umlaut, adjectives' endings, compounds, separable verbs."""

from functools import lru_cache
from typing import Final

from localize.terms.name import Gender
from localize.terms.pattern import FITS, Fit, Pattern, Slot, joins_of
from localize.terms.tokens import is_abbreviation, tokens

_NOUN_ENDINGS: Final = ("", "s", "es", "e", "en", "n", "er", "ern", "ens", "ns")
_ADJECTIVE_ENDINGS: Final = ("", "e", "en", "em", "er", "es")
_FUGEN: Final = ("", "s", "es", "n", "en", "er", "e")
_UMLAUTS: Final = str.maketrans("äöü", "aou")
_MIN_FIRST: Final = 5  # letters of a word that is looked for at the start of compounds
_MIN_LAST: Final = 4
_MIN_REST: Final = 3


def term_pattern(phrase: str) -> Pattern:
    """Each word in any form."""
    words = tokens(phrase)
    return Pattern(tuple(_slot(word.text) for word in words), joins_of(phrase, words))


def name_pattern(name: str, gender: Gender) -> Pattern:
    """As it is, or with the genitive's s."""
    del gender
    words = tokens(name)
    return Pattern(tuple(_name_slot(word.text) for word in words), joins_of(name, words))


def _name_slot(word: str) -> Slot:
    def slot(other: str) -> Fit | None:
        same = other in {word, f"{word}s"} or (other.isupper() and other in {word.upper(), f"{word.upper()}S"})
        return FITS if same else None

    return slot


def _slot(word: str) -> Slot:
    if is_abbreviation(word):
        return lambda other: FITS if other in {word, f"{word}s"} else None
    noun = word[:1].isupper()
    forms = _forms(word)

    def slot(other: str) -> Fit | None:
        if noun and not other[:1].isupper():
            return None
        low = other.lower()
        if low in forms:
            return FITS
        return _in_compound(forms, low) if noun else None

    return slot


@lru_cache(maxsize=50_000)
def _forms(word: str) -> frozenset[str]:
    low = word.lower()
    stems = {low}
    if low.endswith("e"):
        stems.add(low[:-1])
    for vowel, umlaut in (("au", "äu"), ("a", "ä"), ("o", "ö"), ("u", "ü")):
        at = low.rfind(vowel)
        if at >= 0 and not any(char in "aeiou" for char in low[at + len(vowel) :].removesuffix("er")):
            stems.add(low[:at] + umlaut + low[at + len(vowel) :])
            break
    endings = _NOUN_ENDINGS if word[:1].isupper() else _ADJECTIVE_ENDINGS
    return frozenset(stem + ending for stem in stems for ending in endings)


def _in_compound(forms: frozenset[str], low: str) -> Fit | None:
    for form in sorted(forms, key=len, reverse=True):
        if len(form) >= _MIN_LAST and low.endswith(form) and len(low) - len(form) >= _MIN_REST:
            return Fit(start=len(low) - len(form))
    base = min(forms, key=len)
    if len(base) >= _MIN_FIRST and low.startswith(base) and len(low) - len(base) >= _MIN_REST:
        return Fit(end=len(base))
    return None
