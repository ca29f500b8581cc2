"""A termbase's entry as a value: one concept of the source language with its terms in every target locale (ISO 30042).

``Term`` is what one pair of locales sees of it. What belongs here is what holds for an entry wherever it comes from: a
form, TBX, CSV.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from localize.terms.term import CaseRule, PartOfSpeech, TermStatus

MAX_TEXT: Final = 200  # characters of a term or a word form
MAX_WORDS: Final = 2_000  # of a definition or a note
MAX_TARGETS: Final = 60
MAX_FORMS: Final = 40
MAX_DOMAINS: Final = 10
MAX_DOMAIN: Final = 60

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`", "'"))
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


def tidy(text: str) -> str:
    """A term as it is kept: composed, on one line, without what nobody sees."""
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())


def tidy_lines(text: str) -> str:
    """A definition or a note as it is kept: its lines without white space at their ends."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return "\n".join(line.rstrip() for line in lines.split("\n")).strip()


def fold(text: str) -> str:
    """What two spellings share that differ in capitals and apostrophes only."""
    return tidy(text).translate(_APOSTROPHES).casefold()


@dataclass(frozen=True, slots=True)
class LocaleTerm:
    """A term of one target locale. ``proposed``: no editor has accepted it."""

    locale: str
    text: str
    status: TermStatus = TermStatus.PREFERRED
    forms: tuple[str, ...] = ()
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """A source term with what it is called elsewhere. ``proposed``: no editor has accepted the entry itself."""

    source: str
    targets: tuple[LocaleTerm, ...] = ()
    part_of_speech: PartOfSpeech = PartOfSpeech.NOUN
    definition: str = ""
    domains: tuple[str, ...] = ()
    case_rule: CaseRule = CaseRule.ANY
    do_not_translate: bool = False
    note: str = ""
    proposed: bool = False

    @property
    def key(self) -> str:
        """What makes an entry of a part of speech unique: «US» with its capitals is another one than “us”."""
        return source_key(self.source, self.case_rule)

    def of(self, locale: str) -> tuple[LocaleTerm, ...]:
        """Its terms in a locale, the preferred ones first."""
        return tuple(sorted((t for t in self.targets if t.locale == locale), key=rank))


_RANKS: Final = {status: rank for rank, status in enumerate(TermStatus)}


def rank(term: LocaleTerm) -> tuple[bool, int]:
    """Place of a term among those of its locale: accepted before proposed, preferred before forbidden."""
    return term.proposed, _RANKS[term.status]


def source_key(source: str, case_rule: CaseRule) -> str:
    """Key of a source term. The mark keeps exact spellings apart from folded ones."""
    return "=" + tidy(source) if case_rule is CaseRule.EXACT else fold(source)
