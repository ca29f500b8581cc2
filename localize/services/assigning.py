"""Who works on an edition: taking is ``postedit.take``; here it is given to somebody, and given back."""

from localize.edition import EditionState
from localize.errors import ForbiddenError, InvalidInputError, NotFoundError, TransitionError
from localize.services.context import Actor, Context
from localize.services.people import Person, list_people
from localize.services.postedit import get_edition
from localize.services.record import record_event
from localize.store import Unit
from localize.workflow import Action, UserRole, advance


def candidates(ctx: Context, locale: str | None = None) -> list[Person]:
    """People that an edition can be given to, by name; in one locale, or in any."""
    people = [p for p in list_people(ctx) if p.active and p.role is not UserRole.SYSTEM]
    fit = [p for p in people if locale is None or p.actor.may_work_in(locale)]
    return sorted(fit, key=lambda p: p.name.casefold())


def assign(ctx: Context, actor: Actor, edition_id: int, person_id: int) -> EditionState:
    """Give an edition to somebody who works in its locale. Their texts, if there are any, stay.

    Raises ``ForbiddenError`` for who may not, ``TransitionError`` for a state in which nobody works on it,
    ``InvalidInputError`` for a person that it cannot be given to.
    """
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        edition = get_edition(unit, edition_id, actor, locked=True)
        state = EditionState(edition.state)
        after = advance(state, Action.ASSIGN, actor.role)
        person = unit.people.get(person_id)
        if person is None or not person.active:
            raise InvalidInputError("There is no such person any more: choose another one.")
        if not Actor(person.id, person.name, UserRole(person.role), tuple(person.locales)).may_work_in(edition.locale):
            raise InvalidInputError(f"{person.name} does not work in this language: choose another person.")
        edition.state = after.value
        edition.assignee_id = person.id
        record_event(unit, edition, Action.ASSIGN, state, actor, now, person.name)
        edition.change += 1
        edition.updated_at = now
        return after


def release(ctx: Context, actor: Actor, edition_id: int) -> EditionState:
    """Give an edition back: it is free for whoever takes it, with every text that was written."""
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        edition = get_edition(unit, edition_id, actor, locked=True)
        state = EditionState(edition.state)
        after = advance(state, Action.RELEASE, actor.role)
        if edition.assignee_id is None:
            raise TransitionError("Nobody works on this edition: there is nothing to give back.", state=state.value)
        if actor.role is UserRole.TRANSLATOR and edition.assignee_id != actor.id:
            raise ForbiddenError("Only who works on this edition, or an editor, can give it back.")
        edition.assignee_id = None
        edition.state = after.value
        record_event(unit, edition, Action.RELEASE, state, actor, now)
        edition.change += 1
        edition.updated_at = now
        return after


def put_back(unit: Unit, actor: Actor, edition_id: int, assignee_id: int | None, change: int, ctx: Context) -> None:
    """Undo: an edition's former assignee again, unless something happened to it since ``change``.

    Raises ``TransitionError`` when something did, ``NotFoundError``.
    """
    edition = unit.editions.lock(edition_id)
    if edition is None:
        raise NotFoundError(f"There is no edition {edition_id}.")
    actor.must_work_in(edition.locale)
    if edition.change != change:
        raise TransitionError("Somebody has worked on it since.", state=edition.state)
    now = ctx.clock.now()
    action = Action.RELEASE if assignee_id is None else Action.ASSIGN
    former = unit.people.get(assignee_id) if assignee_id is not None else None
    edition.assignee_id = assignee_id
    record_event(
        unit, edition, action, EditionState(edition.state), actor, now, former.name if former is not None else None
    )
    edition.change += 1
    edition.updated_at = now
