"""The terms of one segment of an open edition: a section for the editor's side."""

from flask import Blueprint, Response, jsonify, render_template

from localize.errors import NotFoundError
from localize.services.segment_terms import terms_of
from localize.services.term_record import may_decide
from localize.services.workbench import open_edition
from web.current import actor, ctx
from web.presenters.segment_terms import present_terms
from web.presenters.workbench import find_segment

blueprint = Blueprint("segment_terms", __name__, url_prefix="/editions/<int:edition_id>")


@blueprint.get("/segments/<int:segment_id>/terms")
def show(edition_id: int, segment_id: int) -> Response:
    """``{html, count}``: the section, and how many terms the source has."""
    bench = open_edition(ctx(), actor(), edition_id)
    found = find_segment(bench, segment_id)
    if found is None:
        raise NotFoundError(f"Edition {edition_id} has no segment {segment_id} any more.")
    segment, _ = found
    terms = present_terms(terms_of(ctx(), bench, segment.source, segment.target))
    html = render_template(
        "editor/_terms.html",
        terms=terms,
        edition=bench.summary,
        source_locale=bench.source_locale,
        editor=may_decide(actor()),
    )
    response = jsonify({"html": html.strip(), "count": len(terms)})
    response.headers["Cache-Control"] = "private, no-cache"
    return response
