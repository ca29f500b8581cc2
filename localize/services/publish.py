"""Publishing: the immutable release, its place in the change feed, and what the publishing system reads."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from localize.arrangement import BlockKind
from localize.article import Article, Block
from localize.errors import NotFoundError, NotPublishedError, TransitionError, WithdrawnError
from localize.markup import CodedText, join
from localize.services.arrangement import Arrangement, arrangement_of
from localize.services.context import Actor, Context
from localize.services.review import step
from localize.services.teasers import TeaserTarget, teaser_targets
from localize.store import Unit
from localize.store.articles import ArticleRow, SegmentRow, SourceVersionRow
from localize.store.editions import EditionRow, TargetRow
from localize.store.releases import ReleaseRow
from localize.workflow import Action

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Alternate:
    """Another published edition of the same article."""

    locale: str
    number: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An edition's text put together: as released, or as it stands (``number`` None) for a preview.

    ``alternates``, ``stale_since`` and ``teasers`` are how things stand when it is read, also of an old release.
    """

    release_id: int | None
    article_id: int
    external_id: str | None
    edition_id: int | None  # none: the original
    locale: str
    source_locale: str
    number: int | None
    seq: int | None
    kind: str
    published_at: datetime | None
    first_published_at: datetime | None
    version_number: int
    word_count: int
    blocks: tuple[Block, ...]
    texts: dict[str, CodedText]
    meta: dict[str, Any]
    provenance: dict[str, Any]
    content_hash: str
    stale_since: datetime | None
    alternates: tuple[Alternate, ...]
    teasers: Mapping[str, TeaserTarget] = field(default_factory=dict)  # by group: those that point to articles of ours


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One entry of the change feed."""

    seq: int
    kind: str
    release_id: int
    article_id: int
    external_id: str | None
    edition_id: int
    locale: str
    number: int
    published_at: datetime
    reason: str | None


def block_texts(
    version: SourceVersionRow, targets: Sequence[tuple[TargetRow, SegmentRow]], *, empty_as_source: bool = False
) -> dict[str, CodedText]:
    """By block key: its segments' targets put back with the white space between them."""
    pieces: dict[str, list[CodedText]] = {}
    for target, segment in targets:
        text = target.text or (segment.source if empty_as_source else "")
        pieces.setdefault(segment.block_key, []).extend([CodedText.loads(segment.lead), CodedText.loads(text)])
    tails = {raw["block"]["key"]: CodedText.loads(raw["tail"]) for raw in version.blocks}
    return {key: join([*parts, tails.get(key, CodedText())]) for key, parts in pieces.items()}


def publish(ctx: Context, actor: Actor, edition_id: int) -> Snapshot:
    """Publish an approved edition: a new release, announced by its number in the change feed."""
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        edition = unit.editions.lock(edition_id)
        if edition is None:
            raise NotFoundError(f"There is no edition {edition_id}.")
        actor.must_work_in(edition.locale)
        article = _must(unit.articles.get(edition.article_id))
        if article.embargo is not None and article.embargo > now:
            until = article.embargo.astimezone(ctx.settings.time_zone).strftime("%Y-%m-%d %H:%M %Z")
            raise TransitionError(f"Held by an embargo until {until}.", state=edition.state)
        step(ctx, unit, edition, Action.PUBLISH, actor)
        article.withdrawn_at = None
        version = _must(unit.articles.version_by_id(edition.version_id))
        content = _content(unit, article, edition, version, actor)
        newest = unit.releases.newest(edition_id)
        row = ReleaseRow(
            article_id=article.id,
            edition_id=edition_id,
            locale=edition.locale,
            number=newest.number + 1 if newest else 1,
            seq=unit.releases.next_seq(),
            kind="republication" if newest else "publication",
            version_number=version.number,
            published_at=now,
            published_by=actor.name,
            reason=None,
            content=content,
            content_hash=_hash(content),
        )
        unit.releases.add(row)
        return _snapshot(unit, row, article)


def _must(row: _Row | None) -> _Row:
    if row is None:
        raise NotFoundError("The article is gone.")
    return row


