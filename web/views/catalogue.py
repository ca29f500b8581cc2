"""The catalogue: a locale's notices, headings, names and strings of the reader's page, listed, written, put back."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from localize.errors import InvalidInputError, LocalizeError, NotFoundError, RevisionConflictError
from localize.exchange.entries import ADDED, Section, is_blank
from localize.exchange.listing import Item, Listing
from localize.services import catalogue as service
from localize.services import catalogue_edit as edit
from localize.services import catalogue_sources as sources
from localize.services.catalogue_record import may_approve
from web.current import actor, ctx
from web.presenters import when
from web.presenters.catalogue import Filter, Show, count_shown, sections, show_word
from web.presenters.catalogue_entry import OpenEntry, fields, open_entry
from web.presenters.catalogue_words import error_words, section_name

blueprint = Blueprint("catalogue", __name__, url_prefix="/catalogue")

_MAX_WORDS = 200  # characters to look for


@dataclass(frozen=True, slots=True)
class Typed:
    """The open entry's form as it was filled in, and what was wrong with it."""

    texts: tuple[str, ...]
    fuzzy: bool
    comment: str
    error: str = ""
    theirs: str = ""  # who saved meanwhile, and when


@blueprint.get("", defaults={"locale": None})
@blueprint.get("/<locale>")
def index(locale: str | None) -> Any:
    """The list of a locale, with one entry open if it is asked for."""
    mine = service.locales_of(ctx(), actor())
    if locale is None:
        if not mine:
            raise NotFoundError("There is no catalogue in a language that is yours.")
        return _page(mine[0], request.args.get("entry"))
    return _page(service.check_locale(ctx(), actor(), locale), request.args.get("entry"))


@blueprint.post("/<locale>/entries/<ref>")
def save(locale: str, ref: str) -> Any:
    """Save a translation. What cannot be saved comes back with the reason and everything typed."""
    draft = _draft()
    try:
        edit.save(ctx(), actor(), locale, ref, draft, base_revision=_revision())
    except RevisionConflictError as error:
        typed = Typed(draft.texts, draft.fuzzy, draft.comment, theirs=_conflict(error))
        return _page(service.check_locale(ctx(), actor(), locale), ref, typed), 409
    except InvalidInputError as error:
        typed = Typed(draft.texts, draft.fuzzy, draft.comment, error=error_words(error))
        return _page(service.check_locale(ctx(), actor(), locale), ref, typed), 422
    return _back(locale, ref, saved="yes")


@blueprint.post("/<locale>/entries/<ref>/revert")
def revert(locale: str, ref: str) -> Any:
    """Put an earlier text back."""
    change = request.form.get("change", "")
    number = int(change) if change.isdigit() and len(change) < 19 else 0
    try:
        edit.revert(ctx(), actor(), locale, ref, number, base_revision=_revision())
    except (InvalidInputError, RevisionConflictError) as error:
        return _refused(locale, ref, error)
    return _back(locale, ref, saved="yes")


@blueprint.post("/<locale>/entries/<ref>/<act>")
def act(locale: str, ref: str, act: str) -> Any:
    """Take our text away, take the source text out of the template, or put it back."""
    done = {"remove": edit.remove, "retire": sources.retire, "revive": sources.revive}.get(act)
    if done is None:
        raise NotFoundError(gettext("There is nothing at this address."))
    try:
        done(ctx(), actor(), locale, ref)
    except InvalidInputError as error:
        return _refused(locale, ref, error)
    return _back(locale, ref)


@blueprint.post("/<locale>/entries/<ref>/source")
def reword(locale: str, ref: str) -> Any:
    """Change a source text of our own; its translations are to be looked at again."""
    try:
        now = sources.change_source(ctx(), actor(), locale, ref, request.form.get("msgid", ""))
    except InvalidInputError as error:
        return _refused(locale, ref, error)
    return _back(locale, now)


