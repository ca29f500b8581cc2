"""Family ``codes``: inline codes of the source stand in the target, each once, in order, nested.

A code that spans sentences has one end in this segment and the other elsewhere, so ends are compared, not pairs.
"""

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from localize.markup import CodedText, Edge, Mark, Part
from localize.qa.check import Check, Pair, Span
from localize.qa.finding import Finding, Severity


class Codes(Check):
    """Codes missing, added, doubled, halved, the wrong way round, crossing, or left without text."""

    family = "codes"
    severities: ClassVar = {
        "code_missing": Severity.ERROR,
        "code_added": Severity.ERROR,
        "code_doubled": Severity.ERROR,
        "code_half": Severity.ERROR,
        "code_order": Severity.ERROR,
        "code_crossing": Severity.ERROR,
        "code_blank": Severity.ERROR,
    }

    def find(self, pair: Pair) -> Iterator[Finding]:
        """Findings in the order of the codes; the fix, where there is one, mends one code and leaves the rest."""
        if pair.source.marks == pair.target.marks and not pair.target.marks:
            return
        wanted, there = Counter(pair.source.marks), Counter(pair.target.marks)
        for code_id in dict.fromkeys((*pair.source.code_ids, *pair.target.code_ids)):
            yield from self._count(pair, code_id, wanted, there)
        yield from self._nesting(pair)

    def _count(self, pair: Pair, code_id: int, wanted: Counter[Mark], there: Counter[Mark]) -> Iterator[Finding]:
        ours = [Mark(code_id, edge) for edge in Edge if there[Mark(code_id, edge)]]
        theirs = [Mark(code_id, edge) for edge in Edge if wanted[Mark(code_id, edge)]]
        source_at, target_at = _extent(pair.source, code_id), _extent(pair.target, code_id)
        about = {"id": str(code_id), "kind": _kind(pair, code_id)}
        if not ours:
            yield self.finding("code_missing", about, source_at=source_at, fix=_put_back(pair, code_id))
        elif not theirs:
            yield self.finding("code_added", about, target_at=target_at, fix=_without(pair.target, code_id))
        elif set(ours) != set(theirs):
            fix = _completed(pair, code_id)
            yield self.finding("code_half", about, source_at=source_at, target_at=target_at, fix=fix)
        elif any(there[mark] > wanted[mark] for mark in ours):
            about["count"] = str(max(there[mark] for mark in ours))
            fix = _once(pair, code_id)
            yield self.finding("code_doubled", about, source_at=source_at, target_at=target_at, fix=fix)

    def _nesting(self, pair: Pair) -> Iterator[Finding]:
        """Order and crossing, for codes that stand exactly once at both ends."""
        marks = pair.target.marks
        places = {mark: n for n, mark in enumerate(marks)}
        if len(places) != len(marks):
            return  # doubled: said already, and no order is sure
        for mark, opening in places.items():
            closing = places.get(Mark(mark.id, Edge.CLOSE))
            if mark.edge is not Edge.OPEN or closing is None:
                continue
            about = {"id": str(mark.id), "kind": _kind(pair, mark.id)}
            extent = _extent(pair.target, mark.id)
            if closing < opening:
                yield self.finding("code_order", about, target_at=extent, fix=_turned(pair.target, mark.id))
            elif _holds_text(pair.source, mark.id) and not _holds_text(pair.target, mark.id):
                yield self.finding("code_blank", about, source_at=_extent(pair.source, mark.id), target_at=extent)
        yield from self._crossing(pair)

    def _crossing(self, pair: Pair) -> Iterator[Finding]:
        """A code that ends while another, opened after it, is still open and will end later."""
        marks = pair.target.marks
        still_open: list[int] = []
        for mark in marks:
            if mark.edge is Edge.OPEN and Mark(mark.id, Edge.CLOSE) in marks:
                still_open.append(mark.id)
            elif mark.edge is Edge.CLOSE and mark.id in still_open:
                inner = still_open[-1]
                still_open.remove(mark.id)
                if inner != mark.id:
                    extent = [*_extent(pair.target, mark.id), *_extent(pair.target, inner)]
                    yield self.finding("code_crossing", {"id": str(mark.id), "other": str(inner)}, target_at=extent)


def _kind(pair: Pair, code_id: int) -> str:
    code = pair.codes.get(code_id)
    return code.kind.value if code else "other"


