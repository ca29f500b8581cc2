"""The memory: pairs found by their words in either language, corrected, deleted and brought back."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from localize.errors import InvalidInputError, RevisionConflictError
from localize.memory.entry import EntryOrigin
from localize.services import memory_edit as edit
from localize.services import memory_entries as entries
from localize.services.memory_search import MAX_QUESTION, Question, Side, deleted, search
from web.current import actor, ctx
from web.presenters import when
from web.presenters.memory import Clock, OpenPair, error_words, open_pair, origin_word, pair_view, side_word

blueprint = Blueprint("memory", __name__, url_prefix="/memory")


@dataclass(frozen=True, slots=True)
class Typed:
    """The open pair's form as it was filled in, and what was wrong with it."""

    text: str
    note: str
    error: str = ""
    theirs: str = ""  # who saved meanwhile


@blueprint.get("")
def index() -> str:
    """Pairs that answer the question, the newest ones without one; one of them open if it is asked for."""
    return _page(number(request.args.get("entry")))


@blueprint.get("/deleted")
def trash() -> str:
    """Pairs that were deleted."""
    pairs = deleted(ctx(), actor(), before=number(request.args.get("before")))
    return render_template("memory/deleted.html", pairs=pairs, clock=_clock())


@blueprint.post("/<int(max=9223372036854775807):entry_id>")
def save(entry_id: int) -> Any:
    """Save a correction. What cannot be saved comes back with the reason and everything typed."""
    typed = Typed(request.form.get("target", "").replace("\r\n", "\n"), request.form.get("note", ""))
    base = request.form.get("base", "")
    try:
        edit.edit(ctx(), actor(), entry_id, target=typed.text, note=typed.note, base=base)
    except RevisionConflictError as error:
        return _page(entry_id, replace(typed, theirs=str(error.details["author"]))), 409
    except InvalidInputError as error:
        return _page(entry_id, replace(typed, error=error_words(error))), 422
    return _back(entry_id, saved="yes")


@blueprint.post("/<int(max=9223372036854775807):entry_id>/revert")
def revert(entry_id: int) -> Any:
    """Put an earlier text back."""
    change = number(request.form.get("change")) or 0
    try:
        edit.revert(ctx(), actor(), entry_id, change, base=request.form.get("base", ""))
    except (InvalidInputError, RevisionConflictError) as error:
        return _refused(entry_id, error)
    return _back(entry_id, saved="yes")


@blueprint.post("/<int(max=9223372036854775807):entry_id>/delete")
def delete(entry_id: int) -> Any:
    """Delete a pair; the page offers to undo it."""
    try:
        change = edit.delete(ctx(), actor(), entry_id, base=request.form.get("base", ""))
    except RevisionConflictError as error:
        return _refused(entry_id, error)
    return redirect(url_for("memory.index", **arguments(asked()), deleted=change), 303)


@blueprint.post("/changes/<int(max=9223372036854775807):change_id>/restore")
def restore(change_id: int) -> Any:
    """Undo a deletion."""
    try:
        entry = edit.restore(ctx(), actor(), change_id)
    except InvalidInputError as error:
        pairs = deleted(ctx(), actor())
        return render_template("memory/deleted.html", pairs=pairs, clock=_clock(), error=error_words(error)), 422
    return _back(entry.id)


def asked() -> Question:
    """What the address, or the form that came from it, asks for. What is no date, number or origin is not asked for."""
    given = request.values
    side, origin, locale = given.get("side", ""), given.get("origin", ""), given.get("locale", "")
    return Question(
        words=given.get("q", "")[:MAX_QUESTION].strip(),
        side=Side(side) if side in set(Side) else Side.ANY,
        locale=entries.check_locale(ctx(), actor(), locale) if locale else "",
        author=given.get("author", "").replace("\0", "")[:200].strip(),
        article_id=number(given.get("article")),
        since=_day(given.get("since", "")),
        until=_day(given.get("until", "")),
        origin=EntryOrigin(origin) if origin in set(EntryOrigin) else None,
    )


def number(written: str | None) -> int | None:
    """A number of an address."""
    return int(written) if written and written.isascii() and written.isdigit() and len(written) < 19 else None


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None


def arguments(question: Question, **more: Any) -> dict[str, Any]:
    """A question as arguments of an address."""
    given = {
        "q": question.words,
        "side": "" if question.side is Side.ANY else question.side.value,
        "locale": question.locale,
        "author": question.author,
        "article": question.article_id,
        "since": question.since.isoformat() if question.since else "",
        "until": question.until.isoformat() if question.until else "",
        "origin": question.origin.value if question.origin else "",
        "before": number(request.values.get("before")),
        **more,
    }
    return {name: value for name, value in given.items() if value not in {"", None}}


def _back(entry_id: int, **more: str) -> Response:
    """To the list as it was, at the entry."""
    address = url_for("memory.index", **arguments(asked(), entry=entry_id, **more), _anchor=f"m-{entry_id}")
    return redirect(address, 303)


def _refused(entry_id: int, error: InvalidInputError | RevisionConflictError) -> tuple[str, int]:
    """The open pair as it stands, with the reason why nothing was done."""
    if isinstance(error, RevisionConflictError):
        return _page(entry_id, stale=str(error.details["author"])), 409
    entry = entries.get(ctx(), actor(), entry_id)
    return _page(entry_id, Typed(entry.target.dumps(), entry.note, error=error_words(error))), 422


def _clock() -> Clock:
    now, local = ctx().clock.now(), when.local_in(ctx().settings.time_zone)
    return lambda moment: when.at(local(moment), local(now))


def _page(entry_id: int | None, typed: Typed | None = None, *, stale: str = "") -> str:
    question, clock = asked(), _clock()
    terms = question.terms
    found = search(ctx(), actor(), question, before=number(request.values.get("before")))
    opened: OpenPair | None = None
    if entry_id is not None:
        view = pair_view(entries.get(ctx(), actor(), entry_id), terms, question.side, clock)
        past = entries.history(ctx(), actor(), entry_id)
        opened = open_pair(view, past, clock, typed.text if typed else None, typed.note if typed else None)
    locales = entries.locales_of(ctx(), actor())
    return render_template(
        "memory/index.html",
        question=question,
        arguments=arguments,
        pairs=[pair_view(entry, terms, question.side, clock) for entry in found.entries],
        next=found.next,
        later=number(request.values.get("before")) is not None,
        opened=opened,
        outside=opened if opened and entry_id not in {entry.id for entry in found.entries} else None,
        typed=typed,
        stale=stale,
        saved=request.args.get("saved") == "yes" and typed is None,
        deleted=number(request.args.get("deleted")),
        locales=locales,
        total=sum(count for _, count in locales),
        sides=[(side, side_word(side)) for side in Side],
        origins=[(origin, origin_word(origin)) for origin in EntryOrigin],
        narrowed=replace(question, words="") != Question(side=question.side, locale=question.locale),
        editor=entries.may_delete(actor()),
    )
