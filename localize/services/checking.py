"""A text that somebody is writing, checked before it is saved."""

from localize.edition import Origin, OriginKind, TargetState
from localize.markup import CodedText
from localize.qa.finding import Finding
from localize.qa.run import check_segment
from localize.services.context import Actor, Context
from localize.services.lengths import Room, room_of
from localize.services.lexicon import lexicon_of
from localize.services.postedit import clean_text
from localize.services.record import waiver_key
from localize.services.workbench import Place, open_place


def check_text(
    ctx: Context, actor: Actor, edition_id: int, segment_id: int, text: str
) -> tuple[Place, CodedText, list[Finding]]:
    """Findings on ``text`` as they will be when it is saved, with the text as it would be stored. Nothing is stored.

    Raises ``NotFoundError``, ``ForbiddenError`` and, for a text beyond all measure, ``InputTooLargeError``.
    """
    place = open_place(ctx, actor, edition_id, segment_id)
    source = CodedText.loads(place.segment.source)
    coded = clean_text(text, source.code_ids)
    if not coded.plain.strip():
        return place, coded, []
    with ctx.store.read() as unit:
        lexicon = lexicon_of(unit, place.source_locale, place.locale)
        row = unit.editions.target(edition_id, segment_id)
        room = room_of(unit, ctx.settings, place.locale, place.block.role, edition_id, row.segment) if row else Room()
    found = check_segment(
        source,
        coded,
        source_locale=place.source_locale,
        target_locale=place.locale,
        role=place.block.role,
        target_state=TargetState.TRANSLATED,
        origin=Origin(OriginKind.HUMAN),
        codes=place.block.codes,
        lexicon=lexicon,
        limit=room.limit,
        beside=room.beside,
    )
    # What a person called no error is none when the same text is written again.
    keys = [waiver_key(place.segment.source, coded.dumps(), finding) for finding in found]
    with ctx.store.read() as unit:
        waived = unit.waivers.find(edition_id, keys)
    return place, coded, [finding for finding, key in zip(found, keys, strict=True) if key not in waived]
