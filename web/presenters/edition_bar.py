"""The head of the editor: what may be done now, what stands in the way, what there is to say about the edition."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from localize.edition import EditionState
from localize.services.desk import EditionSummary
from localize.services.review import Condition
from localize.services.workbench import Workbench
from localize.workflow import WRITABLE, Action
from web.presenters import words


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why an action must wait, and the segments where that can be mended."""

    sentence: str
    positions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionButton:
    """One action as the bar offers it. ``ask``: the question for a reason, if it needs one."""

    action: str
    label: str
    primary: bool = False
    ask: str | None = None
    obstacles: tuple[Obstacle, ...] = ()


def bar_buttons(bench: Workbench) -> list[ActionButton]:
    """What the role and the state allow, the next step of the way first. A blocked draft's ways out are its banner's."""
    made = {
        Action.APPROVE: ActionButton(
            "approve", words.action_name(Action.APPROVE), primary=True, obstacles=_obstacles(bench.gate.open_conditions)
        ),
        Action.PUBLISH: ActionButton("publish", words.action_name(Action.PUBLISH), primary=True),
        Action.SUBMIT: ActionButton("submit", words.action_name(Action.SUBMIT), obstacles=_missing(bench.summary)),
        Action.RETURN: ActionButton(
            "return", words.action_name(Action.RETURN), ask=gettext("What should the translator change?")
        ),
        Action.WITHDRAW: ActionButton(
            "withdraw",
            words.action_name(Action.WITHDRAW),
            ask=gettext("Why is the article taken back? Subscribers get this reason."),
        ),
    }
    if bench.summary.state is not EditionState.BLOCKED:
        made[Action.CANCEL] = ActionButton("cancel", words.action_name(Action.CANCEL))
        made[Action.TAKE] = ActionButton("take", words.action_name(Action.TAKE))
    if bench.summary.state is not EditionState.PUBLISHED:
        del made[Action.WITHDRAW]  # of another text than the one that stands here: that is the review page's
    return [button for action, button in made.items() if action in bench.actions]


def _missing(summary: EditionSummary) -> tuple[Obstacle, ...]:
    empty = tuple(n for n, cell in enumerate(summary.cells, start=1) if cell.state.value == "initial")
    return (Obstacle(gettext("Submit once these segments have a text:"), empty),) if empty else ()


def _obstacles(conditions: Sequence[Condition]) -> tuple[Obstacle, ...]:
    sentences = {
        "complete": gettext("Without a text:"),
        "no-error": gettext("Open errors:"),
        "risk": gettext("At risk and not confirmed by a person:"),
        "second-person": gettext("Somebody else must approve: you wrote or submitted this text."),
    }
    return tuple(Obstacle(sentences.get(c.code, c.sentence), c.positions) for c in conditions)


@dataclass(frozen=True, slots=True)
class ReadOnly:
    """Why nothing can be written, and the label of the way out, if this person has one."""

    sentence: str
    way_out: str | None


def read_only(bench: Workbench) -> ReadOnly | None:
    """None while the text may be written."""
    state = bench.summary.state
    if state in WRITABLE:
        return None
    sentences = {
        EditionState.SUBMITTED: gettext("This edition waits for approval: its text stands still."),
        EditionState.APPROVED: gettext("This edition is approved: its text stands still."),
        EditionState.PUBLISHED: gettext("Readers have this text. A live release stays until the next one."),
        EditionState.WITHDRAWN: gettext("This edition is withdrawn."),
    }
    way_out = None
    if Action.REOPEN in bench.actions:
        way_out = gettext("Call back") if state is EditionState.SUBMITTED else words.action_name(Action.REOPEN)
    elif state is not EditionState.SUBMITTED:
        return ReadOnly(sentences[state] + " " + gettext("An editor can reopen it."), None)
    else:
        return ReadOnly(sentences[state] + " " + gettext("An editor can return it."), None)
    return ReadOnly(sentences[state], way_out)


def blocked_sentence(bench: Workbench) -> str | None:
    """Why there is no draft, while the edition is blocked."""
    summary = bench.summary
    if summary.state is not EditionState.BLOCKED:
        return None
    return words.blocked_sentence(summary.blocked_code, summary.blocked_sentence, bench.failures)
