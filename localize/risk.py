"""Which sentences a person must have confirmed before an edition may be approved: the risk rule, pure.

Readers remember a wrong headline, a wrong quotation, a wrong figure and a wrong name. Whether a sentence holds one is
read from its source, so that a draft that lost the figure is at risk too. Whose names are known is not this module's
to say: callers tell whether one stands in the source.

What cannot be wrong is no risk: text that is kept as it is, and text made by rule.
"""

import re
from enum import StrEnum
from typing import Final

from localize.article import HANDLING, Handling, Role


class Risk(StrEnum):
    """Why a person must look at a sentence."""

    HEADLINE = "headline"  # the headline of the article
    QUOTATION = "quotation"  # somebody's words, or a part of them
    NUMBER = "number"  # a figure, a date, an amount, in digits or words
    NAME = "name"  # a person, an organisation, or whatever the register knows


_UNTRANSLATED: Final = frozenset({Handling.RULE, Handling.PROTECT, Handling.OMIT})

_DIGIT: Final = re.compile(r"\d")
_NUMBER_WORD: Final = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|hundreds?|thousands?|millions?|[bm]illionth|billions?"
    r"|trillions?|dozens?|half|halves|twice|percent|per cent|(?:doubl|tripl|quadrupl|halv)(?:e|ed|es|ing))\b",
    re.IGNORECASE,
)
_INCHES: Final = re.compile(r"(?<=\d)['’′]\d{1,2}[\"”″]|(?<=\d)″")
_MARK: Final = re.compile(r"[“”„«»\"]")
_OPENING: Final = frozenset("“„«")
# ‘Two words and more’: a lone apostrophe is none, nor is a word that is only mentioned.
_SINGLE: Final = re.compile(r"(?:(?<=[\s(—–-])|^)[‘'](?=\w)(?:[^‘’'\n]|(?<=\w)['’](?=\w))*\s[^‘\n]*?[’'](?!\w)")


def risks(role: Role, source: str, *, named: bool, quoted: bool = False) -> tuple[Risk, ...]:
    """The risks of a sentence with this plain source, in the order of ``Risk``.

    ``named``: whether a name stands in it. ``quoted``: whether it begins within a quotation that an earlier sentence
    of its block opened; ``quotation_open`` tells.
    """
    if HANDLING[role] in _UNTRANSLATED or not source.strip():
        return ()
    found = {
        Risk.HEADLINE: role is Role.HEADLINE,
        Risk.QUOTATION: role is Role.QUOTATION or quoted or has_quotation(source),
        Risk.NUMBER: bool(_DIGIT.search(source) or _NUMBER_WORD.search(source)),
        Risk.NAME: named,
    }
    return tuple(risk for risk, holds in found.items() if holds)


def has_quotation(source: str) -> bool:
    """Whether quotation marks stand in a text; those of feet and inches are none."""
    bare = _INCHES.sub("", source)
    return bool(_MARK.search(bare) or _SINGLE.search(bare))


def quotation_open(source: str, *, before: bool) -> bool:
    """Whether a quotation is open at the end of a text; ``before``: whether one was at its beginning."""
    inside = before
    for mark in _MARK.findall(_INCHES.sub("", source)):
        inside = mark in _OPENING if mark != '"' else not inside
    return inside
