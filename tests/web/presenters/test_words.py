"""Every value of the domain has a word."""

from typing import Any

import pytest

from localize.article import Handling, Role
from localize.edition import EditionState, Lane, Origin, OriginKind, TargetState
from localize.errors import EngineError, ForbiddenError, GateError, TransitionError
from localize.workflow import Action, UserRole
from web.presenters import words

pytestmark = pytest.mark.usefixtures("_english")


def test_nothing_is_without_a_word() -> None:
    """A state or role that is added to the domain without a word fails here, not on somebody's page."""
    named: list[tuple[Any, Any]] = [
        (words.edition_state, EditionState),
        (words.edition_state_explained, EditionState),
        (words.target_state, TargetState),
        (words.target_state_explained, TargetState),
        (words.role_name, Role),
        (words.action_name, Action),
        (words.user_role, UserRole),
        (words.lane_name, Lane),
    ]
    for name, members in named:
        said = [name(member) for member in members]
        assert all(said), name
        assert len(set(said)) == len(said), name
    assert [words.handling_note(h) for h in Handling if not words.handling_note(h)] == [""]
    assert all(words.origin_name(Origin(kind)) for kind in OriginKind)
    assert all("Vera" in words.event_sentence(a, "Vera") for a in (Action.TAKE, Action.RETURN, Action.WITHDRAW))


def test_origins_read_as_the_look_has_them() -> None:
    mt = Origin(OriginKind.MT, engine="deepl")
    memory = Origin(OriginKind.MEMORY, score=101)
    human = Origin(OriginKind.HUMAN)
    assert (words.origin_name(mt), words.origin_name(human, mt)) == ("MT", "MT, edited")
    assert (words.origin_name(memory), words.origin_name(human, memory)) == ("memory 101", "memory, edited")
    assert words.origin_name(human) == "by hand"


def test_a_blockade_names_each_engine_once_with_its_reason() -> None:
    failures = [{"engine": "google", "reason": "timeout"}, {"engine": "deepl", "reason": "quota"}]
    said = words.blocked_sentence("engines-failed", "raw", failures)
    assert said == "Google did not answer in time. DeepL has no characters left on this account."
    assert words.blocked_sentence("something-new", "As the service says.") == "As the service says."
    assert words.blocked_sentence("no-engine", None) == "No engine is set up."


def test_every_reason_of_an_engine_has_words() -> None:
    for reason in EngineError.REASONS:
        said = words.blocked_sentence("engines-failed", None, [{"engine": "google", "reason": reason}])
        assert said != "Google gave no draft.", reason


def test_refusals_are_told_by_condition_state_or_in_the_services_words() -> None:
    gate = GateError("x", conditions=[{"code": "no-error", "sentence": "…", "segments": [3]}])
    assert words.refusal(gate, EditionState.SUBMITTED, Action.APPROVE).startswith("Not yet. No open error: ")
    state = TransitionError("x", state="drafted")
    assert words.refusal(state, EditionState.DRAFTED, Action.PUBLISH) == (
        "“Publish” is not possible now. State of the edition: Drafted."
    )
    embargo = TransitionError("Held by an embargo until noon.", state="approved")
    assert words.refusal(embargo, EditionState.APPROVED, Action.PUBLISH) == "Held by an embargo until noon."
    assert words.refusal(ForbiddenError("Not yours."), None, None) == "Not yours."
