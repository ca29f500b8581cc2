"""What stands above the desk: search and filters as choices, what can be done to several rows, what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from flask_babel import gettext, lazy_gettext, ngettext
from flask_babel.speaklater import LazyString

from localize.edition import EditionState, Lane
from localize.errors import ForbiddenError, InvalidInputError, LocalizeError, TransitionError
from localize.services.context import Actor
from localize.services.desk import ArticleSummary, EditionSummary
from localize.services.desk_bulk import Bulk, LastOperation, Outcome
from localize.services.people import Person
from localize.workflow import Action, UserRole, offered
from web.presenters import words
from web.presenters.desk_rules import Filters, is_free

_LANES: Mapping[Lane, LazyString] = MappingProxyType(
    {
        Lane.BREAKING: lazy_gettext("Breaking"),
        Lane.NORMAL: lazy_gettext("Normal"),
        Lane.BACKGROUND: lazy_gettext("Background"),
    }
)
_NAMES: Mapping[Bulk, LazyString] = MappingProxyType(
    {
        Bulk.TAKE: lazy_gettext("Take"),
        Bulk.RELEASE: lazy_gettext("Give back"),
        Bulk.ASSIGN: lazy_gettext("Assign"),
        Bulk.RETRY: lazy_gettext("Try again"),
    }
)

Choice = tuple[str, str]  # value and name


@dataclass(frozen=True, slots=True)
class Tools:
    """Search, filters and bulk actions. ``acts``: what this role may do to several rows."""

    locales: tuple[Choice, ...]
    lanes: tuple[Choice, ...]
    states: tuple[Choice, ...]
    people: tuple[Choice, ...]
    acts: tuple[Choice, ...]
    assignable: bool
    undo: tuple[int, str] | None  # the operation and what its button says


def present_tools(
    filters: Filters, viewer: Actor, locales: Sequence[str], people: Sequence[Person], last: LastOperation | None
) -> Tools:
    """The tools for one viewer. ``locales``: those that the desk has."""
    editor = viewer.role in {UserRole.EDITOR, UserRole.ADMIN}
    kinds = [Bulk.TAKE, Bulk.RELEASE, Bulk.RETRY]
    shown = [locale for locale in locales if viewer.may_work_in(locale)]
    if filters.locale and filters.locale not in shown:
        shown.append(filters.locale)
    return Tools(
        locales=tuple((locale, words.language(locale)) for locale in shown),
        lanes=tuple((lane.value, str(name)) for lane, name in _LANES.items()),
        states=tuple((state.value, words.edition_state(state)) for state in EditionState),
        people=tuple((str(person.id), person.name) for person in people),
        acts=tuple((kind.value, str(_NAMES[kind])) for kind in kinds),
        assignable=editor,
        undo=_undo(last),
    )


def _undo(last: LastOperation | None) -> tuple[int, str] | None:
    if last is None:
        return None
    said: dict[Bulk, str] = {
        Bulk.TAKE: ngettext("%(num)s edition taken.", "%(num)s editions taken.", last.count),
        Bulk.RELEASE: ngettext("%(num)s edition given back.", "%(num)s editions given back.", last.count),
        Bulk.ASSIGN: ngettext("%(num)s edition assigned.", "%(num)s editions assigned.", last.count),
    }
    return last.id, said.get(last.kind, "")


def meant(kind: Bulk, articles: Sequence[ArticleSummary], filters: Filters, viewer: Actor) -> list[int]:
    """Ids of the editions of chosen articles that an action can be meant for: those that fit the filters and allow it."""
    return [e.id for a in articles for e in a.editions if filters.fits(e) and _possible(kind, e, viewer)]


def _possible(kind: Bulk, edition: EditionSummary, viewer: Actor) -> bool:
    if not viewer.may_work_in(edition.locale):
        return False
    possible = offered(edition.state, viewer.role)
    match kind:
        case Bulk.TAKE:
            return is_free(edition, viewer)
        case Bulk.ASSIGN:
            return Action.ASSIGN in possible
        case Bulk.RETRY:
            return Action.RETRY in possible
        case Bulk.RELEASE:
            editor = viewer.role in {UserRole.EDITOR, UserRole.ADMIN}
            held = edition.assignee_id is not None and (editor or edition.assignee_id == viewer.id)
            return held and Action.RELEASE in possible


def told(outcome: Outcome, titles: Mapping[int, str]) -> list[str]:
    """What came of an action, and each edition that refused with its reason."""
    count = len(outcome.done)
    said: dict[Bulk, str] = {
        Bulk.TAKE: ngettext("%(num)s edition taken.", "%(num)s editions taken.", count),
        Bulk.RELEASE: ngettext("%(num)s edition given back.", "%(num)s editions given back.", count),
        Bulk.ASSIGN: ngettext("%(num)s edition assigned.", "%(num)s editions assigned.", count),
        Bulk.RETRY: ngettext("%(num)s edition is tried again.", "%(num)s editions are tried again.", count),
    }
    lines = [said[outcome.kind]] if count else []
    return lines + [f"{titles.get(number, number)}: {_refusal(error)}" for number, error in outcome.refused]


def undone(outcome: Outcome, titles: Mapping[int, str]) -> list[str]:
    """What an undo did, and what it left alone."""
    count = len(outcome.done)
    lines = [ngettext("Undone for %(num)s edition.", "Undone for %(num)s editions.", count)] if count else []
    since = gettext("somebody has worked on it since")
    return lines + [f"{titles.get(number, number)}: {since}" for number, _ in outcome.refused]


def _refusal(error: LocalizeError) -> str:
    if isinstance(error, TransitionError):
        return gettext("not possible as it stands now")
    if isinstance(error, ForbiddenError):
        return gettext("not yours to do")
    if isinstance(error, InvalidInputError):
        return gettext("not this person’s language")
    return error.message
