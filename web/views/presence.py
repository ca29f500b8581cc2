"""Who else has an edition open: a page says where it is, and hears of the others in the answer."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from localize.errors import InvalidInputError
from localize.services.presence import be_present, leave
from web.current import actor, ctx
from web.presenters.words import initials

blueprint = Blueprint("presence", __name__, url_prefix="/editions/<int:edition_id>")


@blueprint.put("/presence")
def put(edition_id: int) -> Response:
    """``{tab, segment}`` in, ``{people: [{id, name, initials, segment}]}`` out: everybody else who is there."""
    body = request.get_json(silent=True)
    segment = body.get("segment") if isinstance(body, dict) else None
    if segment is not None and (not isinstance(segment, int) or isinstance(segment, bool) or not 0 < segment < 2**63):
        raise InvalidInputError("segment must be the number of a segment, or null.")
    people = be_present(ctx(), actor(), edition_id, tab=_tab(body), segment_id=segment)
    return jsonify(
        people=[
            {"id": who.person_id, "name": who.name, "initials": initials(who.name), "segment": who.segment_id}
            for who in people
        ]
    )


@blueprint.delete("/presence")
def remove(edition_id: int) -> tuple[str, int]:
    """The page ``{tab}`` is closed."""
    leave(ctx(), actor(), edition_id, tab=_tab(request.get_json(silent=True)))
    return "", 204


def _tab(body: Any) -> str:
    tab = body.get("tab") if isinstance(body, dict) else None
    if not isinstance(tab, str):
        raise InvalidInputError("Send JSON: {tab, segment}.")
    return tab
