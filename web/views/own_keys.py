"""A person's own keys, and what the editor remembers for them."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, jsonify, redirect, render_template, request, url_for

from localize.errors import InvalidInputError
from localize.services.preferences import get_preferences, set_helpers, set_keys
from web.current import actor, ctx
from web.presenters import shortcuts
from web.presenters.own_keys import check_keys, page_rules

blueprint = Blueprint("own_keys", __name__, url_prefix="/account")

_FIELD = "keys-"


@blueprint.get("/keys")
def show() -> str:
    """Every command with its keys."""
    own = get_preferences(ctx(), actor())
    return _page(shortcuts.key_map(own.keys), helpers=own.helpers)


@blueprint.post("/keys")
def save() -> Any:
    """Keep what the form says; ``reset``: the keys of one command, or of all, as they were at first.

    What cannot be had is told beside its field, and what was typed stays there.
    """
    reset = request.form.get("reset", "")
    if reset == "all":
        set_keys(ctx(), actor(), {})
        return redirect(url_for("own_keys.show", saved="reset"), 303)
    written = {name.removeprefix(_FIELD): text for name, text in request.form.items() if name.startswith(_FIELD)}
    if reset in shortcuts.BY_ID:
        written[reset] = ", ".join(shortcuts.BY_ID[reset].keys)
    checked = check_keys(written)
    if checked.problems:
        keys = shortcuts.key_map(checked.own)
        return _page(keys, written, checked.problems, helpers="helpers" in request.form), 422
    if "form" in request.form:
        set_helpers(ctx(), actor(), on="helpers" in request.form)
    set_keys(ctx(), actor(), checked.own)
    return redirect(url_for("own_keys.show", saved="keys", _anchor=f"row-{reset}" if reset else None), 303)


@blueprint.post("/preferences")
def preferences() -> Any:
    """What the editor remembers by itself: ``{helpers}``."""
    body = request.get_json(silent=True)
    on = body.get("helpers") if isinstance(body, dict) else None
    if not isinstance(on, bool):
        raise InvalidInputError("Send JSON: {helpers: true or false}.")
    return jsonify(helpers=set_helpers(ctx(), actor(), on=on).helpers)


def _page(
    keys: Mapping[str, list[str]],
    written: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
    *,
    helpers: bool,
) -> str:
    texts = {command: ", ".join(own) for command, own in keys.items()} | dict(written or {})
    return render_template(
        "auth/keys.html",
        groups=[
            (title, [s for s in shortcuts.SHORTCUTS if s.group is group]) for group, title in shortcuts.GROUPS.items()
        ],
        texts=texts,
        problems=problems or {},
        rules=page_rules(),
        helpers=helpers,
        saved=request.args.get("saved"),
    )
