"""What the catalogue says about one sentence of an open edition: a card for the editor's side."""

from flask import Blueprint, Response, jsonify, render_template

from localize.errors import NotFoundError
from localize.markup import CodedText
from localize.services.catalogue import place_notice
from localize.services.workbench import open_edition
from web.current import actor, ctx
from web.presenters.near import present_near
from web.presenters.workbench import find_segment

blueprint = Blueprint("notice", __name__, url_prefix="/editions/<int:edition_id>")


@blueprint.get("/segments/<int:segment_id>/notice")
def show(edition_id: int, segment_id: int) -> Response:
    """``{html, text}``: the card, empty where there is nothing to say, and the translation that it offers."""
    bench = open_edition(ctx(), actor(), edition_id)
    found = find_segment(bench, segment_id)
    if found is None:
        raise NotFoundError(f"Edition {edition_id} has no segment {segment_id} any more.")
    segment, block = found
    locale = bench.summary.locale
    placed = place_notice(ctx(), locale, block, CodedText.loads(segment.source))
    near = present_near(placed, segment, block, locale, actor()) if placed else None
    response = jsonify(
        {
            "html": render_template("editor/_near.html", near=near, edition=bench.summary) if near else "",
            "text": near.text if near else None,
        }
    )
    response.headers["Cache-Control"] = "private, no-cache"
    return response
