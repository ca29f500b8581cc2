"""Names of one article: what the register says about a sentence in the editor, and the new ones that wait for a person."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext

from localize.errors import InvalidInputError, LocalizeError, NotFoundError
from localize.services import desk
from localize.services.name_candidates import Decision, accept, accept_certain, ignore, new_names
from localize.services.name_consistency import name_notes
from localize.services.name_help import names_in_segment
from localize.services.name_record import may_decide
from localize.terms.name import Gender, NameForm, NameKind
from web.current import actor, ctx
from web.presenters.name_help import known_view, new_view, note_views, source_spans
from web.presenters.name_words import error_words, gender_name, kind_name

blueprint = Blueprint("article_names", __name__)


@blueprint.get("/editions/<int:edition_id>/segments/<int:segment_id>/names")
def segment(edition_id: int, segment_id: int) -> Response:
    """``{html, spans, waiting}``: the section, where names stand in the source, how many new ones the edition has."""
    names = names_in_segment(ctx(), actor(), edition_id, segment_id)
    html = render_template(
        "editor/_names.html",
        known=[known_view(known) for known in names.known],
        new=[new_view(name) for name in names.new],
        waiting=names.waiting,
        article_id=names.article_id,
        locale=names.locale,
        **_choices(),
    )
    return _fresh({"html": html.strip(), "spans": source_spans(names), "waiting": names.waiting})


@blueprint.get("/editions/<int:edition_id>/names/notes")
def notes(edition_id: int) -> Response:
    """``{notes}``: by position of a segment, the card about names that are rendered in several ways."""
    summary = desk.get_edition(ctx(), edition_id)
    cards: dict[str, str] = {}
    for note, view in _with_views(edition_id):
        html = render_template("editor/_name_note.html", note=view, locale=summary.locale)
        for position in sorted({p for rendering in note.renderings for p in rendering.here}):
            cards[str(position)] = cards.get(str(position), "") + html.strip()
    return _fresh({"notes": cards})


def _with_views(edition_id: int) -> list[tuple[Any, Any]]:
    found = name_notes(ctx(), actor(), edition_id)
    return list(zip(found, note_views(found), strict=True))


@blueprint.post("/editions/<int:edition_id>/names")
def decide(edition_id: int) -> Response:
    """Accept a new name with a form, or set it aside: ``{act, written, kind, gender, text, first_mention}``."""
    summary = desk.get_edition(ctx(), edition_id)
    actor().must_work_in(summary.locale)
    body = request.get_json(silent=True)
    if not isinstance(body, dict) or not all(isinstance(value, str) for value in body.values()):
        raise InvalidInputError("Send JSON: {act, written, kind, gender, text, first_mention}, all of them strings.")
    written = body.get("written", "")
    if body.get("act") == "ignore":
        ignore(ctx(), actor(), written)
        return _fresh({"said": gettext("“%(name)s” is not offered again.", name=written)})
    if not body.get("text", "").strip():
        raise InvalidInputError(gettext("Write the form first."))
    form = NameForm(body["text"], body.get("first_mention", ""), (), body.get("declined") != "no")
    try:
        accept(ctx(), actor(), summary.article_id, [_decision(written, body, {summary.locale: form})])
    except InvalidInputError as error:
        raise InvalidInputError(error_words(error), **error.details) from error
    return _fresh({"said": _said(written, form.text)})


def _said(written: str, text: str) -> str:
    if may_decide(actor()):
        return str(gettext("“%(name)s” is “%(form)s” from now on, in every article.", name=written, form=text))
    return str(gettext("“%(form)s” is proposed for “%(name)s”; an editor decides.", name=written, form=text))


@blueprint.get("/articles/<int:article_id>/names")
def show(article_id: int) -> str:
    """New names of an article with their proposals, each a form that works without scripts."""
    return _page(article_id)


@blueprint.post("/articles/<int:article_id>/names")
def act(article_id: int) -> Any:
    """Accept or ignore one name, or accept all that are certain."""
    wanted, written = request.form.get("act", ""), request.form.get("written", "")
    try:
        if wanted == "certain":
            count = accept_certain(ctx(), actor(), article_id)
            flash(ngettext("%(num)s name accepted.", "%(num)s names accepted.", count), "note")
        elif wanted == "ignore":
            ignore(ctx(), actor(), written)
            flash(gettext("“%(name)s” is not offered again.", name=written), "note")
        elif wanted == "accept":
            _accept(article_id, written)
        else:
            raise NotFoundError(gettext("There is nothing at this address."))
    except InvalidInputError as error:
        return _page(article_id, error, written), 422
    return redirect(url_for("article_names.show", article_id=article_id), 303)


def _accept(article_id: int, written: str) -> None:
    forms = {
        name.removeprefix("text-"): NameForm(
            text[:500],
            request.form.get(name.replace("text-", "first-", 1), "")[:500],
            (),
            request.form.get(name.replace("text-", "declined-", 1)) != "no",
        )
        for name, text in request.form.items()
        if name.startswith("text-") and text.strip()
    }
    if not forms:
        raise InvalidInputError(gettext("Write the form first."))
    stored = accept(ctx(), actor(), article_id, [_decision(written, request.form, forms)])
    if stored:
        flash(_said(written, next(iter(forms.values())).text), "note")


def _decision(written: str, given: Mapping[str, str], forms: Mapping[str, NameForm]) -> Decision:
    kind, gender = given.get("kind", ""), given.get("gender", "")
    return Decision(
        written=written[:500],
        kind=NameKind(kind) if kind in set(NameKind) else NameKind.OTHER,
        gender=Gender(gender) if gender in set(Gender) else Gender.UNKNOWN,
        forms=forms,
    )


def _page(article_id: int, error: LocalizeError | None = None, written: str = "") -> str:
    article = desk.get_article(ctx(), str(article_id))
    names = [new_view(name) for name in new_names(ctx(), actor(), article_id)]
    mine = [edition.id for edition in article.editions if actor().may_work_in(edition.locale)]
    return render_template(
        "names/article.html",
        article=article,
        names=names,
        edition=mine[0] if mine else None,
        certain=sum(name.certain for name in names),
        editor=may_decide(actor()),
        error=error_words(error) if error else None,
        wrong=written,
        **_choices(),
    )


def _choices() -> dict[str, Any]:
    return {
        "kinds": [(kind.value, kind_name(kind)) for kind in NameKind],
        "genders": [(gender.value, gender_name(gender)) for gender in Gender],
        "decides": may_decide(actor()),
    }


def _fresh(body: dict[str, Any]) -> Response:
    response = jsonify(body)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
