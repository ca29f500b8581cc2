"""Filing an article: new, known, or changed. Writes jobs with the article and announces them after the commit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from localize.article import Article, Block, Handling, Role
from localize.edition import EditionState, Lane, OriginKind, TargetState
from localize.intake.words import refusal
from localize.locales import is_known_locale, same_language, usual_tag
from localize.segment import SegmentedBlock, hash_text, segment_article
from localize.services import jobs
from localize.services.context import Actor, Context
from localize.services.correct import carry_over
from localize.services.sources import same_content
from localize.services.teasers import address_hash
from localize.store import Unit
from localize.store.articles import ArticleRow, SegmentRow, SourceVersionRow
from localize.store.editions import EditionRow, TargetRow
from localize.store.unit_of_work import DuplicateError

MAX_TAG = 35  # characters of a language tag (RFC 5646 asks for that much room)
_NOT_SEGMENTED = frozenset({Role.READING_TIME, Role.PICTURE, Role.EMBED})


@dataclass(frozen=True, slots=True)
class Filing:
    """How an article is to be handled, besides its text."""

    external_id: str | None = None
    to: tuple[str, ...] = ()  # none named: the settings' target locales
    lane: Lane | None = None  # none named: as before, or normal
    confidential: bool | None = None
    deadline: datetime | None = None
    embargo: datetime | None = None
    change: dict[str, str] | None = None
    language: str | None = None  # that the article names itself; None: the settings' source locale


@dataclass(frozen=True, slots=True)
class FiledEdition:
    """An edition as the answer to filing names it."""

    id: int
    locale: str
    state: str


@dataclass(frozen=True, slots=True)
class Filed:
    """What filing did. ``changed``: a new source version stands, always true for a new article."""

    article_id: int
    external_id: str | None
    version: int
    created: bool
    changed: bool
    editions: tuple[FiledEdition, ...]


def file_article(
    ctx: Context,
    article: Article,
    filing: Filing,
    actor: Actor,
    *,
    also: Callable[[Unit, Filed], None] | None = None,
) -> Filed:
    """Take an article in. The same content again changes nothing; a changed one becomes a new version.

    ``also`` is called in the transaction that files it, for what must stand with the article or not at all.
    Raises what ``check_filing`` raises.
    """

    def also_one(unit: Unit, filed: Sequence[Filed]) -> None:
        if also is not None:
            also(unit, filed[0])

    return file_articles(ctx, [(article, filing)], actor, also=also_one)[0]


def file_articles(
    ctx: Context,
    articles: Sequence[tuple[Article, Filing]],
    actor: Actor,
    *,
    also: Callable[[Unit, Sequence[Filed]], None] | None = None,
) -> list[Filed]:
    """Take several articles in, in order and in one transaction: all of them, or none.

    ``also`` is called in that transaction. Raises what ``check_filing`` raises for the first that cannot be taken in.
    """
    ready = [
        (
            article,
            segment_article(article.blocks, ctx.settings.source_locale),
            filing,
            check_filing(ctx, article, filing),
        )
        for article, filing in articles
    ]
    for attempt in range(3):
        filed: list[Filed] = []
        added: list[jobs.Announced] = []
        try:
            with ctx.store.write() as unit:
                for article, cut, filing, targets in ready:
                    one, queued = _file(ctx, unit, article, cut, filing, targets, actor)
                    filed.append(one)
                    added += queued
                if also is not None:
                    also(unit, filed)
            break
        except DuplicateError:
            # The same external id was filed at the same moment: now it is known.
            if attempt == 2:
                raise
    jobs.announce(ctx, added)
    return filed


def check_filing(ctx: Context, article: Article, filing: Filing) -> tuple[str, ...]:
    """The locales that an article would be translated into.

    Raises ``InvalidInputError`` for locales that cannot be translated into, an article without a text, or one that says
    that it is written in another language than this desk translates from.
    """
    targets = check_locales(ctx, filing.to) or ctx.settings.target_locales
    if not any(b.handling is not Handling.OMIT and b.text.plain.strip() for b in article.blocks):
        raise refusal("no-text")
    own = ctx.settings.source_locale
    if filing.language and not same_language(filing.language, own):
        raise refusal("other-language", language=filing.language[:MAX_TAG], own=own)
    return tuple(targets)


def check_locales(ctx: Context, locales: Sequence[str]) -> tuple[str, ...]:
    """The named locales in their usual spelling, each once.

    Raises ``InvalidInputError`` for an unknown one or the source's own.
    """
    for locale in locales:
        if len(locale) > MAX_TAG or not is_known_locale(locale):
            raise refusal("unknown-language", name=locale[:80])
    locales = [usual_tag(locale) for locale in locales]
    for locale in locales:
        if locale == ctx.settings.source_locale:
            raise refusal("own-language", own=locale)
    return tuple(dict.fromkeys(locales))


def _file(
    ctx: Context,
    unit: Unit,
    article: Article,
    cut: Sequence[SegmentedBlock],
    filing: Filing,
    targets: Sequence[str],
    actor: Actor,
) -> tuple[Filed, list[jobs.Announced]]:
    now = ctx.clock.now()
    row = unit.articles.by_external_id(filing.external_id) if filing.external_id else None
    created = row is None
    if row is None:
        row = _new_article(unit, article, filing, actor, now)
    else:
        unit.articles.lock(row.id)
        _refile(row, filing)
    newest = unit.articles.version(row.id, row.version)
    changed = newest is None or not same_content(newest, article)
    if changed:
        newest = _new_version(ctx, unit, row, article, cut, filing, now)
    if newest is None:
        raise LookupError(f"article {row.id} has no version {row.version}")
    known = {edition.locale: edition for edition in unit.editions.of_article(row.id)}
    added: list[jobs.Announced] = []
    if changed and not created:
        for edition in known.values():
            added += carry_over(unit, edition, newest, row.lane, now)
    for locale in targets:
        if locale not in known:
            known[locale] = _new_edition(unit, row, newest, locale, now)
            added.append(jobs.add_job(unit, known[locale].id, row.lane, now))
    filed = Filed(
        article_id=row.id,
        external_id=row.external_id,
        version=row.version,
        created=created,
        changed=changed,
        editions=tuple(FiledEdition(e.id, e.locale, e.state) for e in known.values()),
    )
    return filed, added


def _new_article(unit: Unit, article: Article, filing: Filing, actor: Actor, now: datetime) -> ArticleRow:
    row = ArticleRow(
        external_id=filing.external_id,
        headline=article.headline,
        lane=(filing.lane or Lane.NORMAL).value,
        confidential=bool(filing.confidential),
        deadline=filing.deadline,
        embargo=filing.embargo,
        version=0,
        created_at=now,
        updated_at=now,
        withdrawn_at=None,
        filed_by=actor.name,
    )
    unit.articles.add(row)
    return row


def _refile(row: ArticleRow, filing: Filing) -> None:
    """What a repeated filing says about handling replaces what was said before; what it leaves out stays."""
    if filing.lane is not None:
        row.lane = filing.lane.value
    if filing.confidential is not None:
        row.confidential = filing.confidential
    if filing.deadline is not None:
        row.deadline = filing.deadline
    if filing.embargo is not None:
        row.embargo = filing.embargo


def _new_version(
    ctx: Context,
    unit: Unit,
    row: ArticleRow,
    article: Article,
    cut: Sequence[SegmentedBlock],
    filing: Filing,
    now: datetime,
) -> SourceVersionRow:
    row.version += 1
    row.headline = article.headline
    row.address_hash = address_hash(article.url)
    row.updated_at = now
    version = SourceVersionRow(
        article_id=row.id,
        number=row.version,
        locale=ctx.settings.source_locale,
        content_hash=article.content_hash,
        blocks=[{"block": piece.block.to_json(), "tail": piece.tail.dumps()} for piece in cut],
        meta={
            "url": article.url,
            "source_name": article.source_name,
            "source_url": article.source_url,
            "published_at": article.published_at,
        },
        notes=[{"code": n.code, "message": n.message, "params": dict(n.params)} for n in article.notes],
        change=filing.change or {},
        word_count=article.word_count,
        received_at=now,
    )
    unit.articles.add(version)
    unit.editions.add_all(_segment_rows(version.id, cut))
    return version


def is_segmented(block: Block) -> bool:
    """Whether a block's sentences become segments: page furniture, pictures and reading times do not."""
    return block.handling is not Handling.OMIT and block.role not in _NOT_SEGMENTED


