"""Feeds as the page shows them: state, times and numbers in words, troubles as sentences."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext, ngettext

from localize.article import IntakeNote
from localize.errors import LocalizeError
from localize.locales import language_name
from localize.services.feeds import FeedState, FeedSummary, Follow, ItemState, ItemTrouble, Trouble
from web.presenters import when, words
from web.presenters.intake_words import note_sentence, refusal_sentence


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item that waits or failed."""

    title: str
    url: str | None
    waiting: bool
    why: str


@dataclass(frozen=True, slots=True)
class FeedView:
    """One feed. ``facts``: what is said of it beside its state, each a phrase."""

    id: int
    name: str
    url: str
    state: str
    css: str  # is-red, is-quiet …, by state
    icon: str
    paused: bool
    trouble: str
    notes: tuple[str, ...]
    facts: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    items: tuple[ItemView, ...]
    more: int  # items in trouble beyond those shown


def present_feeds(found: list[FeedSummary], *, now: datetime, local: Callable[[datetime], datetime]) -> list[FeedView]:
    """Those with trouble first, then by name."""
    views = [_feed(one, now=local(now), local=local) for one in found]
    return sorted(views, key=lambda view: not (view.trouble or view.items))


def trouble_sentence(trouble: Trouble) -> str:
    """Why something did not work."""
    return refusal_sentence(LocalizeError(trouble.message, reason=trouble.code, params=trouble.params))


def follow_name(follow: Follow) -> str:
    """Where the text is taken from."""
    return {
        Follow.AUTO: gettext("From the feed if it has the whole story, else from the page"),
        Follow.PAGE: gettext("Always from the item’s page"),
        Follow.CONTENT: gettext("Always from the feed"),
    }[follow]


def _feed(one: FeedSummary, *, now: datetime, local: Callable[[datetime], datetime]) -> FeedView:
    state, css, icon = _state(one)
    shown = tuple(map(_item, one.items))
    troubled = one.counts[ItemState.WAITING] + one.counts[ItemState.FAILED]
    return FeedView(
        id=one.id,
        name=one.name,
        url=one.url,
        state=state,
        css=css,
        icon=icon,
        paused=one.state is FeedState.PAUSED,
        trouble=trouble_sentence(one.trouble) if one.trouble else "",
        notes=tuple(note_sentence(IntakeNote(note.code, note.message, note.params)) for note in one.notes),
        facts=_facts(one, now, local),
        counts=_counts(one),
        items=shown,
        more=max(0, troubled - len(shown)),
    )


def _state(one: FeedSummary) -> tuple[str, str, str]:
    if one.state is FeedState.PAUSED:
        return gettext("Paused"), "is-quiet", "initial"
    if one.trouble:
        said = ngettext("%(num)s poll in vain", "%(num)s polls in vain", one.failures)
        return said, "is-red", "error"
    if one.succeeded_at is None:
        return gettext("Not polled yet"), "is-quiet", "queued"
    return gettext("Polled"), "is-green", "check"


def _facts(one: FeedSummary, now: datetime, local: Callable[[datetime], datetime]) -> tuple[str, ...]:
    facts = []
    if one.polled_at:
        facts.append(gettext("Last poll %(time)s", time=when.at(local(one.polled_at), now)))
    if one.trouble and one.succeeded_at:
        facts.append(gettext("Last good one %(time)s", time=when.at(local(one.succeeded_at), now)))
    if one.state is FeedState.POLLED:
        due = local(one.next_poll_at)
        facts.append(gettext("Next %(time)s", time=when.at(due, now)) if due > now else gettext("Next within seconds"))
    facts.append(gettext("Every %(span)s", span=when.span(one.every)))
    ui = when.ui_locale()
    targets = ", ".join(language_name(locale, ui) for locale in one.locales)
    facts.append(targets or gettext("The usual languages"))
    facts.append(gettext("Lane: %(lane)s", lane=words.lane_name(one.lane)))
    facts.append(follow_name(one.follow))
    return tuple(facts)


def _counts(one: FeedSummary) -> tuple[tuple[str, int], ...]:
    names = (
        (ItemState.FILED, gettext("Filed")),
        (ItemState.KNOWN, gettext("Known")),
        (ItemState.SKIPPED, gettext("Older")),
        (ItemState.WAITING, gettext("Waiting")),
        (ItemState.FAILED, gettext("Failed")),
    )
    always = {ItemState.FILED}
    return tuple((name, one.counts[state]) for state, name in names if one.counts[state] or state in always)


def _item(item: ItemTrouble) -> ItemView:
    why = trouble_sentence(item.trouble) if item.trouble else ""
    return ItemView(item.title, item.url, item.state is ItemState.WAITING, why)
