"""The names register: listed, searched, added, changed, merged, put back. Everything works without scripts."""

from dataclasses import replace
from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from localize.errors import InvalidInputError, LocalizeError, NotFoundError, RevisionConflictError
from localize.services import names as service
from localize.services.name_record import Registered, may_decide
from localize.store.names import NameQuery
from localize.terms.concept import fold
from localize.terms.name import Gender, NameForm, NameKind
from localize.terms.name_entry import NameEntry
from web.current import actor, ctx
from web.presenters import when
from web.presenters.name_words import error_words, gender_name, kind_name
from web.presenters.names import EntryFields, FormFields, entry_fields, past_views, row_view

blueprint = Blueprint("names", __name__, url_prefix="/names")

_PAGE: Final = 100  # names of a page
_STATES: Final = ("", "undecided", "proposed")


@blueprint.get("")
def index() -> str:
    """The list, as one locale sees it."""
    mine = service.locales_of(ctx(), actor())
    if not mine:
        raise NotFoundError(gettext("There are no names in a language that is yours."))
    locale = service.check_locale(ctx(), actor(), request.args.get("locale") or mine[0])
    words, kind = request.args.get("q", "")[:200].strip(), request.args.get("kind", "")
    state = request.args.get("state", "")
    query = NameQuery(locale, fold(words), kind if kind in set(NameKind) else "", state if state in _STATES else "")
    number = request.args.get("page", "1")
    page = max(1, int(number)) if number.isdigit() and len(number) < 7 else 1
    found = service.list_names(ctx(), query, offset=(page - 1) * _PAGE, limit=_PAGE)
    shown = {"locale": locale, "q": words, "kind": query.kind, "state": query.state}
    return render_template(
        "names/index.html",
        locale=locale,
        locales=mine,
        rows=[row_view(entry, locale) for entry in found.entries],
        total=found.total,
        page=page,
        pages=max(1, -(-found.total // _PAGE)),
        query={name: value for name, value in shown.items() if value},
        words=words,
        kind=query.kind,
        state=query.state,
        states=[(name, _state_word(name), service.count_names(ctx(), replace(query, state=name))) for name in _STATES],
        ignored=len(service.list_ignored(ctx())),
        **_choices(),
    )


def _state_word(state: str) -> str:
    said = {
        "": gettext("All"),
        "undecided": gettext("Undecided"),
        "proposed": gettext("Proposed"),
    }
    return said[state]


@blueprint.get("/new")
def new() -> str:
    """An empty form; ``?source=`` fills the name in."""
    locales = service.locales_of(ctx(), actor())
    fields = EntryFields(
        source=request.args.get("source", "")[:200], locales=tuple(FormFields(locale) for locale in locales)
    )
    return _form(fields)


@blueprint.post("/new")
def new_post() -> Any:
    """Add a name. What cannot be kept comes back with the reason and everything typed."""
    fields = _typed(service.locales_of(ctx(), actor()))
    try:
        added = service.add_name(ctx(), actor(), _entry(fields))
    except InvalidInputError as error:
        return _form(fields, error=error), 422
    flash(gettext("“%(name)s” is in the register.", name=added.entry.source), "note")
    return redirect(url_for("names.show", name_id=added.id), 303)


@blueprint.get("/<int:name_id>")
def show(name_id: int) -> str:
    """A name with its form, what waits for a decision, and its history."""
    there = service.get_name(ctx(), name_id)
    return _form(entry_fields(there.entry, _locales(there)), there=there)


@blueprint.post("/<int:name_id>")
def save(name_id: int) -> Any:
    """Save a name: an editor as a whole, a translator the forms that are theirs, as proposals."""
    there = service.get_name(ctx(), name_id)
    fields = _typed(_locales(there))
    try:
        if may_decide(actor()):
            number = request.form.get("revision", "")
            revision = int(number) if number.isdigit() and len(number) < 10 else 0
            service.save_name(ctx(), actor(), name_id, _entry(fields, there.entry), base_revision=revision)
        else:
            _propose(there, fields)
    except (InvalidInputError, RevisionConflictError) as error:
        status = 409 if isinstance(error, RevisionConflictError) else 422
        return _form(fields, there=service.get_name(ctx(), name_id), error=error), status
    return redirect(url_for("names.show", name_id=name_id, saved="yes"), 303)


def _propose(there: Registered, fields: EntryFields) -> None:
    for shown in fields.locales:
        form = _as_form(shown)
        known = there.entry.proposed.get(shown.locale) or there.entry.accepted.get(shown.locale)
        if form.text.strip() and form != known:
            service.write_form(ctx(), actor(), there.id, shown.locale, form)


@blueprint.post("/<int:name_id>/<act>")
def act(name_id: int, act: str) -> Any:
    """Accept or reject a proposal, delete, restore, merge, go back to an earlier state."""
    try:
        _do(name_id, act)
    except InvalidInputError as error:
        there = service.get_name(ctx(), name_id)
        return _form(entry_fields(there.entry, _locales(there)), there=there, error=error), 422
    if act in {"accept", "reject"} and request.form.get("back") == "list":
        return _to_list()
    return redirect(url_for("names.show", name_id=name_id), 303)


def _do(name_id: int, act: str) -> None:
    given = request.form
    if act in {"accept", "reject"}:
        service.decide(ctx(), actor(), name_id, given.get("locale", ""), accept=act == "accept")
    elif act == "delete":
        service.delete_name(ctx(), actor(), name_id)
    elif act == "restore":
        service.restore_name(ctx(), actor(), name_id)
    elif act == "revert":
        change = given.get("change", "")
        service.revert(ctx(), actor(), name_id, int(change) if change.isdigit() and len(change) < 19 else 0)
    elif act == "merge":
        service.merge(ctx(), actor(), name_id, _other(name_id, given.get("other", "")))
    else:
        raise NotFoundError(gettext("There is nothing at this address."))


def _other(name_id: int, written: str) -> int:
    """The name that is to be merged in, by any of its spellings. Raises ``InvalidInputError``."""
    found = [entry.id for entry in service.find_by_name(ctx(), written) if entry.id != name_id]
    if not found:
        raise InvalidInputError(gettext("The register has no other name “%(name)s”.", name=written[:80]))
    return found[0]


def _to_list() -> Response:
    shown: dict[str, Any] = {name: request.form.get(name, "") for name in ("locale", "q", "kind", "state", "page")}
    return redirect(url_for("names.index", **{name: value for name, value in shown.items() if value}), 303)


@blueprint.get("/ignored")
def ignored() -> str:
    """Spellings that are not offered again."""
    return render_template("names/ignored.html", ignored=service.list_ignored(ctx()))


@blueprint.post("/ignored")
def offer_again() -> Response:
    """Offer a spelling again."""
    service.offer_again(ctx(), request.form.get("key", ""))
    return redirect(url_for("names.ignored"), 303)


def _locales(there: Registered) -> list[str]:
    """The actor's locales, and for those who decide any other that the name has a form in."""
    mine = service.locales_of(ctx(), actor())
    others = sorted({*there.entry.accepted, *there.entry.proposed}) if may_decide(actor()) else []
    return list(dict.fromkeys((*mine, *others)))


def _typed(locales: list[str]) -> EntryFields:
    given = request.form
    return EntryFields(
        kind=given.get("kind", ""),
        source=given.get("source", "")[:500],
        aliases=given.get("aliases", "")[:20_000],
        gender=given.get("gender", ""),
        note=given.get("note", "")[:10_000],
        domain=given.get("domain", "")[:200],
        locales=tuple(
            FormFields(
                locale,
                given.get(f"text-{locale}", "")[:500],
                given.get(f"first-{locale}", "")[:500],
                given.get(f"forms-{locale}", "")[:20_000],
                given.get(f"declined-{locale}") == "yes",
            )
            for locale in locales
        ),
    )


def _entry(fields: EntryFields, there: NameEntry | None = None) -> NameEntry:
    """What was typed over what is there; forms in locales that the page did not show stay."""
    accepted = {**(there.accepted if there else {}), **{shown.locale: _as_form(shown) for shown in fields.locales}}
    return NameEntry(
        kind=NameKind(fields.kind) if fields.kind in set(NameKind) else NameKind.OTHER,
        source=fields.source,
        aliases=tuple(fields.aliases.splitlines()),
        gender=Gender(fields.gender) if fields.gender in set(Gender) else Gender.UNKNOWN,
        note=fields.note,
        domain=fields.domain,
        accepted=accepted,
        proposed=there.proposed if there else {},
    )


def _as_form(shown: FormFields) -> NameForm:
    return NameForm(shown.text, shown.first_mention, tuple(shown.forms.splitlines()), shown.declined)


def _form(fields: EntryFields, *, there: Registered | None = None, error: LocalizeError | None = None) -> str:
    now, local = ctx().clock.now(), when.local_in(ctx().settings.time_zone)

    def clock(moment: Any) -> str:
        return when.at(local(moment), local(now))

    return render_template(
        "names/entry.html",
        there=there,
        fields=fields,
        waiting=[(k, form) for k, form in there.entry.proposed.items() if actor().may_work_in(k)] if there else [],
        past=past_views(service.history(ctx(), there.id), there, clock) if there else [],
        error=_why(error) if error else None,
        known=_known_id(error),
        saved=request.args.get("saved") == "yes" and error is None,
        **_choices(),
    )


def _why(error: LocalizeError) -> str:
    if isinstance(error, RevisionConflictError):
        name = str(error.details.get("author", ""))
        return str(
            gettext("%(name)s changed this name while you were writing. What you wrote stands below.", name=name)
        )
    return error_words(error)


def _known_id(error: LocalizeError | None) -> int | None:
    """The entry that has the name already."""
    params = error.details.get("params") if error else None
    number = str(params.get("id", "")).replace(",", "") if isinstance(params, dict) else ""
    return int(number) if number.isdigit() else None


def _choices() -> dict[str, Any]:
    return {
        "kinds": [(kind.value, kind_name(kind)) for kind in NameKind],
        "genders": [(gender.value, gender_name(gender)) for gender in Gender],
        "editor": may_decide(actor()),
    }
