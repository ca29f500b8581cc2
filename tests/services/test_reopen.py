"""A confirmation can be taken back by who gave it, and nobody else's is by mistake."""

import pytest

from localize.edition import TargetState
from localize.services.context import Actor, Context
from localize.services.postedit import Saved, save_segment
from localize.services.workbench import WorkSegment, open_edition
from localize.workflow import UserRole
from tests.services.helpers import file, person, run_sent


@pytest.fixture
def elena(ctx: Context) -> Actor:
    """A translator into Russian."""
    return person(ctx, UserRole.TRANSLATOR, "Elena", "ru")


@pytest.fixture
def edition(ctx: Context) -> int:
    """A drafted edition."""
    filed = file(ctx)
    run_sent(ctx)
    return next(edition.id for edition in filed.editions if edition.locale == "ru")


def first(ctx: Context, actor: Actor, edition: int) -> WorkSegment:
    return open_edition(ctx, actor, edition).blocks[0].segments[0]


def save(ctx: Context, actor: Actor, edition: int, base: int, *, confirm: bool = False, reopen: bool = False) -> Saved:
    segment = first(ctx, actor, edition)
    return save_segment(
        ctx,
        actor,
        edition,
        segment.id,
        text=segment.target,
        base_revision=base,
        confirm=confirm,
        reopen=reopen,
    )


def test_the_state_goes_back_and_the_text_stays_the_machines(ctx: Context, elena: Actor, edition: int) -> None:
    draft = first(ctx, elena, edition)
    confirmed = save(ctx, elena, edition, draft.revision, confirm=True)
    assert confirmed.state is TargetState.REVIEWED
    back = save(ctx, elena, edition, confirmed.revision, reopen=True)
    assert back.state is TargetState.TRANSLATED
    assert (back.text, back.origin) == (draft.target, draft.origin)
    assert save(ctx, elena, edition, back.revision).state is TargetState.TRANSLATED


def test_a_plain_save_of_the_same_text_takes_nothing_back(ctx: Context, elena: Actor, edition: int) -> None:
    confirmed = save(ctx, elena, edition, first(ctx, elena, edition).revision, confirm=True)
    assert save(ctx, elena, edition, confirmed.revision).state is TargetState.REVIEWED


def test_a_confirmation_that_came_later_stays(ctx: Context, elena: Actor, edition: int) -> None:
    """Elena takes hers back on a page that does not know of the next one yet."""
    timur = person(ctx, UserRole.TRANSLATOR, "Timur", "ru")
    hers = save(ctx, elena, edition, first(ctx, elena, edition).revision, confirm=True)
    back = save(ctx, elena, edition, hers.revision, reopen=True)
    his = save(ctx, timur, edition, back.revision, confirm=True)
    assert save(ctx, elena, edition, hers.revision, reopen=True).revision == his.revision
    assert first(ctx, elena, edition).state is TargetState.REVIEWED
