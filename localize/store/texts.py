"""Search over the texts of articles: headlines, sources, targets, without regard to case."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from localize.store.articles import ArticleRow, SegmentRow
from localize.store.editions import EditionRow, TargetRow

_SENTENCES = 30  # hits read for each article that is asked for: a common word stands in every sentence


@dataclass(frozen=True, slots=True)
class Texts:
    """Queries over what articles say."""

    session: Session

    def find(self, wanted: str, *, locales: Sequence[str] | None, limit: int) -> list[tuple[int, str]]:
        """(article id, a text with the wanted words), newest articles first, a headline before sentences.

        Only what stands now is read: the newest source, and the targets of each edition's version. ``locales``: of
        the editions whose targets are read; None for all.
        """
        pattern = "%" + _folded(wanted).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"

        def has(column: InstrumentedAttribute[str]) -> ColumnElement[bool]:
            fold = func.localize_fold(column) if self._sqlite else func.lower(column)
            return fold.like(pattern, escape="\\")

        head = select(ArticleRow.id.label("article"), ArticleRow.headline.label("text")).where(has(ArticleRow.headline))
        source = (
            select(EditionRow.article_id, SegmentRow.source)
            .join(SegmentRow, SegmentRow.version_id == EditionRow.version_id)
            .where(has(SegmentRow.source))
        )
        target = (
            select(EditionRow.article_id, TargetRow.text)
            .join(TargetRow, TargetRow.edition_id == EditionRow.id)
            .join(SegmentRow, TargetRow.segment_id == SegmentRow.id)
            .where(SegmentRow.version_id == EditionRow.version_id, TargetRow.standing == "used", has(TargetRow.text))
        )
        if locales is not None:
            target = target.where(EditionRow.locale.in_(locales))
        hits: dict[int, str] = {}
        newest = (ArticleRow.id, EditionRow.article_id, EditionRow.article_id)
        for query, column in zip((head, source, target), newest, strict=True):
            query = query.order_by(column.desc()).limit(limit * _SENTENCES)  # noqa: PLW2901
            for article, text in self.session.execute(query):
                hits.setdefault(article, text)
        return sorted(hits.items(), reverse=True)[:limit]

    @property
    def _sqlite(self) -> bool:
        return self.session.get_bind().dialect.name == "sqlite"


def _folded(text: str) -> str:
    return text.lower()