def _segment_rows(version_id: int, cut: Sequence[SegmentedBlock]) -> list[SegmentRow]:
    rows: list[SegmentRow] = []
    for piece in cut:
        block = piece.block
        if not is_segmented(block):
            continue
        for segment in piece.segments:
            written = segment.source.dumps()
            rows.append(
                SegmentRow(
                    version_id=version_id,
                    position=len(rows) + 1,
                    block_key=block.key,
                    role=block.role.value,
                    lead=segment.lead.dumps(),
                    source=written,
                    text_hash=hash_text(written),
                )
            )
    for before, after in pairwise(rows):
        before.next_hash = after.text_hash
        after.prev_hash = before.text_hash
    return rows


def _new_edition(unit: Unit, row: ArticleRow, version: SourceVersionRow, locale: str, now: datetime) -> EditionRow:
    edition = EditionRow(
        article_id=row.id,
        locale=locale,
        state=EditionState.QUEUED.value,
        version_id=version.id,
        assignee_id=None,
        blocked={},
        change=1,
        created_at=now,
        updated_at=now,
        drafted_at=None,
    )
    unit.editions.add(edition)
    unit.editions.insert(TargetRow, [empty_target(edition.id, segment, now) for segment in version.segments])
    return edition


def empty_target(edition_id: int, segment: SegmentRow, now: datetime) -> dict[str, Any]:
    """The row of a target that nobody has written yet."""
    return {
        "edition_id": edition_id,
        "segment_id": segment.id,
        "position": segment.position,
        "text": "",
        "state": TargetState.INITIAL.value,
        "origin": OriginKind.NONE.value,
        "score": None,
        "unplaced": [],
        "normalised": [],
        "revision": 0,
        "author_id": None,
        "author_name": None,
        "updated_at": now,
    }
