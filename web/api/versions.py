"""The source versions of an article, as the API lists them."""

from localize.services.context import Context
from localize.services.versions import list_versions
from web.api.models import Change, Version


def source_versions(ctx: Context, reference: str) -> list[Version]:
    """Every source version, oldest first. Raises ``NotFoundError``."""
    return [
        Version(
            number=found.number,
            received_at=found.received_at,
            content_hash=found.content_hash,
            word_count=found.word_count,
            change=Change.model_validate(found.change) if found.change else None,
        )
        for found in list_versions(ctx, reference)
    ]
