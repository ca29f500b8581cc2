"""Find and replace over an edition, or over all open editions of a locale: preview, one go, undo as one step."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Final

from localize.article import HANDLING, Block, Handling, Role
from localize.edition import Origin, OriginKind, TargetState
from localize.errors import InvalidInputError, NotFoundError
from localize.markup import CodedText
from localize.qa.run import check_segment
from localize.services.context import Actor, Context
from localize.services.lengths import room_of
from localize.services.lexicon import lexicon_of
from localize.services.postedit import get_edition
from localize.services.record import Written, write_target
from localize.store import Unit
from localize.store.editions import EditionRow, TargetRow
from localize.store.replacements import ReplacementRow
from localize.terms.replacing import Replaced, Wanted, replace
from localize.workflow import WRITABLE

MOST: Final = 2_000  # segments in one go
MAX_WORDS: Final = 300  # characters that may be looked for
UNDO_FOR: Final = timedelta(days=7)
_ALTERED: Final = 99  # of a match whose words were changed: no exact one any more
_CONFIRMED: Final = frozenset({TargetState.REVIEWED.value, TargetState.FINAL.value})


@dataclass(frozen=True, slots=True)
class Hit:
    """A segment with the words, before and after. ``confirmed``: a person has confirmed the text as it stands."""

    edition_id: int
    article_id: int
    segment_id: int
    position: int
    revision: int
    before: CodedText
    replaced: Replaced
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A hit that was chosen: edition, segment and the revision that was seen."""

    edition_id: int
    segment_id: int
    revision: int


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it. ``skipped``: places whose text had changed since it was seen, or may not be written."""

    id: int | None
    count: int
    skipped: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """A replacement that was made. ``count``: segments."""

    id: int
    wanted: Wanted
    count: int
    person: str
    at: datetime
    undone: bool


def find_hits(ctx: Context, actor: Actor, locale: str, wanted: Wanted, edition_id: int | None = None) -> list[Hit]:
    """Where the words stand in the open editions of a locale, or in one of them, and what would become of it.

    Raises ``ForbiddenError`` for a locale that is not the actor's, ``InvalidInputError`` for nothing to look for, too
    many characters, or more than ``MOST`` segments.
    """
    actor.must_work_in(locale)
    if not wanted.find.strip():
        raise InvalidInputError("Write what to look for.")
    if max(len(wanted.find), len(wanted.put)) > MAX_WORDS:
        raise InvalidInputError(f"What is looked for, and what is put in, may each have {MAX_WORDS} characters.")
    with ctx.store.read() as unit:
        if edition_id is not None and get_edition(unit, edition_id, actor).locale != locale:
            raise NotFoundError(f"There is no edition {edition_id} in this language.")
        rows = unit.replacements.texts(locale, [state.value for state in WRITABLE], edition_id)
    hits: list[Hit] = []
    for row in rows:
        if HANDLING[Role(row.role)] in {Handling.PROTECT, Handling.OMIT}:
            continue
        coded = CodedText.loads(row.text)
        found = replace(coded, wanted, locale)
        if found is None:
            continue
        if len(hits) == MOST:
            raise InvalidInputError(f"More than {MOST:,} segments have these words: look for a longer phrase.")
        confirmed = row.state in _CONFIRMED
        hits.append(
            Hit(row.edition_id, row.article_id, row.segment_id, row.position, row.revision, coded, found, confirmed)
        )
    return hits


def replace_all(
    ctx: Context,
    actor: Actor,
    locale: str,
    wanted: Wanted,
    places: Sequence[Place],
    *,
    edition_id: int | None = None,
    keep_confirmed: bool = False,
) -> Done:
    """Put the words in at the chosen places, edition by edition. Nobody's newer text is overwritten.

    A confirmed text is to be confirmed anew, unless ``keep_confirmed``. Whoever works on an edition goes on doing so.
    """
    actor.must_work_in(locale)
    if actor.id is None:
        raise InvalidInputError("Only a person replaces words.")
    if not places or len(places) > MOST:
        raise InvalidInputError(f"Choose at least one place, and at most {MOST:,}.")
    by_edition: dict[int, list[Place]] = {}
    for place in dict.fromkeys(places):
        by_edition.setdefault(place.edition_id, []).append(place)
    made: int | None = None
    count = 0
    skipped: list[Place] = []
    now = ctx.clock.now()
    for number, chosen in by_edition.items():
        with ctx.store.write() as unit:
            edition = unit.editions.lock(number)
            if edition is None or edition.locale != locale or edition_id not in (None, number):
                skipped += chosen
                continue
            writer = _Writer(ctx, unit, edition, actor, now)
            items: list[dict[str, object]] = []
            for place in chosen:
                item = writer.put(place, wanted, keep=keep_confirmed)
                if item is None:
                    skipped.append(place)
                else:
                    items.append(item)
            if items:
                edition.change += 1
                edition.updated_at = now
                # In the same transaction, so that nothing is ever written that could not be undone.
                made = _remember(unit, made, _new(actor, actor.id, locale, edition_id, wanted, now), items)
                count += len(items)
    return Done(made, count, tuple(skipped))


def _new(
    actor: Actor, person_id: int, locale: str, edition_id: int | None, wanted: Wanted, now: datetime
) -> ReplacementRow:
    return ReplacementRow(
        locale=locale,
        edition_id=edition_id,
        wanted=asdict(wanted),
        items=[],
        person_id=person_id,
        person_name=actor.name,
        at=now,
        undone_at=None,
    )


def _remember(unit: Unit, made: int | None, new: ReplacementRow, items: list[dict[str, object]]) -> int:
    """Put what was written into the replacement's row, which is made with the first edition that is changed."""
    row = unit.replacements.get(made) if made is not None else None
    if row is None:
        row = new
        unit.replacements.add(row)
    row.items = [*row.items, *items]
    return row.id


