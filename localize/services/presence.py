"""Who else has an edition open, and on which segment. It is no part of the edition: nothing here counts as a change."""

from dataclasses import dataclass
from datetime import timedelta

from localize.errors import InvalidInputError
from localize.services.context import Actor, Context
from localize.services.postedit import get_edition
from localize.store import Unit
from localize.store.presence import PresenceRow
from localize.store.unit_of_work import DuplicateError

GONE_AFTER = timedelta(seconds=15)  # without a sign, a page is taken for closed
RENEW_AFTER = timedelta(seconds=5)  # the same sign sooner than this is not written again
LONGEST_TAB = 64  # characters


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody else who has the edition open; ``segment_id`` None while they are on none."""

    person_id: int
    name: str
    segment_id: int | None


def be_present(ctx: Context, actor: Actor, edition_id: int, *, tab: str, segment_id: int | None) -> tuple[Present, ...]:
    """Say that a page is open at a segment, and hear who else is there.

    Raises ``NotFoundError``, ``ForbiddenError`` for a locale that is not the actor's, ``InvalidInputError``.
    """
    _check(tab)
    now = ctx.clock.now()
    with ctx.store.read() as unit:
        get_edition(unit, edition_id, actor)
        known = unit.presences.get(edition_id, actor.id, tab) if actor.id is not None else None
        segment = _segment(unit, edition_id, segment_id)
        fresh = known is not None and known.segment_id == segment and now - known.seen_at < RENEW_AFTER
        found = unit.presences.others(edition_id, actor.id or 0, now - GONE_AFTER)
        people = {row.person_id: Present(row.person_id, row.name, row.segment_id) for row in found}
    if not fresh and actor.id is not None:
        _renew(ctx, PresenceRow(edition_id=edition_id, person_id=actor.id, tab=tab, segment_id=segment, seen_at=now))
    return tuple(sorted(people.values(), key=lambda person: (person.name, person.person_id)))


def leave(ctx: Context, actor: Actor, edition_id: int, *, tab: str) -> None:
    """A page is closed. Closing one that nobody knows is fine."""
    _check(tab)
    with ctx.store.write() as unit:
        get_edition(unit, edition_id, actor)
        unit.presences.forget(edition_id, actor.id or 0, tab)


def _check(tab: str) -> None:
    if not tab or len(tab) > LONGEST_TAB:
        raise InvalidInputError(f"tab must have 1 to {LONGEST_TAB} characters.")


def _segment(unit: Unit, edition_id: int, segment_id: int | None) -> int | None:
    known = segment_id is not None and unit.editions.target(edition_id, segment_id) is not None
    return segment_id if known else None


def _renew(ctx: Context, row: PresenceRow) -> None:
    try:
        with ctx.store.write() as unit:
            unit.presences.put(row)
            unit.presences.forget_before(row.seen_at - 4 * GONE_AFTER)
    except DuplicateError:
        return  # another request of the same page stored it a moment ago: that is as good
