"""The source versions of an article, as the API lists them."""

from localize.services.context import Context
from localize.services.publish import find_article
from web.api.models import Change, Version


def source_versions(ctx: Context, reference: str) -> list[Version]:
    """Every source version, oldest first. Raises ``NotFoundError``."""
    with ctx.store.read() as unit:
        article = find_article(unit, reference)
        rows = [unit.articles.version(article.id, number) for number in range(1, article.version + 1)]
        return [
            Version(
                number=row.number,
                received_at=row.received_at,
                content_hash=row.content_hash,
                word_count=row.word_count,
                change=Change.model_validate(row.change) if row.change else None,
            )
            for row in rows
            if row is not None
        ]
