"""Who works on an edition: giving and giving back, several at once, undone as one; and searching the desk."""

from datetime import timedelta

import pytest

from localize.edition import EditionState
from localize.errors import ForbiddenError, InputTooLargeError, InvalidInputError, NotFoundError, TransitionError
from localize.services import assigning, desk, desk_bulk, people, postedit, workbench
from localize.services.context import Actor, Context
from localize.services.desk_bulk import Bulk
from localize.services.desk_search import search_desk
from localize.workflow import Action, UserRole
from tests.conftest import FakeClock
from tests.services.helpers import file, person, run_sent


@pytest.fixture
def vera(ctx: Context) -> Actor:
    """A translator into Russian."""
    return person(ctx, UserRole.TRANSLATOR, "Vera", "ru")


@pytest.fixture
def jana(ctx: Context) -> Actor:
    """A translator into German."""
    return person(ctx, UserRole.TRANSLATOR, "Jana", "de")


@pytest.fixture
def olga(ctx: Context) -> Actor:
    """An editor."""
    return person(ctx, UserRole.EDITOR, "Olga")


def _editions(ctx: Context, external_id: str = "a-1", *paragraphs: str) -> dict[str, int]:
    filed = file(ctx, *paragraphs, external_id=external_id)
    run_sent(ctx)
    return {edition.locale: edition.id for edition in filed.editions}


def test_an_editor_gives_an_edition_to_somebody_who_works_in_its_language(
    ctx: Context, vera: Actor, jana: Actor, olga: Actor
) -> None:
    editions = _editions(ctx)
    assert vera.id is not None
    assert jana.id is not None
    assert assigning.assign(ctx, olga, editions["ru"], vera.id) is EditionState.IN_REVIEW
    assert desk.get_edition(ctx, editions["ru"]).assignee == "Vera"
    last = workbench.open_edition(ctx, olga, editions["ru"]).events[-1]
    assert (last.action, last.actor, last.reason) == (Action.ASSIGN, "Olga", "Vera")
    with pytest.raises(InvalidInputError, match="does not work in this language"):
        assigning.assign(ctx, olga, editions["ru"], jana.id)
    with pytest.raises(InvalidInputError, match="no such person"):
        assigning.assign(ctx, olga, editions["ru"], 99999)
    with pytest.raises(ForbiddenError):
        assigning.assign(ctx, vera, editions["ru"], vera.id)


def test_who_left_is_not_offered_and_cannot_be_given_anything(ctx: Context, vera: Actor, olga: Actor) -> None:
    editions = _editions(ctx)
    assert vera.id is not None
    assert [p.name for p in assigning.candidates(ctx, "de")] == ["Olga"]
    assert [p.name for p in assigning.candidates(ctx)] == ["Olga", "Vera"]
    people.disable_person(ctx, "vera@example.org")
    assert [p.name for p in assigning.candidates(ctx, "ru")] == ["Olga"]
    with pytest.raises(InvalidInputError):
        assigning.assign(ctx, olga, editions["ru"], vera.id)


def test_what_is_given_back_keeps_its_texts_and_is_free(ctx: Context, vera: Actor, olga: Actor) -> None:
    editions = _editions(ctx)
    postedit.take(ctx, vera, editions["ru"])
    first = workbench.open_edition(ctx, vera, editions["ru"]).blocks[0].segments[0]
    postedit.save_segment(ctx, vera, editions["ru"], first.id, text="Слово.", base_revision=1, confirm=False)
    other = person(ctx, UserRole.TRANSLATOR, "Ivan", "ru")
    with pytest.raises(ForbiddenError):
        assigning.release(ctx, other, editions["ru"])
    assigning.release(ctx, vera, editions["ru"])
    summary = desk.get_edition(ctx, editions["ru"])
    assert (summary.assignee_id, summary.state) == (None, EditionState.IN_REVIEW)
    assert workbench.open_edition(ctx, olga, editions["ru"]).blocks[0].segments[0].target == "Слово."
    with pytest.raises(TransitionError, match="nothing to give back"):
        assigning.release(ctx, olga, editions["ru"])
    postedit.take(ctx, other, editions["ru"])
    assert desk.get_edition(ctx, editions["ru"]).assignee == "Ivan"


