"""Terms of a segment for the editor's side: each with its targets, their signs, and what the text has of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from localize.services.segment_terms import SegmentTerm
from localize.terms.term import TargetTerm, Term, TermStatus
from web.presenters.term_words import Sign, keep_sign, part_word, status_sign


@dataclass(frozen=True, slots=True)
class OfferView:
    """A target term. ``text`` is put in by its button unless it is ``struck``; ``used``: it stands in the text."""

    text: str
    sign: Sign
    struck: bool
    used: bool


@dataclass(frozen=True, slots=True)
class SegmentTermView:
    """A term: as the termbase has it, what is said of it, what it is called here."""

    term: Term
    said: str
    offers: tuple[OfferView, ...]


def present_terms(terms: Sequence[SegmentTerm]) -> list[SegmentTermView]:
    """The terms in the order of the source."""
    return [SegmentTermView(one.term, _said(one.term), tuple(_offers(one))) for one in terms]


def _said(term: Term) -> str:
    return ", ".join([part_word(term.part_of_speech), *term.domains])


def _offers(one: SegmentTerm) -> list[OfferView]:
    if one.term.do_not_translate:
        return [OfferView(one.term.source, keep_sign(), struck=False, used=False)]
    return [_offer(target, used=target in one.used) for target in one.term.targets]


def _offer(target: TargetTerm, *, used: bool) -> OfferView:
    return OfferView(target.text, status_sign(target.status), target.status is TermStatus.FORBIDDEN, used)
