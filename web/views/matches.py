"""What the memory offers for one sentence of an open edition: a section of the editor's side."""

from flask import Blueprint, Response, jsonify, render_template

from localize.errors import NotFoundError
from localize.markup import CodedText
from localize.services.matches import offers
from localize.services.workbench import open_edition
from web.current import actor, ctx
from web.presenters.matches import present_offers
from web.presenters.workbench import find_segment

blueprint = Blueprint("matches", __name__, url_prefix="/editions/<int:edition_id>")


@blueprint.get("/segments/<int:segment_id>/matches")
def show(edition_id: int, segment_id: int) -> Response:
    """``{html, offers: [{entry, text}]}``: the section, and what each of its buttons puts in, in the same order."""
    bench = open_edition(ctx(), actor(), edition_id)
    found = find_segment(bench, segment_id)
    if found is None:
        raise NotFoundError(f"Edition {edition_id} has no segment {segment_id} any more.")
    segment, block = found
    matches = offers(ctx(), actor(), edition_id, segment_id)
    zone = ctx().settings.time_zone
    views = present_offers(matches, CodedText.loads(segment.source), block, zone, ctx().clock.now())
    html = render_template("editor/_matches.html", offers=views, bench=bench, edition=bench.summary)
    response = jsonify({"html": html, "offers": [{"entry": m.entry.id, "text": m.target} for m in matches]})
    response.headers["Cache-Control"] = "private, no-cache"
    return response
