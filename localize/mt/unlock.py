"""Locked texts put back after the answer: each in its place, once and to the letter.

What the engine wrote between a lock's marks does not matter; what slid in from around it is kept. A lock that came back
nowhere is put at the end of the sentence and reported.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from localize.addresses import TRAILING
from localize.markup import CodedText, Edge, Mark, Part
from localize.mt.protect import Guarded, guard
from localize.mt.spans import Transferred
from localize.mt.stand_ins import StandIns, cut_out
from localize.protected import Locked

_END: Final = re.compile(r"[.!?…]+$")
_GAP: Final = re.compile(r"[ ]+([,.;:!?]|[ ])")  # what a word that was left out leaves
_EMPTY_BRACKETS: Final = re.compile(r"[(\[]\s*[)\]]")


def with_locks(text: CodedText, locked: Sequence[Locked]) -> CodedText:
    """A text that nobody translates, with what stands for its locked spans."""
    guarded = guard(text, locked)
    return unlock(Transferred(guarded.text), guarded).text


@dataclass(slots=True)
class _Lock:
    """A lock in an answer: what the engine wrote there, and marks of codes that came to stand inside."""

    id: int
    wrote: str
    inner: list[Mark]


_Item = str | Mark | _Lock


def unlock(found: Transferred, guarded: Guarded, words: StandIns | None = None) -> Transferred:
    """The answer with every lock's own text in its place, once."""
    if not guarded.texts:
        return Transferred(found.text, found.unplaced, words=found.text.plain)
    lost = [number for number in found.unplaced if number in guarded.texts]
    items = _items(found.text, guarded.texts)
    if words is not None:
        items = [words.removed(item) if isinstance(item, str) else item for item in items]
    cleaned = iter(without_copies([item for item in items if isinstance(item, str)], guarded))
    items = [next(cleaned) if isinstance(item, str) else item for item in items]
    said = " ".join(item for item in items if isinstance(item, str))
    displaced = [number for number in lost if not _into_brackets(items, number, guarded)]
    if displaced:
        items = [_GAP.sub(r"\1", item) if isinstance(item, str) else item for item in items]
    items = _end_last(items, set(displaced))
    text = _written(items, guarded)
    told = tuple(guarded.texts[number] for number in displaced if not _stood_last(guarded, number))
    return Transferred(text, tuple(n for n in found.unplaced if n not in guarded.texts), told, said)


def _items(text: CodedText, texts: Mapping[int, str]) -> list[_Item]:
    items: list[_Item] = []
    current: _Lock | None = None
    for part in text.parts:
        if isinstance(part, Mark) and part.id in texts:
            if part.edge is Edge.OPEN:
                current = _Lock(part.id, "", [])
                items.append(current)
            else:
                current = None
        elif current is None:
            items.append(part)
        elif isinstance(part, Mark):
            current.inner.append(part)
        else:
            current.wrote += part
    return items


def without_copies(pieces: Sequence[str], guarded: Guarded) -> list[str]:
    """What an engine wrote, without locked texts outside their locks. What the source itself says besides may stay."""
    found = list(pieces)
    for wanted in sorted({*guarded.texts.values()}, key=len, reverse=True):
        boundary = r"(?<!\w)" if wanted[:1].isalnum() else ""
        pattern = re.compile(rf"{boundary}{re.escape(wanted)}(?!\w)")
        spare = len(pattern.findall(guarded.rest))
        for index, piece in enumerate(found):
            copies = list(pattern.finditer(piece))
            for copy in reversed(copies[spare:]):
                found[index] = cut_out(found[index], *copy.span())
            spare = max(spare - len(copies), 0)
    return found


def _into_brackets(items: list[_Item], number: int, guarded: Guarded) -> bool:
    """Put a lock that stood alone in brackets back into brackets that came back empty."""
    before, after = _around(guarded, number)
    if before[-1:] not in {"(", "["} or after[:1] not in {")", "]"}:
        return False
    for index, item in enumerate(items):
        empty = _EMPTY_BRACKETS.search(item) if isinstance(item, str) else None
        if isinstance(item, str) and empty:
            lock = next(it for it in items if isinstance(it, _Lock) and it.id == number)
            items.remove(lock)
            items[index : index + 1] = [item[: empty.start() + 1], lock, item[empty.end() - 1 :]]
            return True
    return False


