"""What the memory offers for one sentence of an open edition: a section of the editor's side."""

from flask import Blueprint, Response, jsonify, render_template

from localize.markup import CodedText
from localize.services.matches import offers
from localize.services.workbench import open_place
from web.current import actor, ctx
from web.presenters.matches import present_offers

blueprint = Blueprint("matches", __name__, url_prefix="/editions/<int:edition_id>")


@blueprint.get("/segments/<int:segment_id>/matches")
def show(edition_id: int, segment_id: int) -> Response:
    """``{html, offers: [{entry, text}]}``: the section, and what each of its buttons puts in, in the same order."""
    place = open_place(ctx(), actor(), edition_id, segment_id)
    matches = offers(ctx(), actor(), edition_id, segment_id)
    zone = ctx().settings.time_zone
    views = present_offers(matches, CodedText.loads(place.segment.source), place.block, zone, ctx().clock.now())
    html = render_template("editor/_matches.html", offers=views, edition=place)
    response = jsonify({"html": html, "offers": [{"entry": m.entry.id, "text": m.target} for m in matches]})
    response.headers["Cache-Control"] = "private, no-cache"
    return response
