"""One row of the desk: headline, meta, at most one "why" line, its editions, when it is due."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext, ngettext

from localize.edition import EditionState, Lane, TargetState
from localize.locales import format_list, language_name
from localize.services.context import Actor
from localize.services.desk import ArticleSummary, Cell, EditionSummary
from localize.services.desk_search import Hit
from localize.workflow import Action, UserRole, offered
from web.presenters import when, words
from web.presenters.desk_rules import is_breaking, is_free, is_out, waits_for

PROMISE = timedelta(minutes=15)  # from filing to publication of a breaking story
SOON = timedelta(hours=2)

_TONES = {
    EditionState.APPROVED: "is-green",
    EditionState.PUBLISHED: "is-green",
    EditionState.BLOCKED: "is-red",
    EditionState.QUEUED: "is-quiet",
    EditionState.WITHDRAWN: "is-quiet",
}
_REVIEWED = frozenset(
    {EditionState.SUBMITTED, EditionState.APPROVED, EditionState.PUBLISHED, EditionState.WITHDRAWN}
)  # opened on the review page, the others in the editor


@dataclass(frozen=True, slots=True)
class EditionCell:
    """An edition in its column. ``endpoint``: the page it opens on, None for somebody else's language."""

    id: int
    locale: str
    title: str  # "Russian edition"
    state: str
    word: str
    tone: str
    note: str
    errors: int
    warnings: int
    cells: tuple[Cell, ...]
    strip_label: str
    endpoint: str | None
    assignee: str | None
    mine: bool
    take: bool


@dataclass(frozen=True, slots=True)
class Why:
    """The one line that says why a row needs attention. ``tag`` with ``tone`` and ``icon`` goes before the text."""

    icon: str
    text: str
    tag: str = ""
    tone: str = ""
    edition_id: int | None = None
    link: str = ""  # a link to the edition, with this text
    endpoint: str = "review.show"
    retry: tuple[tuple[int, str], ...] = ()  # blocked editions that can be tried again, with their languages


@dataclass(frozen=True, slots=True)
class Due:
    """When a row is due: a strong word and a quiet one. ``until`` drives a breaking story's clock, ``left`` names it."""

    strong: str = ""
    quiet: str = ""
    soon: bool = False
    until: datetime | None = None
    left: str = ""


@dataclass(frozen=True, slots=True)
class RowView:
    """A row. ``edition_id`` and ``endpoint``: what the headline opens, the article when there is no edition.

    ``editions`` has a cell (or none) for each of the desk's columns, ``more`` the editions that have no column.
    """

    id: int
    headline: str
    endpoint: str
    edition_id: int | None
    meta: tuple[str, ...]
    confidential: bool
    why: Why | None
    editions: tuple[EditionCell | None, ...]
    more: tuple[EditionCell, ...]
    due: Due
    hit: Hit | None = None  # where the words that were searched for stand


def present_row(
    article: ArticleSummary,
    viewer: Actor,
    locales: Sequence[str],
    *,
    now: datetime,
    local: Callable[[datetime], datetime],
) -> RowView:
    """A row for one viewer, with one cell (or none) for each of the columns."""
    own = {edition.locale: edition for edition in article.editions}
    chosen = _opened(article, viewer)
    return RowView(
        id=article.id,
        headline=article.headline or gettext("Without a headline"),
        endpoint=_endpoint(chosen) if chosen else "articles.show",
        edition_id=chosen.id if chosen else None,
        meta=_meta(article, now, local),
        confidential=article.confidential,
        why=_why(article, viewer, now, local),
        editions=tuple(_cell(own[locale], viewer, now, local) if locale in own else None for locale in locales),
        more=tuple(_cell(e, viewer, now, local) for e in article.editions if e.locale not in locales),
        due=_due(article, now, local),
    )


def strip_label(cells: Sequence[Cell]) -> str:
    """The strip in words: "20 segments: 9 reviewed, 9 translated, 2 empty, 1 with an error"."""
    states = [cell.state for cell in cells]
    said = gettext(
        "%(segments)s: %(reviewed)s reviewed, %(translated)s translated, %(empty)s empty",
        segments=words.segments(len(states)),
        reviewed=states.count(TargetState.REVIEWED) + states.count(TargetState.FINAL),
        translated=states.count(TargetState.TRANSLATED),
        empty=states.count(TargetState.INITIAL),
    )
    errors = sum(cell.error for cell in cells)
    return said + ", " + ngettext("%(num)s with an error", "%(num)s with an error", errors) if errors else said