def _content(
    unit: Unit, article: ArticleRow, edition: EditionRow, version: SourceVersionRow, actor: Actor
) -> dict[str, Any]:
    """The snapshot that a release keeps, independent of every later change."""
    targets = unit.editions.targets(edition.id, edition.version_id)
    texts = block_texts(version, targets)
    arrangement = arrangement_of(unit, edition, version)
    return {
        "source_locale": version.locale,
        "blocks": [block.to_json() for block in arrangement.used],
        "texts": {key: text.dumps() for key, text in texts.items()},
        "meta": dict(version.meta),
        "word_count": _words(version, arrangement, texts),
        "external_id": article.external_id,
        "provenance": provenance(unit, edition, targets, actor.name),
    }


def _words(version: SourceVersionRow, arrangement: Arrangement, texts: Mapping[str, CodedText]) -> int:
    """Words that a reader reads: those of the source, without what is left out, with what was added."""
    if not arrangement.departures:
        return version.word_count
    added = (key for key, one in arrangement.departures.items() if one.kind is BlockKind.ADDED)
    more = sum(len(texts[key].plain.split()) for key in added if key in texts)
    return Article(arrangement.used).word_count + more


def provenance(
    unit: Unit, edition: EditionRow, targets: Sequence[tuple[TargetRow, SegmentRow]], approved_by: str | None
) -> dict[str, Any]:
    """Where the text comes from: counts by origin, engines, translators, who approved."""
    origins: dict[str, int] = {}
    for target, _ in targets:
        origins[target.origin] = origins.get(target.origin, 0) + 1
    names = {t.author_name for t, _ in targets if t.author_name}
    approvals = unit.editions.last_events([edition.id], Action.APPROVE.value)
    approval = approvals.get(edition.id)
    drafts = unit.editions.first_drafts(edition.id)
    machine = sorted({row.origin.partition(":")[2] for row in drafts.values() if row.origin.startswith("mt:")})
    return {
        "segments": len(targets),
        "origins": origins,
        "engines": machine,
        "machine_assisted": bool(machine),
        "confirmed": sum(1 for t, _ in targets if t.state in {"reviewed", "final"}),
        "translators": sorted(names),
        "approved_by": approval.actor_name if approval else approved_by,
        "approved_at": approval.at.isoformat() if approval else None,
    }


