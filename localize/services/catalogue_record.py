"""Writing rows of the catalogue with their history, and who may."""

from datetime import datetime

from localize.errors import ForbiddenError, InvalidInputError
from localize.exchange.entries import Misfit
from localize.exchange.po import Entry
from localize.exchange.words import sentence
from localize.segment import hash_text
from localize.services.catalogue import ChangeKind
from localize.services.context import Actor
from localize.store import Unit
from localize.store.catalogue import CatalogueChangeRow, CatalogueEntryRow
from localize.workflow import UserRole

_EDITORS = frozenset({UserRole.EDITOR, UserRole.ADMIN})


def may_approve(actor: Actor) -> bool:
    """Whether this person's texts count at once, and whether they may clear fuzzy."""
    return actor.role in _EDITORS


def must_edit(actor: Actor) -> None:
    """Raises ``ForbiddenError`` for who is no editor."""
    if not may_approve(actor):
        raise ForbiddenError(sentence("who-editors", {}))


def refused(reason: Misfit, **more: str) -> InvalidInputError:
    """A text that cannot be stored, as an error; ``more`` goes into its details."""
    return InvalidInputError(reason.message, reason=reason.code, params=dict(reason.params), **more)


def put(
    unit: Unit,
    actor: Actor,
    now: datetime,
    locale: str,
    entry: Entry,
    kind: ChangeKind,
    *,
    in_use: tuple[str, ...] = (),
    active: bool = True,
) -> CatalogueEntryRow:
    """Write an entry of a locale (empty: a source text) and append that to its history."""
    row = unit.catalogue.get(locale, entry.context, hash_text(entry.msgid))
    if row is None:
        row = _new_row(locale, entry, actor, now)
        fill(row, actor, now, entry, in_use=in_use, active=active)
        unit.catalogue.add(row)
    else:
        fill(row, actor, now, entry, in_use=in_use, active=active)
    record(unit, row, actor, now, kind, entry, active=active)
    return row


def _new_row(locale: str, entry: Entry, actor: Actor, now: datetime) -> CatalogueEntryRow:
    return CatalogueEntryRow(
        locale=locale,
        section=entry.context,
        msgid_hash=hash_text(entry.msgid),
        msgid=entry.msgid,
        revision=0,
        updated_at=now,
        author_id=actor.id,
        author_name=actor.name,
    )


def fill(
    row: CatalogueEntryRow, actor: Actor, now: datetime, entry: Entry, *, in_use: tuple[str, ...], active: bool
) -> None:
    """Put an entry's values into its row, one revision further."""
    row.msgid_plural = entry.msgid_plural
    row.texts = list(entry.texts)
    row.in_use = list(in_use)
    row.fuzzy = entry.fuzzy
    row.active = active
    row.comment = entry.comment
    row.extracted = entry.extracted
    row.previous = entry.previous
    row.revision += 1
    row.updated_at = now
    row.author_id = actor.id
    row.author_name = actor.name


def record(
    unit: Unit,
    row: CatalogueEntryRow,
    actor: Actor,
    now: datetime,
    kind: ChangeKind,
    entry: Entry,
    *,
    active: bool = True,
) -> None:
    """Append to the history of an entry."""
    unit.catalogue.add(
        CatalogueChangeRow(
            entry_id=row.id,
            revision=row.revision,
            kind=kind.value,
            msgid=entry.msgid,
            texts=list(entry.texts),
            fuzzy=entry.fuzzy,
            active=active,
            comment=entry.comment,
            author_id=actor.id,
            author_name=actor.name,
            at=now,
        )
    )
