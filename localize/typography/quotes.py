"""Rule ``quotes`` and rule ``apostrophe``: the locale's own marks in place of those that are there."""

from collections.abc import Iterator
from typing import Final

from localize.typography.change import Edit, Rule
from localize.typography.marks import Marks, Quoted
from localize.typography.styles import NARROW, NBSP, Style

_PADS: Final = frozenset({" ", NBSP, NARROW})


def quote_edits(text: str, marks: Marks, style: Style) -> Iterator[Edit]:
    """An edit for each mark that is not the locale's. The two marks of a quotation go together."""
    for number, quoted in enumerate(marks.quoted):
        opening, closing = _pair(quoted, style)
        if quoted.opens is not None:
            at = quoted.opens
            end = at + 1 + (text[at] in "«‹" and text[at + 1 : at + 2] in _PADS)
            yield Edit(Rule.QUOTES, at, end, opening, number)
        if quoted.closes is not None:
            at = quoted.closes
            start = at - (text[at] in "»›" and at > 0 and text[at - 1] in _PADS)
            yield Edit(Rule.QUOTES, start, at + 1, closing, number)


def _pair(quoted: Quoted, style: Style) -> tuple[str, str]:
    inner = quoted.single if style.by_kind else quoted.depth % 2 == 1
    return style.inner if inner else style.outer


def apostrophe_edits(text: str, marks: Marks) -> Iterator[Edit]:
    """``’`` for ``'`` inside a word, and behind one where it is no quotation mark."""
    for at in marks.apostrophes:
        if text[at] != "’":
            yield Edit(Rule.APOSTROPHE, at, at + 1, "’")


def quotation_spans(text: str, marks: Marks | None) -> list[tuple[int, int]]:
    """Where the words are somebody's: between outer marks. Marks that nobody understands may be anywhere."""
    if marks is None:
        return [(0, len(text))]
    return [
        (0 if q.opens is None else q.opens, len(text) if q.closes is None else q.closes + 1)
        for q in marks.quoted
        if q.depth == 0
    ]
