"""The desk as a person sees it: views with counts, groups of rows, what waits for whom. Values in, words out.

Nothing here asks the store or the request: articles, viewer and time are given.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from flask_babel import gettext, lazy_gettext, lazy_pgettext, ngettext
from flask_babel.speaklater import LazyString

from localize.edition import EditionState
from localize.services.context import Actor
from localize.services.desk import ArticleSummary, visible
from localize.services.desk_search import Hit
from web.presenters import when
from web.presenters.desk_row import RowView, present_row
from web.presenters.desk_rules import NO_FILTERS, Filters, is_breaking, is_free, is_held, is_out, waits_for


class View(StrEnum):
    """What of the desk is shown."""

    OPEN = "open"
    TURN = "turn"  # waits for the viewer
    MINE = "mine"  # the viewer works on it
    FREE = "unassigned"
    TODAY = "today"  # due today or late
    STALE = "stale"
    BLOCKED = "blocked"
    OUT = "published"


MAX_COLUMNS = 4

_VIEWS: Mapping[View, LazyString] = MappingProxyType(
    {
        View.OPEN: lazy_pgettext("view", "Open"),
        View.TURN: lazy_pgettext("view", "Your turn"),
        View.MINE: lazy_pgettext("view", "In your hands"),
        View.FREE: lazy_pgettext("view", "Unassigned"),
        View.TODAY: lazy_pgettext("view", "Due today"),
        View.STALE: lazy_pgettext("view", "Stale"),
        View.BLOCKED: lazy_pgettext("view", "Blocked"),
        View.OUT: lazy_pgettext("view", "Published"),
    }
)

_BLANK_TITLES: Mapping[View, LazyString] = MappingProxyType(
    {
        View.OPEN: lazy_gettext("The desk is clear"),
        View.TURN: lazy_gettext("Nothing waits for you"),
        View.MINE: lazy_gettext("You hold no edition"),
        View.FREE: lazy_gettext("Every edition has a translator"),
        View.TODAY: lazy_gettext("Nothing is due today"),
        View.STALE: lazy_gettext("No release is stale"),
        View.BLOCKED: lazy_gettext("Nothing is blocked"),
        View.OUT: lazy_gettext("Nothing is published yet"),
    }
)


@dataclass(frozen=True, slots=True)
class Tab:
    """A view with the number of articles in it."""

    view: View
    name: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a common title. ``key`` is unique on the page."""

    key: str
    title: str
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """What stands where there is nothing to show: what is true, and the next best thing (a view, or None: file one)."""

    title: str
    text: str
    offer: str
    view: View | None


@dataclass(frozen=True, slots=True)
class DeskView:
    """Everything on the desk. ``locales`` are the columns, the viewer's own first."""

    sentence: str
    tabs: tuple[Tab, ...]
    view: View
    locales: tuple[str, ...]
    breaking: tuple[RowView, ...]
    groups: tuple[Group, ...]
    blank: Blank | None
    queue: int
    filters: Filters


def present_desk(
    articles: Sequence[ArticleSummary],
    viewer: Actor,
    view: View,
    *,
    now: datetime,
    local: Callable[[datetime], datetime],
    target_locales: Sequence[str],
    filters: Filters = NO_FILTERS,
    hits: Mapping[int, Hit] = MappingProxyType({}),
) -> DeskView:
    """The desk for one viewer. ``local`` brings a moment into the newsroom's zone; ``now`` is any aware time.

    ``hits``: by article, where the words that were searched for stand.
    """
    mine = [article for article in articles if visible(article, viewer) and filters.fit(article)]
    in_view = {v: [a for a in mine if _belongs(a, v, viewer, local, now)] for v in View}
    shown = in_view[view]
    locales = _columns(shown, viewer, target_locales)
    breaking = sorted((a for a in shown if is_breaking(a)), key=_urgency)[:3]
    rest = [article for article in shown if article not in breaking]

    def rows(chosen: Sequence[ArticleSummary]) -> tuple[RowView, ...]:
        return tuple(replace(present_row(a, viewer, locales, now=now, local=local), hit=hits.get(a.id)) for a in chosen)

    return DeskView(
        sentence=_sentence(in_view[View.OPEN], in_view[View.TURN], bool(articles), local(now)),
        tabs=tuple(Tab(v, str(name), len(in_view[v]), v is view) for v, name in _VIEWS.items()),
        view=view,
        locales=locales,
        breaking=rows(breaking),
        groups=tuple(
            Group(key, title, rows(chosen)) for key, title, chosen in _groups(rest, mine, view, viewer, local, now)
        ),
        blank=None if shown else _no_hits() if filters.any else _blank(view, in_view, local, now),
        filters=filters,
        queue=sum(edition.ahead is not None for article in mine for edition in article.editions),
    )


def _no_hits() -> Blank:
    text = gettext("Other views may have what you look for: their numbers count it.")
    return Blank(
        gettext("Nothing here fits the search and the filters"), text, gettext("Clear search and filters"), View.OPEN
    )