def test_several_are_given_at_once_and_one_that_refuses_does_not_hold_up_the_others(
    ctx: Context, vera: Actor, olga: Actor
) -> None:
    first, second = _editions(ctx), _editions(ctx, "a-2", "Another story. It is short.")
    outcome = desk_bulk.do(ctx, olga, Bulk.ASSIGN, [first["ru"], second["de"], second["ru"]], vera.id)
    assert outcome.done == (first["ru"], second["ru"])
    [(refused, error)] = outcome.refused
    assert refused == second["de"]
    assert isinstance(error, InvalidInputError)
    last = desk_bulk.last(ctx, olga)
    assert last is not None
    assert (last.id, last.count) == (outcome.operation, 2)
    assert desk_bulk.last(ctx, vera) is None, "everybody undoes their own"


def test_undo_gives_back_what_was_but_for_what_somebody_has_worked_on(ctx: Context, vera: Actor, olga: Actor) -> None:
    first, second = _editions(ctx), _editions(ctx, "a-2", "Another story. It is short.")
    outcome = desk_bulk.do(ctx, olga, Bulk.ASSIGN, [first["ru"], second["ru"]], vera.id)
    assert outcome.operation is not None
    segment = workbench.open_edition(ctx, vera, second["ru"]).blocks[0].segments[0]
    postedit.save_segment(ctx, vera, second["ru"], segment.id, text="Слово.", base_revision=1, confirm=False)
    with pytest.raises(NotFoundError):
        desk_bulk.undo(ctx, vera, outcome.operation)
    undone = desk_bulk.undo(ctx, olga, outcome.operation)
    assert undone.done == (first["ru"],)
    assert [number for number, _ in undone.refused] == [second["ru"]]
    assert desk.get_edition(ctx, first["ru"]).assignee is None
    assert desk.get_edition(ctx, second["ru"]).assignee == "Vera"
    with pytest.raises(NotFoundError):
        desk_bulk.undo(ctx, olga, outcome.operation)
    assert desk_bulk.last(ctx, olga) is None


def test_undo_is_possible_for_a_while(ctx: Context, clock: FakeClock, vera: Actor) -> None:
    outcome = desk_bulk.do(ctx, vera, Bulk.TAKE, [_editions(ctx)["ru"]])
    assert outcome.operation is not None
    clock.tick(seconds=(desk_bulk.UNDO_FOR + timedelta(seconds=1)).total_seconds())
    assert desk_bulk.last(ctx, vera) is None
    with pytest.raises(NotFoundError, match="no longer"):
        desk_bulk.undo(ctx, vera, outcome.operation)


def test_nothing_chosen_or_too_much_is_refused(ctx: Context, vera: Actor) -> None:
    with pytest.raises(InvalidInputError, match="at least one"):
        desk_bulk.do(ctx, vera, Bulk.TAKE, [])
    with pytest.raises(InvalidInputError, match="at most 200"):
        desk_bulk.do(ctx, vera, Bulk.TAKE, list(range(1, 202)))


def test_search_finds_headlines_sources_and_targets_whatever_their_case(ctx: Context, vera: Actor, jana: Actor) -> None:
    editions = _editions(ctx, "a-1", "The Quay was closed. It costs 100% more.")
    segment = workbench.open_edition(ctx, vera, editions["ru"]).blocks[1].segments[0]
    postedit.save_segment(
        ctx, vera, editions["ru"], segment.id, text="НАБЕРЕЖНАЯ Ёлки закрыта.", base_revision=1, confirm=False
    )

    def found(actor: Actor, words: str) -> list[str]:
        return [hit.before + "[" + hit.words + "]" + hit.after for _, hit in search_desk(ctx, actor, words)]

    assert found(vera, "the quay") == ["[The Quay] was closed."]
    assert found(vera, "набережная ёлки") == ["[НАБЕРЕЖНАЯ Ёлки] закрыта."]
    assert found(vera, "COUNCIL") == ["[Council] opens a new night bus line"]
    assert found(jana, "набережная") == [], "a translator does not read other languages' editions"
    assert found(vera, "100%") == ["It costs [100%] more."]
    assert found(vera, "_") == []
    assert found(vera, "nowhere to be found") == []
    with pytest.raises(InputTooLargeError):
        search_desk(ctx, vera, "a" * 201)
