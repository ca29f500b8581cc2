"""What other engines say of one sentence of an open edition: a section of the editor's side."""

from flask import Blueprint, Response, jsonify, request

from localize.errors import InvalidInputError
from localize.services.engine_versions import ask as have_asked
from localize.services.engine_versions import offers_of
from web.current import actor, ctx
from web.presenters import when
from web.presenters.engine_versions import engines_json

blueprint = Blueprint("engine_versions", __name__, url_prefix="/editions/<int:edition_id>")


@blueprint.get("/segments/<int:segment_id>/engines")
def show(edition_id: int, segment_id: int) -> Response:
    """``{engines, note, asking}`` (``web.presenters.engine_versions``). Nothing is sent to anybody."""
    return _told(edition_id, segment_id)


@blueprint.post("/segments/<int:segment_id>/engines")
def ask(edition_id: int, segment_id: int) -> Response:
    """Have one engine asked, ``{engine}``; the same answer as above, at once: a worker asks, the page looks again."""
    body = request.get_json(silent=True)
    name = body.get("engine") if isinstance(body, dict) else None
    if not isinstance(name, str) or not name:
        raise InvalidInputError("Send JSON: {engine: name}.")
    have_asked(ctx(), actor(), edition_id, segment_id, name)
    return _told(edition_id, segment_id)


def _told(edition_id: int, segment_id: int) -> Response:
    offers = offers_of(ctx(), actor(), edition_id, segment_id)
    local = when.local_in(ctx().settings.time_zone)
    response = jsonify(engines_json(offers, local=local, now=ctx().clock.now()))
    response.headers["Cache-Control"] = "private, no-cache"
    return response
