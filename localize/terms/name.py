"""Names of the register as values: who or what is meant, and its house form in one target locale."""

from dataclasses import dataclass
from enum import StrEnum


class NameKind(StrEnum):
    """What bears the name (NITF: person, location, org)."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    OTHER = "other"  # ships, laws, prizes, works


class Gender(StrEnum):
    """For agreement and inflection in the target language."""

    FEMININE = "feminine"
    MASCULINE = "masculine"
    NEUTER = "neuter"
    PLURAL = "plural"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class NameForm:
    """The house form in one locale, in the nominative.

    ``first_mention``: how it is put when it is named first in an article; empty: as ``text``. ``forms``: further word
    forms that count as it. ``declined``: whether it inflects («Зеленский» does, «Гюго» does not).
    """

    text: str
    first_mention: str = ""
    forms: tuple[str, ...] = ()
    declined: bool = True


@dataclass(frozen=True, slots=True)
class Name:
    """A name as English sources write it (``aliases``: its other spellings), with its form in one locale, if decided."""

    id: int
    kind: NameKind
    source: str
    aliases: tuple[str, ...] = ()
    gender: Gender = Gender.UNKNOWN
    form: NameForm | None = None
