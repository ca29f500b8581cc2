"""Memory, terms, names, catalogue, feeds and engines in the middle of a day: changed, proposed, deleted, in trouble."""

from collections.abc import MutableMapping
from datetime import datetime, timedelta
from typing import Any

from localize.services import catalogue, catalogue_sources, engine_health, feeds, memory_edit, names, terms, terms_edit
from localize.services.catalogue_edit import Draft, save
from localize.services.context import Actor, Context
from localize.services.memory_search import Question, search
from localize.services.name_candidates import ignore
from localize.store.feeds import FeedItemRow
from localize.store.jobs import EngineCallRow
from localize.store.names import NameQuery
from localize.terms.concept import LocaleTerm
from localize.terms.name import NameForm

Places = MutableMapping[str, str | int]


def fill_registers(ctx: Context, places: Places, *, elena: Actor, olga: Actor) -> None:
    """Fill them all. ``places`` gets an entry of each."""
    _memory(ctx, places, elena, olga)
    _terms(ctx, places, elena, olga)
    _names(ctx, places, elena, olga)
    _catalogue(ctx, places, elena, olga)
    _feeds(ctx, olga)
    _engines(ctx, int(places["job"]))


def _memory(ctx: Context, places: Places, elena: Actor, olga: Actor) -> None:
    """A pair that was corrected, and two that were deleted."""
    first, *rest = search(ctx, elena, Question(locale="ru")).entries
    text = first.target.dumps().rstrip(".") + "!"
    changed = memory_edit.edit(ctx, elena, first.id, target=text, note="As the desk decided.", base=first.base)
    memory_edit.edit(ctx, olga, first.id, target=first.target.dumps(), note="", base=changed.base)
    for pair in rest[-2:]:
        memory_edit.delete(ctx, olga, pair.id, base=pair.base)
    places["memory"] = first.id


def _terms(ctx: Context, places: Places, elena: Actor, olga: Actor) -> None:
    """A term with a proposal and a history."""
    found = terms.list_terms(ctx, olga, terms.Wanted("ru", "tunnel")).entries[0]
    terms_edit.propose(ctx, elena, found.id, LocaleTerm("ru", "подземный переход"))
    places["term"] = found.id


def _names(ctx: Context, places: Places, elena: Actor, olga: Actor) -> None:
    """A name with a proposed form; a spelling that was set aside."""
    found = names.list_names(ctx, NameQuery("ru", "marta elvin")).entries[0]
    names.write_form(ctx, elena, found.id, "ru", NameForm("Марта Эльвен", "мэр Марта Эльвен"))
    ignore(ctx, olga, "Ring Road")
    places["name"] = found.id


def _catalogue(ctx: Context, places: Places, elena: Actor, olga: Actor) -> None:
    """An entry that was changed, one that is proposed, and a notice of the newsroom's own."""
    items = [item for item in catalogue.list_catalogue(ctx, olga, "ru").items if "{source}" in item.entry.msgid]
    save(ctx, olga, "ru", items[0].ref, Draft(("По сведениям {source}.",)), base_revision=0)
    save(ctx, elena, "ru", items[0].ref, Draft(("По данным {source}.",)), base_revision=1)
    new = catalogue_sources.NewSource("notice", "Tuba lessons are not part of this offer.", "Under the library.", {})
    catalogue_sources.add_source(ctx, olga, new)
    places["entry"] = items[0].ref


def _feeds(ctx: Context, olga: Actor) -> None:
    """One that works, one in trouble with an item that waits, one that is paused. None is due today."""
    now = ctx.clock.now()
    added = [
        feeds.add_feed(ctx, f"https://{place}", olga, name=name, locales=["ru", "de"])
        for place, name in (
            ("wire.example.org/news.xml", "Fjord Wire"),
            ("council.example.org/press/releases/in-english/atom.xml", "Norrhaven City Council"),
            ("port.example.org/feed", "Port Authority"),
        )
    ]
    trouble = feeds.Trouble("not-a-feed", "This is no RSS or Atom feed.", {"accepted": "RSS, Atom"})
    with ctx.store.write() as unit:
        for summary in added:
            row = unit.feeds.get(summary.id)
            assert row is not None
            row.next_poll_at = now + timedelta(days=1)
            row.polled_at, row.succeeded_at = now, now - timedelta(hours=2)
            if row.name == "Norrhaven City Council":
                row.failures, row.error = 3, trouble.to_json()
                unit.feeds.add(_item(row.id, trouble, ctx))
    feeds.pause_feed(ctx, added[2].id)


def _item(feed_id: int, trouble: feeds.Trouble, ctx: Context) -> FeedItemRow:
    return FeedItemRow(
        feed_id=feed_id,
        key="0" * 64,
        item_id="urn:council:41",
        url="https://council.example.org/press/41",
        title="The council meets about the ring road",
        hash="0" * 64,
        state=feeds.ItemState.WAITING.value,
        attempts=2,
        error=trouble.to_json(),
        article_id=None,
        seen_at=ctx.clock.now(),
        handled_at=ctx.clock.now(),
    )


def _engines(ctx: Context, job_id: int) -> None:
    """What engines were asked today; the second one rests."""
    now = ctx.clock.now()
    engines = [engine.name for engine in ctx.engines]
    with ctx.store.write() as unit:
        calls = [(engine, number, ok) for engine in engines for number, ok in ((7, True), (12, True), (3, False))]
        unit.insert(EngineCallRow, [_call(job_id, engine, number, ok=ok, at=now) for engine, number, ok in calls])
    for engine in engines[1:]:
        engine_health.failed(ctx, engine, cause="unreachable", message="The server does not answer.", requests=9)


def _call(job_id: int, engine: str, number: int, *, ok: bool, at: datetime) -> dict[str, Any]:
    return {
        "job_id": job_id,
        "engine": engine,
        "items": number,
        "chars": number * 90,
        "seconds": number / 9,
        "ok": ok,
        "reason": None if ok else "unreachable",
        "at": at,
        "attempt": 1,
        "cached": 0,
        "cost": 0.0,
    }
