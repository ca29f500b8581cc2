"""Rows of the termbase as values and back, with their history, and who may decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from localize.errors import ForbiddenError, InvalidInputError
from localize.exchange.term_incoming import Standing
from localize.exchange.term_words import TERM_SENTENCES
from localize.services.context import Actor
from localize.store import Unit
from localize.store.terms import TermChangeRow, TermConceptRow, TermTargetRow
from localize.terms.concept import Concept, LocaleTerm, fold
from localize.terms.term import CaseRule, PartOfSpeech, TermStatus
from localize.workflow import UserRole

_EDITORS = frozenset({UserRole.EDITOR, UserRole.ADMIN, UserRole.SYSTEM})


class TermChangeKind(StrEnum):
    """What was done to an entry."""

    ADDED = "added"
    SAVED = "saved"
    PROPOSED = "proposed"  # by somebody who may not decide: the entry, or a term of it
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DELETED = "deleted"
    REVERTED = "reverted"  # to what it was before a change
    IMPORTED = "imported"
    LATE = "late"  # not stored: somebody else had saved before; kept here


def may_decide(actor: Actor) -> bool:
    """Whether this person's terms count at once, and whether they accept proposals."""
    return actor.role in _EDITORS


def must_decide(actor: Actor) -> None:
    """Raises ``ForbiddenError`` for who is no editor."""
    if not may_decide(actor):
        raise ForbiddenError(TERM_SENTENCES["terms-editors"], reason="terms-editors", params={})


def concept_of(row: TermConceptRow, targets: Sequence[TermTargetRow]) -> Concept:
    """A row and its terms as a value."""
    return Concept(
        source=row.source,
        targets=tuple(
            LocaleTerm(t.locale, t.text, TermStatus(t.status), tuple(t.forms), t.proposed)
            for t in sorted(targets, key=lambda target: target.position)
        ),
        part_of_speech=PartOfSpeech(row.part_of_speech),
        definition=row.definition,
        domains=tuple(row.domains),
        case_rule=CaseRule(row.case_rule),
        do_not_translate=row.do_not_translate,
        note=row.note,
        proposed=row.proposed,
    )


def standing(unit: Unit, source_locale: str) -> list[Standing]:
    """Every entry that is not deleted, proposed ones included."""
    rows = [row for row in unit.terms.all(source_locale) if row.active]
    targets = unit.terms.targets([row.id for row in rows])
    return [Standing(row.id, row.revision, concept_of(row, targets.get(row.id, []))) for row in rows]


def put(
    unit: Unit,
    actor: Actor,
    now: datetime,
    source_locale: str,
    concept: Concept,
    kind: TermChangeKind,
    row: TermConceptRow | None = None,
) -> TermConceptRow:
    """Write an entry, over ``row`` if there is one, and append that to its history."""
    before = _standing_json(unit, row) if row is not None else {}
    (stored,) = put_many(unit, actor, now, source_locale, [Writing(concept, row, before)], kind)
    return stored


@dataclass(frozen=True, slots=True)
class Writing:
    """An entry on its way into the database: over ``row`` if there is one, which says ``before`` now."""

    concept: Concept
    row: TermConceptRow | None = None
    before: Mapping[str, Any] = field(default_factory=dict)


def put_many(
    unit: Unit, actor: Actor, now: datetime, source_locale: str, writings: Sequence[Writing], kind: TermChangeKind
) -> list[TermConceptRow]:
    """Write entries with their histories, in a few statements: a file of thousands must not keep other writers waiting."""
    rows = [
        writing.row or TermConceptRow(source_locale=source_locale, revision=0, created_at=now) for writing in writings
    ]
    for row, writing in zip(rows, writings, strict=True):
        _fill(row, actor, now, writing.concept)
    unit.terms.add(*rows)
    unit.terms.drop_targets([writing.row.id for writing in writings if writing.row is not None])
    pairs = list(zip(rows, writings, strict=True))
    unit.terms.add(*(_target(row.id, n, term) for row, one in pairs for n, term in enumerate(one.concept.targets)))
    unit.terms.add(*(_change(row, actor, now, kind, one.before, to_json(one.concept)) for row, one in pairs))
    return rows


