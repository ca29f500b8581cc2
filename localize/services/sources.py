"""Stored source versions as values: the article as it was received, and its pieces for comparing."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from localize.article import Article, Block
from localize.compare import Piece, pieces_of
from localize.markup import CodedText
from localize.store.articles import SegmentRow, SourceVersionRow


@dataclass(frozen=True, slots=True)
class StoredPieces:
    """The pieces of a version and, for each, its block and its segment, if it has one."""

    pieces: tuple[Piece, ...]
    blocks: tuple[Block, ...]
    segments: tuple[SegmentRow | None, ...]


def stored_blocks(version: SourceVersionRow, keys: Collection[str] | None = None) -> list[Block]:
    """The blocks of a version, in order: all, or those with these keys, which is quick however long the article is."""
    raws = (raw["block"] for raw in version.blocks)
    return [Block.from_json(raw) for raw in raws if keys is None or raw["key"] in keys]


def stored_pieces(version: SourceVersionRow) -> StoredPieces:
    """A version cut as it is stored. Blocks without segments are one piece each: readers get their text whole."""
    rows: dict[str, list[SegmentRow]] = defaultdict(list)
    for row in version.segments:
        rows[row.block_key].append(row)
    pieces: list[Piece] = []
    blocks: list[Block] = []
    segments: list[SegmentRow | None] = []
    for block in stored_blocks(version):
        texts = [CodedText.loads(row.source) for row in rows[block.key]] or ([block.text] if block.text else [])
        found = pieces_of([(block, texts)])
        pieces += found
        blocks += [block] * len(found)
        segments += _padded(rows[block.key], len(found))
    return StoredPieces(tuple(pieces), tuple(blocks), tuple(segments))


def same_content(version: SourceVersionRow, article: Article) -> bool:
    """Whether an article says what a stored version says.

    Judged by today's rules, whatever fingerprint the version was stored with.
    """
    if version.content_hash == article.content_hash:
        return True
    meta = version.meta
    stored = Article(
        tuple(stored_blocks(version)),
        url=meta.get("url"),
        source_name=meta.get("source_name"),
        source_url=meta.get("source_url"),
        published_at=meta.get("published_at"),
    )
    return stored.content_hash == article.content_hash


def _padded(rows: Sequence[SegmentRow], count: int) -> list[SegmentRow | None]:
    return [*rows, *([None] * (count - len(rows)))][:count]
