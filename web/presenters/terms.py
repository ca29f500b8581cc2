"""The termbase's pages as values: rows of the list, an entry with its proposals, its history in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from localize.services.term_record import TermChangeKind
from localize.services.terms import TermChange, TermEntry
from localize.terms.concept import Concept, LocaleTerm
from localize.terms.term import CaseRule, TermStatus
from web.presenters.term_words import Sign, change_words, keep_sign, part_word, proposed_sign, status_sign

Clock = Callable[[datetime], str]


@dataclass(frozen=True, slots=True)
class TargetView:
    """A target term. ``struck``: it must not stand."""

    term: LocaleTerm
    sign: Sign
    struck: bool


@dataclass(frozen=True, slots=True)
class TermRow:
    """An entry in the list: source, what is said of it, its terms in the locale."""

    entry: TermEntry
    part: str
    signs: tuple[Sign, ...]
    targets: tuple[TargetView, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A piece of a change: ``old`` is gone, ``new`` has come; ``label`` says where."""

    label: str
    old: str
    new: str
    locale: str = ""


@dataclass(frozen=True, slots=True)
class PastView:
    """A change of the history. ``undo``: it can be undone; ``late``: it was never stored."""

    id: int
    said: str
    at: str
    iso: str
    steps: tuple[Step, ...]
    undo: bool
    late: bool


def term_row(entry: TermEntry, locale: str) -> TermRow:
    """One entry for the list."""
    concept = entry.concept
    signs = [proposed_sign()] if concept.proposed else []
    signs += [keep_sign()] if concept.do_not_translate else []
    return TermRow(entry, part_word(concept.part_of_speech), tuple(signs), tuple(map(target_view, concept.of(locale))))


def target_view(term: LocaleTerm) -> TargetView:
    """One target term."""
    struck = term.status is TermStatus.FORBIDDEN
    sign = status_sign(term.status)
    if term.proposed:
        proposed = proposed_sign()
        sign = Sign(proposed.icon, f"{proposed.word}: {sign.word}", proposed.tone)
    return TargetView(term, sign, struck)


def past(changes: Sequence[TermChange], entry: TermEntry, clock: Clock, sees: Callable[[str], bool]) -> list[PastView]:
    """The history, newest first. ``sees``: whether the terms of a locale are for this person."""
    return [
        PastView(
            id=one.id,
            said=change_words(one.kind, one.author),
            at=clock(one.at),
            iso=one.at.isoformat(),
            steps=tuple(step for step in _steps(one) if not step.locale or sees(step.locale)),
            undo=(one.after if one.kind is TermChangeKind.LATE else one.before) not in {None, entry.concept}
            if entry.active
            else one.before is not None,
            late=one.kind is TermChangeKind.LATE,
        )
        for one in changes
    ]


def _steps(change: TermChange) -> list[Step]:
    """What became other. Of an entry that came or went whole its terms are enough."""
    before, after = change.before, change.after
    steps = [Step(label, old, new) for label, old, new in _fields(before, after) if old != new]
    old_terms = before.targets if before else ()
    new_terms = after.targets if after else ()
    gone = [term for term in old_terms if term not in new_terms]
    come = [term for term in new_terms if term not in old_terms]
    for term in gone:
        heir = next((t for t in come if (t.locale, t.text) == (term.locale, term.text)), None)
        if heir is not None:
            come.remove(heir)
        steps.append(Step(term.locale, _written(term), _written(heir) if heir else "", term.locale))
    steps += [Step(term.locale, "", _written(term), term.locale) for term in come]
    return steps


def _fields(before: Concept | None, after: Concept | None) -> list[tuple[str, str, str]]:
    empty = Concept("")
    one, other = before or empty, after or empty
    whole = before is None or after is None
    shown = [
        (gettext("Source term"), one.source, other.source),
        (gettext("Definition"), one.definition, other.definition),
        (gettext("Domains"), ", ".join(one.domains), ", ".join(other.domains)),
        (gettext("Note"), one.note, other.note),
    ]
    if not whole:
        shown += [
            (gettext("Part of speech"), part_word(one.part_of_speech), part_word(other.part_of_speech)),
            (gettext("Capitals"), _case(one), _case(other)),
            (gettext("In translation"), _kept(one), _kept(other)),
        ]
    return shown


def _case(concept: Concept) -> str:
    return gettext("capitals count") if concept.case_rule is CaseRule.EXACT else gettext("capitals do not count")


def _kept(concept: Concept) -> str:
    return keep_sign().word if concept.do_not_translate else gettext("translated")


def _written(term: LocaleTerm) -> str:
    said = target_view(term).sign.word
    forms = f"; {', '.join(term.forms)}" if term.forms else ""
    return f"{term.text} ({said}{forms})"
