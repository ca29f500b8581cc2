"""What the catalogue says about one sentence of an open edition: a card for the editor's side."""

from flask import Blueprint, Response, jsonify, render_template

from localize.markup import CodedText
from localize.services.catalogue import place_notice
from localize.services.workbench import open_place
from web.current import actor, ctx
from web.presenters.near import present_near

blueprint = Blueprint("notice", __name__, url_prefix="/editions/<int:edition_id>")


@blueprint.get("/segments/<int:segment_id>/notice")
def show(edition_id: int, segment_id: int) -> Response:
    """``{html, text}``: the card, empty where there is nothing to say, and the translation that it offers."""
    place = open_place(ctx(), actor(), edition_id, segment_id)
    placed = place_notice(ctx(), place.locale, place.block, CodedText.loads(place.segment.source))
    near = present_near(placed, place.segment, place.block, place.locale, actor()) if placed else None
    response = jsonify(
        {
            "html": render_template("editor/_near.html", near=near, edition=place) if near else "",
            "text": near.text if near else None,
        }
    )
    response.headers["Cache-Control"] = "private, no-cache"
    return response
