"""Correcting pairs of the memory, deleting them and bringing them back. Every change goes into the history.

Who may: translators correct entries of their languages, editors and admins also delete and restore. A correction by an
editor counts as approved; one by a translator takes the approval away, since nobody has looked at the new text.
"""

from localize.errors import InvalidInputError, NotFoundError, RevisionConflictError
from localize.exchange.entries import tidy_text
from localize.exchange.memory_pairs import MAX_TEXT
from localize.exchange.memory_words import memory_refusal
from localize.markup import CodedText
from localize.memory.change import ChangeKind
from localize.memory.entry import EntryOrigin
from localize.services.context import Actor, Context
from localize.services.memory_entries import Entry, base_of, by, entry_of, find, may_delete, must_delete
from localize.store import Unit
from localize.store.memories import MemoryEntryRow

MAX_NOTE = 2_000


def edit(ctx: Context, actor: Actor, entry_id: int, *, target: str, note: str, base: str) -> Entry:
    """Save a translation (a written coded text) and a note over what ``base`` names.

    Raises ``InvalidInputError`` naming what is wrong with the text, ``RevisionConflictError`` with both texts when
    somebody else saved meanwhile: the late one is kept in the history. ``NotFoundError``, ``ForbiddenError``.
    """
    return _save(ctx, actor, entry_id, target, note, base, ChangeKind.EDITED)


def revert(ctx: Context, actor: Actor, entry_id: int, change_id: int, *, base: str) -> Entry:
    """Save the text that stood before a change of the history, or that came too late. Raises what ``edit`` raises."""
    with ctx.store.read() as unit:
        row = find(unit, actor, entry_id)
        change = next((one for one in unit.memory_changes.of(row.key) if one.id == change_id), None)
        kept = None if change is None else change.after if change.kind == ChangeKind.LATE else change.before
        if kept is None:
            raise NotFoundError("There is no such change of this entry.")
        target, note = kept["target"], kept["note"]
    return _save(ctx, actor, entry_id, target, note, base, ChangeKind.REVERTED)


def _save(ctx: Context, actor: Actor, entry_id: int, target: str, note: str, base: str, kind: ChangeKind) -> Entry:
    text = CodedText.loads(tidy_text(target))
    note = tidy_text(note)[:MAX_NOTE]
    with ctx.store.write() as unit:
        row = find(unit, actor, entry_id, to_write=True)
        if (row.target, row.note) == (text.dumps(), note):
            return entry_of(row)
        conflict = _conflict(ctx, unit, actor, row, text, note, base)
        if conflict is None:
            _check(text, row)
            before = row.to_json()
            _write(ctx, actor, row, text, note)
            unit.memories.renewed(row)
            unit.memory_changes.add(kind.value, by(ctx, actor), row.key, before, row.to_json())
            return entry_of(row)
    raise conflict


def _write(ctx: Context, actor: Actor, row: MemoryEntryRow, text: CodedText, note: str) -> None:
    row.note = note
    if row.target == text.dumps():
        return
    row.target = text.dumps()
    row.author = actor.name
    row.updated_at = ctx.clock.now()
    if may_delete(actor):
        row.origin, row.approver = EntryOrigin.APPROVED.value, actor.name
    else:
        row.approver = ""


def _check(text: CodedText, row: MemoryEntryRow) -> None:
    """Raises ``InvalidInputError`` for a text that cannot be a translation of the source."""
    if not text.plain.strip():
        raise memory_refusal("text-empty")
    if len(text.plain) > MAX_TEXT:
        raise memory_refusal("text-too-long", limit=MAX_TEXT)
    source = CodedText.loads(row.source)
    known = [_codes(source), _codes(CodedText.loads(row.target))]
    if _codes(text) in known:
        return
    if not source.marks:
        raise memory_refusal("text-no-codes", found=" ".join(_codes(text)))
    raise memory_refusal("text-codes", codes=" ".join(str(mark) for mark in source.marks))


def _codes(text: CodedText) -> list[str]:
    return sorted(str(mark) for mark in text.marks)


def _conflict(
    ctx: Context, unit: Unit, actor: Actor, row: MemoryEntryRow, text: CodedText, note: str, base: str
) -> RevisionConflictError | None:
    """Why this cannot be stored, with the late text put into the history first."""
    if base == base_of(row):
        return None
    late = row.to_json() | {"target": text.dumps(), "note": note}
    unit.memory_changes.add(ChangeKind.LATE.value, by(ctx, actor), row.key, row.to_json(), late)
    return _stale(unit, row, text)


def _stale(unit: Unit, row: MemoryEntryRow, mine: CodedText) -> RevisionConflictError:
    written = [change for change in unit.memory_changes.of(row.key) if change.kind != ChangeKind.LATE]
    author, at = (written[0].author_name, written[0].at) if written else (row.author, row.updated_at)
    return RevisionConflictError(
        f"{author} changed this entry while you were writing. Both texts are kept.",
        mine=mine.dumps(),
        theirs=row.target,
        author=author,
        at=at.isoformat(),
        base=base_of(row),
    )


def delete(ctx: Context, actor: Actor, entry_id: int, *, base: str) -> int:
    """Take an entry out and return the id of the deletion, by which it can be undone.

    Raises ``RevisionConflictError`` when it is not what ``base`` names any more.
    """
    must_delete(actor)
    with ctx.store.write() as unit:
        row = find(unit, actor, entry_id, to_write=True)
        if base != base_of(row):
            raise _stale(unit, row, CodedText.loads(row.target))
        change = unit.memory_changes.add(ChangeKind.DELETED.value, by(ctx, actor), row.key, row.to_json(), None)
        unit.memories.remove(entry_id)
        return change.id


def restore(ctx: Context, actor: Actor, change_id: int) -> Entry:
    """Undo a deletion. Raises ``InvalidInputError`` when the pair was stored anew since, ``NotFoundError``."""
    must_delete(actor)
    with ctx.store.write() as unit:
        change = unit.memory_changes.get(change_id)
        if change is None or change.kind != ChangeKind.DELETED or not change.before:
            raise NotFoundError("There is no such deletion in the memory’s history.")
        row = MemoryEntryRow.from_json(change.before)
        actor.must_work_in(row.target_locale)
        if unit.memories.at(row.key) is not None:
            raise memory_refusal("restore-there", InvalidInputError)
        unit.memories.put(row)
        unit.memory_changes.add(ChangeKind.RESTORED.value, by(ctx, actor), row.key, None, row.to_json())
        return entry_of(row)
