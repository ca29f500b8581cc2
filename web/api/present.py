"""Values of the services as the API's models."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from localize.article import Block, IntakeNote
from localize.edition import EditionState, Lane
from localize.errors import InvalidInputError
from localize.release.body import render_blocks
from localize.release.parts import plain_text
from localize.services.desk import ArticleSummary, EditionSummary
from localize.services.engine_report import EngineUse
from localize.services.intake import Filed
from localize.services.publish import FeedItem
from web.api import models
from web.api.answers import address
from web.api.filing import Sent


def filed_article(filed: Filed) -> models.FiledArticle:
    """What filing did."""
    return models.FiledArticle(
        id=filed.article_id,
        external_id=filed.external_id,
        version=filed.version,
        changed=filed.changed,
        editions=[
            models.FiledEdition(
                id=e.id, locale=e.locale, state=EditionState(e.state), url=address("get_edition", edition_id=e.id)
            )
            for e in filed.editions
        ],
    )


def filed_articles(
    sent: Sequence[Sent], problems: Sequence[InvalidInputError | None], filed: Sequence[Filed]
) -> models.FiledArticles:
    """What filing did with several articles. ``filed`` are those without a problem, in order."""
    done = iter(filed)
    articles: list[models.FiledOne] = []
    refused: list[models.RefusedArticle] = []
    for position, (one, problem) in enumerate(zip(sent, problems, strict=True), start=1):
        if problem is None:
            said = next(done)
            members = dict(filed_article(said))
            articles.append(models.FiledOne(**members, position=position, created=said.created))
        else:
            refused.append(
                models.RefusedArticle(
                    position=position,
                    external_id=one.filing.external_id,
                    headline=one.article.headline,
                    code=problem.code,
                    detail=problem.message,
                )
            )
    return models.FiledArticles(articles=articles, refused=refused)


def edition(summary: EditionSummary) -> models.Edition:
    """One edition."""
    progress = summary.progress
    return models.Edition(
        id=summary.id,
        article_id=summary.article_id,
        external_id=summary.external_id,
        headline=summary.headline,
        locale=summary.locale,
        state=summary.state,
        progress=models.Progress(
            total=progress.total,
            initial=progress.initial,
            translated=progress.translated,
            confirmed=progress.confirmed,
        ),
        findings=models.Findings(errors=progress.errors, warnings=progress.warnings),
        assignee=summary.assignee,
        version=summary.version_number,
        stale_since=summary.stale_since,
        blocked=_blocked(summary),
        lane=Lane(summary.lane),
        waiting=_waiting(summary),
        clock=_clock(summary),
        release=summary.release_number,
        filed_at=summary.filed_at,
        drafted_at=summary.drafted_at,
        published_at=summary.released_at,
        updated_at=summary.updated_at,
        url=address("get_edition", edition_id=summary.id),
    )


def _waiting(summary: EditionSummary) -> models.Waiting | None:
    if summary.state not in {EditionState.QUEUED, EditionState.TRANSLATING, EditionState.BLOCKED}:
        return None
    return models.Waiting(ahead=summary.ahead, engine=summary.engine, next_try=summary.next_try)


def _clock(summary: EditionSummary) -> models.Clock:
    def after(moment: datetime | None) -> float | None:
        return None if moment is None else round((moment - summary.filed_at).total_seconds(), 3)

    return models.Clock(drafted_after=after(summary.drafted_at), published_after=after(summary.released_at))


def edition_detail(summary: EditionSummary, drafting: Sequence[EngineUse]) -> models.EditionDetail:
    """One edition with what its draft took."""
    listed = edition(summary)
    members: Mapping[str, Any] = {name: getattr(listed, name) for name in models.Edition.model_fields}
    took = models.Drafting(
        requests=sum(use.requests for use in drafting),
        chars=sum(use.chars for use in drafting),
        cost=round(sum(use.cost for use in drafting), 6),
        engines=[_engine_use(use) for use in drafting],
    )
    return models.EditionDetail(**members, drafting=took)


def _engine_use(use: EngineUse) -> models.EngineUse:
    return models.EngineUse(
        engine=use.engine,
        requests=use.requests,
        texts=use.texts,
        chars=use.chars,
        cost=round(use.cost, 6),
        seconds=round(use.seconds, 3),
        attempts=use.attempts,
        cached=use.cached,
        failures=dict(use.failures),
    )


def _blocked(summary: EditionSummary) -> models.Blocked | None:
    if summary.state is not EditionState.BLOCKED:
        return None
    return models.Blocked(code=summary.blocked_code, sentence=summary.blocked_sentence, next_try=summary.next_try)


def article(summary: ArticleSummary) -> models.ArticleSummary:
    """An article in a list."""
    return models.ArticleSummary(
        id=summary.id,
        external_id=summary.external_id,
        headline=summary.headline,
        lane=Lane(summary.lane),
        confidential=summary.confidential,
        version=summary.version,
        word_count=summary.word_count,
        deadline=summary.deadline,
        embargo=summary.embargo,
        filed_at=summary.filed_at,
        updated_at=summary.updated_at,
        withdrawn_at=summary.withdrawn_at,
        filed_by=summary.filed_by,
        url=address("get_article", reference=summary.id),
        editions=[edition(one) for one in summary.editions],
    )


def article_detail(
    summary: ArticleSummary, versions: Sequence[models.Version], blocks: Sequence[Block], notes: Sequence[IntakeNote]
) -> models.ArticleDetail:
    """An article with its newest source."""
    listed = article(summary)
    members: Mapping[str, Any] = {name: getattr(listed, name) for name in models.ArticleSummary.model_fields}
    return models.ArticleDetail(
        **members,
        versions=list(versions),
        blocks=[source_block(block) for block in blocks],
        notes=[note.message for note in notes],
    )


def source_block(block: Block) -> models.SourceBlock:
    """One block of the source, as text and as HTML."""
    return models.SourceBlock(
        key=block.key,
        role=block.role,
        text=plain_text(block, block.text),
        html=render_blocks([block], {block.key: block.text}),
    )


def feed_item(item: FeedItem) -> models.FeedItem:
    """One entry of the change feed."""
    return models.FeedItem(
        sequence=item.seq,
        kind=item.kind,  # type: ignore[arg-type]  # the model checks it
        article_id=item.article_id,
        external_id=item.external_id,
        locale=item.locale,
        number=item.number,
        published_at=item.published_at,
        url=address("get_release", reference=item.article_id, locale=item.locale),
        reason=item.reason,
    )
