"""Languages without a module of their own: a word may take a few letters at its end. Better than the letter alone."""

from typing import Final

from localize.terms.name import Gender
from localize.terms.pattern import FITS, Fit, Pattern, Slot, joins_of
from localize.terms.tokens import is_abbreviation, tokens

_LONGEST: Final = 3  # letters of an ending
_STEM: Final = 4  # letters that must be alike


def term_pattern(phrase: str) -> Pattern:
    """Each word of it as it is, or with another ending."""
    words = tokens(phrase)
    return Pattern(tuple(_slot(word.text) for word in words), joins_of(phrase, words))


def name_pattern(name: str, gender: Gender) -> Pattern:
    """As a term; what gender does to endings is not known here."""
    del gender
    return term_pattern(name)


def _slot(word: str) -> Slot:
    folded = word.casefold()
    fixed = is_abbreviation(word) or len(word) < _STEM or not word.isalpha()
    vowel = 1 if len(folded) > _STEM and folded[-1] in "aeiouyаеиоуыюяіїєαεηιουω" else 0
    stem = folded[: len(folded) - vowel]

    def slot(other: str) -> Fit | None:
        if fixed:
            return FITS if other == word or (not is_abbreviation(word) and other.casefold() == folded) else None
        low = other.casefold()
        return FITS if low == folded or (low.startswith(stem) and len(low) - len(stem) <= _LONGEST) else None

    return slot
