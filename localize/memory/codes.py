"""Inline codes of a stored pair under the numbers that the present sentence gives its own.

Codes are numbered within their block, so the same sentence has other numbers elsewhere. What a code is (link, bold) is
kept with the article, not in the memory: codes correspond when both sentences have the same kinds of marks (spanning,
standing alone) in the same order, each around the same words or at the same place.
"""

import re
from typing import Final

from localize.markup import CodedText, Edge, Mark

_WORD: Final = re.compile(r"\w+")


def refitted(stored_source: CodedText, stored_target: CodedText, source: CodedText) -> CodedText | None:
    """The stored target with the codes of ``source``; None when they do not correspond one to one."""
    theirs, ours = stored_source.marks, source.marks
    if not _correspond(stored_source, source) or _known(stored_target.marks) != _known(theirs):
        return None
    numbers = {there.id: here.id for there, here in zip(theirs, ours, strict=True)}
    return CodedText.of(
        Mark(numbers[part.id], part.edge) if isinstance(part, Mark) else part for part in stored_target.parts
    )


def _correspond(stored: CodedText, present: CodedText) -> bool:
    theirs, ours = _places(stored), _places(present)
    if len(theirs) != len(ours):
        return False
    numbers: dict[int, int] = {}
    for (there, before, after), (here, ahead, behind) in zip(theirs, ours, strict=True):
        if there.edge is not here.edge or numbers.setdefault(there.id, here.id) != here.id:
            return False
        same_words = _inner(stored, there.id) == _inner(present, here.id) != ""
        if not same_words and before != ahead and after != behind:
            return False
    return len(set(numbers.values())) == len(numbers)


def _places(text: CodedText) -> list[tuple[Mark, int, int]]:
    """Each mark with the number of words before and after it."""
    plain = text.plain
    return [
        (part, len(_WORD.findall(plain[:offset])), len(_WORD.findall(plain[offset:])))
        for offset, part in text.walk()
        if isinstance(part, Mark)
    ]


def _inner(text: CodedText, code: int) -> str:
    """What a spanning code holds, without regard to case; empty for one that stands alone or is open."""
    edges = {part.edge: offset for offset, part in text.walk() if isinstance(part, Mark) and part.id == code}
    if Edge.OPEN not in edges or Edge.CLOSE not in edges:
        return ""
    return text.plain[edges[Edge.OPEN] : edges[Edge.CLOSE]].casefold()


def _known(marks: tuple[Mark, ...]) -> list[tuple[int, str]]:
    """Marks in a form that compares them whatever their order; a doubled one stays doubled."""
    return sorted((mark.id, mark.edge.value) for mark in marks)
