"""What the memory offers for one sentence of an open edition."""

from typing import Final

from localize.errors import NotFoundError
from localize.memory.match import Match
from localize.services.context import Actor, Context
from localize.services.matching import Sentence, find_matches
from localize.services.postedit import get_edition

OFFERS: Final = 9  # one for each digit key


def offers(ctx: Context, actor: Actor, edition_id: int, segment_id: int) -> list[Match]:
    """Up to nine matches, best first. Raises ``NotFoundError`` and ``ForbiddenError``."""
    with ctx.store.read() as unit:
        edition = get_edition(unit, edition_id, actor)
        target = unit.editions.target(edition.id, segment_id)
        if target is None:
            raise NotFoundError(f"Edition {edition_id} has no segment {segment_id}.")
        sentence = Sentence.of(target.segment, edition.version.locale, edition.locale)
        return find_matches(unit, sentence, ctx.clock.now(), OFFERS)
