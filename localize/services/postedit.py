"""Post-editing: taking an edition, saving and confirming segments, submitting. Nothing typed is lost."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from localize.article import Block, Role
from localize.edition import EditionState, Origin, OriginKind, TargetState
from localize.errors import ForbiddenError, InputTooLargeError, NotFoundError, RevisionConflictError, TransitionError
from localize.markup import CodedText
from localize.qa.finding import Finding
from localize.qa.run import check_segment
from localize.services.conflicts import conflict_of
from localize.services.context import Actor, Context
from localize.services.engine_texts import texts_of
from localize.services.lengths import drop_beside, room_of
from localize.services.lexicon import lexicon_of
from localize.services.matching import Sentence, origin_of
from localize.services.record import Written, record_event, write_target
from localize.services.review import require_complete
from localize.store import Unit
from localize.store.articles import SegmentRow
from localize.store.editions import EditionRow, TargetRow
from localize.typography.change import Change, surviving
from localize.workflow import WRITABLE, Action, UserRole, advance, may_write

MAX_TEXT = 20_000  # code points in one segment's target

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save led to. ``text`` is what was stored, in written coded form."""

    segment_id: int
    revision: int
    text: str
    state: TargetState
    origin: Origin
    findings: tuple[tuple[int, Finding], ...]
    edition_state: EditionState
    at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of the text they leave: it is right, it is not yet, it is a memory entry's match or an engine's.

    ``engine`` with ``engine_texts``: what that engine is known to have said of the segment.
    """

    confirm: bool
    reopen: bool = False
    entry: int | None = None
    engine: str | None = None
    engine_texts: frozenset[str] = frozenset()


def get_edition(unit: Unit, edition_id: int, actor: Actor, *, locked: bool = False) -> EditionRow:
    """The edition, if there is one and the actor may work in its locale."""
    edition = unit.editions.lock(edition_id) if locked else unit.editions.get(edition_id)
    if edition is None:
        raise NotFoundError(f"There is no edition {edition_id}.")
    actor.must_work_in(edition.locale)
    return edition


def take(ctx: Context, actor: Actor, edition_id: int) -> EditionState:
    """Begin to work on an edition, or take it over from a colleague."""
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        edition = get_edition(unit, edition_id, actor, locked=True)
        if EditionState(edition.state) is EditionState.IN_REVIEW:
            edition.assignee_id = actor.id
        else:
            begin_work(unit, edition, actor, now)
        _touch(edition, now)
        return EditionState(edition.state)


def begin_work(unit: Unit, edition: EditionRow, actor: Actor, now: datetime) -> None:
    """Who changes an edition has taken it."""
    state = EditionState(edition.state)
    edition.state = advance(state, Action.TAKE, actor.role).value
    edition.assignee_id = actor.id
    record_event(unit, edition, Action.TAKE, state, actor, now)


def _touch(edition: EditionRow, now: datetime) -> None:
    edition.change += 1
    edition.updated_at = now


def clean_text(written: str, allowed: Sequence[int]) -> CodedText:
    """A target as a person sent it: no line breaks or control characters, only the segment's own codes, each once."""
    if len(written) > MAX_TEXT:
        raise InputTooLargeError(f"A segment may hold {MAX_TEXT:,} characters; this one has {len(written):,}.")
    text = _CONTROL.sub("", re.sub(r"[\t\n\r\u2028\u2029]+", " ", written))
    return CodedText.loads(text).repaired(allowed)


def save_segment(
    ctx: Context,
    actor: Actor,
    edition_id: int,
    segment_id: int,
    *,
    text: str,
    base_revision: int,
    confirm: bool,
    from_entry: int | None = None,
    from_engine: str | None = None,
    reopen: bool = False,
) -> Saved:
    """Save what a person typed over revision ``base_revision``; ``confirm`` says that it is right.

    ``reopen`` takes a confirmation back: the text has to be looked at again.

    ``from_entry``: the memory entry whose match they put in, where they left it as it came; ``from_engine``: the engine
    whose version. Both are looked up, not believed.
    Sending the same save again (its answer was lost) changes nothing. Raises ``RevisionConflictError`` with both
    texts when somebody else saved meanwhile; the late text is kept in the history before that.
    """
    if actor.role is UserRole.SYSTEM:
        raise ForbiddenError("Only a person saves a segment.")
    conflict: RevisionConflictError | None = None
    known = texts_of(ctx, edition_id, segment_id, from_engine) if from_engine else frozenset()
    with ctx.store.write() as unit:
        edition = get_edition(unit, edition_id, actor, locked=True)
        target, segment = _segment(unit, edition, segment_id)
        block = _block(unit, segment)
        coded = clean_text(text, CodedText.loads(segment.source).code_ids)
        conflict = conflict_of(ctx, unit, edition, target, segment, coded, base_revision, actor)
        if conflict is None:
            # Only the confirmation that this person saw is taken back, and only once.
            seen = target.revision == base_revision
            said = Said(confirm, reopen and seen and not confirm, from_entry, from_engine, known)
            return _save(ctx, unit, edition, target, segment, block, coded, actor, said)
    raise conflict