def _endpoint(edition: EditionSummary) -> str:
    return "review.show" if edition.state in _REVIEWED else "editor.edit"


def _opened(article: ArticleSummary, viewer: Actor) -> EditionSummary | None:
    """What the headline opens: what waits for the viewer, else a translator's own language, else the article."""
    waiting = [edition for edition in article.editions if waits_for(edition, viewer)]
    if waiting:
        return waiting[0]
    if viewer.role is not UserRole.TRANSLATOR:
        return None
    ours = [edition for edition in article.editions if edition.locale in viewer.locales]
    return ours[0] if len(ours) == 1 else None


def _meta(article: ArticleSummary, now: datetime, local: Callable[[datetime], datetime]) -> tuple[str, ...]:
    said = [when.filed(local(article.filed_at), local(now))]
    if article.version > 1:
        said.append(gettext("Version %(number)s", number=article.version))
    said.append(ngettext("%(num)s word", "%(num)s words", article.word_count))
    if article.lane == Lane.BACKGROUND.value:
        said.append(words.lane_name(Lane.BACKGROUND))
    if article.lane == Lane.BREAKING.value:
        said.append(gettext("Filed by %(name)s", name=article.filed_by))
    return tuple(said)


def _cell(edition: EditionSummary, viewer: Actor, now: datetime, local: Callable[[datetime], datetime]) -> EditionCell:
    waits = edition.state is EditionState.QUEUED
    return EditionCell(
        id=edition.id,
        locale=edition.locale,
        title=gettext("%(language)s edition", language=words.language(edition.locale)),
        state=edition.state.value,
        word=words.edition_state(edition.state),
        tone=_TONES.get(edition.state, ""),
        note=_note(edition, now, local),
        errors=edition.progress.errors,
        warnings=edition.progress.warnings,
        cells=() if waits or edition.state is EditionState.WITHDRAWN else edition.cells,
        strip_label=strip_label(edition.cells),
        endpoint=_endpoint(edition) if viewer.may_work_in(edition.locale) else None,
        assignee=edition.assignee,
        mine=viewer.id is not None and edition.assignee_id == viewer.id,
        take=is_free(edition, viewer),
    )


def _note(edition: EditionSummary, now: datetime, local: Callable[[datetime], datetime]) -> str:
    """The quiet words beside the state."""
    match edition.state:
        case EditionState.QUEUED | EditionState.TRANSLATING:
            return words.drafting_note(edition)
        case EditionState.DRAFTED if edition.drafted_at is not None:
            seconds = (edition.drafted_at - edition.filed_at).total_seconds()
            if now - edition.drafted_at < timedelta(hours=1) and seconds < 3600:
                return gettext("%(span)s after filing", span=when.span(seconds))
        case EditionState.PUBLISHED | EditionState.WITHDRAWN if edition.released_at is not None:
            return _released(edition, edition.released_at, now, local)
        case EditionState.IN_REVIEW | EditionState.SUBMITTED | EditionState.APPROVED if edition.live:
            return gettext("release %(number)s is live", number=edition.release_number)
    return ""


def _released(edition: EditionSummary, at: datetime, now: datetime, local: Callable[[datetime], datetime]) -> str:
    """When it went out. Of a breaking story's first release: how long readers waited for it."""
    if edition.lane == Lane.BREAKING.value and edition.release_number == 1 and edition.state is EditionState.PUBLISHED:
        return gettext("%(span)s after filing", span=when.span((at - edition.filed_at).total_seconds()))
    return when.at(local(at), local(now))


def _why(article: ArticleSummary, viewer: Actor, now: datetime, local: Callable[[datetime], datetime]) -> Why | None:
    """The first that holds: returned, blocked, stale, held by an embargo, withdrawn."""
    ours = [edition for edition in article.editions if viewer.may_work_in(edition.locale)]
    for edition in sorted(ours, key=lambda e: e.assignee_id != viewer.id):
        if edition.returned_by:
            text = gettext(
                "Returned by %(name)s: “%(reason)s”", name=edition.returned_by, reason=edition.returned_reason
            )
            return Why("undo", text, edition_id=edition.id, link=gettext("Read"))
    blocked = [edition for edition in ours if edition.state is EditionState.BLOCKED]
    if blocked:
        return _blocked(blocked, viewer, now, local)
    for edition in ours:
        if edition.stale_since is not None:
            return _stale(edition, now, local)
    if article.embargo is not None and article.embargo > now and not is_out(article):
        moment = when.at(local(article.embargo), local(now))
        return Why("lock", gettext("Held by an embargo until %(time)s.", time=moment))
    return None


