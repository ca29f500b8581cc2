"""Inline codes in the segments of TMX 1.4b, both ways.

Ours carry no markup of their own: a spanning code becomes ``bpt`` and ``ept``, a standalone one ``ph``, one whose
partner stands in another sentence ``it``. ``x`` is our number; ``i`` pairs the two ends within the segment.

Others' ``x`` becomes our number where it is one; what has none is numbered as it comes, the same in every language of
the unit. ``hi`` is a spanning code, ``ut`` a standalone one. What stands within a code, ``sub`` included, is markup and
not text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from localize.markup import CodedText, Edge, Mark, Part

MAX_DEPTH: Final = 100  # of elements within a segment

_ALONE: Final = frozenset({"ph", "ut"})
_MAX_ID: Final = 999_999


@dataclass(slots=True)
class Numbers:
    """Numbers of the codes of one unit: those that the file gives, others in order, shared by its languages."""

    taken: set[int] = field(default_factory=set)
    given: dict[tuple[str, str], int] = field(default_factory=dict)

    def reserve(self, segment: Element) -> None:
        """Set aside the numbers that a segment's codes have themselves."""
        self.taken |= {number for element in segment.iter() if (number := _number(element.get("x"))) is not None}

    def of(self, element: Element, key: tuple[str, str]) -> int:
        """The number of a code; ``key`` is what it is known by when it has none."""
        own = _number(element.get("x"))
        if own is not None:
            return own
        if key not in self.given:
            self.given[key] = next(n for n in range(1, _MAX_ID + 1) if n not in self.taken)
            self.taken.add(self.given[key])
        return self.given[key]


def _number(written: str | None) -> int | None:
    if written is None or not written.isascii() or not written.isdigit() or len(written) > 6:
        return None
    return int(written) or None


def read_segment(segment: Element, numbers: Numbers) -> CodedText:
    """The coded text of a ``seg``. Raises ``RecursionError`` beyond ``MAX_DEPTH``."""
    return CodedText.of(_parts(segment, numbers, _Seen(), 0))


@dataclass(slots=True)
class _Seen:
    """What a segment has had so far: numbers of opened pairs by ``i``, and how many codes of each kind."""

    pairs: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def next(self, kind: str) -> str:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return str(self.counts[kind])


def _parts(element: Element, numbers: Numbers, seen: _Seen, depth: int) -> Iterator[Part]:
    if depth > MAX_DEPTH:
        raise RecursionError
    yield element.text or ""
    for child in element:
        tag = _local(child.tag)
        if tag == "bpt":
            pair = child.get("i") or seen.next("bpt")
            seen.pairs[pair] = numbers.of(child, ("pair", pair))
            yield Mark(seen.pairs[pair], Edge.OPEN)
        elif tag == "ept":
            pair = child.get("i") or seen.next("ept")
            yield Mark(seen.pairs.get(pair) or numbers.of(child, ("pair", pair)), Edge.CLOSE)
        elif tag == "it":
            number = numbers.of(child, ("it", child.get("i") or seen.next("it")))
            yield Mark(number, Edge.CLOSE if child.get("pos", "").lower() == "end" else Edge.OPEN)
        elif tag in _ALONE:
            yield Mark(numbers.of(child, (tag, child.get("i") or seen.next(tag))), Edge.ALONE)
        elif tag == "hi":
            number = numbers.of(child, ("hi", seen.next("hi")))
            yield Mark(number, Edge.OPEN)
            yield from _parts(child, numbers, seen, depth + 1)
            yield Mark(number, Edge.CLOSE)
        else:  # no element of TMX: its text is text
            yield from _parts(child, numbers, seen, depth + 1)
        yield child.tail or ""


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2].lower()


def write_segment(parent: Element, text: CodedText) -> None:
    """Append a ``seg`` with this text to a ``tuv``."""
    segment = SubElement(parent, "seg")
    last: Element | None = None
    pairs = _pairs(text)
    for index, part in enumerate(text.parts):
        if isinstance(part, str):
            if last is None:
                segment.text = part
            else:
                last.tail = part
            continue
        last = _code(segment, part, pairs.get(index))


def _code(segment: Element, mark: Mark, pair: int | None) -> Element:
    number = str(mark.id)
    if mark.edge is Edge.ALONE:
        return SubElement(segment, "ph", {"x": number})
    if pair is None:
        return SubElement(segment, "it", {"pos": "begin" if mark.edge is Edge.OPEN else "end", "x": number})
    if mark.edge is Edge.OPEN:
        return SubElement(segment, "bpt", {"i": str(pair), "x": number})
    return SubElement(segment, "ept", {"i": str(pair)})


def _pairs(text: CodedText) -> dict[int, int]:
    """Which parts are the two ends of a code, as the number of their pair."""
    found: dict[int, int] = {}
    waiting: dict[int, list[int]] = {}
    for index, part in enumerate(text.parts):
        if not isinstance(part, Mark):
            continue
        if part.edge is Edge.OPEN:
            waiting.setdefault(part.id, []).append(index)
        elif part.edge is Edge.CLOSE and waiting.get(part.id):
            opened = waiting[part.id].pop()
            found[opened] = found[index] = len(found) // 2 + 1
    return found
