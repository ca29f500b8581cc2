"""The desk: the page, and the same content alone for the page's poll."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf.csrf import generate_csrf

from localize.edition import EditionState, Lane
from localize.errors import InvalidInputError, NotFoundError
from localize.services import desk_bulk, engine_health
from localize.services.assigning import candidates
from localize.services.desk import ArticleSummary, get_edition, list_desk, visible
from localize.services.desk_bulk import Bulk, do
from localize.services.desk_search import MAX_WORDS, Hit, search_desk
from localize.services.threads import waiting_for
from web.current import actor, ctx
from web.presenters import words
from web.presenters.desk import View, present_desk
from web.presenters.desk_rules import Filters
from web.presenters.desk_tools import meant, present_tools, told, undone
from web.presenters.talk import present_waiting, waiting_title
from web.presenters.when import local_in

blueprint = Blueprint("desk", __name__)

_USUAL: Final = 200  # newest articles on the desk
_MANY: Final = 1000  # among which filters look


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


@blueprint.post("/desk/bulk")
def bulk() -> Any:
    """One action on the editions of the chosen articles. Each is told that did not want it; the rest is done."""
    wanted = request.form.get("act", "")
    if wanted not in set(Bulk):
        raise NotFoundError(gettext("There is nothing at this address."))
    filters = _filters(request.form)
    try:
        flash(" ".join(_do(Bulk(wanted), filters)[:12]), "note")
    except InvalidInputError as error:
        flash(error.message, "error")
    return redirect(_here(filters, request.form.get("view", "")), 303)


def _do(kind: Bulk, filters: Filters) -> list[str]:
    """Do it; what is to be told. Raises ``InvalidInputError`` when nothing can be done."""
    numbers = [int(number) for number in request.form.getlist("article") if number.isdecimal() and len(number) < 16]
    articles = [article for article in list_desk(ctx(), ids=numbers) if visible(article, actor())]
    person = request.form.get("assignee", "")
    if not articles:
        raise InvalidInputError(gettext("Choose at least one row first."))
    if kind is Bulk.ASSIGN and not person.isdecimal():
        raise InvalidInputError(gettext("Choose a person first."))
    editions = meant(kind, articles, filters, actor())
    if not editions:
        raise InvalidInputError(gettext("None of the chosen rows has an edition for that."))
    outcome = do(ctx(), actor(), kind, editions, int(person) if person.isdecimal() and len(person) < 16 else None)
    return told(outcome, _titles(articles))


@blueprint.post("/desk/bulk/<int:operation_id>/undo")
def undo(operation_id: int) -> Any:
    """Take back one's last bulk action where nothing has happened since."""
    try:
        outcome = desk_bulk.undo(ctx(), actor(), operation_id)
        numbers = [*outcome.done, *(number for number, _ in outcome.refused)]
        articles = list_desk(ctx(), ids=sorted({get_edition(ctx(), number).article_id for number in numbers}))
        flash(" ".join(undone(outcome, _titles(articles))[:12]), "note")
    except NotFoundError:
        flash(gettext("This can no longer be undone."), "error")
    return redirect(_here(_filters(request.form), request.form.get("view", "")), 303)


def _titles(articles: Sequence[ArticleSummary]) -> dict[int, str]:
    """By edition: headline and language."""
    return {e.id: f"{a.headline} ({words.language(e.locale)})" for a in articles for e in a.editions}


def _filters(given: Mapping[str, str]) -> Filters:
    """Search and filters of an address or a form; what cannot be is left out."""
    person = given.get("person", "")
    lane, state = given.get("lane", ""), given.get("state", "")
    return Filters(
        locale=given.get("locale", "")[:35],
        lane=lane if lane in set(Lane) else "",
        state=state if state in set(EditionState) else "",
        person=int(person) if person.isdecimal() and len(person) < 16 else None,
        words=" ".join(given.get("q", "").split())[:MAX_WORDS],
    )


def _here(filters: Filters, view: str) -> str:
    chosen: dict[str, Any] = {"view": view} if view in set(View) and view != View.OPEN.value else {}
    return url_for("desk.index", **(chosen | filters.arguments))


def _desk() -> dict[str, Any]:
    written = request.args.get("view", "")
    view = View(written) if written in set(View) else View.OPEN
    settings, filters = ctx().settings, _filters(request.args)
    hits: dict[int, Hit] = {}
    if filters.words:
        found = search_desk(ctx(), actor(), filters.words)
        articles, hits = [article for article, _ in found], {article.id: hit for article, hit in found}
    else:
        articles = list_desk(ctx(), limit=_MANY if filters.any else _USUAL)
    desk = present_desk(
        articles,
        actor(),
        view,
        now=ctx().clock.now(),
        local=local_in(settings.time_zone),
        target_locales=settings.target_locales,
        filters=filters,
        hits=hits,
    )
    people = candidates(ctx())
    resting = engine_health.resting(ctx())
    mentions = present_waiting(waiting_for(ctx(), actor())) if view in {View.OPEN, View.TURN} else []
    return {
        "mentions": mentions,
        "mentions_title": waiting_title(len(mentions)),
        "desk": desk,
        "here": _here(filters, view.value),
        "tools": present_tools(filters, actor(), settings.target_locales, people, desk_bulk.last(ctx(), actor())),
        "engines": [words.engine_name(name) for name in settings.engines_in_use if name not in resting],
        "resting": [words.engine_name(name) for name in settings.engines_in_use if name in resting],
    }
