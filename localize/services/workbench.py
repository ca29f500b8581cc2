"""One edition opened for work: source and target side by side, with findings, history and what may be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from localize.article import Block, IntakeNote, Role
from localize.edition import EditionState, Origin, TargetState
from localize.errors import NotFoundError
from localize.markup import CodedText
from localize.qa.finding import Finding
from localize.risk import Risk
from localize.services.arrangement import Arrangement, Departure, arrangement_of
from localize.services.context import Actor, Context
from localize.services.desk import EditionSummary, summarise_editions
from localize.services.postedit import get_edition
from localize.services.previous import Previous, previous_of
from localize.services.publish import find_article
from localize.services.review import Gate, judge_gate
from localize.services.risk import judge_risks, waits
from localize.services.versions import intake_notes
from localize.store import Unit
from localize.store.articles import ArticleRow, SourceVersionRow
from localize.store.editions import EditionRow, FindingRow, TargetRevisionRow, TargetRow
from localize.typography.change import Change
from localize.workflow import Action, UserRole, offered


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """A stored finding with its id. ``dismissed``: who said that it is none, when and why; empty while open."""

    id: int
    finding: Finding
    dismissed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WorkSegment:
    """A segment as the editor shows it. ``source``, ``target`` and ``draft`` are written coded texts.

    ``draft`` is the first text that was no person's and ``draft_origin`` whose it was, None when there was none;
    ``edited``: a person changed it. ``normalised``: what typography changed in the text and nobody touched since.
    ``risks``: why a person must look at it, whether they have or not; none of a text by rule or from the catalogue.
    ``waits``: nobody has, and the gate stays shut for it.
    """

    id: int
    position: int
    source: str
    target: str
    draft: str | None
    draft_origin: Origin | None
    state: TargetState
    origin: Origin
    edited: bool
    revision: int
    author: str | None
    updated_at: datetime
    unplaced: tuple[int, ...]
    findings: tuple[OpenFinding, ...]
    normalised: tuple[Change, ...]
    risks: tuple[Risk, ...]
    waits: bool


@dataclass(frozen=True, slots=True)
class WorkBlock:
    """A block with its segments; one that is left out has none."""

    block: Block
    segments: tuple[WorkSegment, ...]
    departure: Departure | None = None  # left out, or added here: by whom, when, why
    left_out: str | None = None  # the plain text of a block that is left out


@dataclass(frozen=True, slots=True)
class Event:
    """A step of the edition's way."""

    action: Action
    from_state: EditionState
    to_state: EditionState
    actor: str
    reason: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Workbench:
    """Everything that the editor and review pages need."""

    summary: EditionSummary
    source_locale: str
    blocks: tuple[WorkBlock, ...]
    events: tuple[Event, ...]
    actions: frozenset[Action]  # offered by role and state
    gate: Gate
    intake_notes: tuple[IntakeNote, ...]
    failures: tuple[Mapping[str, Any], ...]  # why engines gave no draft, while blocked


@dataclass(frozen=True, slots=True)
class Revision:
    """One entry of a segment's history. ``kind``: saved, or conflict for a text that came too late.

    ``version``: of the source that it translates, when that is an earlier one.
    """

    revision: int
    kind: str
    text: str
    state: TargetState
    origin: Origin
    author: str | None
    at: datetime
    version: int | None = None


def open_edition(ctx: Context, actor: Actor, edition_id: int, *, only: int | None = None) -> Workbench:
    """Open an edition, with all of its segments or ``only`` one.

    Raises ``NotFoundError``, ``ForbiddenError`` for a locale that is not the actor's.
    """
    with ctx.store.read() as unit:
        edition = get_edition(unit, edition_id, actor)
        version = unit.articles.version_by_id(edition.version_id)
        article = unit.articles.get(edition.article_id)
        if version is None or article is None:
            raise NotFoundError(f"Edition {edition_id} has no source.")
        return _workbench(ctx, unit, actor, edition, version, article, only)


def find_segment(bench: Workbench, segment_id: int) -> tuple[WorkSegment, Block] | None:
    """A segment of an opened edition with its block."""
    for piece in bench.blocks:
        for segment in piece.segments:
            if segment.id == segment_id:
                return segment, piece.block
    return None


