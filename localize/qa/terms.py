"""Family ``terms``: what the termbase says of words in the source holds in the target.

A term of the source is found in any form, and its translation in any form. Nothing is mended where words are
inflected: the right form is a person's choice. Names are another family.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar, Final

from localize.article import Handling
from localize.qa.check import Check, Pair, Span
from localize.qa.edit import replaced
from localize.qa.finding import Finding, Severity
from localize.terms.inflect import derived_adjectives, occurrences
from localize.terms.term import TargetTerm, Term

_BEFORE_NOUN: Final = re.compile(r"(?:['’]s?)?[\s-]+[^\W\d_]")
_NAMED: Final = 3  # targets that a message names


@dataclass(frozen=True, slots=True)
class _Mention:
    """The terms of one stretch of the source, several where the same words are several terms; all their places."""

    terms: tuple[Term, ...]
    written: str
    spans: tuple[Span, ...]


class Terms(Check):
    """A term is not translated as the house says."""

    family = "terms"
    severities: ClassVar = {
        "term_missing": Severity.WARNING,  # a good translation may say it in other words
        "term_forbidden": Severity.WARNING,
        "term_changed": Severity.ERROR,  # a brand, a title, a command: there are no other words for it
    }

    def applies(self, pair: Pair) -> bool:
        """Only what someone translates; the catalogue and rules have words of their own."""
        return super().applies(pair) and pair.handling is Handling.TRANSLATE and bool(pair.lexicon.terms)

    def find(self, pair: Pair) -> Iterator[Finding]:
        """One finding for each term, with all its places."""
        for mention in _mentions(pair):
            kept = [term for term in mention.terms if term.do_not_translate]
            if kept:
                yield from self._kept(pair, mention, kept[0].source)
            else:
                yield from self._translated(pair, mention)

    def _kept(self, pair: Pair, mention: _Mention, source: str) -> Iterator[Finding]:
        """It stands in the target, as the termbase or the source writes it; an ending of the language may follow."""
        if any(_to_the_letter(pair.tgt, form) for form in (source, mention.written)):
            return
        at = _in_other_capitals(pair.tgt, source)
        yield self.finding(
            "term_changed",
            {"source": mention.written, "expected": source},
            source_at=mention.spans,
            target_at=at,
            fix=replaced(pair.target, *at[0], source) if len(at) == 1 else None,
        )

    def _translated(self, pair: Pair, mention: _Mention) -> Iterator[Finding]:
        accepted = [target for term in mention.terms for target in term.accepted]
        there = _places(pair, accepted)
        about = {"source": mention.written, "expected": _named(accepted)}
        used = False
        for target in (target for term in mention.terms for target in term.forbidden):
            # «Служба безопасности» may be forbidden and a part of what is preferred.
            at = [span for span in _places(pair, [target]) if not any(_within(span, other) for other in there)]
            if at:
                used = True
                yield self.finding(
                    "term_forbidden",
                    about | {"target": pair.tgt[slice(*at[0])]},
                    source_at=mention.spans,
                    target_at=at,
                )
        if accepted and not there and not used and not _in_adjective(pair, mention, accepted):
            yield self.finding("term_missing", about, source_at=mention.spans)


def _mentions(pair: Pair) -> list[_Mention]:
    """What the source says of the termbase, the places of the same terms together, in order."""
    by_terms: dict[tuple[int, ...], _Mention] = {}
    found = pair.lexicon.term_index.find(pair.src)
    for (start, end), group in groupby(found, key=lambda one: (one.start, one.end)):
        terms = tuple(one.term for one in group)
        key = tuple(term.id for term in terms)
        before = by_terms.get(key)
        spans = (*before.spans, (start, end)) if before else ((start, end),)
        by_terms[key] = _Mention(terms, before.written if before else pair.src[start:end], spans)
    return list(by_terms.values())


def _in_adjective(pair: Pair, mention: _Mention, accepted: Sequence[TargetTerm]) -> bool:
    """“quarantine measures” is «карантинные меры»: a noun before a noun, or a possessive, may become an adjective."""
    if not all(_BEFORE_NOUN.match(pair.src, end) for _, end in mention.spans):
        return False
    return any(derived_adjectives(pair.tgt, target.text, pair.target_locale) for target in accepted)


def _places(pair: Pair, targets: Sequence[TargetTerm]) -> list[Span]:
    return [span for target in targets for span in occurrences(pair.tgt, target.text, pair.target_locale, target.forms)]


def _named(targets: Sequence[TargetTerm]) -> str:
    return ", ".join(dict.fromkeys(target.text for target in targets[:_NAMED])) or "—"


def _to_the_letter(target: str, text: str) -> bool:
    """Whether it stands there, capitals and all; up to three letters of an ending may follow: Tidewatchs, iPhone’а."""
    return re.search(rf"(?<!\w){re.escape(text)}(?!\w{{4}})", target) is not None


def _within(one: Span, other: Span) -> bool:
    return other[0] <= one[0] and one[1] <= other[1] and one != other


def _in_other_capitals(target: str, source: str) -> list[Span]:
    """Where the term stands but for its capitals, in a text whose letters keep their places when folded."""
    low, wanted = target.lower(), source.lower()
    if len(low) != len(target) or not wanted:
        return []
    spans: list[Span] = []
    at = low.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if not (target[at - 1 : at].isalnum() or target[end : end + 1].isalnum()):
            spans.append((at, end))
        at = low.find(wanted, end)
    return spans
