"""What a file of terms would change, entry by entry, as values: nothing is stored here, nothing is half-stored later.

A file adds and changes and never takes away: terms that it does not have stay, an empty definition leaves the one that
stands. Where a file and the termbase disagree about the status of a term, the file counts.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from localize.exchange.issue import ImportIssue, issue
from localize.exchange.sent_terms import SentConcept, SentTerms, misfit
from localize.exchange.tbx import read_tbx
from localize.exchange.term_csv import read_term_csv
from localize.terms.concept import Concept, LocaleTerm, fold
from localize.terms.term import PartOfSpeech

_XML_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\0", b"\xfe\xff\0<", b"<\0", b"\0<")


class TermFormat(StrEnum):
    """Formats of term files."""

    TBX = "tbx"
    CSV = "csv"


class TermOutcome(StrEnum):
    """What becomes of an entry of the file."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


STORED = frozenset({TermOutcome.NEW, TermOutcome.CHANGED})


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry of the termbase."""

    id: int
    revision: int
    concept: Concept


@dataclass(frozen=True, slots=True)
class IncomingTerm:
    """An entry as it would stand. ``standing``: what stands now; ``reason``: why it is refused."""

    concept: Concept
    outcome: TermOutcome
    line: int
    standing: Standing | None = None
    reason: ImportIssue | None = None

    @property
    def added(self) -> tuple[LocaleTerm, ...]:
        """Terms that would be new, or have another status or other forms."""
        known = set(self.standing.concept.targets) if self.standing else set()
        return tuple(term for term in self.concept.targets if term not in known)


@dataclass(frozen=True, slots=True)
class TermPlan:
    """What a file would change."""

    items: tuple[IncomingTerm, ...]
    issues: tuple[ImportIssue, ...] = ()

    def count(self, outcome: TermOutcome) -> int:
        """How many entries meet this end."""
        return sum(item.outcome is outcome for item in self.items)

    @property
    def stored(self) -> tuple[IncomingTerm, ...]:
        """What an import writes."""
        return tuple(item for item in self.items if item.outcome in STORED)

    @property
    def problems(self) -> tuple[ImportIssue, ...]:
        """Everything that a person must see, in the order of the file."""
        refused = [item.reason for item in self.items if item.reason]
        return tuple(sorted([*self.issues, *refused], key=lambda found: found.line or 0))

    @property
    def refused(self) -> int:
        """How many entries and lines are left out."""
        return sum(found.loss for found in self.problems)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many entries meet which end."""
        found = Counter(item.outcome.value for item in self.items)
        counts = {outcome.value: found[outcome.value] for outcome in TermOutcome}
        return counts | {TermOutcome.REFUSED.value: self.refused}

    @property
    def digest(self) -> str:
        """Changes when anything else would be stored, or over anything else."""
        material = repr([(item.concept, item.standing) for item in self.stored])
        return hashlib.sha256(material.encode("utf-8", "replace")).hexdigest()


def sniff_format(data: bytes) -> TermFormat:
    """XML or not: what is no XML is read as CSV."""
    return TermFormat.TBX if data.lstrip(b" \t\r\n").startswith(_XML_STARTS) else TermFormat.CSV


def read_terms(data: bytes, source_locale: str, format: TermFormat | None = None) -> SentTerms:  # noqa: A002
    """Read a file of terms. Raises ``InvalidInputError`` with the reason; ``InputTooLargeError`` over a limit."""
    chosen = format or sniff_format(data)
    return read_tbx(data, source_locale) if chosen is TermFormat.TBX else read_term_csv(data, source_locale)


def plan_terms(standing: Iterable[Standing], sent: SentTerms, *, locale: str | None = None) -> TermPlan:
    """What a file would change. ``locale``: only its terms are taken, and entries that have one."""
    known = _Known.of(standing)
    left_out = 0
    items: dict[int, IncomingTerm] = {}
    for number, entry in enumerate(sent.entries):
        taken = _limited(entry, locale)
        if taken is None:
            left_out += len(entry.concept.targets)
            continue
        left_out += len(entry.concept.targets) - len(taken.concept.targets)
        place = known.place(taken)
        if place is None:
            items[number] = IncomingTerm(taken.concept, TermOutcome.NEW, taken.line)
            known.add(number, taken.concept, None)
        elif isinstance(place, Standing):
            items[number] = _over(place, place.concept, taken)
            known.add(number, items[number].concept, place)
        else:  # the file has this entry above
            items |= _again(items, place, number, taken)
    issues = [*sent.issues]
    if left_out:
        issues.append(issue("locale-left-out", count=left_out))
    return TermPlan(tuple(items.values()), tuple(issues))