def _belongs(
    article: ArticleSummary, view: View, viewer: Actor, local: Callable[[datetime], datetime], now: datetime
) -> bool:
    due = article.deadline
    rules: Mapping[View, Callable[[], bool]] = {
        View.OPEN: lambda: not is_out(article),
        View.TURN: lambda: any(waits_for(edition, viewer) for edition in article.editions),
        View.MINE: lambda: any(is_held(edition, viewer) for edition in article.editions),
        View.FREE: lambda: any(is_free(edition, viewer) for edition in article.editions),
        View.TODAY: lambda: not is_out(article) and due is not None and local(due).date() <= local(now).date(),
        View.STALE: lambda: any(edition.stale_since is not None for edition in article.editions),
        View.BLOCKED: lambda: any(edition.state is EditionState.BLOCKED for edition in article.editions),
        View.OUT: lambda: is_out(article),
    }
    return rules[view]()


def _columns(articles: Sequence[ArticleSummary], viewer: Actor, target_locales: Sequence[str]) -> tuple[str, ...]:
    """Locales with a column: what the viewer works in first, then as the settings order them, at most four.

    A language that only some article is translated into has none: it would push the others off every row.
    """
    present = dict.fromkeys(edition.locale for article in articles for edition in article.editions)
    usual = [locale for locale in dict.fromkeys([*viewer.locales, *target_locales]) if locale in present]
    return tuple(usual or present)[:MAX_COLUMNS]


def _urgency(article: ArticleSummary) -> tuple[float, int]:
    """Due first; without a deadline the newest first, after those with one."""
    return (article.deadline.timestamp() if article.deadline else float("inf"), -article.id)


def _groups(
    rest: Sequence[ArticleSummary],
    mine: Sequence[ArticleSummary],
    view: View,
    viewer: Actor,
    local: Callable[[datetime], datetime],
    now: datetime,
) -> list[tuple[str, str, list[ArticleSummary]]]:
    if view is View.OUT:
        newest = sorted(rest, key=lambda a: a.updated_at, reverse=True)
        return [("out", str(_VIEWS[View.OUT]), newest)] if newest else []
    turn = sorted((a for a in rest if any(waits_for(e, viewer) for e in a.editions)), key=_urgency)
    way = sorted((a for a in rest if a not in turn and not is_out(a)), key=_urgency)
    today = local(now).date()
    out = [a for a in mine if is_out(a) and local(a.updated_at).date() == today] if view is View.OPEN else []
    groups = [
        ("turn", gettext("Your turn"), turn),
        ("way", gettext("On the way"), way),
        ("out", gettext("Out today"), sorted(out, key=lambda a: a.updated_at, reverse=True)),
    ]
    return [group for group in groups if group[2]]


def _sentence(opened: Sequence[ArticleSummary], turn: Sequence[ArticleSummary], filed: bool, now: datetime) -> str:
    moment = f"{when.long_day(now.date())}, {when.clock(now)}."
    breaking = [article for article in opened if is_breaking(article)]
    waiting = len([article for article in turn if article not in breaking])
    if not filed:
        return moment + " " + gettext("No article has been filed yet.")
    if breaking:
        said = gettext("One story is breaking")
        if len(breaking) > 1:
            said = ngettext("%(num)s story is breaking", "%(num)s stories are breaking", len(breaking))
        more = ngettext("%(num)s more waits for you", "%(num)s more wait for you", waiting)
        return f"{moment} {said}, {more}." if waiting else f"{moment} {said}."
    if waiting:
        return moment + " " + ngettext("%(num)s article waits for you.", "%(num)s articles wait for you.", waiting)
    return moment + " " + gettext("Nothing waits for you.")


def _blank(
    view: View, in_view: Mapping[View, Sequence[ArticleSummary]], local: Callable[[datetime], datetime], now: datetime
) -> Blank:
    free, opened = in_view[View.FREE], in_view[View.OPEN]
    if not opened and not in_view[View.OUT]:
        text = gettext(
            "File the first article: paste its text, or send it through the API. Drafts follow by themselves."
        )
        return Blank(gettext("No article has been filed yet"), text, gettext("File an article"), None)
    said = []
    if view is not View.FREE and free:
        said.append(
            ngettext("%(num)s article has no translator yet.", "%(num)s articles have no translator yet.", len(free))
        )
    due = min((a.deadline for a in opened if a.deadline and a.deadline > now), default=None)
    if due is not None:
        said.append(gettext("The next deadline on the desk is %(time)s.", time=when.at(local(due), local(now))))
    title = str(_BLANK_TITLES[view])
    if view is not View.FREE and free:
        return Blank(title, " ".join(said), gettext("Show unassigned"), View.FREE)
    if view is not View.OPEN and opened:
        return Blank(title, " ".join(said), gettext("Show all open articles"), View.OPEN)
    return Blank(title, " ".join(said), gettext("File an article"), None)
