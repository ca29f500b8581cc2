"""Pairs in the memory, for tests."""

from datetime import UTC, datetime

from localize.segment import hash_text
from localize.services.context import Context
from localize.store.memories import MemoryEntryRow

DAY = datetime(2026, 11, 20, 12, tzinfo=UTC)

# Of its three units one is good, one has no source text, one is in another language.
TMX = (
    '<?xml version="1.0"?><tmx version="1.4"><header srclang="en"/><body>'
    '<tu><tuv xml:lang="en"><seg>Yes.</seg></tuv><tuv xml:lang="ru"><seg>Да &lt;b&gt;.</seg></tuv></tu>'
    '<tu><tuv xml:lang="en"><seg></seg></tuv><tuv xml:lang="ru"><seg>Нет.</seg></tuv></tu>'
    '<tu><tuv xml:lang="en"><seg>No.</seg></tuv><tuv xml:lang="fr"><seg>Non.</seg></tuv></tu>'
    "</body></tmx>"
)


def remember(ctx: Context, source: str, target: str, locale: str = "ru", **more: object) -> int:
    """Store an approved pair; its id."""
    values = {"prev_hash": "-", "next_hash": "-", "author": "Vera", "article_id": None, "updated_at": DAY} | more
    row = MemoryEntryRow(
        source_locale="en",
        target_locale=locale,
        text_hash=hash_text(source),
        source=source,
        target=target,
        **values,
    )
    with ctx.store.write() as unit:
        unit.memories.put(row)
        return row.id
