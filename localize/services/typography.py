"""Typography at work on an edition: a person's text put right on demand."""

from localize.article import Block, Role
from localize.errors import NotFoundError
from localize.markup import CodedText
from localize.services.context import Actor, Context
from localize.services.frames import frames_of
from localize.services.postedit import clean_text, get_edition
from localize.store import Unit
from localize.store.articles import SegmentRow
from localize.store.editions import EditionRow
from localize.typography.change import Normalised
from localize.typography.marks import ALONE
from localize.typography.normalise import normalise


def put_right(ctx: Context, actor: Actor, edition_id: int, segment_id: int, text: str) -> Normalised:
    """A text that a person has written, as the locale sets it. Nothing is stored: it is an offer.

    Raises ``NotFoundError``, ``ForbiddenError`` and, for a text beyond all measure, ``InputTooLargeError``.
    """
    with ctx.store.read() as unit:
        edition = get_edition(unit, edition_id, actor)
        rows = [segment for _, segment in unit.editions.targets(edition.id, edition.version_id)]
        segment = next((row for row in rows if row.id == segment_id), None)
        block = _block(unit, edition, segment) if segment else None
        if segment is None or block is None:
            raise NotFoundError(f"Edition {edition_id} has no segment {segment_id}.")
        source = CodedText.loads(segment.source)
        return normalise(
            clean_text(text, source.code_ids),
            edition.locale,
            source=source,
            role=block.role,
            codes=block.codes,
            frame=frames_of(rows).get(segment_id, ALONE),
        )


def _block(unit: Unit, edition: EditionRow, segment: SegmentRow) -> Block | None:
    version = unit.articles.version_by_id(edition.version_id)
    raws = version.blocks if version else ()
    found = next((Block.from_json(raw["block"]) for raw in raws if raw["block"]["key"] == segment.block_key), None)
    return found or (Block(segment.block_key, Role(segment.role)) if version else None)
