"""Changing the termbase: entries added, saved, proposed, decided on, deleted, put back."""

import re
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext

from localize.errors import InvalidInputError, LocalizeError, NotFoundError, RevisionConflictError
from localize.services import terms as service
from localize.services import terms_edit as edit
from localize.terms.concept import MAX_TEXT, Concept, LocaleTerm, tidy
from localize.terms.term import CaseRule, PartOfSpeech, TermStatus
from web.current import actor, ctx
from web.presenters.term_words import error_words
from web.views.terms import Typed, address, entry_page, form_values

blueprint = Blueprint("terms_edit", __name__, url_prefix="/terms")

_MOST_ROWS = 300  # rows of a form that are read
_SEPARATOR = re.compile(r"[,;\n]")


@blueprint.get("/new")
def new() -> str:
    """The form. ``?source=`` fills in words of an article."""
    return _form(Typed(Concept(tidy(request.args.get("source", ""))[:MAX_TEXT])))


@blueprint.post("/new")
def new_post() -> Any:
    """Add, or propose. What cannot be added comes back with the reason and everything typed."""
    written = _concept()
    try:
        entry = edit.add(ctx(), actor(), written)
    except InvalidInputError as error:
        return _form(Typed(written, error_words(error), error.details.get("known"))), 422
    return redirect(address(entry.id, saved="yes"), 303)


@blueprint.post("/<int:term_id>")
def save(term_id: int) -> Any:
    """Save an entry over the revision that the form was made from."""
    standing = service.open_term(ctx(), term_id)
    written = _concept(standing.concept)
    kept = tuple(term for term in standing.concept.targets if term.proposed or not actor().may_work_in(term.locale))
    written = Concept(
        written.source,
        (*written.targets, *kept),
        written.part_of_speech,
        written.definition,
        written.domains,
        written.case_rule,
        written.do_not_translate,
        written.note,
    )
    try:
        edit.save(ctx(), actor(), term_id, written, base_revision=_revision())
    except RevisionConflictError as error:
        return entry_page(service.open_term(ctx(), term_id), Typed(written, theirs=_conflict(error))), 409
    except InvalidInputError as error:
        return entry_page(standing, Typed(written, error_words(error), error.details.get("known"))), 422
    return redirect(address(term_id, saved="yes"), 303)


@blueprint.post("/<int:term_id>/propose")
def propose(term_id: int) -> Any:
    """Propose a term for an entry."""
    form = request.form
    text, locale = tidy(form.get("text", "")), form.get("target_locale", "")
    standing = service.open_term(ctx(), term_id)
    try:
        edit.propose(ctx(), actor(), term_id, LocaleTerm(locale, text, _status(form.get("status", "")), _list("forms")))
    except InvalidInputError as error:
        typed = Typed(standing.concept, error_words(error), proposal=form.to_dict())
        return entry_page(standing, typed), 422
    flash(gettext("Proposed. An editor decides."), "note")
    return redirect(address(term_id), 303)


@blueprint.post("/<int:term_id>/decide")
def decide(term_id: int) -> Any:
    """Accept or decline a proposed term; without one the entry itself."""
    accept = request.form.get("decision") == "accept"
    standing = service.open_term(ctx(), term_id)
    wanted = (request.form.get("target_locale", ""), request.form.get("text", ""))
    proposal = None
    if wanted[1]:
        known = (t for t in standing.concept.targets if t.proposed and (t.locale, t.text) == wanted)
        proposal = next(known, None) or LocaleTerm(*wanted)
    done = edit.decide(ctx(), actor(), term_id, proposal, accept=accept)
    flash(gettext("Accepted.") if accept else gettext("Declined."), "note")
    return redirect(address(term_id) if done.active else url_for("terms.index"), 303)


@blueprint.post("/<int:term_id>/delete")
def delete(term_id: int) -> Any:
    """Delete an entry. Its page stays, with its history."""
    return _unless_conflict(term_id, lambda: edit.delete(ctx(), actor(), term_id, base_revision=_revision()))


@blueprint.post("/<int:term_id>/revert")
def revert(term_id: int) -> Any:
    """Undo a change."""
    written = request.form.get("change", "")
    change = int(written) if written.isdigit() and len(written) < 19 else 0
    return _unless_conflict(term_id, lambda: edit.revert(ctx(), actor(), term_id, change, base_revision=_revision()))


def _unless_conflict(term_id: int, act: Any) -> Any:
    try:
        act()
    except (RevisionConflictError, InvalidInputError) as error:
        entry = service.open_term(ctx(), term_id)
        conflict = isinstance(error, RevisionConflictError)
        typed = Typed(
            entry.concept, "" if conflict else error_words(error), theirs=_conflict(error) if conflict else ""
        )
        return entry_page(entry, typed), 409 if conflict else 422
    return redirect(address(term_id), 303)


def _form(typed: Typed) -> str:
    mine = service.locales_of(ctx(), actor())
    if not mine:
        raise NotFoundError(gettext("There are no terms in a language that is yours."))
    return render_template("terms/new.html", typed=typed, concept=typed.concept, **form_values(typed.concept, mine))


def _concept(standing: Concept | None = None) -> Concept:
    """The form's entry as it was typed. Lists that nobody touched stay as they are in ``standing``, commas and all."""
    form = request.form
    known = {(term.locale, term.text): term.forms for term in standing.targets} if standing else {}
    part = form.get("part_of_speech", "")
    targets = []
    for number in range(_MOST_ROWS):
        locale = form.get(f"t-{number}-locale")
        if locale is None:
            break
        text = tidy(form.get(f"t-{number}-text", ""))
        if text:
            status = _status(form.get(f"t-{number}-status", ""))
            forms = _list(f"t-{number}-forms", known.get((locale, text), ()))
            targets.append(LocaleTerm(locale, text, status, forms))
    return Concept(
        source=tidy(form.get("source", "")),
        targets=tuple(targets),
        part_of_speech=PartOfSpeech(part) if part in set(PartOfSpeech) else PartOfSpeech.NOUN,
        definition=form.get("definition", ""),
        domains=_list("domains", standing.domains if standing else ()),
        case_rule=CaseRule.EXACT if form.get("exact") == "yes" else CaseRule.ANY,
        do_not_translate=form.get("keep") == "yes",
        note=form.get("note", ""),
    )


def _status(written: str) -> TermStatus:
    return TermStatus(written) if written in set(TermStatus) else TermStatus.PREFERRED


def _list(name: str, standing: tuple[str, ...] = ()) -> tuple[str, ...]:
    """A field of texts parted by commas; as it was, if it says what the page wrote into it."""
    written = request.form.get(name, "")
    if standing and written.strip() == ", ".join(standing):
        return standing
    return tuple(dict.fromkeys(text for text in map(tidy, _SEPARATOR.split(written)) if text))


def _revision() -> int:
    written = request.form.get("revision", "")
    return int(written) if written.isdigit() and len(written) < 10 else 0


def _conflict(error: LocalizeError) -> str:
    author = str(error.details.get("author", ""))
    said: str = gettext("%(name)s saved this entry while you were writing. Both are kept.", name=author)
    return said
