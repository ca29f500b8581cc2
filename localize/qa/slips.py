"""Family ``slips``: small things that fingers and engines do: a word twice, two spaces."""

import re
from collections.abc import Iterator
from typing import ClassVar

from localize.markup import Mark
from localize.qa.check import Check, Pair
from localize.qa.edit import removed_all, replaced
from localize.qa.finding import Finding, Severity

_TWICE = re.compile(r"(?<![\w’'-])([^\W\d_]{2,40})[ \u00a0]+(\1)(?![\w’'-])", re.IGNORECASE)
_SPACES = re.compile(r"(?<=\S)  +(?=\S)")

# These follow one another in correct sentences: "die, die" loses its comma in speech, "sie sie" is subject and object.
_MAY_REPEAT = frozenset(
    {
        "das", "dem", "den", "der", "die", "ihr", "ihre", "ihrer", "sie", "uns", "was", "wir",
        "все", "всё", "да", "да-да", "еле", "едва", "ну", "нет", "очень", "так", "том", "что", "чуть",
    }
)  # fmt: skip


class DoubledWord(Check):
    """The same word twice in a row, unless the source repeats a word too."""

    family = "slips"
    severities: ClassVar = {"doubled_word": Severity.WARNING}

    def find(self, pair: Pair) -> Iterator[Finding]:
        """One finding for each place; the fix drops the second word."""
        places = [m for m in _TWICE.finditer(pair.tgt) if m.group(1).lower() not in _MAY_REPEAT]
        if not places or _TWICE.search(pair.src):
            return
        marks = {offset for offset, part in pair.target.walk() if isinstance(part, Mark)}
        for place in places:
            if not marks.isdisjoint(range(place.end(1), place.start(2) + 1)):
                continue  # a code stands between: a button's name and the word before it
            yield self.finding(
                "doubled_word",
                {"word": place.group(1)},
                target_at=[(place.start(1), place.end(2))],
                fix=replaced(pair.target, place.end(1), place.end(2), ""),
            )


class DoubleSpace(Check):
    """Two or more spaces between words."""

    family = "slips"
    severities: ClassVar = {"double_space": Severity.NOTE}

    def find(self, pair: Pair) -> Iterator[Finding]:
        """One finding for the segment, with every place; the fix puts one space in each."""
        spans = [m.span() for m in _SPACES.finditer(pair.tgt)] if "  " in pair.tgt else []
        if spans:
            yield self.finding("double_space", target_at=spans, fix=removed_all(pair.target, spans, " "))