def _draft() -> edit.Draft:
    texts: list[str] = []
    while (text := request.form.get(f"text-{len(texts)}")) is not None and len(texts) < 10:
        texts.append(text.replace("\r\n", "\n"))
    return edit.Draft(tuple(texts), request.form.get("fuzzy") == "yes", request.form.get("comment", "")[:2000])


def _revision() -> int:
    written = request.form.get("revision", "")
    return int(written) if written.isdigit() and len(written) < 10 else 0


def _refused(locale: str, ref: str, error: LocalizeError) -> tuple[str, int]:
    """The open entry as it stands, with the reason why nothing was done."""
    tag = service.check_locale(ctx(), actor(), locale)
    item = service.find(service.list_catalogue(ctx(), actor(), tag), ref)
    typed = Typed(item.entry.texts, item.entry.fuzzy, item.entry.comment, error=error_words(error))
    status = 409 if isinstance(error, RevisionConflictError) else 422
    return _page(tag, ref, typed), status


def _conflict(error: RevisionConflictError) -> str:
    author = str(error.details.get("author", ""))
    return gettext("%(name)s saved this entry while you were writing. Both texts are kept.", name=author)


def wanted_filter() -> Filter:
    """What the address, or the form that came from it, asks to be shown."""
    show, section = request.values.get("show", ""), request.values.get("section", "")
    return Filter(
        Show(show) if show in set(Show) else Show.ALL,
        Section(section) if section in set(Section) else None,
        request.values.get("q", "")[:_MAX_WORDS].strip(),
    )


def query(wanted: Filter, **more: str) -> dict[str, str]:
    """A filter as arguments of an address."""
    arguments = {
        "show": "" if wanted.show is Show.ALL else wanted.show.value,
        "section": wanted.section.value if wanted.section else "",
        "q": wanted.words,
        **more,
    }
    return {name: value for name, value in arguments.items() if value}


def _back(locale: str, ref: str, **more: str) -> Response:
    """To the list as it was, at the entry."""
    arguments: dict[str, Any] = query(wanted_filter(), entry=ref, **more)
    return redirect(url_for("catalogue.index", locale=locale, _anchor=f"e-{ref}", **arguments), 303)


def _page(locale: str, ref: str | None, typed: Typed | None = None) -> str:
    listing = service.list_catalogue(ctx(), actor(), locale)
    wanted = wanted_filter()
    opened = listing.find(ref) if ref else None
    return render_template(
        "catalogue/index.html",
        locale=locale,
        locales=_tabs(locale),
        wanted=wanted,
        query=query,
        shows=[(show, show_word(show), count_shown(listing, show)) for show in Show],
        section_names=[(section, section_name(section)) for section in Section],
        groups=sections(listing, wanted),
        opened=_opened(listing, opened, typed) if opened else None,
        outside=opened if opened and not wanted.takes(opened) else None,
        typed=typed,
        saved=request.args.get("saved") == "yes" and typed is None,
        editor=may_approve(actor()),
        total=sum(not item.obsolete for item in listing.items),
        addable={section.value for section in ADDED},
    )


def _tabs(current: str) -> list[tuple[str, int]]:
    """Locales with the number of their entries that wait for a person."""
    mine = dict.fromkeys([*service.locales_of(ctx(), actor()), current])
    return [(locale, len(service.load(ctx(), locale).check())) for locale in mine]


def _opened(listing: Listing, item: Item, typed: Typed | None) -> OpenEntry:
    now, local = ctx().clock.now(), when.local_in(ctx().settings.time_zone)
    texts = typed.texts if typed else item.entry.texts
    return open_entry(
        item,
        fields(item, listing, texts, site=ctx().settings.site_name, today=local(now).date()),
        service.history(ctx(), actor(), listing.locale, item.ref),
        lambda moment: when.at(local(moment), local(now)),
        fuzzy=typed.fuzzy if typed else item.entry.fuzzy and not is_blank(texts),
        comment=typed.comment if typed else item.entry.comment,
    )
