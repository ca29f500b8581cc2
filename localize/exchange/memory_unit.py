"""A unit of a translation memory on its way in or out: texts by language, who wrote them and when, and problems.

The same values whatever the format of the file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from localize.exchange.memory_words import memory_sentence, written
from localize.markup import EMPTY, CodedText


@dataclass(frozen=True, slots=True)
class ImportIssue:
    """A problem of one unit: a code of ``MEMORY_REFUSALS`` with its params. ``unit`` and ``line`` count from 1."""

    code: str
    unit: int
    line: int
    params: Mapping[str, str] = field(default_factory=dict)
    about: str = ""  # the beginning of its source text

    @property
    def message(self) -> str:
        """The sentence in English."""
        return memory_sentence(self.code, self.params)


def issue(code: str, unit: int, line: int, *, about: str = "", **params: object) -> ImportIssue:
    """An issue of the table."""
    return ImportIssue(code, unit, line, written(params), about[:80])


@dataclass(frozen=True, slots=True)
class Variant:
    """A unit's text in one language (TMX ``tuv``). ``language`` is the tag as the file has it, in its usual spelling."""

    language: str
    text: CodedText = EMPTY
    author: str = ""
    written_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A translation unit (TMX ``tu``). ``number`` and ``line``: where in the file; ``props``: by type, without ``x-``."""

    variants: tuple[Variant, ...]
    number: int = 0
    line: int = 0
    author: str = ""
    created_at: datetime | None = None
    written_at: datetime | None = None
    props: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
