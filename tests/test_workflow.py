"""The workflow table, walked whole: every state × action × role."""

import itertools

import pytest

from localize.edition import EditionState
from localize.errors import ForbiddenError, TransitionError
from localize.workflow import TRANSITIONS, WRITABLE, Action, UserRole, advance, may_write, offered

CASES = list(itertools.product(EditionState, Action, UserRole))


@pytest.mark.parametrize(("state", "action", "role"), CASES, ids=lambda value: value.value)
def test_an_action_leads_where_the_table_says_or_is_refused(
    state: EditionState, action: Action, role: UserRole
) -> None:
    transition = TRANSITIONS.get((state, action))
    if transition is None:
        with pytest.raises(TransitionError):
            advance(state, action, role, "because")
        assert action not in offered(state, role)
    elif role not in transition.roles:
        with pytest.raises(ForbiddenError):
            advance(state, action, role, "because")
        assert action not in offered(state, role)
    else:
        assert advance(state, action, role, "because") is transition.to
        assert action in offered(state, role)
        if transition.needs_reason:
            for nothing in (None, "", "  "):
                with pytest.raises(TransitionError):
                    advance(state, action, role, nothing)


def test_only_an_approved_edition_can_be_published_and_only_an_editor_approves() -> None:
    """The promise that comes first: nothing unreviewed reaches a reader."""
    into_published = {(s, a) for (s, a), t in TRANSITIONS.items() if t.to is EditionState.PUBLISHED}
    assert into_published == {(EditionState.APPROVED, Action.PUBLISH)}
    approved = EditionState.APPROVED
    into_approved = {(s, a): t.roles for (s, a), t in TRANSITIONS.items() if s is not approved and t.to is approved}
    assert into_approved == {(EditionState.SUBMITTED, Action.APPROVE): frozenset({UserRole.EDITOR, UserRole.ADMIN})}


def test_every_state_can_be_reached_and_left() -> None:
    reached = {EditionState.QUEUED} | {t.to for t in TRANSITIONS.values()}
    assert reached == set(EditionState)
    assert {s for s, _ in TRANSITIONS} == set(EditionState)


@pytest.mark.parametrize("role", UserRole)
@pytest.mark.parametrize("state", EditionState)
def test_people_write_before_submission_and_editors_correct_what_is_submitted(
    state: EditionState, role: UserRole
) -> None:
    people = {UserRole.TRANSLATOR, UserRole.EDITOR, UserRole.ADMIN}
    editors = people - {UserRole.TRANSLATOR}
    expected = role in people if state in WRITABLE else state is EditionState.SUBMITTED and role in editors
    assert may_write(state, role) is expected


def test_text_can_be_written_only_before_submission() -> None:
    assert not WRITABLE & {
        EditionState.SUBMITTED,
        EditionState.APPROVED,
        EditionState.PUBLISHED,
        EditionState.WITHDRAWN,
    }