def _hash(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _snapshot(unit: Unit, row: ReleaseRow, article: ArticleRow) -> Snapshot:
    content = row.content
    blocks = tuple(Block.from_json(raw) for raw in content["blocks"])
    return Snapshot(
        release_id=row.id,
        article_id=row.article_id,
        external_id=article.external_id,
        edition_id=row.edition_id,
        locale=row.locale,
        source_locale=content["source_locale"],
        number=row.number,
        seq=row.seq,
        kind=row.kind,
        published_at=row.published_at,
        first_published_at=unit.releases.first_published(row.edition_id),
        version_number=row.version_number,
        word_count=content["word_count"],
        blocks=blocks,
        texts={key: CodedText.loads(text) for key, text in content["texts"].items()},
        meta=content["meta"],
        provenance=content["provenance"],
        content_hash=row.content_hash,
        stale_since=_stale_since(unit, article, row.version_number),
        alternates=_alternates(unit, article),
        teasers=teaser_targets(unit, blocks, row.locale),
    )


def _stale_since(unit: Unit, article: ArticleRow, released_version: int) -> datetime | None:
    """When the first source version newer than the released one arrived. Derived, never stored."""
    if article.version <= released_version:
        return None
    newer = unit.articles.version(article.id, released_version + 1)
    return newer.received_at if newer else None


def _alternates(unit: Unit, article: ArticleRow) -> tuple[Alternate, ...]:
    newest = unit.releases.newest_of([edition.id for edition in unit.editions.of_article(article.id)])
    return tuple(Alternate(row.locale, row.number) for row in newest.values() if row.live)


def find_article(unit: Unit, reference: str) -> ArticleRow:
    """An article by our id or ``external:ID``. Raises ``NotFoundError``."""
    external = reference.removeprefix("external:")
    if external != reference:
        row = unit.articles.by_external_id(external)
    else:
        row = (
            unit.articles.get(int(reference))
            if reference.isascii() and reference.isdigit() and len(reference) < 19
            else None
        )
    if row is None:
        raise NotFoundError(f"There is no article {reference}.")
    return row


def released(ctx: Context, reference: str, locale: str) -> Snapshot:
    """The newest release of an article's edition.

    Raises ``NotFoundError``, ``NotPublishedError`` when there is no release yet, ``WithdrawnError`` when it was
    taken back.
    """
    with ctx.store.read() as unit:
        article = find_article(unit, reference)
        edition = next((e for e in unit.editions.of_article(article.id) if e.locale == locale), None)
        if edition is None:
            raise NotPublishedError(f"Article {reference} has no edition in {locale}.")
        row = unit.releases.newest(edition.id)
        if row is None:
            raise NotPublishedError(f"The {locale} edition of article {reference} is not published yet.")
        if not row.live:
            raise WithdrawnError(
                "This edition was withdrawn.",
                withdrawn_at=row.published_at.isoformat(),
                reason=row.reason,
                article_id=article.id,
                external_id=article.external_id,
                locale=locale,
                number=row.number,
                sequence=row.seq,
            )
        return _snapshot(unit, row, article)


def preview(ctx: Context, actor: Actor, edition_id: int) -> Snapshot:
    """An edition as it stands, put together like a release; segments without a text show their source."""
    with ctx.store.read() as unit:
        edition = unit.editions.get(edition_id)
        if edition is None:
            raise NotFoundError(f"There is no edition {edition_id}.")
        actor.must_work_in(edition.locale)
        article = _must(unit.articles.get(edition.article_id))
        version = _must(unit.articles.version_by_id(edition.version_id))
        targets = unit.editions.targets(edition.id, edition.version_id)
        bare = _as_it_stands(unit, article, version)
        arrangement = arrangement_of(unit, edition, version)
        texts = block_texts(version, targets, empty_as_source=True)
        return replace(
            bare,
            edition_id=edition.id,
            locale=edition.locale,
            blocks=arrangement.used,
            word_count=_words(version, arrangement, texts),
            texts=texts,
            provenance=provenance(unit, edition, targets, None),
            teasers=teaser_targets(unit, arrangement.used, edition.locale),
        )


def original(ctx: Context, reference: str) -> Snapshot:
    """The article itself, in the language that it arrived in, as its newest version has it."""
    with ctx.store.read() as unit:
        article = find_article(unit, reference)
        return _as_it_stands(unit, article, _must(unit.articles.version(article.id, article.version)))


def _as_it_stands(unit: Unit, article: ArticleRow, version: SourceVersionRow) -> Snapshot:
    """A source version without a translation. Nothing of it is published here."""
    return Snapshot(
        release_id=None,
        article_id=article.id,
        external_id=article.external_id,
        edition_id=None,
        locale=version.locale,
        source_locale=version.locale,
        number=None,
        seq=None,
        kind="preview",
        published_at=None,
        first_published_at=None,
        version_number=version.number,
        word_count=version.word_count,
        blocks=tuple(Block.from_json(raw["block"]) for raw in version.blocks),
        texts={},
        meta=dict(version.meta),
        provenance={},
        content_hash="",
        stale_since=None,
        alternates=_alternates(unit, article),
    )


def feed(ctx: Context, *, after: int, locale: str | None, limit: int) -> list[FeedItem]:
    """The change feed after a number, oldest first: publications, republications, withdrawals."""
    with ctx.store.read() as unit:
        rows = unit.releases.after(after, locale=locale, limit=limit)
        articles = {row.id: row for row in unit.articles.by_ids(sorted({row.article_id for row in rows}))}
        return [
            FeedItem(
                seq=row.seq,
                kind=row.kind,
                release_id=row.id,
                article_id=row.article_id,
                external_id=articles[row.article_id].external_id,
                edition_id=row.edition_id,
                locale=row.locale,
                number=row.number,
                published_at=row.published_at,
                reason=row.reason,
            )
            for row in rows
        ]
