"""The gate column of the review page: what is left before approval, and what this person may do now, with reasons."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flask_babel import gettext, ngettext

from localize.edition import EditionState
from localize.services.review import Condition
from localize.services.workbench import Workbench
from localize.workflow import Action
from web.presenters import words

_JUDGED = frozenset({EditionState.DRAFTED, EditionState.IN_REVIEW, EditionState.SUBMITTED})


class Reason(StrEnum):
    """Whether an action asks why."""

    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class ConditionView:
    """A condition of the gate. ``positions``: the segments that keep it open."""

    title: str
    detail: str
    positions: tuple[int, ...]
    met: bool
    hard: bool


@dataclass(frozen=True, slots=True)
class Button:
    """Something that can be done now. ``refusal``: why it cannot just yet, empty when it can.

    ``apart``: it leads no edition on or back, and stands below what does.
    """

    action: Action
    label: str
    primary: bool = False
    reason: Reason = Reason.NONE
    refusal: str = ""
    apart: bool = False


@dataclass(frozen=True, slots=True)
class GateView:
    """The gate: open conditions first. ``note`` stands under the buttons and describes the primary one."""

    title: str
    text: str
    conditions: tuple[ConditionView, ...]
    buttons: tuple[Button, ...]
    note: str
    left: int


def present_gate(
    bench: Workbench, viewer_id: int | None, *, embargo: datetime | None, clock: Callable[[datetime], str]
) -> GateView:
    """The gate for this viewer. ``embargo``: until when publication is held, None when it is not."""
    judged = bench.summary.state in _JUDGED
    conditions = [_condition(c, bench) for c in bench.gate.conditions] if judged else []
    left = sum(not condition.met for condition in conditions)
    title, text = _said(bench, conditions, clock)
    buttons = _buttons(bench, viewer_id, embargo, clock)
    return GateView(
        title=title,
        text=text,
        conditions=tuple(sorted(conditions, key=lambda c: (c.met, not c.hard))),
        buttons=tuple(buttons),
        note=_note(bench, buttons),
        left=left,
    )


def _condition(condition: Condition, bench: Workbench) -> ConditionView:
    title = words.condition_title(condition.code)
    if not condition.met:
        hard = condition.code == "no-error"
        return ConditionView(title, words.condition_sentence(condition), condition.positions, met=False, hard=hard)
    detail = ""
    if condition.code in {"complete", "risk"} and condition.total:
        detail = gettext("%(count)s of %(total)s.", count=condition.count, total=condition.total)
    elif condition.code == "second-person" and bench.summary.assignee and Action.APPROVE in bench.actions:
        detail = gettext("%(name)s wrote it, you approve it.", name=bench.summary.assignee)
    return ConditionView(title, detail, (), met=True, hard=False)


def _said(bench: Workbench, conditions: list[ConditionView], clock: Callable[[datetime], str]) -> tuple[str, str]:
    summary = bench.summary
    title, text = words.edition_state(summary.state), ""
    match summary.state:
        case EditionState.QUEUED | EditionState.TRANSLATING:
            title = gettext("Not drafted yet")
            text = gettext("A worker drafts it. It can be translated by hand at any time.")
        case EditionState.BLOCKED:
            text = words.blocked_sentence(summary.blocked_code, summary.blocked_sentence, bench.failures)
            if summary.next_try is not None:
                text += " " + gettext("Next try %(time)s.", time=clock(summary.next_try))
        case EditionState.DRAFTED:
            title, text = gettext("Nobody has taken it yet"), gettext("Every segment has a draft.")
        case EditionState.IN_REVIEW:
            who = summary.assignee
            title = gettext("Not submitted yet")
            text = gettext("%(name)s works on it.", name=who) if who else gettext("Nobody works on it.")
        case EditionState.SUBMITTED:
            title, text = _waiting(conditions)
        case EditionState.APPROVED:
            text = words.edition_state_explained(summary.state)
        case EditionState.PUBLISHED | EditionState.WITHDRAWN if summary.released_at and summary.release_number:
            time = clock(summary.released_at)
            text = gettext("Release %(number)s, %(time)s.", number=summary.release_number, time=time)
    return title, " ".join(filter(None, (text, words.live_sentence(summary))))


def _waiting(conditions: list[ConditionView]) -> tuple[str, str]:
    left = sum(not condition.met for condition in conditions)
    if not left:
        return gettext("Ready for approval"), gettext("Every condition is met.")
    title = gettext("One thing left before approval")
    if left > 1:
        title = ngettext("%(num)s thing left before approval", "%(num)s things left before approval", left)
    met, total = len(conditions) - left, len(conditions)
    text = gettext("%(met)s of %(total)s conditions are met.", met=met, total=total)
    return title, text


def _buttons(
    bench: Workbench, viewer_id: int | None, embargo: datetime | None, clock: Callable[[datetime], str]
) -> list[Button]:
    """What role and state offer, the way back first, the way on last."""
    summary = bench.summary
    label = words.action_name
    made: dict[Action, Button] = {
        Action.RETURN: Button(Action.RETURN, gettext("Return with a reason…"), reason=Reason.REQUIRED),
        Action.WITHDRAW: Button(
            Action.WITHDRAW,
            gettext("Withdraw…")
            if summary.state is EditionState.PUBLISHED
            else gettext("Withdraw release %(number)s…", number=summary.release_number),
            reason=Reason.REQUIRED,
            apart=summary.state is not EditionState.PUBLISHED,
        ),
        Action.REOPEN: Button(Action.REOPEN, gettext("Reopen…"), reason=Reason.OPTIONAL),
        Action.RETRY: Button(Action.RETRY, label(Action.RETRY)),
        Action.CANCEL: Button(
            Action.CANCEL,
            gettext("Stop trying") if summary.state is EditionState.BLOCKED else label(Action.CANCEL),
        ),
        Action.TAKE: Button(Action.TAKE, _take_label(bench), primary=summary.state is EditionState.DRAFTED),
        Action.SUBMIT: Button(Action.SUBMIT, label(Action.SUBMIT), primary=True, refusal=_not_submittable(bench)),
        Action.APPROVE: Button(Action.APPROVE, label(Action.APPROVE), primary=True, refusal=_not_approvable(bench)),
        Action.PUBLISH: Button(
            Action.PUBLISH,
            label(Action.PUBLISH),
            primary=True,
            refusal=gettext("Held by an embargo until %(time)s.", time=clock(embargo)) if embargo else "",
        ),
    }
    # In work, taking is taking over from a colleague: the table has no such step, the service does.
    offered = set(bench.actions)
    if summary.state is EditionState.IN_REVIEW and summary.assignee_id != viewer_id:
        offered.add(Action.TAKE)
    if summary.state is EditionState.SUBMITTED and Action.RETURN in offered:
        offered.discard(Action.REOPEN)  # returning with a reason is the editor's way back
    if summary.state is EditionState.BLOCKED and summary.next_try is None:
        offered.discard(Action.CANCEL)  # nothing is tried any more
    return sorted((button for action, button in made.items() if action in offered), key=lambda button: button.apart)


def _take_label(bench: Workbench) -> str:
    match bench.summary.state:
        case EditionState.IN_REVIEW if bench.summary.assignee:
            return gettext("Take over")
        case EditionState.BLOCKED | EditionState.QUEUED | EditionState.TRANSLATING:
            return gettext("Translate by hand")
        case _:
            return words.action_name(Action.TAKE)


def _places(condition: Condition) -> str:
    shown = ", ".join(str(position) for position in condition.positions[:8])
    return shown + (" …" if len(condition.positions) > 8 else "")


def _not_submittable(bench: Workbench) -> str:
    for condition in bench.gate.open_conditions:
        if condition.code == "complete":
            return gettext("Submit waits for the segments without a text: %(list)s.", list=_places(condition))
    return ""


def _not_approvable(bench: Workbench) -> str:
    waiting = bench.gate.open_conditions
    if not waiting:
        return ""
    positions = sorted({position for condition in waiting for position in condition.positions})
    if not positions:
        return gettext("Approve waits for somebody else: you wrote or submitted this text.")
    listed = _places(Condition("", False, positions=tuple(positions)))
    return ngettext(
        "Approve waits for segment %(list)s.", "Approve waits for segments %(list)s.", len(positions), list=listed
    )


def _note(bench: Workbench, buttons: list[Button]) -> str:
    refusal = next((button.refusal for button in buttons if button.refusal), "")
    if bench.summary.state is EditionState.SUBMITTED:
        if Action.APPROVE not in bench.actions:
            return gettext("An editor approves it, or returns it with a reason.")
        separate = gettext("Publishing is a separate step; nothing reaches readers yet.")
        return f"{refusal} {separate}".strip()
    if refusal:
        return refusal
    if bench.summary.state is EditionState.APPROVED and Action.PUBLISH not in bench.actions:
        return gettext("An editor publishes it.")
    return ""
