"""The termbase's list and its entries: looked at by everybody, each in the languages that are theirs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext

from localize.errors import NotFoundError
from localize.services import terms as service
from localize.services.term_record import may_decide
from localize.services.terms import TermEntry, TermShow, Wanted
from localize.terms.concept import Concept
from localize.terms.term import PartOfSpeech, TermStatus
from web.current import actor, ctx
from web.presenters import when
from web.presenters.term_words import keep_sign, part_word, show_word, status_word
from web.presenters.terms import past, target_view, term_row

blueprint = Blueprint("terms", __name__, url_prefix="/terms")

_MAX_WORDS = 200  # characters to look for


@dataclass(frozen=True, slots=True)
class Typed:
    """An entry's form as it was filled in, and what was wrong with it."""

    concept: Concept
    error: str = ""
    known: int | None = None  # the entry that is there already
    theirs: str = ""  # who saved meanwhile
    proposal: Mapping[str, str] = field(default_factory=dict)


@blueprint.get("")
def index() -> str:
    """A page of the list."""
    mine = service.locales_of(ctx(), actor())
    if not mine:
        raise NotFoundError(gettext("There are no terms in a language that is yours."))
    wanted = _wanted(mine)
    found = service.list_terms(ctx(), actor(), wanted, page=_number("page"))
    return render_template(
        "terms/index.html",
        wanted=wanted,
        locale=wanted.locale,
        locales=mine,
        found=found,
        rows=[term_row(entry, wanted.locale) for entry in found.entries],
        shows=[(show, show_word(show), found.counts[show]) for show in TermShow],
        domains=service.domains(ctx()),
        editor=may_decide(actor()),
        query=_query,
    )


@blueprint.get("/<int:term_id>")
def show(term_id: int) -> str:
    """One entry: its form, or for who may not decide what it says and a form for proposals; its history."""
    return entry_page(service.open_term(ctx(), term_id))


def entry_page(entry: TermEntry, typed: Typed | None = None) -> str:
    """The page of an entry, with what was typed if that could not be stored."""
    concept = typed.concept if typed else entry.concept
    mine = service.locales_of(ctx(), actor())
    proposals = [target_view(t) for t in entry.concept.targets if t.proposed and actor().may_work_in(t.locale)]
    return render_template(
        "terms/show.html",
        entry=entry,
        concept=concept,
        typed=typed,
        proposals=proposals,
        past=past(service.history(ctx(), entry.id), entry, _clock, actor().may_work_in),
        views=[(tag, [target_view(t) for t in entry.concept.of(tag)]) for tag in _tags(concept, mine)],
        saved=request.args.get("saved"),
        **form_values(concept, mine),
    )


def form_values(concept: Concept, mine: tuple[str, ...]) -> dict[str, Any]:
    """What the fields of an entry's form need: a row for each term, and an empty one for each language."""
    groups = []
    number = 0
    for tag in _tags(concept, mine):
        rows: list[tuple[int, Any]] = []
        for term in [*(t for t in concept.targets if t.locale == tag and not t.proposed), None]:
            rows.append((number, term))
            number += 1
        groups.append((tag, rows))
    return {
        "groups": groups,
        "mine": mine,
        "parts": [(part.value, part_word(part)) for part in PartOfSpeech],
        "statuses": [(status.value, status_word(status)) for status in TermStatus],
        "domains": service.domains(ctx()),
        "editor": may_decide(actor()),
        "locale": request.args.get("locale") if request.args.get("locale") in mine else (mine[0] if mine else None),
        "source_locale": ctx().settings.source_locale,
        "part": part_word(concept.part_of_speech),
        "keep": keep_sign(),
    }


def _tags(concept: Concept, mine: tuple[str, ...]) -> list[str]:
    """Languages of the form: those of the newsroom, and others that the entry has terms in."""
    used = dict.fromkeys(term.locale for term in concept.targets)
    wanted = dict.fromkeys([*ctx().settings.target_locales, *used])
    return [tag for tag in wanted if tag in mine or (tag in used and actor().may_work_in(tag))]


def _wanted(mine: tuple[str, ...]) -> Wanted:
    """What the address asks for."""
    locale, show_name = request.args.get("locale", ""), request.args.get("show", "")
    return Wanted(
        locale if locale in mine else mine[0],
        request.args.get("q", "")[:_MAX_WORDS].strip(),
        TermShow(show_name) if show_name in set(TermShow) else TermShow.ALL,
        request.args.get("domain", "")[:_MAX_WORDS].strip(),
    )


def _query(wanted: Wanted, **more: Any) -> dict[str, Any]:
    """What is looked for as arguments of an address, some of it otherwise."""
    arguments = {
        "locale": wanted.locale,
        "q": wanted.words,
        "show": wanted.show.value,
        "domain": wanted.domain,
        **more,
    }
    return {name: value for name, value in arguments.items() if value}


def _number(name: str) -> int:
    written = request.args.get(name, "")
    return int(written) if written.isdigit() and len(written) < 7 else 1


def _clock(moment: datetime) -> str:
    local = when.local_in(ctx().settings.time_zone)
    return when.at(local(moment), local(ctx().clock.now()))


def address(term_id: int, *, saved: str | None = None) -> str:
    """Where an entry's page is, in the language that was looked at."""
    return url_for("terms.show", term_id=term_id, locale=request.values.get("locale") or None, saved=saved)