def _around(guarded: Guarded, number: int) -> tuple[str, str]:
    parts = guarded.text.parts
    opening = parts.index(Mark(number, Edge.OPEN))
    closing = parts.index(Mark(number, Edge.CLOSE))
    before = "".join(part for part in parts[:opening] if isinstance(part, str))
    after = "".join(part for part in parts[closing:] if isinstance(part, str))
    return before, after


def _stood_last(guarded: Guarded, number: int) -> bool:
    """Whether no word follows a lock in the source: then the end is its place."""
    return not any(char.isalnum() for char in _around(guarded, number)[1])


def _end_last(items: list[_Item], displaced: set[int]) -> list[_Item]:
    """Let the sentence end behind the locks that were put at its end."""
    first = next((n for n, item in enumerate(items) if isinstance(item, _Lock) and item.id in displaced), 0)
    before = items[first - 1] if first else None
    if not isinstance(before, str) or any(isinstance(item, str) for item in items[first:]):
        return items
    end = _END.search(before)
    if end is None:
        return items
    return [*items[: first - 1], before[: end.start()], *items[first:], end[0]]


class _Writer:
    """Puts items together: locks to the letter, with blanks where they would run into a word."""

    def __init__(self, guarded: Guarded) -> None:
        self.parts: list[Part] = []
        self._guarded = guarded
        self._last = ""  # the last two characters
        self._lock: int | None = None  # the lock that the text so far ends with

    def text(self, text: str) -> None:
        """Add what an engine wrote."""
        if not text:
            return
        if self._lock is not None:
            text = _apart(text, _around(self._guarded, self._lock)[1][:1])
        self.parts.append(text)
        self._last, self._lock = (self._last + text)[-2:], None

    def lock(self, item: _Lock) -> None:
        """Add a lock with what an engine wrote around its text."""
        exact = self._guarded.texts[item.id]
        before, after = without_copies(_beside(item.wrote, exact), self._guarded)
        self.text(before)
        usual = _around(self._guarded, item.id)[0][-1:]
        if not self._is_free(usual):
            at = len(self.parts)
            while at and isinstance(mark := self.parts[at - 1], Mark) and mark.edge is Edge.OPEN:
                at -= 1
            self.parts.insert(at, " ")
        self.parts += [exact, *item.inner]
        self._last, self._lock = exact[-2:], item.id
        self.text(after)

    def _is_free(self, usual: str) -> bool:
        """Whether a lock may follow at once: at the start, after a blank, in brackets, or as it does in the source."""
        last = self._last[-1:]
        if not last or last == usual or last.isspace():
            return True
        return last in _OPENERS and (len(self._last) == 1 or self._last[0].isspace())


def _written(items: Iterable[_Item], guarded: Guarded) -> CodedText:
    writer = _Writer(guarded)
    for item in items:
        if isinstance(item, Mark):
            writer.parts.append(item)
        elif isinstance(item, str):
            writer.text(item)
        else:
            writer.lock(item)
    return CodedText.of(writer.parts)


_OPENERS: Final = frozenset("([{«„“‘\"'")
_APART: Final = re.compile(rf"([{re.escape(TRAILING)}]*)([^\s\"«»„“”<>].*)?", re.DOTALL)


def _apart(text: str, usual: str) -> str:
    """What follows a lock, so that it does not become part of it. ``usual``: the character that follows in the source."""
    found = _APART.match(text)
    if found is None or not found[2] or text[0].isspace():
        return text
    if found[1]:
        return f"{found[1]} {found[2]}{text[found.end() :]}"
    return text if found[2][0] == usual else f" {text}"


def _beside(wrote: str, exact: str) -> tuple[str, str]:
    """What an engine wrote into a lock besides its text: words that slid in, or punctuation at its ends."""
    if not wrote or wrote == exact:
        return "", ""
    inside = re.search(rf"(?<!\w){re.escape(exact)}(?!\w)", wrote)
    if inside:
        return wrote[: inside.start()], wrote[inside.end() :].replace(exact, "")
    start = re.match(r"[\s(\[«„“\"]*", wrote)
    end = re.search(r"[\s)\]»“”\".,;:!?…]*$", wrote)
    head, tail = start[0] if start else "", end[0] if end else ""
    if not exact or len(head) == len(wrote):
        return "", ""
    return (head if exact[:1] != head[:1] else ""), (tail if exact[-1:] != tail[-1:] else "")