def _segment(unit: Unit, edition: EditionRow, segment_id: int) -> tuple[TargetRow, SegmentRow]:
    target = unit.editions.target(edition.id, segment_id)
    if target is None:
        raise NotFoundError(f"Edition {edition.id} has no segment {segment_id}.")
    return target, target.segment


def _block(unit: Unit, segment: SegmentRow) -> Block:
    version = unit.articles.version_by_id(segment.version_id)
    if version is not None:
        for raw in version.blocks:
            if raw["block"]["key"] == segment.block_key:
                return Block.from_json(raw["block"])
    return Block(segment.block_key, Role(segment.role))


def _save(
    ctx: Context,
    unit: Unit,
    edition: EditionRow,
    target: TargetRow,
    segment: SegmentRow,
    block: Block,
    coded: CodedText,
    actor: Actor,
    said: Said,
) -> Saved:
    now = ctx.clock.now()
    state = EditionState(edition.state)
    if not may_write(state, actor.role):
        raise TransitionError(
            f"This edition is {state.value.replace('_', ' ')}: reopen it to change its text.", state=state.value
        )
    origin = Origin.parse(target.origin, target.score)
    if coded.dumps() != target.text and coded.dumps() in said.engine_texts:
        origin = Origin(OriginKind.MT, engine=said.engine)
    elif coded.dumps() != target.text:
        sentence = Sentence.of(segment, edition.version.locale, edition.locale)
        origin = origin_of(unit, sentence, coded, said.entry, now)
    written = _judge(ctx, unit, edition, target, segment, block, coded, origin, said)
    same = target.text == written.text and target.state == written.state.value
    if not same:
        if state in WRITABLE and state is not EditionState.IN_REVIEW:
            begin_work(unit, edition, actor, now)
        if not write_target(unit, target, target.revision, written, actor, now):
            # Only PostgreSQL can get here: a worker filled the empty target between our read and our write.
            raise RevisionConflictError(
                "A draft arrived while you were saving. Save again.", kind="revision", mine=written.text
            )
        _touch(edition, now)
        unit.flush()
        if room_of(unit, ctx.settings, edition.locale, block.role, edition.id, segment).beside:
            drop_beside(unit, edition.id, segment)
    rows = unit.editions.target_findings(target.id, target.revision)
    return Saved(
        segment_id=segment.id,
        revision=target.revision,
        text=target.text,
        state=TargetState(target.state),
        origin=Origin.parse(target.origin, target.score),
        findings=tuple((row.id, Finding.from_json(row.data)) for row in rows if not row.dismissed),
        edition_state=EditionState(edition.state),
        at=target.updated_at,
    )


def _judge(
    ctx: Context,
    unit: Unit,
    edition: EditionRow,
    target: TargetRow,
    segment: SegmentRow,
    block: Block,
    coded: CodedText,
    origin: Origin,
    said: Said,
) -> Written:
    """State and findings of a text that a person leaves behind."""
    text = coded.dumps()
    changed = text != target.text
    if not coded.plain.strip():
        return Written(text if coded.marks else "", TargetState.INITIAL, Origin(OriginKind.NONE))
    if said.confirm:
        state = TargetState.REVIEWED
    elif changed or said.reopen:
        state = TargetState.TRANSLATED
    else:
        state = TargetState(target.state)
    room = room_of(unit, ctx.settings, edition.locale, block.role, edition.id, segment)
    findings = check_segment(
        CodedText.loads(segment.source),
        coded,
        source_locale=ctx.settings.source_locale,
        target_locale=edition.locale,
        role=block.role,
        target_state=state,
        origin=origin,
        codes=block.codes,
        lexicon=lexicon_of(unit, ctx.settings.source_locale, edition.locale),
        limit=room.limit,
        beside=room.beside,
    )
    unplaced = () if changed or said.confirm else tuple(target.unplaced)
    # What typography changed stays visible, and can be taken back, where the person left the text as it was.
    changes = [Change.from_json(raw) for raw in target.normalised]
    normalised = surviving(changes, CodedText.loads(target.text), coded)
    return Written(text, state, origin, unplaced, findings, normalised)


def submit(ctx: Context, actor: Actor, edition_id: int) -> EditionState:
    """Hand an edition to an editor. Every segment must have a text."""
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        edition = get_edition(unit, edition_id, actor, locked=True)
        state = EditionState(edition.state)
        after = advance(state, Action.SUBMIT, actor.role)
        require_complete(unit, edition)
        edition.state = after.value
        record_event(unit, edition, Action.SUBMIT, state, actor, now)
        _touch(edition, now)
        return after
