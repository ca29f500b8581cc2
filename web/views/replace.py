"""Find and replace: what would change, then one go, then its undo."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext

from localize.errors import InvalidInputError, NotFoundError
from localize.services import desk, replace
from localize.services.replace import Place
from localize.services.replace_places import MOST, where
from localize.terms.replacing import Wanted
from web.current import actor, ctx
from web.presenters.replace import done_sentence, present_hits, present_past, undone_sentence
from web.presenters.when import at, local_in

blueprint = Blueprint("replace", __name__, url_prefix="/replace")


@blueprint.get("")
def show() -> str:
    """The page: ``?locale=``, ``edition=`` for one edition, ``find=``, ``put=``, ``case``, ``whole``, ``inflected``.

    ``left=``: places that were left alone.
    """
    return _page(_wanted(request.args), request.args.get("locale", ""), _edition(request.args))


@blueprint.post("")
def put() -> Any:
    """Replace at the chosen places: fields ``at`` as edition.segment.revision."""
    form = request.form
    wanted, locale, edition = _wanted(form), form.get("locale", ""), _edition(form)
    try:
        places = [_place(text) for text in form.getlist("at")[: replace.MOST + 1]]
        done = replace.replace_all(
            ctx(), actor(), locale, wanted, places, edition_id=edition, keep_confirmed="keep" in form
        )
    except InvalidInputError as error:
        flash(error.message, "error")
        return _page(wanted, locale, edition), 422
    flash(done_sentence(done), "note" if done.count else "error")
    return _back(locale, edition, done.skipped)


@blueprint.post("/<int:replacement_id>/undo")
def undo(replacement_id: int) -> Any:
    """Take a whole replacement back."""
    locale, edition = request.form.get("locale", ""), _edition(request.form)
    try:
        done = replace.undo(ctx(), actor(), replacement_id)
    except NotFoundError:
        flash(gettext("This can no longer be undone."), "error")
        return _back(locale, edition, ())
    flash(undone_sentence(done), "note" if done.count else "error")
    return _back(locale, edition, done.skipped)


def _back(locale: str, edition: int | None, left: Sequence[Place]) -> Any:
    """To the page, which names the places that were left alone."""
    named = "_".join(f"{p.edition_id}.{p.segment_id}.{p.revision}" for p in left[:MOST])
    return redirect(url_for("replace.show", locale=locale, edition=edition, left=named or None), 303)


def _left(given: str) -> list[Place]:
    return [_place(text) for text in given.split("_")[:MOST]] if given else []


def _page(wanted: Wanted, locale: str, edition_id: int | None) -> str:
    known = [name for name in ctx().settings.target_locales if actor().may_work_in(name)]
    summary = desk.get_edition(ctx(), edition_id) if edition_id is not None else None
    locale = summary.locale if summary else locale or (known[0] if known else "")
    actor().must_work_in(locale)
    local, now = local_in(ctx().settings.time_zone), ctx().clock.now()
    problem, groups = "", []
    if wanted.find.strip():
        try:
            hits = replace.find_hits(ctx(), actor(), locale, wanted, edition_id)
            numbers = sorted({hit.article_id for hit in hits})
            titles = {a.id: a.headline for a in desk.list_desk(ctx(), ids=numbers)} if numbers else {}
            groups = present_hits(hits, titles)
        except InvalidInputError as error:
            problem = error.message
    return render_template(
        "replace/show.html",
        wanted=wanted,
        locale=locale,
        locales=known if locale in known else [*known, locale],
        edition=summary,
        groups=groups,
        count=sum(len(group.hits) for group in groups),
        problem=problem,
        left=where(ctx(), actor(), locale, _left(request.args.get("left", ""))),
        past=present_past(replace.recent(ctx(), actor(), locale), lambda moment: at(local(moment), local(now))),
    )


def _wanted(given: Any) -> Wanted:
    return Wanted(
        find=given.get("find", ""),
        put=given.get("put", ""),
        case="case" in given,
        whole="whole" in given,
        inflected="inflected" in given,
    )


def _edition(given: Any) -> int | None:
    text = given.get("edition", "")
    return int(text) if text.isdecimal() and len(text) < 16 else None


def _place(text: str) -> Place:
    numbers = text.split(".")
    if len(numbers) != 3 or not all(n.isdecimal() and len(n) < 16 for n in numbers):
        raise InvalidInputError("A place is written as edition.segment.revision.")
    return Place(*map(int, numbers))
