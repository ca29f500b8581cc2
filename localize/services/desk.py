"""The desk: what stands where, as values for pages, API and command line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from localize.edition import EditionState, Progress, TargetState
from localize.errors import NotFoundError
from localize.services.context import Actor, Context
from localize.services.publish import find_article
from localize.store import Unit
from localize.store.articles import ArticleRow
from localize.store.editions import EditionRow
from localize.store.jobs import JobRow
from localize.store.releases import ReleaseRow
from localize.workflow import Action


@dataclass(frozen=True, slots=True)
class Cell:
    """One segment in the strip: its state, and whether an open error stands in it."""

    state: TargetState
    error: bool


@dataclass(frozen=True, slots=True)
class EditionSummary:
    """An edition as lists show it. ``ahead``: jobs before it in the queue; ``next_try``: of a blocked one.

    ``engine``: that is being asked for its draft now. ``failures``: why engines gave no draft, while blocked.
    ``release_number`` and ``released_at``: of the newest release or tombstone; ``live``: whether readers have one.
    """

    id: int
    article_id: int
    external_id: str | None
    headline: str
    locale: str
    state: EditionState
    version_number: int
    newest_version: int
    stale_since: datetime | None
    cells: tuple[Cell, ...]
    progress: Progress
    assignee_id: int | None
    assignee: str | None
    blocked_code: str | None
    blocked_sentence: str | None
    next_try: datetime | None
    ahead: int | None
    engine: str | None
    lane: str
    returned_by: str | None
    returned_reason: str | None
    release_number: int | None
    released_at: datetime | None
    live: bool
    filed_at: datetime
    drafted_at: datetime | None
    updated_at: datetime
    change: int
    failures: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """An article with its editions as lists show it."""

    id: int
    external_id: str | None
    headline: str
    lane: str
    confidential: bool
    version: int
    word_count: int
    deadline: datetime | None
    embargo: datetime | None
    filed_at: datetime
    updated_at: datetime
    withdrawn_at: datetime | None
    filed_by: str
    editions: tuple[EditionSummary, ...]


def list_desk(ctx: Context, *, limit: int = 200, ids: Sequence[int] | None = None) -> list[ArticleSummary]:
    """The newest articles with their editions, or those with these ids."""
    with ctx.store.read() as unit:
        if ids is not None:
            return summarise_articles(unit, unit.articles.by_ids(sorted(set(ids))[:1000]))
        return summarise_articles(unit, unit.articles.desk(limit=limit))


def list_articles(ctx: Context, *, before: int | None, limit: int) -> list[ArticleSummary]:
    """A page of articles, newest first."""
    with ctx.store.read() as unit:
        return summarise_articles(unit, unit.articles.page(before=before, limit=limit))


def get_article(ctx: Context, reference: str) -> ArticleSummary:
    """One article, by our id or ``external:ID``. Raises ``NotFoundError``."""
    with ctx.store.read() as unit:
        return summarise_articles(unit, [find_article(unit, reference)])[0]


def list_editions(
    ctx: Context,
    *,
    locale: str | None = None,
    state: str | None = None,
    updated_since: datetime | None = None,
    after: int | None = None,
    limit: int = 100,
) -> list[EditionSummary]:
    """Editions by id, filtered."""
    with ctx.store.read() as unit:
        rows = unit.editions.find(locale=locale, state=state, updated_since=updated_since, after=after, limit=limit)
        return summarise_editions(unit, rows)


def get_edition(ctx: Context, edition_id: int) -> EditionSummary:
    """One edition. Raises ``NotFoundError``."""
    with ctx.store.read() as unit:
        row = unit.editions.get(edition_id)
        if row is None:
            raise NotFoundError(f"There is no edition {edition_id}.")
        return summarise_editions(unit, [row])[0]


def visible(summary: ArticleSummary, actor: Actor) -> bool:
    """Whether any of an article's editions is this person's to work on."""
    return any(actor.may_work_in(edition.locale) for edition in summary.editions)


def summarise_articles(unit: Unit, rows: Sequence[ArticleRow]) -> list[ArticleSummary]:
    """Articles with their editions, in the order given."""
    editions = unit.editions.of_articles([row.id for row in rows])
    by_article: dict[int, list[EditionSummary]] = {}
    for edition in summarise_editions(unit, editions, {row.id: row for row in rows}):
        by_article.setdefault(edition.article_id, []).append(edition)
    words = unit.articles.word_counts([row.id for row in rows])
    return [
        ArticleSummary(
            id=row.id,
            external_id=row.external_id,
            headline=row.headline,
            lane=row.lane,
            confidential=row.confidential,
            version=row.version,
            word_count=words.get(row.id, 0),
            deadline=row.deadline,
            embargo=row.embargo,
            filed_at=row.created_at,
            updated_at=row.updated_at,
            withdrawn_at=row.withdrawn_at,
            filed_by=row.filed_by,
            editions=tuple(by_article.get(row.id, ())),
        )
        for row in rows
    ]


def summarise_editions(
    unit: Unit, rows: Sequence[EditionRow], articles: Mapping[int, ArticleRow] | None = None
) -> list[EditionSummary]:
    """Editions as lists show them, with a fixed number of queries however many they are."""
    ids = [row.id for row in rows]
    if articles is None:
        articles = {a.id: a for a in unit.articles.by_ids(sorted({row.article_id for row in rows}))}
    states = unit.editions.state_counts(ids)
    findings = unit.editions.finding_counts(ids)
    releases = unit.releases.newest_of(ids)
    returns = unit.editions.last_events(ids, Action.RETURN.value)
    jobs = unit.jobs.open_of_editions(ids)
    queued = {row.id for row in rows if row.state == EditionState.QUEUED.value}
    ahead = unit.jobs.ahead([job.id for number, job in jobs.items() if number in queued])
    names = {p.id: p.name for p in unit.people.all()}
    versions = unit.articles.version_numbers([row.version_id for row in rows])
    summaries = []
    for row in rows:
        article = articles[row.article_id]
        job = jobs.get(row.id)
        release = releases.get(row.id)
        returned = returns.get(row.id)
        in_review = row.state == EditionState.IN_REVIEW.value
        cells = _cells(states.get(row.id, ()), findings.get(row.id, ()))
        summaries.append(
            EditionSummary(
                id=row.id,
                article_id=row.article_id,
                external_id=article.external_id,
                headline=article.headline,
                locale=row.locale,
                state=EditionState(row.state),
                version_number=versions.get(row.version_id, 0),
                newest_version=article.version,
                stale_since=_stale(unit, article, release),
                cells=cells,
                progress=_progress(cells, findings.get(row.id, ())),
                assignee_id=row.assignee_id,
                assignee=names.get(row.assignee_id) if row.assignee_id else None,
                blocked_code=row.blocked.get("code") if row.blocked else None,
                blocked_sentence=row.blocked.get("sentence") if row.blocked else None,
                next_try=_next_try(row, job),
                ahead=ahead.get(job.id) if job else None,
                engine=job.engine if job and row.state == EditionState.TRANSLATING.value else None,
                lane=article.lane,
                returned_by=returned.actor_name if returned and in_review else None,
                returned_reason=returned.reason if returned and in_review else None,
                release_number=release.number if release else None,
                released_at=release.published_at if release else None,
                live=release is not None and release.live,
                filed_at=article.created_at,
                drafted_at=row.drafted_at,
                updated_at=row.updated_at,
                change=row.change,
                failures=tuple(row.blocked.get("failures", ())) if row.blocked else (),
            )
        )
    return summaries


def _cells(states: Sequence[tuple[int, str]], findings: Sequence[tuple[int, str]]) -> tuple[Cell, ...]:
    errors = {position for position, severity in findings if severity == "error"}
    return tuple(Cell(TargetState(state), position in errors) for position, state in states)


def _progress(cells: Sequence[Cell], findings: Sequence[tuple[int, str]]) -> Progress:
    severities = [severity for _, severity in findings]
    return Progress.count(
        [cell.state for cell in cells], errors=severities.count("error"), warnings=severities.count("warning")
    )


def _next_try(row: EditionRow, job: JobRow | None) -> datetime | None:
    return job.run_after if job is not None and row.state == EditionState.BLOCKED.value else None


def _stale(unit: Unit, article: ArticleRow, release: ReleaseRow | None) -> datetime | None:
    if release is None or not release.live or article.version <= release.version_number:
        return None
    newer = unit.articles.version(article.id, release.version_number + 1)
    return newer.received_at if newer else None