def undo(ctx: Context, actor: Actor, replacement_id: int) -> Done:
    """Give every segment its former text again, unless somebody has written it since.

    Raises ``NotFoundError`` for one that is undone already, or too old.
    """
    now = ctx.clock.now()
    with ctx.store.read() as unit:
        row = unit.replacements.get(replacement_id)
        if row is None or row.undone_at is not None or now - row.at > UNDO_FOR:
            raise NotFoundError("This replacement can no longer be undone.")
        actor.must_work_in(row.locale)
        items = list(row.items)
    by_edition: dict[int, list[Mapping[str, object]]] = {}
    for item in items:
        by_edition.setdefault(item["edition"], []).append(item)
    count, skipped = 0, []
    for number, mine in by_edition.items():
        with ctx.store.write() as unit:
            edition = get_edition(unit, number, actor, locked=True)
            writer = _Writer(ctx, unit, edition, actor, now)
            back = [item for item in mine if writer.put_back(item)]
            count += len(back)
            skipped += [_place(item) for item in mine if item not in back]
            if back:
                edition.change += 1
                edition.updated_at = now
    with ctx.store.write() as unit:
        again = unit.replacements.get(replacement_id)
        if again is not None:
            again.undone_at = now
    return Done(replacement_id, count, tuple(skipped))


def recent(ctx: Context, actor: Actor, locale: str) -> list[Past]:
    """What was replaced in a locale lately, newest first."""
    actor.must_work_in(locale)
    with ctx.store.read() as unit:
        rows = unit.replacements.newest(locale, ctx.clock.now() - UNDO_FOR)
        return [
            Past(r.id, Wanted(**r.wanted), len(r.items), r.person_name, r.at, r.undone_at is not None) for r in rows
        ]


def _place(item: Mapping[str, object]) -> Place:
    return Place(*(int(str(item[name])) for name in ("edition", "segment", "revision")))


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes into one edition, which is held."""

    ctx: Context
    unit: Unit
    edition: EditionRow
    actor: Actor
    now: datetime

    def put(self, place: Place, wanted: Wanted, *, keep: bool) -> dict[str, object] | None:
        """Replace at one place; what it had before. None when that is not what was seen."""
        target = self.unit.editions.target(self.edition.id, place.segment_id)
        if target is None or target.revision != place.revision or not self._open(target.segment.version_id):
            return None
        found = replace(CodedText.loads(target.text), wanted, self.edition.locale)
        if found is None:
            return None
        before = {
            "edition": self.edition.id,
            "segment": place.segment_id,
            "text": target.text,
            "state": target.state,
            "origin": target.origin,
            "score": target.score,
        }
        kept = keep and target.state in _CONFIRMED
        state = TargetState.REVIEWED if kept else TargetState.TRANSLATED
        if not found.text.plain.strip():
            return None  # a segment is never emptied by the way
        # To replace a word is not to have read the sentence: what a machine wrote stays the machine's, and waits for a
        # person where the risk rule says so.
        origin = Origin.parse(target.origin, target.score)
        if origin.kind is OriginKind.MEMORY:
            origin = Origin(OriginKind.MEMORY, score=min(origin.score or _ALTERED, _ALTERED))
        written = self._written(target, found.text, state, origin)
        if not write_target(self.unit, target, target.revision, written, self.actor, self.now):
            return None
        return {**before, "revision": target.revision}

    def put_back(self, item: Mapping[str, object]) -> bool:
        """Write the former text again where nobody has written since."""
        place = _place(item)
        target = self.unit.editions.target(self.edition.id, place.segment_id)
        if target is None or target.revision != place.revision or not self._open(target.segment.version_id):
            return False
        score = item["score"]
        origin = Origin.parse(str(item["origin"]), score if isinstance(score, int) else None)
        text, state = CodedText.loads(str(item["text"])), TargetState(str(item["state"]))
        written = self._written(target, text, state, origin)
        return write_target(self.unit, target, target.revision, written, self.actor, self.now)

    def _open(self, version_id: int) -> bool:
        return version_id == self.edition.version_id and self.edition.state in {state.value for state in WRITABLE}

    def _written(self, target: TargetRow, text: CodedText, state: TargetState, origin: Origin) -> Written:
        segment, version = target.segment, self.edition.version
        raw = next((r["block"] for r in version.blocks if r["block"]["key"] == segment.block_key), None)
        block = Block.from_json(raw) if raw else Block(segment.block_key, Role(segment.role))
        room = room_of(self.unit, self.ctx.settings, self.edition.locale, block.role, self.edition.id, segment)
        found = check_segment(
            CodedText.loads(segment.source),
            text,
            source_locale=version.locale,
            target_locale=self.edition.locale,
            role=block.role,
            target_state=state,
            origin=origin,
            codes=block.codes,
            lexicon=lexicon_of(self.unit, version.locale, self.edition.locale),
            limit=room.limit,
            beside=room.beside,
        )
        return Written(text.dumps(), state, origin, (), found)
