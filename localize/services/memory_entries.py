"""An entry of the memory as the interface knows it, who may do what with it, and its history."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from localize.errors import ForbiddenError, NotFoundError
from localize.exchange.memory_words import memory_sentence
from localize.locales import same_language, usual_tag
from localize.markup import CodedText
from localize.memory.change import ChangeKind
from localize.memory.entry import EntryOrigin
from localize.segment import hash_text
from localize.services.context import Actor, Context
from localize.store import Unit
from localize.store.memories import MemoryEntryRow
from localize.store.memory_changes import By, MemoryChangeRow
from localize.workflow import UserRole

_EDITORS = frozenset({UserRole.EDITOR, UserRole.ADMIN})


@dataclass(frozen=True, slots=True)
class Entry:
    """A pair. ``base`` changes with what can be edited: a save names the one that it was made over."""

    id: int
    source_locale: str
    target_locale: str
    source: CodedText
    target: CodedText
    origin: EntryOrigin
    author: str
    approver: str
    article_id: int | None
    note: str
    updated_at: datetime
    created_at: datetime
    base: str


@dataclass(frozen=True, slots=True)
class Change:
    """One change in the history of a pair: its text and note before and after; ``None`` where there was no entry."""

    id: int
    kind: ChangeKind
    author: str
    at: datetime
    before: CodedText | None
    after: CodedText | None
    note_before: str
    note_after: str


@dataclass(frozen=True, slots=True)
class Deleted:
    """A pair that was deleted and is not in the memory again. ``change_id`` names the deletion for its undoing."""

    change_id: int
    source_locale: str
    target_locale: str
    source: CodedText
    target: CodedText
    deleted_by: str
    deleted_at: datetime


def may_delete(actor: Actor) -> bool:
    """Whether this person deletes entries, brings them back, imports and exports. Everybody else may correct them."""
    return actor.role in _EDITORS


def must_delete(actor: Actor) -> None:
    """Raises ``ForbiddenError`` for who may not delete."""
    if not may_delete(actor):
        raise ForbiddenError(memory_sentence("delete-editors"))


def must_exchange(actor: Actor) -> None:
    """Raises ``ForbiddenError`` for who may neither import nor export."""
    if not may_delete(actor):
        raise ForbiddenError(memory_sentence("files-editors"))


def locales_of(ctx: Context, actor: Actor) -> tuple[tuple[str, int], ...]:
    """Target locales that are theirs, with the number of entries: those of the settings, and others that have any."""
    with ctx.store.read() as unit:
        counts = unit.memory_search.counts()
    known = dict.fromkeys([*ctx.settings.target_locales, *sorted(counts)])
    return tuple((locale, counts.get(locale, 0)) for locale in known if actor.may_work_in(locale))


def get(ctx: Context, actor: Actor, entry_id: int) -> Entry:
    """An entry. Raises ``NotFoundError``, ``ForbiddenError``."""
    with ctx.store.read() as unit:
        return entry_of(find(unit, actor, entry_id))


def history(ctx: Context, actor: Actor, entry_id: int) -> list[Change]:
    """Changes of an entry's pair, newest first; those from before a deletion too."""
    with ctx.store.read() as unit:
        return [change_of(row) for row in unit.memory_changes.of(find(unit, actor, entry_id).key)]


def find(unit: Unit, actor: Actor, entry_id: int, *, to_write: bool = False) -> MemoryEntryRow:
    """An entry's row, locked if it is to be written. Raises ``NotFoundError``, ``ForbiddenError``."""
    row = unit.memories.entry(entry_id, lock=to_write)
    if row is None:
        raise NotFoundError(f"The memory has no entry {entry_id}.")
    actor.must_work_in(row.target_locale)
    return row


def entry_of(row: MemoryEntryRow) -> Entry:
    """A row as a value."""
    return Entry(
        id=row.id,
        source_locale=row.source_locale,
        target_locale=row.target_locale,
        source=CodedText.loads(row.source),
        target=CodedText.loads(row.target),
        origin=EntryOrigin(row.origin),
        author=row.author,
        approver=row.approver,
        article_id=row.article_id,
        note=row.note,
        updated_at=row.updated_at,
        created_at=row.created_at,
        base=base_of(row),
    )


def base_of(row: MemoryEntryRow) -> str:
    """What a save is made over."""
    return hash_text(f"{row.target}\0{row.note}")[:16]


def change_of(row: MemoryChangeRow) -> Change:
    """A row of the history as a value."""
    return Change(
        id=row.id,
        kind=ChangeKind(row.kind),
        author=row.author_name,
        at=row.at,
        before=_text(row.before),
        after=_text(row.after),
        note_before=str((row.before or {}).get("note", "")),
        note_after=str((row.after or {}).get("note", "")),
    )


def _text(kept: dict[str, Any] | None) -> CodedText | None:
    return CodedText.loads(kept["target"]) if kept else None


def by(ctx: Context, actor: Actor) -> By:
    """Who does it, and now."""
    return By(actor.id, actor.name, ctx.clock.now())


def check_locale(ctx: Context, actor: Actor, locale: str) -> str:
    """A locale that pairs may be kept for, in its usual spelling. Raises ``NotFoundError``, ``ForbiddenError``."""
    tag = usual_tag(locale)
    if same_language(tag, ctx.settings.source_locale) or tag not in dict(locales_of(ctx, actor)):
        actor.must_work_in(tag)
        raise NotFoundError(f"There is no memory for “{locale[:40]}”.")
    return tag
