"""The source versions of an article."""

from dataclasses import dataclass
from datetime import datetime

from localize.services.context import Context
from localize.services.publish import find_article


@dataclass(frozen=True, slots=True)
class SourceVersion:
    """One version as received. ``change``: {class, note} of a correction, or empty."""

    number: int
    received_at: datetime
    content_hash: str
    word_count: int
    change: dict[str, str]


def list_versions(ctx: Context, reference: str) -> list[SourceVersion]:
    """Every source version, oldest first. Raises ``NotFoundError``."""
    with ctx.store.read() as unit:
        article = find_article(unit, reference)
        rows = [unit.articles.version(article.id, number) for number in range(1, article.version + 1)]
        return [
            SourceVersion(row.number, row.received_at, row.content_hash, row.word_count, dict(row.change))
            for row in rows
            if row is not None
        ]
