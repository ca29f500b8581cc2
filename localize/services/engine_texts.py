"""A sentence of an edition as it would go to engines, and what they are known to have said of it. Nobody is asked here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from localize.article import Block, Handling
from localize.edition import Origin, OriginKind
from localize.markup import CodedText
from localize.mt.answers import needs_translation
from localize.mt.known import same_key
from localize.mt.outcome import Drafted
from localize.mt.transfer import Parcel, wrap
from localize.ports import Engine, Hints
from localize.protected import Locked, without
from localize.services.catalogue import load as load_catalogue
from localize.services.context import Context
from localize.services.frames import frames_of
from localize.services.hints import about, hints_for
from localize.services.lexicon import lexicon_of
from localize.services.locks import locks_of
from localize.store import Unit
from localize.store.editions import EditionRow
from localize.typography.marks import Frame
from localize.typography.normalise import normalise

_NOT_ASKED: Final = frozenset({Handling.PROTECT, Handling.RULE, Handling.OMIT})


class Known(StrEnum):
    """Why an engine's text is known."""

    ASKED = "asked"  # a person asked for it here
    DRAFT = "draft"  # it was the segment's machine draft
    KEPT = "kept"  # the engine said it of the same sentence elsewhere


@dataclass(frozen=True, slots=True)
class EngineText:
    """What an engine says, as the locale sets it. ``by``: who asked for it; ``unplaced``, ``displaced``: as ``Drafted``."""

    engine: str
    known: Known
    text: CodedText
    unplaced: tuple[int, ...] = ()
    displaced: tuple[str, ...] = ()
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A sentence on its way. ``lane`` and ``confidential`` are the article's."""

    edition_id: int
    segment_id: int
    target_id: int
    source: CodedText
    block: Block
    frame: Frame
    locked: tuple[Locked, ...]
    hints: Hints
    source_locale: str
    locale: str
    lane: str
    confidential: bool

    @property
    def has_words(self) -> bool:
        """Whether there is something to ask: neither kept as it is nor made by rule, and not numbers alone."""
        words = without(self.source.plain, self.locked)
        return self.block.handling not in _NOT_ASKED and needs_translation(words)

    def parcel(self, engine: Engine) -> Parcel:
        """What this engine is sent."""
        return wrap(self.source, engine.tag_mode, self.locked)

    def chars(self, engine: Engine) -> int:
        """Code points that asking this engine costs."""
        return sum(map(len, self.parcel(engine).items))

    def set(self, text: CodedText) -> CodedText:
        """An engine's text as the locale sets it, as drafting would."""
        done = normalise(
            text, self.locale, source=self.source, role=self.block.role, codes=self.block.codes, frame=self.frame
        )
        return done.text


def outgoing(ctx: Context, unit: Unit, edition: EditionRow, segment_id: int) -> Outgoing | None:
    """A segment as it goes to engines; None when it is not of the present version, or was added here without a source."""
    version = unit.articles.version_by_id(edition.version_id)
    article = unit.articles.get(edition.article_id)
    rows = unit.drafts.work(edition.id, edition.version_id)
    row = next((row for row in rows if row.id == segment_id and row.source), None)
    if version is None or article is None or row is None:
        return None
    blocks = {raw["block"]["key"]: Block.from_json(raw["block"]) for raw in version.blocks}
    block = blocks.get(row.block_key)
    if block is None:
        return None
    source = CodedText.loads(row.source)
    lexicon = lexicon_of(unit, version.locale, edition.locale)
    return Outgoing(
        edition_id=edition.id,
        segment_id=segment_id,
        target_id=row.target_id,
        source=source,
        block=block,
        frame=frames_of(rows)[segment_id],
        locked=locks_of(source, block, edition.locale, load_catalogue(ctx, edition.locale)),
        hints=hints_for(about(list(blocks.values())), lexicon, [source.plain]),
        source_locale=version.locale,
        locale=edition.locale,
        lane=article.lane,
        confidential=article.confidential,
    )


def known_texts(ctx: Context, unit: Unit, going: Outgoing) -> Mapping[str, Sequence[EngineText]]:
    """By engine: what it is known to have said, what was asked for here first."""
    kept = list(_kept(ctx, unit, going))
    found: dict[str, list[EngineText]] = {}
    for said in [*_asked(unit, going), *_draft(unit, going, kept), *kept]:
        found.setdefault(said.engine, []).append(said)
    return found


def texts_of(ctx: Context, edition_id: int, segment_id: int, engine: str) -> frozenset[str]:
    """Everything that an engine is known to have said of a segment, in written coded form with the segment's codes."""
    with ctx.store.read() as unit:
        edition = unit.editions.get(edition_id)
        going = outgoing(ctx, unit, edition, segment_id) if edition is not None else None
        if going is None:
            return frozenset()
        said = known_texts(ctx, unit, going).get(engine, ())
        return frozenset(one.text.repaired(going.source.code_ids).dumps() for one in said)


def _asked(unit: Unit, going: Outgoing) -> list[EngineText]:
    return [
        EngineText(
            row.engine,
            Known.ASKED,
            CodedText.loads(row.text),
            tuple(row.unplaced),
            tuple(row.displaced),
            row.answered_at,
            row.asked_by,
        )
        for row in unit.engine_versions.of_segment(going.edition_id, going.segment_id)
        if row.text is not None
    ]


def _draft(unit: Unit, going: Outgoing, kept: Sequence[EngineText]) -> list[EngineText]:
    """The segment's machine draft. Whether its codes found their places only the kept answer can tell."""
    row = unit.editions.first_drafts(going.edition_id, going.segment_id).get(going.target_id)
    origin = Origin.parse(row.origin, row.score) if row else None
    if row is None or origin is None or origin.kind is not OriginKind.MT or origin.engine is None:
        return []
    text = CodedText.loads(row.text)
    same = next((one for one in kept if one.engine == origin.engine and one.text == text), None)
    return [replace(same, known=Known.DRAFT) if same else EngineText(origin.engine, Known.DRAFT, text)]


def _kept(ctx: Context, unit: Unit, going: Outgoing) -> list[EngineText]:
    """Answers to the same sentence in other articles. A confidential article neither leaves such nor looks for any."""
    days = ctx.settings.engine_cache_days
    if going.confidential or not days or not going.has_words:
        return []
    parcels = {engine.name: going.parcel(engine) for engine in ctx.engines}
    digests = {
        name: same_key(parcel.items, source=going.source_locale, target=going.locale)
        for name, parcel in parcels.items()
    }
    rows = unit.engine_cache.find_same(sorted(set(digests.values())), ctx.clock.now() - timedelta(days=days))
    found = []
    for row in rows:
        parcel = parcels.get(row.engine)
        if parcel is None or digests[row.engine] != row.same or len(row.texts) != len(parcel.items):
            continue
        opened = parcel.open(row.texts)
        drafted = Drafted(opened.text, row.engine, opened.unplaced, opened.displaced)
        found.append(finished(going, drafted, Known.KEPT, row.at))
    return found


def finished(going: Outgoing, drafted: Drafted, known: Known, at: datetime) -> EngineText:
    """An answer as it is shown, and put into the field."""
    return EngineText(drafted.engine, known, going.set(drafted.text), drafted.unplaced, drafted.displaced, at)
