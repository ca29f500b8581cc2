"""Appending to history: events of editions, revisions of targets, findings of a revision."""

import json
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from localize.edition import EditionState, Origin, TargetState
from localize.qa.finding import Finding
from localize.services.context import Actor
from localize.store import Unit
from localize.store.drafts import HeldEdition
from localize.store.editions import EditionEventRow, EditionRow, FindingRow, TargetRevisionRow, TargetRow
from localize.typography.change import Change
from localize.workflow import Action


@dataclass(frozen=True, slots=True)
class Written:
    """A text on its way into a target. ``text`` is a written coded text."""

    text: str
    state: TargetState
    origin: Origin
    unplaced: tuple[int, ...] = ()
    findings: Sequence[Finding] = field(default=())
    normalised: Sequence[Change] = field(default=())  # what typography changed; offsets are those of ``text``


def waiver_key(source: str, target: str, finding: Finding) -> str:
    """What a finding that was set aside is remembered by: what it says, of which source and which target."""
    said = [source, target, finding.code, sorted(finding.params), finding.source_spans, finding.target_spans]
    return sha256(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def record_event(
    unit: Unit,
    edition: EditionRow | HeldEdition,
    action: Action,
    came_from: EditionState,
    actor: Actor,
    now: datetime,
    reason: str | None = None,
) -> None:
    """Append a step of an edition's way; ``edition.state`` already is where it led."""
    step = {
        "edition_id": edition.id,
        "action": action.value,
        "from_state": came_from.value,
        "to_state": edition.state,
        "actor_id": actor.id,
        "actor_name": actor.name,
        "reason": reason,
        "at": now,
    }
    unit.insert(EditionEventRow, [step])


@dataclass(frozen=True, slots=True)
class DraftRows:
    """What a draft of one target writes: values of its row, and of its findings."""

    target: Mapping[str, Any]
    findings: Sequence[Mapping[str, Any]]


def draft_rows(
    edition_id: int, drafts: Sequence[tuple[int, Written]], actor: Actor, now: datetime
) -> dict[int, DraftRows]:
    """What ``write_drafts`` writes, by target id: made before its transaction begins, for which others wait."""
    rows: dict[int, DraftRows] = {}
    for target_id, written in drafts:
        rows[target_id] = DraftRows(
            {
                "id": target_id,
                "text": written.text,
                "state": written.state.value,
                "origin": str(written.origin),
                "score": written.origin.score,
                "author_id": actor.id,
                "author_name": actor.name if actor.id is not None else None,
                "unplaced": list(written.unplaced),
                "normalised": [change.to_json() for change in written.normalised],
                "updated_at": now,
            },
            [
                {
                    "edition_id": edition_id,
                    "target_id": target_id,
                    "revision": 1,
                    "code": finding.code,
                    "severity": finding.severity.value,
                    "data": finding.to_json(),
                    "dismissed": {},
                }
                for finding in written.findings
            ],
        )
    return rows


def write_drafts(unit: Unit, rows: Mapping[int, DraftRows], empty: AbstractSet[int]) -> None:
    """Write texts into those targets that are ``empty``, with their history and findings, in three statements.

    What somebody has written meanwhile stays as it is. The caller holds the edition's lock.
    """
    taken = [row for target_id, row in rows.items() if target_id in empty]
    unit.drafts.fill_targets([row.target for row in taken])
    unit.insert(FindingRow, [finding for row in taken for finding in row.findings])


def record_revision(unit: Unit, target: TargetRow, now: datetime) -> None:
    """Append a target's current text to its history."""
    unit.editions.append(
        TargetRevisionRow(
            target_id=target.id,
            revision=target.revision,
            kind="saved",
            text=target.text,
            state=target.state,
            origin=target.origin,
            score=target.score,
            author_id=target.author_id,
            author_name=target.author_name,
            at=now,
        )
    )


def record_rejected(unit: Unit, target: TargetRow, text: str, base: int, actor: Actor, now: datetime) -> None:
    """Append a text that came too late to its target's history, so that it is not lost."""
    known = unit.editions.revisions(target.id)
    if any(row.kind == "conflict" and row.text == text and row.author_id == actor.id for row in known):
        return
    unit.editions.append(
        TargetRevisionRow(
            target_id=target.id,
            revision=base,
            kind="conflict",
            text=text,
            state=target.state,
            origin="human",
            score=None,
            author_id=actor.id,
            author_name=actor.name,
            at=now,
        )
    )


def write_target(
    unit: Unit, target: TargetRow, at_revision: int, written: Written, actor: Actor, now: datetime
) -> bool:
    """Compare and set a target, with its history and findings. False when somebody wrote it meanwhile."""
    values = {
        "text": written.text,
        "state": written.state.value,
        "origin": str(written.origin),
        "score": written.origin.score,
        "unplaced": list(written.unplaced),
        "normalised": [change.to_json() for change in written.normalised],
        "author_id": actor.id,
        "author_name": actor.name if actor.id is not None else None,
        "updated_at": now,
    }
    same_text = at_revision > 0 and target.text == written.text
    before = unit.editions.target_findings(target.id, at_revision) if same_text else ()
    if not unit.editions.set_target(target, at_revision, values):
        return False
    record_revision(unit, target, now)
    # What a person called no error stays so as long as the text stays.
    waived = {(row.code, str(row.data)): row.dismissed for row in before if row.dismissed}
    keys = [waiver_key(target.segment.source, written.text, finding) for finding in written.findings]
    known = unit.waivers.find(target.edition_id, keys)
    found = [
        FindingRow(
            edition_id=target.edition_id,
            target_id=target.id,
            revision=target.revision,
            code=finding.code,
            severity=finding.severity.value,
            data=finding.to_json(),
            dismissed=known.get(key) or waived.get((finding.code, str(finding.to_json())), {}),
        )
        for finding, key in zip(written.findings, keys, strict=True)
    ]
    if at_revision == 0:
        unit.editions.append(*found)
    else:
        unit.editions.replace_findings(target.id, found)
    return True
