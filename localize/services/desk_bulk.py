"""One action on several editions of the desk, and its undo as one step."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from localize.errors import InvalidInputError, LocalizeError, NotFoundError
from localize.services import assigning, drafting, postedit
from localize.services.context import Actor, Context
from localize.store.desk_operations import DeskOperationRow

MOST: Final = 200  # editions in one go
UNDO_FOR: Final = timedelta(minutes=15)


class Bulk(StrEnum):
    """What can be done to several editions at once. Approving is not: each edition is read before it goes out."""

    TAKE = "take"
    RELEASE = "release"
    ASSIGN = "assign"
    RETRY = "retry"


_UNDOABLE: Final = frozenset({Bulk.TAKE, Bulk.RELEASE, Bulk.ASSIGN})

_DO: Mapping[Bulk, Callable[[Context, Actor, int, int | None], object]] = MappingProxyType(
    {
        Bulk.TAKE: lambda ctx, actor, edition_id, _: postedit.take(ctx, actor, edition_id),
        Bulk.RELEASE: lambda ctx, actor, edition_id, _: assigning.release(ctx, actor, edition_id),
        Bulk.ASSIGN: lambda ctx, actor, edition_id, person: assigning.assign(ctx, actor, edition_id, person or 0),
        Bulk.RETRY: lambda ctx, actor, edition_id, _: drafting.retry(ctx, actor, edition_id),
    }
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. ``operation``: to undo it, None where nothing can be undone; ``refused``: edition and error."""

    kind: Bulk
    done: tuple[int, ...]
    refused: tuple[tuple[int, LocalizeError], ...]
    operation: int | None


@dataclass(frozen=True, slots=True)
class LastOperation:
    """A person's newest bulk action that can be undone."""

    id: int
    kind: Bulk
    count: int
    at: datetime


def do(ctx: Context, actor: Actor, kind: Bulk, edition_ids: Sequence[int], person_id: int | None = None) -> Outcome:
    """Do it to each edition by itself: one that refuses does not hold up the others.

    Raises ``InvalidInputError`` when none is chosen, or more than ``MOST``.
    """
    wanted = list(dict.fromkeys(edition_ids))
    if not wanted:
        raise InvalidInputError("Choose at least one edition first.")
    if len(wanted) > MOST:
        raise InvalidInputError(f"Choose at most {MOST} editions at once; these are {len(wanted)}.")
    before = _assignees(ctx, wanted)
    done, refused = [], []
    for edition_id in wanted:
        try:
            _DO[kind](ctx, actor, edition_id, person_id)
            done.append(edition_id)
        except LocalizeError as error:
            refused.append((edition_id, error))
    operation = _remember(ctx, actor, kind, {number: before[number] for number in done}) if done else None
    return Outcome(kind, tuple(done), tuple(refused), operation)


def undo(ctx: Context, actor: Actor, operation_id: int) -> Outcome:
    """Give every edition its former assignee again; those that somebody has worked on since are left as they are.

    Raises ``NotFoundError`` for an operation that is not the actor's, is too old, or is undone already.
    """
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        row = unit.desk_operations.get(operation_id)
        if row is None or row.person_id != actor.id or row.undone_at is not None or now - row.at > UNDO_FOR:
            raise NotFoundError("This can no longer be undone.")
        done, refused = [], []
        for item in row.items:
            try:
                assigning.put_back(unit, actor, item["edition"], item["assignee"], item["change"], ctx)
                done.append(item["edition"])
            except LocalizeError as error:
                refused.append((item["edition"], error))
        row.undone_at = now
        return Outcome(Bulk(row.kind), tuple(done), tuple(refused), None)


def last(ctx: Context, actor: Actor) -> LastOperation | None:
    """What the actor could undo now."""
    if actor.id is None:
        return None
    with ctx.store.read() as unit:
        row = unit.desk_operations.newest(actor.id, ctx.clock.now() - UNDO_FOR)
        return LastOperation(row.id, Bulk(row.kind), len(row.items), row.at) if row is not None else None


def _assignees(ctx: Context, edition_ids: Sequence[int]) -> dict[int, int | None]:
    with ctx.store.read() as unit:
        rows = (unit.editions.get(number) for number in edition_ids)
        return {row.id: row.assignee_id for row in rows if row is not None}


def _remember(ctx: Context, actor: Actor, kind: Bulk, before: Mapping[int, int | None]) -> int | None:
    if kind not in _UNDOABLE or actor.id is None:
        return None
    with ctx.store.write() as unit:
        items = []
        for number, assignee in before.items():
            row = unit.editions.get(number)
            if row is not None:
                items.append({"edition": number, "assignee": assignee, "change": row.change})
        operation = DeskOperationRow(
            kind=kind.value, person_id=actor.id, items=items, at=ctx.clock.now(), undone_at=None
        )
        unit.desk_operations.add(operation)
        return operation.id
