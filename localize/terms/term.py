"""Terms as values: a concept of the source language with what it is called in one target locale (TBX, ISO 30042)."""

from dataclasses import dataclass
from enum import StrEnum


class TermStatus(StrEnum):
    """What the house thinks of a term; TBX-Basic's ``administrativeStatus`` in our words."""

    PREFERRED = "preferred"  # preferredTerm-admn-sts
    ADMITTED = "admitted"  # admittedTerm-admn-sts
    FORBIDDEN = "forbidden"  # deprecatedTerm-admn-sts


class PartOfSpeech(StrEnum):
    """TBX-Basic's ``partOfSpeech``."""

    NOUN = "noun"
    PROPER_NOUN = "proper_noun"
    VERB = "verb"
    ADJECTIVE = "adjective"
    ADVERB = "adverb"
    OTHER = "other"


class CaseRule(StrEnum):
    """Whether capitals tell the term from other words."""

    ANY = "any"  # «bank» is found in “Bank”
    EXACT = "exact"  # «US» is not found in “us”


@dataclass(frozen=True, slots=True)
class TargetTerm:
    """A target-language term, in its dictionary form. ``forms``: further word forms that count as it."""

    text: str
    status: TermStatus = TermStatus.PREFERRED
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the source language, in its dictionary form, with its targets in one locale, the preferred ones first.

    ``do_not_translate``: it stands in the target as it is written in the source, and has no targets.
    """

    id: int
    source: str
    targets: tuple[TargetTerm, ...] = ()
    part_of_speech: PartOfSpeech = PartOfSpeech.NOUN
    definition: str = ""
    domains: tuple[str, ...] = ()
    case_rule: CaseRule = CaseRule.ANY
    do_not_translate: bool = False

    @property
    def accepted(self) -> tuple[TargetTerm, ...]:
        """Targets that may stand in a translation."""
        return tuple(t for t in self.targets if t.status is not TermStatus.FORBIDDEN)

    @property
    def forbidden(self) -> tuple[TargetTerm, ...]:
        """Targets that must not."""
        return tuple(t for t in self.targets if t.status is TermStatus.FORBIDDEN)
