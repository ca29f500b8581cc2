"""Adding a notice, a heading or a name to the catalogue, with its translations."""

from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from localize.errors import InvalidInputError
from localize.exchange.entries import ADDED, MAX_TEXT, Section
from localize.services import catalogue as service
from localize.services.catalogue_sources import NewSource, add_source
from web.current import actor, ctx
from web.presenters.catalogue_words import error_words, section_note, section_one

blueprint = Blueprint("catalogue_sources", __name__, url_prefix="/catalogue")


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as it was filled in."""

    section: str = Section.NOTICE.value
    msgid: str = ""
    note: str = ""
    texts: dict[str, str] = field(default_factory=dict)


@blueprint.get("/new")
def new() -> str:
    """The form. ``?text=`` fills in a sentence of an article, ``?section=`` what it is."""
    section = request.args.get("section", "")
    text = request.args.get("text", "")[:MAX_TEXT]
    return _form(Typed(section if section in ADDED else Section.NOTICE.value, text))


@blueprint.post("/new")
def new_post() -> Any:
    """Add. What cannot be added comes back with the reason and everything typed."""
    typed = Typed(
        section=request.form.get("section", ""),
        msgid=request.form.get("msgid", ""),
        note=request.form.get("note", "")[:MAX_TEXT],
        texts={locale: request.form.get(f"text-{locale}", "") for locale in _locales()},
    )
    try:
        ref = add_source(ctx(), actor(), NewSource(typed.section, typed.msgid, typed.note, typed.texts))
    except InvalidInputError as error:
        return _form(typed, error), 422
    locale = request.args.get("locale", "")
    shown = locale if locale in _locales() else _locales()[0]
    return redirect(url_for("catalogue.index", locale=shown, entry=ref, _anchor=f"e-{ref}"), 303)


def _locales() -> tuple[str, ...]:
    return service.locales_of(ctx(), actor())


def _form(typed: Typed, error: InvalidInputError | None = None) -> str:
    details = error.details if error else {}
    return render_template(
        "catalogue/new.html",
        typed=typed,
        locales=_locales(),
        kinds=[(section.value, section_one(section), section_note(section)) for section in ADDED],
        error=error_words(error) if error else None,
        wrong=details.get("locale") or ("msgid" if error else ""),
        known=details.get("known"),
        back=request.args.get("locale"),
    )
