"""The memory as a file for other tools: TMX 1.4b, or CSV for a spreadsheet. Read part by part, whatever its size."""

import csv
import io
from collections.abc import Iterator

from localize.exchange.cells import guarded
from localize.exchange.memory_unit import Unit, Variant
from localize.exchange.tmx_write import TmxHeader, write_tmx
from localize.markup import CodedText
from localize.memory.match import EDGE
from localize.services.context import Actor, Context
from localize.services.memory_entries import check_locale, must_exchange
from localize.store.memories import MemoryEntryRow

CSV_HEAD = (
    "source_locale",
    "target_locale",
    "source",
    "target",
    "author",
    "approver",
    "origin",
    "updated_at",
    "article",
    "note",
)


def export_tmx(ctx: Context, actor: Actor, locale: str | None = None) -> Iterator[str]:
    """The pairs of a locale, or of all, as a TMX file piece by piece. Raises ``NotFoundError``, ``ForbiddenError``."""
    locales = _locales(ctx, actor, locale)
    header = TmxHeader(ctx.settings.source_locale, ctx.clock.now())
    return write_tmx(header, (_unit(row) for row in _rows(ctx, locales)))


def export_csv(ctx: Context, actor: Actor, locale: str | None = None) -> Iterator[str]:
    """The pairs as CSV with a head line, texts in their written form. Raises what ``export_tmx`` raises."""
    return _csv(ctx, _locales(ctx, actor, locale))


def count(ctx: Context, actor: Actor, locale: str | None = None) -> int:
    """How many pairs an export has."""
    locales = _locales(ctx, actor, locale)
    with ctx.store.read() as unit:
        return unit.memory_search.count(locales)


def _locales(ctx: Context, actor: Actor, locale: str | None) -> list[str] | None:
    must_exchange(actor)
    return [check_locale(ctx, actor, locale)] if locale else None


def _rows(ctx: Context, locales: list[str] | None) -> Iterator[MemoryEntryRow]:
    with ctx.store.read() as unit:
        yield from unit.memory_search.each(locales)


def _csv(ctx: Context, locales: list[str] | None) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(CSV_HEAD)
    for row in _rows(ctx, locales):
        texts = (row.source, row.target, row.author, row.approver)
        writer.writerow(
            [
                row.source_locale,
                row.target_locale,
                *map(guarded, texts),
                row.origin,
                row.updated_at,
                row.article_id or "",
                guarded(row.note),
            ]
        )
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _unit(row: MemoryEntryRow) -> Unit:
    props = {"origin": row.origin}
    if row.article_id is not None:
        props["article"] = str(row.article_id)
    if _tells(row.prev_hash) and _tells(row.next_hash):
        props |= {"prev": row.prev_hash, "next": row.next_hash}
    return Unit(
        variants=(
            Variant(row.source_locale, CodedText.loads(row.source)),
            Variant(row.target_locale, CodedText.loads(row.target)),
        ),
        author=row.author,
        created_at=row.created_at,
        written_at=row.updated_at,
        props=props,
        note=row.note,
    )


def _tells(neighbour: str) -> bool:
    return neighbour == EDGE or len(neighbour) == 64