def _extent(text: CodedText, code_id: int) -> list[Span]:
    """From the first to the last mark of a code, in plain text; no span when it has no mark."""
    offsets = [offset for offset, part in text.walk() if isinstance(part, Mark) and part.id == code_id]
    return [(min(offsets), max(offsets))] if offsets else []


def _inside(text: CodedText, code_id: int) -> str | None:
    """Plain text between the ends of a code; None when it does not have both, once and in order."""
    parts = list(text.parts)
    opening, closing = Mark(code_id, Edge.OPEN), Mark(code_id, Edge.CLOSE)
    if parts.count(opening) != 1 or parts.count(closing) != 1 or parts.index(closing) < parts.index(opening):
        return None
    return CodedText.of(parts[parts.index(opening) : parts.index(closing)]).plain


def _holds_text(text: CodedText, code_id: int) -> bool:
    return bool((_inside(text, code_id) or "").strip())


def _put_back(pair: Pair, code_id: int) -> CodedText | None:
    """The target with the missing code, where its place is certain: at an end, around everything, around a name."""
    source = list(pair.source.parts)
    alone, opening, closing = (Mark(code_id, edge) for edge in (Edge.ALONE, Edge.OPEN, Edge.CLOSE))
    if any(source.count(mark) > 1 for mark in (alone, opening, closing)):
        return None
    if alone in source:
        return _at_end(pair, alone)
    if opening not in source or closing not in source:
        return None
    if source[0] == opening and source[-1] == closing:
        return CodedText.of([opening, *pair.target.parts, closing])
    return _around_name(pair, opening, closing)


def _around_name(pair: Pair, opening: Mark, closing: Mark) -> CodedText | None:
    """The pair of marks around the words it holds in the source, if the target has just these words, once."""
    inside = _inside(pair.source, opening.id)
    if not inside or not inside.strip() or pair.tgt.count(inside) != 1 or not _stands_alone(pair.tgt, inside):
        return None  # the words were translated: a person knows where they are
    start = pair.tgt.index(inside)
    before, middle, after = pair.target.split([start, start + len(inside)])
    if middle.marks:
        return None
    return CodedText.of([*before.parts, opening, *middle.parts, closing, *after.parts])


def _without(text: CodedText, code_id: int) -> CodedText:
    return CodedText.of(p for p in text.parts if not isinstance(p, Mark) or p.id != code_id)


def _stands_alone(text: str, piece: str) -> bool:
    """Whether ``piece`` is not part of a longer word."""
    start = text.index(piece)
    around = text[max(start - 1, 0) : start] + text[start + len(piece) :][:1]
    return not any(c.isalnum() for c in around)


def _at_end(pair: Pair, mark: Mark) -> CodedText | None:
    """A lone code that opens or closes the source does so in the target."""
    source, target = list(pair.source.parts), list(pair.target.parts)
    if source[-1] == mark and len(source) > 1:
        return CodedText.of([*target, mark])
    if source[0] == mark and len(source) > 1:
        return CodedText.of([mark, *target])
    return None


def _completed(pair: Pair, code_id: int) -> CodedText | None:
    """One end is there, the other is missing: certain only when it belongs at the segment's own end."""
    source, target = list(pair.source.parts), list(pair.target.parts)
    opening, closing = Mark(code_id, Edge.OPEN), Mark(code_id, Edge.CLOSE)
    ours = [part for part in target if isinstance(part, Mark) and part.id == code_id]
    if ours == [opening] and source[-1] == closing and opening in source:
        return CodedText.of([*target, closing])
    if ours == [closing] and source[0] == opening and closing in source:
        return CodedText.of([opening, *target])
    return None


def _once(pair: Pair, code_id: int) -> CodedText | None:
    """A lone code that stands twice at one place stands there once; other doublings need a person."""
    alone = Mark(code_id, Edge.ALONE)
    kept: list[Part] = []
    for part in pair.target.parts:
        if part == alone and kept and kept[-1] == alone:
            continue
        kept.append(part)
    return CodedText.of(kept) if kept.count(alone) == 1 and len(kept) < len(pair.target.parts) else None


def _turned(text: CodedText, code_id: int) -> CodedText:
    """Closing and opening change places."""
    opening, closing = Mark(code_id, Edge.OPEN), Mark(code_id, Edge.CLOSE)
    swap: dict[Part, Part] = {opening: closing, closing: opening}
    return CodedText.of(swap.get(part, part) for part in text.parts)
