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
from localize.store.editions import EditionRow
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


@dataclass(frozen=True, slots=True)
class _Ready:
    """An article on its way in, cut into segments, with the locales that it goes to."""

    article: Article
    filing: Filing
    cut: Sequence[SegmentedBlock]
    targets: Sequence[str]


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
        _Ready(
            article,
            filing,
            segment_article(article.blocks, ctx.settings.source_locale),
            check_filing(ctx, article, filing),
        )
        for article, filing in articles
    ]
    for attempt in range(3):
        filed: list[Filed] = []
        added: list[jobs.Announced] = []
        try:
            with ctx.store.write() as unit:
                for sent in ready:
                    one, queued = _file(ctx, unit, sent, actor)
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


def _file(ctx: Context, unit: Unit, sent: _Ready, actor: Actor) -> tuple[Filed, list[jobs.Announced]]:
    now = ctx.clock.now()
    external_id = sent.filing.external_id
    row = unit.articles.by_external_id(external_id) if external_id else None
    if row is not None:
        return _file_again(ctx, unit, row, sent, now)
    lane = (sent.filing.lane or Lane.NORMAL).value
    article_id = unit.insert_one(ArticleRow, _new_article(sent, lane, actor, now))
    version_id = _add_version(ctx, unit, (article_id, 1), sent, now)
    editions, added = _add_editions(unit, (article_id, version_id), sent.targets, lane, now)
    return Filed(article_id, external_id, 1, created=True, changed=True, editions=tuple(editions)), added


def _file_again(
    ctx: Context, unit: Unit, row: ArticleRow, sent: _Ready, now: datetime
) -> tuple[Filed, list[jobs.Announced]]:
    unit.articles.lock(row.id)
    _refile(row, sent.filing)
    newest = unit.articles.version(row.id, row.version)
    known = unit.editions.of_article(row.id)
    added: list[jobs.Announced] = []
    changed = newest is None or not same_content(newest, sent.article)
    if newest is None or changed:
        row.version += 1
        row.headline = sent.article.headline
        row.address_hash = address_hash(sent.article.url)
        row.updated_at = now
        unit.flush()  # the same article may stand a third time among those that are filed together
        newest = unit.articles.version_by_id(_add_version(ctx, unit, (row.id, row.version), sent, now))
        if newest is None:
            raise LookupError(f"article {row.id} lost its version")
        for edition in known:
            added += carry_over(unit, edition, newest, row.lane, now)
    editions = [FiledEdition(edition.id, edition.locale, edition.state) for edition in known]
    there = {edition.locale for edition in editions}
    missing = [locale for locale in sent.targets if locale not in there]
    new, queued = _add_editions(unit, (row.id, newest.id), missing, row.lane, now)
    filed = Filed(
        article_id=row.id,
        external_id=row.external_id,
        version=row.version,
        created=False,
        changed=changed,
        editions=(*editions, *new),
    )
    return filed, added + queued


def _new_article(sent: _Ready, lane: str, actor: Actor, now: datetime) -> dict[str, Any]:
    """A row with its first version."""
    return {
        "external_id": sent.filing.external_id,
        "headline": sent.article.headline,
        "lane": lane,
        "confidential": bool(sent.filing.confidential),
        "deadline": sent.filing.deadline,
        "embargo": sent.filing.embargo,
        "version": 1,
        "created_at": now,
        "updated_at": now,
        "withdrawn_at": None,
        "filed_by": actor.name,
        "address_hash": address_hash(sent.article.url),
    }


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


def _add_version(ctx: Context, unit: Unit, place: tuple[int, int], sent: _Ready, now: datetime) -> int:
    """Store a source version with its segments; its id. ``place``: the article's id, and the version's number."""
    article = sent.article
    values = {
        "article_id": place[0],
        "number": place[1],
        "locale": ctx.settings.source_locale,
        "content_hash": article.content_hash,
        "blocks": [{"block": piece.block.to_json(), "tail": piece.tail.dumps()} for piece in sent.cut],
        "meta": {
            "url": article.url,
            "source_name": article.source_name,
            "source_url": article.source_url,
            "published_at": article.published_at,
        },
        "notes": [{"code": n.code, "message": n.message, "params": dict(n.params)} for n in article.notes],
        "change": sent.filing.change or {},
        "word_count": article.word_count,
        "received_at": now,
    }
    version_id = unit.insert_one(SourceVersionRow, values)
    unit.insert(SegmentRow, _segment_rows(version_id, sent.cut))
    return version_id


def is_segmented(block: Block) -> bool:
    """Whether a block's sentences become segments: page furniture, pictures and reading times do not."""
    return block.handling is not Handling.OMIT and block.role not in _NOT_SEGMENTED


def _segment_rows(version_id: int, cut: Sequence[SegmentedBlock]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for piece in cut:
        block = piece.block
        if not is_segmented(block):
            continue
        for segment in piece.segments:
            written = segment.source.dumps()
            rows.append(
                {
                    "version_id": version_id,
                    "position": len(rows) + 1,
                    "edition_id": None,
                    "block_key": block.key,
                    "role": block.role.value,
                    "lead": segment.lead.dumps(),
                    "source": written,
                    "text_hash": hash_text(written),
                    "prev_hash": None,
                    "next_hash": None,
                }
            )
    for before, after in pairwise(rows):
        before["next_hash"] = after["text_hash"]
        after["prev_hash"] = before["text_hash"]
    return rows


def _add_editions(
    unit: Unit, source: tuple[int, int], locales: Sequence[str], lane: str, now: datetime
) -> tuple[list[FiledEdition], list[jobs.Announced]]:
    """New editions with empty targets and a job each. ``source``: the article's id, and its newest version's."""
    article_id, version_id = source
    queued = EditionState.QUEUED.value
    new = [
        FiledEdition(
            unit.insert_one(
                EditionRow,
                {
                    "article_id": article_id,
                    "locale": locale,
                    "state": queued,
                    "version_id": version_id,
                    "assignee_id": None,
                    "blocked": {},
                    "change": 1,
                    "created_at": now,
                    "updated_at": now,
                    "drafted_at": None,
                },
            ),
            locale,
            queued,
        )
        for locale in locales
    ]
    if not new:
        return [], []
    ids = [edition.id for edition in new]
    initial, none = TargetState.INITIAL.value, OriginKind.NONE.value
    unit.drafts.add_empty_targets(ids, version_id, state=initial, origin=none, now=now)
    return new, [jobs.add_job(unit, edition_id, lane, now) for edition_id in ids]