def _limited(entry: SentConcept, locale: str | None) -> SentConcept | None:
    """An entry with its terms in a locale only; ``None`` when it has others and none there."""
    if locale is None or not entry.concept.targets:
        return entry
    targets = tuple(term for term in entry.concept.targets if term.locale == locale)
    return replace(entry, concept=replace(entry.concept, targets=targets)) if targets else None


def _again(items: Mapping[int, IncomingTerm], above: int, number: int, taken: SentConcept) -> dict[int, IncomingTerm]:
    """A second entry of the file with the source term of one above: what it adds goes there."""
    first = items[above]
    both = _over(first.standing, first.concept, taken)
    if both.outcome is TermOutcome.REFUSED:
        return {number: both}
    outcome: TermOutcome = TermOutcome.NEW if first.standing is None else both.outcome
    if first.standing is not None and both.concept == first.concept:
        outcome = first.outcome
    return {above: replace(first, concept=both.concept, outcome=outcome)}


def _over(standing: Standing | None, concept: Concept, sent: SentConcept) -> IncomingTerm:
    """What becomes of an entry that is known."""
    new = sent.concept
    if (new.do_not_translate and concept.targets) or (concept.do_not_translate and new.targets):
        code = "entry-has-terms" if new.do_not_translate else "entry-other"
        reason = issue(code, line=sent.line, about=new.source, loss=True, source=concept.source)
        return IncomingTerm(new, TermOutcome.REFUSED, sent.line, standing, reason)
    merged = merge(concept, sent)
    wrong = misfit(merged, sent.line)
    if wrong is not None:
        return IncomingTerm(new, TermOutcome.REFUSED, sent.line, standing, wrong)
    outcome = TermOutcome.UNCHANGED if merged == concept else TermOutcome.CHANGED
    return IncomingTerm(merged, outcome, sent.line, standing)


def merge(standing: Concept, sent: SentConcept) -> Concept:
    """What stands with what a file says."""
    new = sent.concept
    said = {(term.locale, term.text): term for term in new.targets}
    kept = [
        _updated(term, said.get((term.locale, term.text)))
        for term in standing.targets
        if not (term.proposed and (term.locale, term.text) in said)
    ]
    known = {(term.locale, term.text) for term in kept}
    return replace(
        standing,
        targets=(*kept, *(term for term in new.targets if (term.locale, term.text) not in known)),
        definition=new.definition or standing.definition,
        domains=tuple(dict.fromkeys((*standing.domains, *new.domains))),
        case_rule=new.case_rule if sent.says_case else standing.case_rule,
        do_not_translate=standing.do_not_translate or new.do_not_translate,
        note=new.note or standing.note,
        proposed=False,
    )


def _updated(term: LocaleTerm, sent: LocaleTerm | None) -> LocaleTerm:
    if sent is None:
        return term
    return replace(term, status=sent.status, forms=tuple(dict.fromkeys((*term.forms, *sent.forms))))


@dataclass(slots=True)
class _Known:
    """Entries by what a file may call them: those of the termbase, and by number those that came above."""

    by_key: dict[tuple[str, PartOfSpeech], "Standing | int"] = field(default_factory=dict)
    by_fold: dict[str, list[tuple[Concept, "Standing | int"]]] = field(default_factory=dict)

    @classmethod
    def of(cls, standing: Iterable[Standing]) -> "_Known":
        known = cls()
        for entry in standing:
            known._put(entry.concept, entry)
        return known

    def add(self, number: int, concept: Concept, standing: Standing | None) -> None:
        """An entry of the file takes the place of the one it changes."""
        if standing is not None:
            self.by_fold[fold(standing.concept.source)] = [
                pair for pair in self.by_fold[fold(standing.concept.source)] if pair[1] is not standing
            ]
            self.by_key[(standing.concept.key, standing.concept.part_of_speech)] = number
        self._put(concept, number)

    def _put(self, concept: Concept, place: "Standing | int") -> None:
        self.by_key[(concept.key, concept.part_of_speech)] = place
        self.by_fold.setdefault(fold(concept.source), []).append((concept, place))

    def place(self, sent: SentConcept) -> "Standing | int | None":
        """The entry that one of the file is about.

        By its key; else one that is spelled the same and has another case rule; else, when the file names no part of
        speech, the only one of this term.
        """
        concept = sent.concept
        found = self.by_key.get((concept.key, concept.part_of_speech))
        if found is not None:
            return found
        near = self.by_fold.get(fold(concept.source), [])
        same = [place for other, place in near if _spelled_same(other, concept)]
        if not same and not sent.says_part:
            same = [place for other, place in near if concept.key == other.key or concept.source == other.source]
        return same[0] if len(same) == 1 else None


def _spelled_same(one: Concept, other: Concept) -> bool:
    return one.source == other.source and one.part_of_speech is other.part_of_speech
