"""The inline codes of a segment as spans of its plain text, and the way back: marks into a translation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from localize.markup import CodedText, Edge, Mark, Part

FIRST_LOCK: Final = 1_000_000  # ids from here on are locks (``localize.mt.protect``), which no written text has


class Kind(Enum):
    """What of a code is in this segment."""

    PAIR = "pair"  # opening and closing mark
    OPENED = "opened"  # opens here, closes in a later segment
    CLOSED = "closed"  # closes here, was opened in an earlier segment
    ALONE = "alone"  # a place, no span


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """One code: its marks with their position in the row of marks, and the half-open span of plain text they hold.

    ``OPENED`` reaches to the end of the text, ``CLOSED`` begins at its start, ``ALONE`` and an empty pair are a place.
    """

    id: int
    kind: Kind
    marks: tuple[tuple[int, Mark], ...]
    start: int
    end: int

    @property
    def is_lock(self) -> bool:
        """Whether it stands for text that must not change, not for an inline code."""
        return self.id >= FIRST_LOCK

    @property
    def first(self) -> int:
        """Position of its first mark among the marks."""
        return self.marks[0][0]

    def contains(self, other: "CodeSpan") -> bool:
        """Whether the other code's span lies within this one's; of two equal ones the first in the text is outside."""
        if (self.start, self.end) == (other.start, other.end):
            return self.first < other.first
        return self.start <= other.start and other.end <= self.end


def code_spans(text: CodedText) -> list[CodeSpan]:
    """The codes of a text in order of their first mark. Every mark belongs to exactly one, whatever the text looks like."""
    placed = [(offset, part) for offset, part in text.walk() if isinstance(part, Mark)]
    length = len(text.plain)
    still_open: dict[int, list[int]] = {}
    closing: dict[int, int] = {}  # position of an opening mark -> position of its closing mark
    for index, (_, mark) in enumerate(placed):
        if mark.edge is Edge.OPEN:
            still_open.setdefault(mark.id, []).append(index)
        elif mark.edge is Edge.CLOSE and still_open.get(mark.id):
            closing[still_open[mark.id].pop(0)] = index
    taken = set(closing.values())
    spans: list[CodeSpan] = []
    for index, (offset, mark) in enumerate(placed):
        if index in taken:
            continue
        if index in closing:
            last, close = placed[closing[index]]
            marks = ((index, mark), (closing[index], close))
            spans.append(CodeSpan(mark.id, Kind.PAIR, marks, offset, last))
        elif mark.edge is Edge.ALONE:
            spans.append(CodeSpan(mark.id, Kind.ALONE, ((index, mark),), offset, offset))
        elif mark.edge is Edge.OPEN:
            spans.append(CodeSpan(mark.id, Kind.OPENED, ((index, mark),), offset, length))
        else:
            spans.append(CodeSpan(mark.id, Kind.CLOSED, ((index, mark),), 0, offset))
    return spans


@dataclass(frozen=True, slots=True)
class Transferred:
    """A translation with its codes. ``unplaced``: ids of codes that found no place and stand at the end.

    ``displaced``: locked texts that found none; ``words``: what stands beside locked texts, the engine's own.
    """

    text: CodedText
    unplaced: tuple[int, ...] = ()
    displaced: tuple[str, ...] = ()
    words: str = ""


def assemble(text: str, spans: Sequence[CodeSpan], places: Mapping[int, tuple[int, int]]) -> Transferred:
    """Put the marks of ``spans`` into ``text``: ``places`` maps a span's index to its span in ``text``.

    Codes without a place stand at the end, in source order. Each mark appears exactly once.
    """
    settled: list[tuple[tuple[int, int, int], Mark]] = []
    for index, (start, end) in places.items():
        span = spans[index]
        for position, mark in span.marks:
            offset = end if mark.edge is Edge.CLOSE else start
            settled.append(((offset, _rank(span, mark, offset, spans, places), position), mark))
    settled.sort(key=lambda entry: entry[0])
    parts: list[Part] = []
    done = 0
    for (offset, _, _), mark in settled:
        parts += [text[done:offset], mark]
        done = offset
    parts.append(text[done:])
    left = [span for index, span in enumerate(spans) if index not in places]
    rest = sorted((entry for span in left for entry in span.marks), key=lambda entry: entry[0])
    return Transferred(CodedText.of([*parts, *(mark for _, mark in rest)]), tuple(span.id for span in left))


def _rank(
    span: CodeSpan, mark: Mark, offset: int, spans: Sequence[CodeSpan], places: Mapping[int, tuple[int, int]]
) -> int:
    """Order of marks at one offset: what closes, what stands between, what opens. A place stays inside its code."""
    if span.start != span.end:
        return 0 if mark.edge is Edge.CLOSE else 2
    for index, (start, end) in places.items():
        outer = spans[index]
        if outer is span or start == end or not outer.marks[0][0] < span.first < outer.marks[-1][0]:
            continue
        if end == offset:
            return 0
        if start == offset:
            return 2
    return 1