def make_room(unit: Unit, source_locale: str, wanted: Concept, row: TermConceptRow | None) -> None:
    """See that no other entry than ``row`` has this source term and part of speech.

    Raises ``InvalidInputError`` naming the entry that has; a deleted one gives its key up and keeps its history.
    """
    for other in unit.terms.spelled(source_locale, wanted.key, wanted.source, wanted.part_of_speech.value):
        if row is not None and other.id == row.id:
            continue
        if other.active:
            raise InvalidInputError(
                TERM_SENTENCES["entry-known"].format_map({"source": other.source}),
                reason="entry-known",
                params={"source": other.source},
                known=other.id,
            )
        other.source_key = f"-{other.id}"
        unit.flush()


def take_out(unit: Unit, actor: Actor, now: datetime, row: TermConceptRow, kind: TermChangeKind) -> None:
    """Delete an entry; its history stays, and so does what it said."""
    before = _standing_json(unit, row)
    row.active = False
    row.revision += 1
    row.updated_at, row.author_id, row.author_name = now, actor.id, actor.name
    record(unit, row, actor, now, kind, before, {})


def record(
    unit: Unit,
    row: TermConceptRow,
    actor: Actor,
    now: datetime,
    kind: TermChangeKind,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> None:
    """Append to the history of an entry."""
    unit.terms.add(_change(row, actor, now, kind, before, after))


def _change(
    row: TermConceptRow,
    actor: Actor,
    now: datetime,
    kind: TermChangeKind,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> TermChangeRow:
    return TermChangeRow(
        concept_id=row.id,
        revision=row.revision,
        kind=kind.value,
        before=dict(before),
        after=dict(after),
        author_id=actor.id,
        author_name=actor.name,
        at=now,
    )


def _standing_json(unit: Unit, row: TermConceptRow) -> dict[str, Any]:
    """What an entry says now; nothing when it is deleted."""
    if not row.active:
        return {}
    return to_json(concept_of(row, unit.terms.targets([row.id]).get(row.id, [])))


def _fill(row: TermConceptRow, actor: Actor, now: datetime, concept: Concept) -> None:
    row.source = concept.source
    row.source_key = concept.key
    row.fold = fold(concept.source)
    row.part_of_speech = concept.part_of_speech.value
    row.definition = concept.definition
    row.domains = list(concept.domains)
    row.domain_fold = "".join(f"\n{fold(name)}\n" for name in concept.domains)
    row.case_rule = concept.case_rule.value
    row.do_not_translate = concept.do_not_translate
    row.note = concept.note
    row.proposed = concept.proposed
    row.active = True
    row.revision += 1
    row.updated_at, row.author_id, row.author_name = now, actor.id, actor.name


def _target(concept_id: int, position: int, term: LocaleTerm) -> TermTargetRow:
    return TermTargetRow(
        concept_id=concept_id,
        locale=term.locale,
        text=term.text,
        fold=fold(term.text),
        status=term.status.value,
        forms=list(term.forms),
        proposed=term.proposed,
        position=position,
    )


def to_json(concept: Concept) -> dict[str, Any]:
    """An entry for the history."""
    return {
        "source": concept.source,
        "part_of_speech": concept.part_of_speech.value,
        "definition": concept.definition,
        "domains": list(concept.domains),
        "case_rule": concept.case_rule.value,
        "do_not_translate": concept.do_not_translate,
        "note": concept.note,
        "proposed": concept.proposed,
        "targets": [
            {
                "locale": term.locale,
                "text": term.text,
                "status": term.status.value,
                "forms": list(term.forms),
                "proposed": term.proposed,
            }
            for term in concept.targets
        ],
    }


def from_json(data: Mapping[str, Any]) -> Concept | None:
    """The inverse of ``to_json``; ``None`` where there was no entry."""
    if not data:
        return None
    return Concept(
        source=data["source"],
        targets=tuple(
            LocaleTerm(t["locale"], t["text"], TermStatus(t["status"]), tuple(t["forms"]), t["proposed"])
            for t in data["targets"]
        ),
        part_of_speech=PartOfSpeech(data["part_of_speech"]),
        definition=data["definition"],
        domains=tuple(data["domains"]),
        case_rule=CaseRule(data["case_rule"]),
        do_not_translate=data["do_not_translate"],
        note=data["note"],
        proposed=data["proposed"],
    )
