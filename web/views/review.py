"""Review: the page with what a person changed and the gate, and every action on an edition."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext

from localize.edition import EditionState
from localize.errors import (
    ForbiddenError,
    GateError,
    InvalidInputError,
    NotFoundError,
    RevisionConflictError,
    TransitionError,
)
from localize.services import assigning, desk, drafting, postedit, publish, review, talk, threads, withdraw
from localize.services.confirm import confirm_segment
from localize.services.context import Actor, Context
from localize.services.name_consistency import name_notes
from localize.services.workbench import open_edition
from localize.workflow import Action, may_write
from web.current import actor, ctx, person
from web.errors import wants_json
from web.presenters import when, words
from web.presenters.desk_row import SOON, due_sentence, strip_label
from web.presenters.gate import present_gate
from web.presenters.name_help import note_views
from web.presenters.review import Mode, count_changes, present_blocks, present_facts, present_history
from web.presenters.review_edit import edit_data
from web.presenters.talk import thread_json
from web.views.back import local_path

blueprint = Blueprint("review", __name__, url_prefix="/editions/<int:edition_id>")

Do = Callable[[Context, Actor, int, str], object]

# One service call for each action that a person can ask for. The reason is empty where none is asked.
ACTIONS: Final[dict[Action, Do]] = {
    Action.TAKE: lambda c, who, edition_id, _: postedit.take(c, who, edition_id),
    Action.RELEASE: lambda c, who, edition_id, _: assigning.release(c, who, edition_id),
    Action.SUBMIT: lambda c, who, edition_id, _: postedit.submit(c, who, edition_id),
    Action.RETRY: lambda c, who, edition_id, _: drafting.retry(c, who, edition_id),
    Action.CANCEL: lambda c, who, edition_id, _: drafting.cancel(c, who, edition_id),
    Action.APPROVE: lambda c, who, edition_id, _: review.approve(c, who, edition_id),
    Action.RETURN: lambda c, who, edition_id, reason: talk.send_back(c, who, edition_id, reason, _places()),
    Action.REOPEN: lambda c, who, edition_id, reason: review.reopen(c, who, edition_id, reason or None),
    Action.PUBLISH: lambda c, who, edition_id, _: publish.publish(c, who, edition_id),
    Action.WITHDRAW: withdraw.withdraw_edition,
}
_TO_THE_EDITOR: Final = frozenset({Action.TAKE, Action.REOPEN})
MAX_REASON: Final = 2000  # characters


@blueprint.get("/review")
def show(edition_id: int) -> str:
    """The page. ``?text=clean`` shows the text without its changes."""
    bench = open_edition(ctx(), actor(), edition_id)
    article = desk.get_article(ctx(), str(bench.summary.article_id))
    now, local = ctx().clock.now(), when.local_in(ctx().settings.time_zone)

    def clock(moment: Any) -> str:
        return when.at(local(moment), local(now))

    mode = Mode.CLEAN if request.args.get("text") == Mode.CLEAN.value else Mode.CHANGES
    parts = present_blocks(bench, mode, clock)
    held = article.embargo if article.embargo is not None and article.embargo > now else None
    history = present_history(bench.events, clock)
    gate = present_gate(bench, actor().id, embargo=held, clock=clock)
    editable = may_write(bench.summary.state, actor().role)
    return render_template(
        "review/show.html",
        bench=bench,
        edition=bench.summary,
        article=article,
        source_name=words.language(bench.source_locale),
        mode=mode.value,
        parts=parts,
        changes=count_changes(parts),
        may_confirm=editable,
        may_return=any(button.action is Action.RETURN for button in gate.buttons),
        editing=edit_data(bench, time_zone=str(ctx().settings.time_zone), person_id=person().id) if editable else None,
        gate=gate,
        history=history,
        facts=present_facts(bench),
        open_talk=[
            thread_json(thread, clock)
            for thread in threads.threads(ctx(), actor(), edition_id)
            if thread.resolved_at is None
        ],
        name_notes=note_views(name_notes(ctx(), actor(), edition_id)),
        state_word=_state_word(bench.summary.state, history[0].text if history else ""),
        strip_label=strip_label(bench.summary.cells),
        due=due_sentence(article.deadline, now, local) if article.deadline else "",
        due_soon=article.deadline is not None and article.deadline - now < SOON,
    )


def _state_word(state: EditionState, last: str) -> str:
    """The state; where a person brought it there last, who did."""
    told = {EditionState.SUBMITTED, EditionState.APPROVED, EditionState.PUBLISHED, EditionState.WITHDRAWN}
    return last if state in told and last else words.edition_state(state)


@blueprint.post("/actions/<action>")
def act(edition_id: int, action: str) -> Any:
    """Do one thing. Pages go back where they came from, with the refusal if there is one; scripts get JSON."""
    chosen = next((known for known in ACTIONS if known.value == action), None)
    if chosen is None:
        raise NotFoundError(f"There is no action “{action}”.")
    body = request.get_json(silent=True) if request.is_json else request.form
    reason = str((body or {}).get("reason") or "")[:MAX_REASON]
    try:
        ACTIONS[chosen](ctx(), actor(), edition_id, reason)
    except (GateError, TransitionError, ForbiddenError) as error:
        if wants_json():
            raise
        state = desk.get_edition(ctx(), edition_id).state
        flash(words.refusal(error, state, chosen), "error")
        return redirect(_back(edition_id, chosen, refused=True), 303)
    if wants_json():
        summary = desk.get_edition(ctx(), edition_id)
        return jsonify(id=edition_id, action=action, state=summary.state.value, change=summary.change)
    return redirect(_back(edition_id, chosen, refused=False), 303)


@blueprint.post("/review/confirm/<int:segment_id>")
def confirm(edition_id: int, segment_id: int) -> Any:
    """Confirm one sentence as this person has just read it: ``{revision}``."""
    revision = request.form.get("revision", "")
    if not revision.isdecimal() or len(revision) > 9:
        raise InvalidInputError("revision must be the number of the revision that was read.")
    try:
        confirm_segment(ctx(), actor(), edition_id, segment_id, int(revision))
    except RevisionConflictError:
        flash(gettext("This text has changed since you read it. Read it again."), "error")
    except TransitionError as error:
        flash(error.message, "error")
    position = request.form.get("position", "")
    where = f"s{position}" if position.isdecimal() else None
    return redirect(url_for("review.show", edition_id=edition_id, _anchor=where), 303)


def _places() -> dict[int, str]:
    """Reasons at segments, as the form or the script gives them: fields named ``at-<segment id>``."""
    body = request.get_json(silent=True) if request.is_json else request.form
    given = body if isinstance(body, Mapping) else {}
    return {
        int(name[3:]): str(text)[:MAX_REASON]
        for name, text in given.items()
        if name.startswith("at-") and name[3:].isdecimal() and len(name) < 20
    }


def _back(edition_id: int, action: Action, *, refused: bool) -> str:
    """Where the form says; else to the text for who begins to work on it, else to the review page."""
    chosen = local_path(request.form.get("next"))
    if chosen is not None:
        return chosen
    if not actor().may_work_in(desk.get_edition(ctx(), edition_id).locale):
        return url_for("desk.index")
    in_editor = local_path(request.referrer and request.referrer.removeprefix(request.host_url.rstrip("/")))
    if refused and in_editor is not None:
        return in_editor
    if action in _TO_THE_EDITOR:
        return url_for("editor.edit", edition_id=edition_id)
    return url_for("review.show", edition_id=edition_id)