def open_segment(ctx: Context, actor: Actor, edition_id: int, segment_id: int) -> tuple[Workbench, WorkSegment, Block]:
    """One segment with its block, and the edition opened with nothing else in it: quick however long the article is.

    Raises what ``open_edition`` raises, and ``NotFoundError`` when the segment is not of the present version.
    """
    bench = open_edition(ctx, actor, edition_id, only=segment_id)
    found = find_segment(bench, segment_id)
    if found is None:
        raise NotFoundError(f"Edition {edition_id} has no segment {segment_id} any more.")
    return bench, *found


@dataclass(frozen=True, slots=True)
class Place:
    """One segment of an edition, without anything about the edition as a whole. ``id`` and ``locale`` are the edition's."""

    id: int
    article_id: int
    locale: str
    source_locale: str
    segment: WorkSegment
    block: Block


def open_place(ctx: Context, actor: Actor, edition_id: int, segment_id: int) -> Place:
    """A segment for those who help with it. Raises what ``open_segment`` raises."""
    with ctx.store.read() as unit:
        edition = get_edition(unit, edition_id, actor)
        version = unit.articles.version_by_id(edition.version_id)
        pieces = _blocks(ctx, unit, edition, version, segment_id) if version else ()
        if version is None or not pieces:
            raise NotFoundError(f"Edition {edition_id} has no segment {segment_id} any more.")
        piece = pieces[0]
        return Place(edition.id, edition.article_id, edition.locale, version.locale, piece.segments[0], piece.block)


def _workbench(
    ctx: Context,
    unit: Unit,
    actor: Actor,
    edition: EditionRow,
    version: SourceVersionRow,
    article: ArticleRow,
    only: int | None,
) -> Workbench:
    state = EditionState(edition.state)
    actions = set(offered(state, actor.role))
    if actor.role is UserRole.TRANSLATOR and edition.assignee_id != actor.id:
        actions.discard(Action.REOPEN)
    summary = summarise_editions(unit, [edition], {article.id: article})[0]
    if not summary.live:
        actions.discard(Action.WITHDRAW)
    return Workbench(
        summary=summary,
        source_locale=version.locale,
        blocks=_blocks(ctx, unit, edition, version, only),
        events=tuple(
            Event(Action(e.action), EditionState(e.from_state), EditionState(e.to_state), e.actor_name, e.reason, e.at)
            for e in unit.editions.events(edition.id)
        ),
        actions=frozenset(actions),
        gate=judge_gate(ctx, unit, edition, actor),
        intake_notes=intake_notes(version),
        failures=tuple(edition.blocked.get("failures", ())) if edition.blocked else (),
    )


def _blocks(
    ctx: Context, unit: Unit, edition: EditionRow, version: SourceVersionRow, only: int | None
) -> tuple[WorkBlock, ...]:
    drafts = unit.editions.first_drafts(edition.id, only)
    findings: dict[int, list[OpenFinding]] = {}
    for row, segment_id in unit.editions.findings(edition.id, version.id, only):
        findings.setdefault(segment_id, []).append(_open_finding(row))
    segments: dict[str, list[WorkSegment]] = {}
    rows = unit.editions.bench(edition.id, version.id, only)
    risks = judge_risks(ctx, unit, edition, rows)
    for row in rows:
        segments.setdefault(row.block_key, []).append(
            _segment(row, drafts.get(row.target_id), findings.get(row.id, ()), risks[row.id])
        )
    arrangement = arrangement_of(unit, edition, version, None if only is None else segments.keys())
    out = _left_out(unit, edition, arrangement) if only is None else {}
    return tuple(
        WorkBlock(block, tuple(segments.get(block.key, ())), arrangement.departures.get(block.key), out.get(block.key))
        for block in arrangement.blocks
        if block.key in segments or (only is None and (block.role is Role.PICTURE or block.key in out))
    )