def _blocked(
    editions: Sequence[EditionSummary], viewer: Actor, now: datetime, local: Callable[[datetime], datetime]
) -> Why:
    """Why there is no draft: the first edition's reason, with every language that waits."""
    first = editions[0]
    text = words.blocked_sentence(first.blocked_code, first.blocked_sentence, first.failures)
    tries = [edition.next_try for edition in editions if edition.next_try is not None and edition.next_try > now]
    if tries:
        text += " " + gettext("Next try %(time)s.", time=when.at(local(min(tries)), local(now)))
    names = [language_name(edition.locale, when.ui_locale()) for edition in editions]
    tag = gettext("%(languages)s blocked", languages=format_list(names, when.ui_locale()))
    allowed = Action.RETRY in offered(EditionState.BLOCKED, viewer.role)
    return Why(
        "blocked",
        text,
        tag=tag[:1].upper() + tag[1:],
        tone="red",
        retry=tuple((e.id, name) for e, name in zip(editions, names, strict=True)) if allowed else (),
    )


def _stale(edition: EditionSummary, now: datetime, local: Callable[[datetime], datetime]) -> Why:
    progress = edition.progress
    waiting = progress.total - progress.confirmed
    text = gettext("Version %(number)s arrived.", number=edition.newest_version)
    if waiting:
        text += " " + gettext("%(open)s of %(total)s segments wait.", open=waiting, total=progress.total)
    return Why(
        "stale",
        text,
        tag=gettext("Stale since %(time)s", time=when.at(local(edition.stale_since or now), local(now))),
        tone="amber",
        edition_id=edition.id,
        link=gettext("See the change"),
        endpoint=_endpoint(edition),
    )


def _due(article: ArticleSummary, now: datetime, local: Callable[[datetime], datetime]) -> Due:
    states = {edition.state for edition in article.editions}
    if is_breaking(article):
        return _promised(article, now)
    if is_out(article):
        return Due(gettext("Withdrawn") if states == {EditionState.WITHDRAWN} else gettext("Done"))
    if any(edition.stale_since for edition in article.editions):
        return Due(gettext("Now"), gettext("correction"))
    if article.embargo is not None and article.embargo > now:
        return Due(gettext("Embargo"), when.at(local(article.embargo), local(now)))
    return due_at(article.deadline, now, local) if article.deadline else Due()


def _promised(article: ArticleSummary, now: datetime) -> Due:
    """The clock of a breaking story: to its deadline, else to the promise that every breaking story has."""
    until = article.deadline or article.filed_at + PROMISE
    promised = max(1, round((until - article.filed_at).total_seconds() / 60))
    left = (until - now).total_seconds() / 60
    promise = ngettext("left of %(num)s minute", "left of %(num)s minutes", promised)
    quiet = promise if left > 0 else gettext("late")
    return Due(when.minutes(max(1, round(abs(left)))), quiet, until=until, left=promise)


def due_at(deadline: datetime, now: datetime, local: Callable[[datetime], datetime]) -> Due:
    """A deadline in words: "in 53 min", "Tomorrow", "20 min late"."""
    moment, left = local(deadline), deadline - now
    if left < timedelta(0):
        late = when.minutes(max(1, round(-left.total_seconds() / 60)))
        return Due(gettext("%(span)s late", span=late), when.at(moment, local(now)), soon=True)
    if left < SOON:
        soon = gettext("in %(span)s", span=when.minutes(max(1, round(left.total_seconds() / 60))))
        return Due(soon, gettext("today") + ", " + when.clock(moment), soon=True)
    return Due(when.day_word(moment, local(now)), when.clock(moment))


def due_sentence(deadline: datetime, now: datetime, local: Callable[[datetime], datetime]) -> str:
    """A deadline in one line: "Due in 53 min, 15:00", "20 min late, 15:00", "Due Tue 12:00"."""
    told = due_at(deadline, now, local)
    if deadline < now:
        return f"{told.strong}, {when.at(local(deadline), local(now))}"
    if told.soon:
        return gettext("Due %(time)s", time=f"{told.strong}, {when.clock(local(deadline))}")
    return gettext("Due %(time)s", time=when.at(local(deadline), local(now)))
