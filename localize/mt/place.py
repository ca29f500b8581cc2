"""Places for the codes of a sentence in its translation, when the engine saw plain text only.

A code around the whole sentence goes around the whole translation; others are located by the translations of their
inner texts (``localize.mt.locate``). Codes that hold one another in the source do so in the translation, others never
overlap. What finds no place is left out: ``localize.mt.spans.assemble`` keeps it at the end.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from localize.mt.locate import Candidate, candidates
from localize.mt.spans import CodeSpan, Kind

Places = dict[int, tuple[int, int]]

_CLOSE_CALL: Final = 0.08  # scores nearer than this are told apart by position


def fragment(plain: str, span: CodeSpan) -> str | None:
    """The inner text that must be translated by itself to find the code again; None when that is not needed."""
    inner = plain[span.start : span.end]
    if span.is_lock or span.kind is Kind.ALONE or is_whole(plain, span) or not any(char.isalpha() for char in inner):
        return None
    return inner.strip()


def is_whole(plain: str, span: CodeSpan) -> bool:
    """Whether a code holds all words of the sentence."""
    return _has_words(plain[span.start : span.end]) and not _has_words(plain[: span.start] + plain[span.end :])


def place(
    plain: str,
    spans: Sequence[CodeSpan],
    output: str,
    pieces: Mapping[int, str],
    settled: Mapping[int, tuple[int, int]],
) -> Places:
    """Places in ``output`` by index of span. ``pieces``: translated fragments by index; ``settled``: places known already."""
    places: Places = dict(settled)
    for index, span in enumerate(spans):
        if span.is_lock and index not in places:
            _place_lock(index, plain, spans, output, places)
    found: dict[int, list[Candidate]] = {}
    for index, span in enumerate(spans):
        if index in places or span.is_lock:
            continue
        if (fixed := _at_edges(plain, span, output)) is not None:
            places[index] = fixed
        elif plain[span.start : span.end].strip():
            inner = plain[span.start : span.end]
            found[index] = _reaching(span, candidates(pieces.get(index), inner, output), output)
    for index in sorted(found, key=lambda n: _order(spans[n], found[n])):
        chosen = _choose(index, spans, found, places, len(plain), len(output))
        if chosen is not None:
            places[index] = chosen
    return places


def _place_lock(index: int, plain: str, spans: Sequence[CodeSpan], output: str, places: Places) -> None:
    """A locked text that came back as it went has its place where it stands, before any code looks for one."""
    span = spans[index]
    inner = plain[span.start : span.end]
    for match in re.finditer(re.escape(inner), output) if inner else ():
        if all(_agree(span, match.span(), spans[n], places[n]) for n in places):
            places[index] = match.span()
            return


def _has_words(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _order(span: CodeSpan, found: Sequence[Candidate]) -> tuple[float, int, int]:
    """Certain ones first, then long ones, then as in the text."""
    return (-found[0].score if found else 0.0, span.start - span.end, span.first)


def _inner_edges(output: str) -> tuple[int, int]:
    """Where the first word begins and the last one ends."""
    at = [n for n, char in enumerate(output) if char.isalnum()]
    return (at[0], at[-1] + 1) if at else (0, len(output))


def _at_edges(plain: str, span: CodeSpan, output: str) -> tuple[int, int] | None:
    """The place of a code that holds all words, or stands before the first or after the last one."""
    before, inner, after = plain[: span.start], plain[span.start : span.end], plain[span.end :]
    first, last = _inner_edges(output)
    start = first if before.strip() else 0
    end = last if after.strip() else len(output)
    if _has_words(inner):
        return (start, end) if not _has_words(before + after) else None
    if inner.strip():
        return _around_signs(before, after, output, first, last)
    if span.kind is Kind.OPENED:
        return len(output), len(output)
    if not _has_words(before):
        return start, start
    return None if _has_words(after) else (end, end)


def _around_signs(before: str, after: str, output: str, first: int, last: int) -> tuple[int, int] | None:
    """The place of a code that holds punctuation only: at the ends of a sentence it is known."""
    if not _has_words(after) and last < len(output):
        return last, len(output)
    if not _has_words(before) and first > 0:
        return 0, first
    return None


def _reaching(span: CodeSpan, found: Sequence[Candidate], output: str) -> list[Candidate]:
    """A code that goes on in the next sentence must hold this one to its end; likewise one that came from before."""
    kept = list(found)
    if span.kind is Kind.OPENED:
        kept = [Candidate(c.start, len(output), c.score) for c in found if not _has_words(output[c.end :])]
    elif span.kind is Kind.CLOSED:
        kept = [Candidate(0, c.end, c.score) for c in found if not _has_words(output[: c.start])]
    return kept


def _choose(
    index: int,
    spans: Sequence[CodeSpan],
    found: Mapping[int, Sequence[Candidate]],
    places: Places,
    source_length: int,
    output_length: int,
) -> tuple[int, int] | None:
    """The best candidate that agrees with the places taken; of equals the one at the same height of the sentence."""
    span = spans[index]
    fitting = [c for c in found[index] if all(_agree(span, (c.start, c.end), spans[n], places[n]) for n in places)]
    if not fitting:
        return None
    best = max(c.score for c in fitting)
    close = [c for c in fitting if best - c.score <= _CLOSE_CALL]
    middle = (span.start + span.end) / 2 / max(source_length, 1)
    rank = _rank_among_equals(index, spans, found)
    if rank is not None and any((c.start, c.end) == rank for c in fitting):
        return rank
    nearest = min(close, key=lambda c: abs((c.start + c.end) / 2 / max(output_length, 1) - middle))
    return nearest.start, nearest.end


def _rank_among_equals(
    index: int, spans: Sequence[CodeSpan], found: Mapping[int, Sequence[Candidate]]
) -> tuple[int, int] | None:
    """Codes with the same text and as many candidates as codes: the first takes the first, and so on."""
    mine = sorted({(c.start, c.end) for c in found[index]})
    equals = [n for n in found if sorted({(c.start, c.end) for c in found[n]}) == mine]
    apart = all(
        a is b or spans[a].end <= spans[b].start or spans[b].end <= spans[a].start for a in equals for b in equals
    )
    if len(equals) < 2 or len(equals) != len(mine) or not apart:
        return None
    return mine[sorted(equals, key=lambda n: spans[n].start).index(index)]


def _agree(span: CodeSpan, here: tuple[int, int], other: CodeSpan, there: tuple[int, int]) -> bool:
    """Whether two codes stand to each other in the translation as they do in the source."""
    if there[0] == there[1]:
        return not here[0] < there[0] < here[1]
    if other.contains(span):
        return there[0] <= here[0] and here[1] <= there[1]
    if span.contains(other):
        return here[0] <= there[0] and there[1] <= here[1]
    return here[1] <= there[0] or there[1] <= here[0]
