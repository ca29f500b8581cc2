"""Concordance: pairs of the memory by words in either language and by who, when and where from."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from localize.markup import CodedText
from localize.memory.change import ChangeKind
from localize.memory.concordance import Term, parse
from localize.memory.entry import EntryOrigin
from localize.services.context import Actor, Context
from localize.services.memory_entries import Deleted, Entry, entry_of
from localize.store.memory_changes import MemoryChangeRow
from localize.store.memory_search import Wanted
from localize.workflow import UserRole

PAGE = 25
MAX_QUESTION = 300  # characters


class Side(StrEnum):
    """Where the words are looked for."""

    ANY = "any"
    SOURCE = "source"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for. ``since`` and ``until``: days in the newsroom's zone, both included."""

    words: str = ""
    side: Side = Side.ANY
    locale: str = ""
    author: str = ""
    article_id: int | None = None
    since: date | None = None
    until: date | None = None
    origin: EntryOrigin | None = None

    @property
    def terms(self) -> tuple[Term, ...]:
        """The words and phrases."""
        return parse(self.words[:MAX_QUESTION])

    @property
    def is_blank(self) -> bool:
        """Whether nothing but a language is asked for."""
        return replace(self, locale="", side=Side.ANY) == Question()


@dataclass(frozen=True, slots=True)
class Found:
    """A page of entries, those stored last first. ``next``: where the following page begins; ``None`` on the last."""

    entries: tuple[Entry, ...]
    next: int | None


def search(ctx: Context, actor: Actor, question: Question, *, before: int | None = None, limit: int = PAGE) -> Found:
    """A page of pairs in the actor's languages. Words without a letter or figure find nothing."""
    terms = question.terms
    if question.words.strip() and not terms:
        return Found((), None)
    wanted = Wanted(
        terms=terms,
        sides=("source", "target") if question.side is Side.ANY else (question.side.value,),
        locales=_locales(actor, question.locale),
        author=question.author,
        article_id=question.article_id,
        since=_midnight(ctx, question.since),
        until=_midnight(ctx, question.until + timedelta(days=1)) if question.until else None,
        origin=question.origin.value if question.origin else "",
    )
    with ctx.store.read() as unit:
        rows = unit.memory_search.find(wanted, before=before, limit=limit + 1)
        entries = tuple(entry_of(row) for row in rows[:limit])
    return Found(entries, entries[-1].id if len(rows) > limit else None)


def deleted(ctx: Context, actor: Actor, *, before: int | None = None, limit: int = PAGE) -> tuple[Deleted, ...]:
    """Pairs that were deleted, the last ones first."""
    with ctx.store.read() as unit:
        rows = unit.memory_changes.deleted(ChangeKind.DELETED.value, _locales(actor, ""), before=before, limit=limit)
        return tuple(_deleted(row) for row in rows)


def _deleted(row: MemoryChangeRow) -> Deleted:
    kept = row.before or {}
    return Deleted(
        row.id,
        kept["source_locale"],
        kept["target_locale"],
        CodedText.loads(kept["source"]),
        CodedText.loads(kept["target"]),
        row.author_name,
        row.at,
    )


def _locales(actor: Actor, locale: str) -> tuple[str, ...] | None:
    """The locales that are asked for and theirs; none: every one."""
    if locale:
        actor.must_work_in(locale)
        return (locale,)
    return actor.locales if actor.role is UserRole.TRANSLATOR and actor.locales else None


def _midnight(ctx: Context, day: date | None) -> datetime | None:
    return datetime.combine(day, time(), ctx.settings.time_zone) if day else None
