"""Feeds: what the scheduler polls, how it goes, and the buttons for it."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext

from localize.edition import Lane
from localize.errors import InvalidInputError, LocalizeError
from localize.services import feeds
from localize.services.feeds import Follow
from localize.workflow import UserRole
from web.current import actor, ctx
from web.presenters import when, words
from web.presenters.feeds import follow_name, present_feeds
from web.presenters.intake_words import refusal_sentence

blueprint = Blueprint("feeds", __name__, url_prefix="/feeds")


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as it was filled in."""

    url: str = ""
    name: str = ""
    to: tuple[str, ...] = ()
    more: str = ""  # further languages as written
    lane: str = Lane.NORMAL.value
    follow: str = Follow.AUTO.value
    minutes: str = "5"
    newest: str = "10"


@blueprint.get("")
def index() -> str:
    """All feeds, those with trouble first."""
    local = when.local_in(ctx().settings.time_zone)
    views = present_feeds(feeds.list_feeds(ctx()), now=ctx().clock.now(), local=local)
    return render_template("feeds/index.html", feeds=views, admin=actor().role is UserRole.ADMIN)


@blueprint.get("/new")
def new() -> str:
    """The form that adds a feed."""
    return _form(Typed(to=ctx().settings.target_locales))


@blueprint.post("/new")
def new_post() -> Any:
    """Add a feed. What is wrong comes back with the reason and everything typed."""
    form = request.form
    typed = Typed(
        url=form.get("url", ""),
        name=form.get("name", ""),
        to=tuple(form.getlist("to")),
        more=form.get("more", ""),
        lane=form.get("lane", Lane.NORMAL.value),
        follow=form.get("follow", Follow.AUTO.value),
        minutes=form.get("minutes", ""),
        newest=form.get("newest", ""),
    )
    try:
        added = _add(typed)
    except LocalizeError as error:
        return _form(typed, error=refusal_sentence(error)), 422
    flash(gettext("“%(name)s” is polled within seconds.", name=added.name), "note")
    return redirect(url_for("feeds.index"), 303)


@blueprint.post("/<int:feed_id>/<verb>")
def act(feed_id: int, verb: str) -> Any:
    """One of the buttons beside a feed."""
    match verb:
        case "poll":
            said = gettext("“%(name)s” is polled within seconds.", name=feeds.poll_soon(ctx(), feed_id).name)
        case "pause":
            said = gettext("“%(name)s” is paused.", name=feeds.pause_feed(ctx(), feed_id).name)
        case "resume":
            said = gettext("“%(name)s” is polled again.", name=feeds.resume_feed(ctx(), feed_id).name)
        case "remove":
            name = feeds.get_feed(ctx(), feed_id).name
            feeds.remove_feed(ctx(), feed_id)
            said = gettext("“%(name)s” is removed. Its articles stay.", name=name)
        case _:
            abort(404)
    flash(said, "note")
    return redirect(url_for("feeds.index"), 303)


def _add(typed: Typed) -> feeds.FeedSummary:
    """Raises ``InvalidInputError`` with a sentence for the person."""
    if not typed.url.strip():
        raise InvalidInputError(gettext("Name the feed’s address."))
    to = tuple(dict.fromkeys([*typed.to, *typed.more.replace(",", " ").split()]))
    if not to:
        raise InvalidInputError(gettext("Choose at least one language to translate into."))
    if typed.lane not in set(Lane) or typed.follow not in set(Follow):
        raise InvalidInputError(gettext("Choose a lane, and where the text is taken from."))
    return feeds.add_feed(
        ctx(),
        typed.url,
        actor(),
        name=typed.name,
        locales=to,
        lane=Lane(typed.lane),
        follow=Follow(typed.follow),
        every=60 * _number(typed.minutes, gettext("Minutes between polls")),
        newest=_number(typed.newest, gettext("Items to take at once")),
    )


def _number(written: str, name: str) -> int:
    trimmed = written.strip()
    if not (trimmed.isascii() and trimmed.isdigit() and len(trimmed) < 6):
        raise InvalidInputError(gettext("%(field)s: “%(written)s” is not a number.", field=name, written=written[:20]))
    return int(trimmed)


def _form(typed: Typed, *, error: str | None = None) -> str:
    return render_template(
        "feeds/new.html",
        typed=typed,
        error=error,
        targets=ctx().settings.target_locales,
        lanes=[(lane.value, words.lane_name(lane)) for lane in Lane],
        follows=[(follow.value, follow_name(follow)) for follow in Follow],
    )
