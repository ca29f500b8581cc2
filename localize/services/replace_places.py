"""Where the places are that a replacement, or its undo, left alone: for a person who looks after them by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from localize.services.context import Actor, Context
from localize.services.replace import Place

MOST: Final = 50  # places told one by one


@dataclass(frozen=True, slots=True)
class Where:
    """A segment of an edition. ``position``: its number there."""

    edition_id: int
    headline: str
    position: int


def where(ctx: Context, actor: Actor, locale: str, places: Sequence[Place]) -> list[Where]:
    """The first ``MOST`` places that there are in editions of a locale. Raises ``ForbiddenError``."""
    actor.must_work_in(locale)
    found: list[Where] = []
    with ctx.store.read() as unit:
        for place in places[:MOST]:
            edition = unit.editions.get(place.edition_id)
            if edition is None or edition.locale != locale:
                continue
            target = unit.editions.target(edition.id, place.segment_id)
            if target is not None and target.segment.version_id == edition.version_id:
                found.append(Where(edition.id, edition.article.headline, target.position))
    return found
