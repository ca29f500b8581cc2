"""The workflow of an edition: one table, one function that advances. Tests walk state × action × role."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from localize.edition import EditionState as S
from localize.errors import ForbiddenError, TransitionError


class UserRole(StrEnum):
    """What a person, or the machine, is to the workflow."""

    TRANSLATOR = "translator"
    EDITOR = "editor"
    ADMIN = "admin"
    SYSTEM = "system"


class Action(StrEnum):
    """What can be done to an edition."""

    START = "start"  # a worker begins
    DRAFT = "draft"  # every segment has a draft
    BLOCK = "block"  # no engine answered
    RETRY = "retry"  # back into the queue
    CANCEL = "cancel"  # no machine draft: a person stops it
    TAKE = "take"  # a person begins to work
    ASSIGN = "assign"  # an editor gives it to somebody
    RELEASE = "release"  # a person gives it back
    SUBMIT = "submit"
    RETURN = "return"  # with a reason
    APPROVE = "approve"
    PUBLISH = "publish"
    REOPEN = "reopen"  # by a person, or by a correction
    WITHDRAW = "withdraw"  # with a reason
    # These change what the edition is made of, never its state: localize.arrangement.
    SPLIT = "split"
    JOIN = "join"
    DROP_BLOCK = "drop_block"  # with a reason
    PUT_BACK = "put_back"
    ADD_BLOCK = "add_block"
    MOVE_BLOCK = "move_block"


# Recorded like steps of the way, but they lead nowhere: no button of the workflow offers them.
ARRANGING = frozenset(
    {Action.SPLIT, Action.JOIN, Action.DROP_BLOCK, Action.PUT_BACK, Action.ADD_BLOCK, Action.MOVE_BLOCK}
)

_T, _E, _A, _Y = UserRole.TRANSLATOR, UserRole.EDITOR, UserRole.ADMIN, UserRole.SYSTEM
_PEOPLE = frozenset({_T, _E, _A})
_EDITORS = frozenset({_E, _A})
_SYSTEM = frozenset({_Y})


@dataclass(frozen=True, slots=True)
class Transition:
    """Where an action leads, who may do it, whether a reason must be given."""

    to: S
    roles: frozenset[UserRole]
    needs_reason: bool = False


TRANSITIONS: Mapping[tuple[S, Action], Transition] = MappingProxyType(
    {
        (S.QUEUED, Action.START): Transition(S.TRANSLATING, _SYSTEM),
        (S.QUEUED, Action.CANCEL): Transition(S.BLOCKED, _PEOPLE),
        (S.QUEUED, Action.TAKE): Transition(S.IN_REVIEW, _PEOPLE),
        (S.QUEUED, Action.ASSIGN): Transition(S.IN_REVIEW, _EDITORS),
        (S.TRANSLATING, Action.START): Transition(S.TRANSLATING, _SYSTEM),  # a second worker after a crash
        (S.TRANSLATING, Action.DRAFT): Transition(S.DRAFTED, _SYSTEM),
        (S.TRANSLATING, Action.BLOCK): Transition(S.BLOCKED, _SYSTEM, needs_reason=True),
        (S.TRANSLATING, Action.CANCEL): Transition(S.BLOCKED, _PEOPLE),
        (S.TRANSLATING, Action.TAKE): Transition(S.IN_REVIEW, _PEOPLE),
        (S.TRANSLATING, Action.ASSIGN): Transition(S.IN_REVIEW, _EDITORS),
        (S.BLOCKED, Action.START): Transition(S.TRANSLATING, _SYSTEM),
        (S.BLOCKED, Action.CANCEL): Transition(S.BLOCKED, _PEOPLE),  # no further tries
        (S.BLOCKED, Action.RETRY): Transition(S.QUEUED, _PEOPLE | _SYSTEM),
        (S.BLOCKED, Action.TAKE): Transition(S.IN_REVIEW, _PEOPLE),
        (S.BLOCKED, Action.ASSIGN): Transition(S.IN_REVIEW, _EDITORS),
        (S.DRAFTED, Action.TAKE): Transition(S.IN_REVIEW, _PEOPLE),
        (S.DRAFTED, Action.ASSIGN): Transition(S.IN_REVIEW, _EDITORS),
        (S.DRAFTED, Action.START): Transition(S.TRANSLATING, _SYSTEM),  # a correction before anyone took it
        (S.IN_REVIEW, Action.ASSIGN): Transition(S.IN_REVIEW, _EDITORS),
        (S.IN_REVIEW, Action.RELEASE): Transition(S.IN_REVIEW, _PEOPLE),  # by whom else than the holder: the service
        (S.IN_REVIEW, Action.SUBMIT): Transition(S.SUBMITTED, _PEOPLE),
        (S.SUBMITTED, Action.RETURN): Transition(S.IN_REVIEW, _EDITORS, needs_reason=True),
        (S.SUBMITTED, Action.APPROVE): Transition(S.APPROVED, _EDITORS),
        (S.SUBMITTED, Action.REOPEN): Transition(S.IN_REVIEW, _PEOPLE | _SYSTEM),
        (S.APPROVED, Action.PUBLISH): Transition(S.PUBLISHED, _EDITORS),
        (S.APPROVED, Action.REOPEN): Transition(S.IN_REVIEW, _EDITORS | _SYSTEM),
        (S.PUBLISHED, Action.REOPEN): Transition(S.IN_REVIEW, _EDITORS | _SYSTEM),
        (S.PUBLISHED, Action.WITHDRAW): Transition(S.WITHDRAWN, _EDITORS, needs_reason=True),
        # Reopened while its release is live: the release goes, the work goes on. Whether there is one: the service.
        (S.IN_REVIEW, Action.WITHDRAW): Transition(S.IN_REVIEW, _EDITORS, needs_reason=True),
        (S.SUBMITTED, Action.WITHDRAW): Transition(S.SUBMITTED, _EDITORS, needs_reason=True),
        (S.APPROVED, Action.WITHDRAW): Transition(S.APPROVED, _EDITORS, needs_reason=True),
        (S.WITHDRAWN, Action.REOPEN): Transition(S.IN_REVIEW, _EDITORS),
    }
)

# In these states a person may write into the targets.
WRITABLE = frozenset({S.QUEUED, S.TRANSLATING, S.BLOCKED, S.DRAFTED, S.IN_REVIEW})

# Who may write when: an editor who judges a submitted text may correct it in place, without sending it back.
EDITABLE: Mapping[S, frozenset[UserRole]] = MappingProxyType(dict.fromkeys(WRITABLE, _PEOPLE) | {S.SUBMITTED: _EDITORS})

_SAID = {
    S.QUEUED: "it still waits for its draft",
    S.TRANSLATING: "it is being translated",
    S.BLOCKED: "its draft is blocked",
    S.DRAFTED: "nobody has taken it yet",
    S.IN_REVIEW: "it is in review",
    S.SUBMITTED: "it waits for approval",
    S.APPROVED: "it is approved",
    S.PUBLISHED: "it is published",
    S.WITHDRAWN: "it is withdrawn",
}


def advance(state: S, action: Action, role: UserRole, reason: str | None = None) -> S:
    """The state after ``action``. Pure: rules that need more than the state (gate, four eyes) are the services'.

    Raises ``TransitionError`` when the state does not allow the action or a reason is missing, ``ForbiddenError``
    when the role may not do it.
    """
    transition = TRANSITIONS.get((state, action))
    if transition is None:
        raise TransitionError(f"Cannot {action.value} this edition: {_SAID[state]}.", state=state.value)
    if role not in transition.roles:
        raise ForbiddenError(f"A {role.value} may not {action.value} an edition.")
    if transition.needs_reason and not (reason or "").strip():
        raise TransitionError(f"Say why: to {action.value} an edition needs a reason.", state=state.value)
    return transition.to


def may_write(state: S, role: UserRole) -> bool:
    """Whether this role may write into the targets in this state."""
    return role in EDITABLE.get(state, ())


def offered(state: S, role: UserRole) -> frozenset[Action]:
    """Actions that this role may try in this state."""
    return frozenset(a for (s, a), t in TRANSITIONS.items() if s is state and role in t.roles)
