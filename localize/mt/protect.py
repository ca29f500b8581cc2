"""Locked spans on their way to an engine: marked, so that they can be told from what it may translate.

A lock is a pair of marks with an id that no inline code has, so that it travels, comes back and is looked for like a
code. Engines without tags see a stand-in in its place. ``localize.mt.unlock`` puts the texts back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from localize.markup import CodedText, Edge, Mark, Part
from localize.mt.spans import FIRST_LOCK, CodeSpan
from localize.mt.stand_ins import StandIns
from localize.protected import Locked

_MAX_LOCKS: Final = 100  # in one text; more are no prose, and the last of them takes in the rest


@dataclass(frozen=True, slots=True)
class Guarded:
    """A coded text with its locks as pairs of marks. ``texts``: by id what stands there in the target."""

    text: CodedText
    texts: Mapping[int, str] = field(default_factory=dict)
    rest: str = ""  # the plain text without its locks


def guard(text: CodedText, locked: Sequence[Locked]) -> Guarded:
    """Mark the locked spans (ascending, apart). A span that codes cut is locked piece by piece, as it stands."""
    spans = list(locked)
    if len(spans) > _MAX_LOCKS:
        first, last = spans[_MAX_LOCKS - 1].start, spans[-1].end
        spans[_MAX_LOCKS - 1 :] = [Locked(first, last, text.plain[first:last])]
    parts: list[Part] = []
    rest: list[str] = []
    texts: dict[int, str] = {}
    for offset, part in text.walk():
        if isinstance(part, Mark):
            parts.append(part)
            continue
        done = 0
        for span in spans:
            start, end = max(span.start - offset, 0), min(span.end - offset, len(part))
            if start >= end:
                continue
            number = FIRST_LOCK + len(texts)
            whole = end - start == span.end - span.start
            texts[number] = span.text if whole else part[start:end]
            parts += [part[done:start], Mark(number, Edge.OPEN), part[start:end], Mark(number, Edge.CLOSE)]
            rest.append(part[done:start])
            done = end
        parts.append(part[done:])
        rest.append(part[done:])
    return Guarded(CodedText.of(parts), texts, " ".join(rest) if texts else text.plain)


def lock_number(span: CodeSpan) -> int:
    """Number of a lock's stand-in."""
    return span.id - FIRST_LOCK + 1


def with_stand_ins(guarded: Guarded, words: StandIns) -> CodedText:
    """The text with a stand-in between the marks of each lock."""
    parts: list[Part] = []
    inside = False
    for part in guarded.text.parts:
        if isinstance(part, Mark) and part.id in guarded.texts:
            inside = part.edge is Edge.OPEN
            parts += [part, words.word(part.id - FIRST_LOCK + 1)] if inside else [part]
        elif not inside or isinstance(part, Mark):
            parts.append(part)
    return CodedText.of(parts)
