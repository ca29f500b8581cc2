"""The source versions of an article, and what changed between two of them."""

from dataclasses import dataclass
from datetime import datetime

from localize.article import Block, IntakeNote
from localize.compare import AttributeChange, Change, Piece, compare, compare_meta
from localize.errors import NotFoundError
from localize.services.context import Context
from localize.services.publish import find_article
from localize.services.sources import StoredPieces, stored_pieces
from localize.store.articles import SourceVersionRow


@dataclass(frozen=True, slots=True)
class SourceVersion:
    """One version as received. ``change``: {class, note} of a correction, or empty.

    ``published_at`` is ISO 8601 with offset, as received; ``notes`` are what intake left out or was unsure of.
    """

    number: int
    received_at: datetime
    content_hash: str
    word_count: int
    change: dict[str, str]
    locale: str
    url: str | None
    source_name: str | None
    source_url: str | None
    published_at: str | None
    notes: tuple[IntakeNote, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece of a version with the block that it stands in. ``position``: its segment's, None where it has none."""

    piece: Piece
    block: Block
    position: int | None


@dataclass(frozen=True, slots=True)
class VersionChanges:
    """What became of the older version's sentences in the newer one; indexes in ``changes`` are those of the two rows."""

    article_id: int
    external_id: str | None
    headline: str
    old: SourceVersion
    new: SourceVersion
    old_sentences: tuple[Sentence, ...]
    new_sentences: tuple[Sentence, ...]
    changes: tuple[Change, ...]
    meta: tuple[AttributeChange, ...]


def compare_versions(ctx: Context, reference: str, *, old: int | None = None, new: int | None = None) -> VersionChanges:
    """Two versions of an article: by default the newest and the one before it.

    Raises ``NotFoundError`` for an unknown article or version.
    """
    with ctx.store.read() as unit:
        article = find_article(unit, reference)
        newer = unit.articles.version(article.id, article.version if new is None else new)
        number = new or article.version
        older = unit.articles.version(article.id, max(number - 1, 1) if old is None else old)
        if newer is None or older is None:
            missing = number if newer is None else old
            raise NotFoundError(f"Article {article.id} has no version {missing}: it has 1 to {article.version}.")
        before, after = stored_pieces(older), stored_pieces(newer)
        return VersionChanges(
            article_id=article.id,
            external_id=article.external_id,
            headline=article.headline,
            old=_value(older),
            new=_value(newer),
            old_sentences=_sentences(before),
            new_sentences=_sentences(after),
            changes=tuple(compare(before.pieces, after.pieces)),
            meta=compare_meta(older.meta, newer.meta),
        )


def _sentences(stored: StoredPieces) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(piece, block, row.position if row else None)
        for piece, block, row in zip(stored.pieces, stored.blocks, stored.segments, strict=True)
    )


def list_versions(ctx: Context, reference: str) -> list[SourceVersion]:
    """Every source version, oldest first. Raises ``NotFoundError``."""
    with ctx.store.read() as unit:
        article = find_article(unit, reference)
        rows = [unit.articles.version(article.id, number) for number in range(1, article.version + 1)]
        return [_value(row) for row in rows if row is not None]


def _value(row: SourceVersionRow) -> SourceVersion:
    return SourceVersion(
        number=row.number,
        received_at=row.received_at,
        content_hash=row.content_hash,
        word_count=row.word_count,
        change=dict(row.change),
        locale=row.locale,
        url=row.meta.get("url"),
        source_name=row.meta.get("source_name"),
        source_url=row.meta.get("source_url"),
        published_at=row.meta.get("published_at"),
        notes=intake_notes(row),
    )


def intake_notes(row: SourceVersionRow) -> tuple[IntakeNote, ...]:
    """The notes of a version as values. Rows of older installations hold the sentence and nothing to put into it."""
    return tuple(
        IntakeNote(str(note["code"]), str(note["message"]), dict(note.get("params") or {})) for note in row.notes
    )