def _left_out(unit: Unit, edition: EditionRow, arrangement: Arrangement) -> dict[str, str]:
    """By key: what a block that is left out says, in the source or, where it was added, in the edition."""
    out = {block.key: block.text.plain for block in arrangement.blocks if arrangement.left_out(block.key)}
    if not all(out.values()):
        for target, segment in unit.arrangements.pairs(edition.id, edition.version_id):
            if segment.block_key in out and not segment.source:
                out[segment.block_key] = CodedText.loads(target.text).plain
    return out


def _open_finding(row: FindingRow) -> OpenFinding:
    return OpenFinding(row.id, Finding.from_json(row.data), row.dismissed)


def _segment(row: Any, draft: Any, findings: Sequence[OpenFinding], risks: tuple[Risk, ...]) -> WorkSegment:
    """``row``: of ``Editions.bench``; ``draft``: of ``Editions.first_drafts`` or None."""
    return WorkSegment(
        id=row.id,
        position=row.position,
        source=row.source,
        target=row.text,
        draft=draft.text if draft else None,
        draft_origin=Origin.parse(draft.origin, draft.score) if draft else None,
        state=TargetState(row.state),
        origin=Origin.parse(row.origin, row.score),
        edited=draft is not None and draft.text != row.text,
        revision=row.revision,
        author=row.author_name,
        updated_at=row.updated_at,
        unplaced=tuple(row.unplaced),
        findings=tuple(findings),
        normalised=tuple(Change.from_json(raw) for raw in row.normalised),
        risks=risks,
        waits=waits(row, risks),
    )


def segment_history(ctx: Context, actor: Actor, edition_id: int, segment_id: int) -> list[Revision]:
    """A segment's history, newest first, texts that came too late included.

    Where its sentence stood in an earlier version of the source, that one's history follows.
    """
    with ctx.store.read() as unit:
        edition, target = _target(unit, actor, edition_id, segment_id)
        found = [_revision(row, None) for row in _revisions(unit, target)]
        before = previous_of(unit, edition, target.segment)
        for target_id in before.target_ids if before else ():
            found += [_revision(row, before.version if before else None) for row in unit.editions.revisions(target_id)]
        return found


def _revisions(unit: Unit, target: TargetRow) -> list[TargetRevisionRow]:
    """A target's history, newest first, with that of the segments that it was joined or split from."""
    rows = list(unit.editions.revisions(target.id))
    seen, waiting = {target.id}, set(target.follows)
    while waiting - seen:
        for one in unit.arrangements.targets(sorted(waiting - seen)):
            seen.add(one.id)
            waiting |= set(one.follows)
            rows += unit.editions.revisions(one.id)
    return rows if len(seen) == 1 else sorted(rows, key=lambda row: (row.at, row.id), reverse=True)


def previous_text(ctx: Context, actor: Actor, edition_id: int, segment_id: int) -> Previous | None:
    """What stood for a segment's sentence before its source changed; None when it is new or says the same."""
    with ctx.store.read() as unit:
        edition, target = _target(unit, actor, edition_id, segment_id)
        before = previous_of(unit, edition, target.segment)
        return before if before is not None and before.source != target.segment.source else None


def _target(unit: Unit, actor: Actor, edition_id: int, segment_id: int) -> tuple[EditionRow, TargetRow]:
    edition = get_edition(unit, edition_id, actor)
    target = unit.editions.target(edition_id, segment_id)
    if target is None:
        raise NotFoundError(f"Edition {edition_id} has no segment {segment_id}.")
    return edition, target


def _revision(row: TargetRevisionRow, version: int | None) -> Revision:
    return Revision(
        revision=row.revision,
        kind=row.kind,
        text=row.text,
        state=TargetState(row.state),
        origin=Origin.parse(row.origin, row.score),
        author=row.author_name,
        at=row.at,
        version=version,
    )


def source_blocks(ctx: Context, reference: str) -> tuple[int, list[Block], list[IntakeNote]]:
    """An article's newest source: version number, every block as received, intake notes."""
    with ctx.store.read() as unit:
        article = find_article(unit, reference)
        version = unit.articles.version(article.id, article.version)
        if version is None:
            raise NotFoundError(f"Article {reference} has no source.")
        blocks = [Block.from_json(raw["block"]) for raw in version.blocks]
        return version.number, blocks, list(intake_notes(version))
