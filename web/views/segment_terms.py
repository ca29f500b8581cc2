"""The terms of one segment of an open edition: a section for the editor's side."""

from flask import Blueprint, Response, jsonify, render_template

from localize.services.segment_terms import terms_of
from localize.services.term_record import may_decide
from localize.services.workbench import open_place
from web.current import actor, ctx
from web.presenters.segment_terms import present_terms

blueprint = Blueprint("segment_terms", __name__, url_prefix="/editions/<int:edition_id>")


@blueprint.get("/segments/<int:segment_id>/terms")
def show(edition_id: int, segment_id: int) -> Response:
    """``{html, count}``: the section, and how many terms the source has."""
    place = open_place(ctx(), actor(), edition_id, segment_id)
    terms = present_terms(terms_of(ctx(), place))
    html = render_template(
        "editor/_terms.html",
        terms=terms,
        edition=place,
        source_locale=place.source_locale,
        editor=may_decide(actor()),
    )
    response = jsonify({"html": html.strip(), "count": len(terms)})
    response.headers["Cache-Control"] = "private, no-cache"
    return response
