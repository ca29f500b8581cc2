"""TBX's names for what our terms say (ISO 30042:2019, TBX-Basic), and those of older files."""

from collections.abc import Mapping
from typing import Final

from localize.terms.term import PartOfSpeech, TermStatus

NAMESPACE: Final = "urn:iso:std:iso:30042:ed-2"

STATUSES: Final[Mapping[TermStatus, str]] = {
    TermStatus.PREFERRED: "preferredTerm-admn-sts",
    TermStatus.ADMITTED: "admittedTerm-admn-sts",
    TermStatus.FORBIDDEN: "deprecatedTerm-admn-sts",
}
READ_STATUSES: Final[Mapping[str, TermStatus]] = {
    "preferredterm": TermStatus.PREFERRED,
    "standardizedterm": TermStatus.PREFERRED,
    "legalterm": TermStatus.PREFERRED,
    "regulatedterm": TermStatus.PREFERRED,
    "admittedterm": TermStatus.ADMITTED,
    "deprecatedterm": TermStatus.FORBIDDEN,
    "supersededterm": TermStatus.FORBIDDEN,
}
PARTS: Final[Mapping[PartOfSpeech, str]] = {
    PartOfSpeech.NOUN: "noun",
    PartOfSpeech.PROPER_NOUN: "properNoun",
    PartOfSpeech.VERB: "verb",
    PartOfSpeech.ADJECTIVE: "adjective",
    PartOfSpeech.ADVERB: "adverb",
    PartOfSpeech.OTHER: "other",
}
READ_PARTS: Final[Mapping[str, PartOfSpeech]] = {
    **{name.lower(): part for part, name in PARTS.items()},
    **{part.value: part for part in PartOfSpeech},
    "proper noun": PartOfSpeech.PROPER_NOUN,
    "n": PartOfSpeech.NOUN,
    "v": PartOfSpeech.VERB,
    "adj": PartOfSpeech.ADJECTIVE,
    "adv": PartOfSpeech.ADVERB,
}

# What TBX-Basic has no category for stands in notes of this form, which other programs show and we read back.
KEEP_NOTE: Final = "Localize: keep as written"
CASE_NOTE: Final = "Localize: case exact"
FORMS_NOTE: Final = "Localize: forms "
