"""Help, and signs of life for whoever watches the service."""

from typing import Any

from flask import Blueprint, jsonify, redirect, render_template, url_for

from localize.edition import EditionState, TargetState
from localize.errors import StoreError
from localize.services.preferences import get_preferences
from web.current import actor, ctx
from web.presenters import shortcuts, words
from web.presenters.help import page_keys

blueprint = Blueprint("site", __name__)


@blueprint.get("/help")
def help() -> str:  # noqa: A001 - named by the route table
    """Keys, states, origins, ways out of trouble."""
    commands = shortcuts.listed(get_preferences(ctx(), actor()).keys)
    return render_template(
        "site/help.html",
        commands=commands,
        by_id={command.id: command for _, group in commands for command in group},
        page_keys=page_keys(),
        states=[(s.value, words.edition_state(s), words.edition_state_explained(s)) for s in EditionState],
        segment_states=[(s.value, words.target_state(s), words.target_state_explained(s)) for s in TargetState],
    )


@blueprint.get("/favicon.ico")
def favicon() -> Any:
    """Lead browsers to the picture from pages that do not name it: a reader's page, an answer of the API."""
    return redirect(url_for("static", filename="icon.svg"), 308)


@blueprint.get("/healthz")
def healthz() -> Any:
    """The process answers."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def readyz() -> Any:
    """The process can work: its database answers. 503 when it does not."""
    try:
        ctx().store.ping()
    except StoreError as error:
        return jsonify(status="unavailable", detail=error.message), 503
    return jsonify(status="ready")
