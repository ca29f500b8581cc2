"""Terms in the segments of an edition: where they stand in the source, what they are called, what the target has of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from localize.markup import CodedText
from localize.services.context import Context
from localize.services.lexicon import lexicon_of
from localize.services.workbench import Place, Workbench
from localize.terms.inflect import occurrences
from localize.terms.lexicon import Lexicon
from localize.terms.term import TargetTerm, Term

Span = tuple[int, int]  # half-open, in code points of the plain text


@dataclass(frozen=True, slots=True)
class SegmentTerm:
    """A term of a segment. ``spans``: where it stands in the source; ``used``: those of its targets that stand here."""

    term: Term
    spans: tuple[Span, ...]
    used: frozenset[TargetTerm]


def term_spans(ctx: Context, bench: Workbench) -> Mapping[int, list[Span]]:
    """By segment: where terms stand in the sources of an edition. Segments without a term are left out."""
    lexicon = _lexicon(ctx, bench.source_locale, bench.summary.locale)
    if not lexicon.terms:
        return {}
    index = lexicon.term_index
    found = {
        segment.id: sorted({(one.start, one.end) for one in index.find(CodedText.loads(segment.source).plain)})
        for piece in bench.blocks
        for segment in piece.segments
    }
    return {number: spans for number, spans in found.items() if spans}


def terms_of(ctx: Context, place: Place) -> list[SegmentTerm]:
    """Terms of one segment, in the order in which the source has them."""
    plain, written = CodedText.loads(place.segment.source).plain, CodedText.loads(place.segment.target).plain
    spans: dict[int, list[Span]] = {}
    terms: dict[int, Term] = {}
    for found in _lexicon(ctx, place.source_locale, place.locale).term_index.find(plain):
        terms[found.term.id] = found.term
        spans.setdefault(found.term.id, []).append((found.start, found.end))
    locale = place.locale
    return [
        SegmentTerm(
            term,
            tuple(spans[term.id]),
            frozenset(t for t in term.targets if occurrences(written, t.text, locale, t.forms)),
        )
        for term in terms.values()
    ]


def _lexicon(ctx: Context, source_locale: str, locale: str) -> Lexicon:
    with ctx.store.read() as unit:
        return lexicon_of(unit, source_locale, locale)
