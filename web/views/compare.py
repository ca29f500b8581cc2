"""An edition against what it was: its machine draft, a step of its way, a version of the source, a release."""

from datetime import datetime

from flask import Blueprint, render_template, request

from localize.services.comparing import compare_edition
from web.current import actor, ctx
from web.presenters import when, words
from web.presenters.comparing import present_comparison

blueprint = Blueprint("compare", __name__, url_prefix="/editions/<int:edition_id>")


@blueprint.get("/compare")
def show(edition_id: int) -> str:
    """The page. ``?with=`` names the point; ``?text=all`` leaves out no unchanged segment."""
    found = compare_edition(ctx(), actor(), edition_id, request.args.get("with") or None)
    now, local = ctx().clock.now(), when.local_in(ctx().settings.time_zone)

    def clock(moment: datetime) -> str:
        return when.at(local(moment), local(now))

    whole = request.args.get("text") == "all"
    return render_template(
        "compare/show.html",
        edition=found.bench.summary,
        bench=found.bench,
        point=found.point,
        whole=whole,
        view=present_comparison(found, clock, whole=whole),
        state_word=words.edition_state(found.bench.summary.state),
    )
