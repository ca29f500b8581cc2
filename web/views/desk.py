"""The desk: the page, and the same content alone for the page's poll."""

import hashlib
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask_wtf.csrf import generate_csrf

from localize.services.desk import list_desk
from web.current import actor, ctx
from web.presenters import words
from web.presenters.desk import View, present_desk
from web.presenters.when import local_in

blueprint = Blueprint("desk", __name__)


@blueprint.get("/")
def index() -> str:
    """The whole page. ``?view=`` chooses what of the desk is shown."""
    return render_template("desk/index.html", **_desk())


@blueprint.get("/desk/live")
def live() -> Response:
    """The desk's content with an ETag over it; 304 while nothing has changed."""
    body = render_template("desk/_live.html", **_desk())
    response = Response(body, content_type="text/html; charset=utf-8")
    # The forms' token carries the time of this request: it is no news.
    told = body.replace(generate_csrf(), "")
    response.set_etag(hashlib.sha256(told.encode()).hexdigest()[:32])
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request)
    return response


def _desk() -> dict[str, Any]:
    written = request.args.get("view", "")
    view = View(written) if written in set(View) else View.OPEN
    settings = ctx().settings
    desk = present_desk(
        list_desk(ctx()),
        actor(),
        view,
        now=ctx().clock.now(),
        local=local_in(settings.time_zone),
        target_locales=settings.target_locales,
    )
    here = url_for("desk.index", view=view.value) if view is not View.OPEN else url_for("desk.index")
    return {"desk": desk, "here": here, "engines": [words.engine_name(name) for name in settings.engines]}
