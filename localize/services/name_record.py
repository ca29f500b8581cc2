"""Rows of the names register as values, writing them with their history, and who may."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from localize.errors import ForbiddenError, NotFoundError
from localize.exchange.name_words import refused, refused_entry
from localize.services.context import Actor
from localize.store import Unit
from localize.store.names import NameChangeRow, NameEntryRow, NameFormRow
from localize.terms.concept import fold
from localize.terms.name import Gender, NameForm, NameKind
from localize.terms.name_entry import FormStatus, NameEntry, from_json, misfit, search_text, tidied, to_json
from localize.workflow import UserRole

_EDITORS = frozenset({UserRole.EDITOR, UserRole.ADMIN})


class NameChangeKind(StrEnum):
    """What was done to an entry."""

    ADDED = "added"
    SAVED = "saved"
    PROPOSED = "proposed"  # a form, by somebody who may not decide
    ACCEPTED = "accepted"  # a proposed form
    REJECTED = "rejected"
    IMPORTED = "imported"
    MERGED = "merged"  # took another entry in
    MERGED_AWAY = "merged_away"  # became part of another entry
    DELETED = "deleted"
    RESTORED = "restored"
    REVERTED = "reverted"  # to what it was before


@dataclass(frozen=True, slots=True)
class Registered:
    """An entry with what the register knows about it. ``active``: not deleted."""

    id: int
    revision: int
    entry: NameEntry
    active: bool
    author: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class NameChange:
    """One entry of an entry's history, with the entry as the change left it and found it."""

    id: int
    revision: int
    kind: NameChangeKind
    before: NameEntry | None
    after: NameEntry
    author: str
    at: datetime


def may_decide(actor: Actor) -> bool:
    """Whether what this person writes counts at once."""
    return actor.role in _EDITORS


def must_decide(actor: Actor) -> None:
    """Raises ``ForbiddenError`` for who is no editor."""
    if not may_decide(actor):
        raise ForbiddenError("Only an editor decides about names.")


def registered(row: NameEntryRow, forms: list[NameFormRow] | tuple[NameFormRow, ...]) -> Registered:
    """A row with its forms as a value."""
    return Registered(row.id, row.revision, entry_of(row, forms), row.active, row.author_name, row.updated_at)


def entry_of(row: NameEntryRow, forms: list[NameFormRow] | tuple[NameFormRow, ...]) -> NameEntry:
    """What a row and its forms say."""
    by_status: dict[str, dict[str, NameForm]] = {FormStatus.ACCEPTED: {}, FormStatus.PROPOSED: {}}
    for form in forms:
        by_status[form.status][form.locale] = form_of(form)
    return NameEntry(
        kind=NameKind(row.kind),
        source=row.source,
        aliases=tuple(row.aliases),
        gender=Gender(row.gender),
        note=row.note,
        domain=row.domain,
        accepted=by_status[FormStatus.ACCEPTED],
        proposed=by_status[FormStatus.PROPOSED],
    )


def form_of(row: NameFormRow) -> NameForm:
    """A form's row as a value."""
    return NameForm(row.text, row.first_mention, tuple(row.forms), row.declined)


def load(unit: Unit, name_id: int, *, deleted: bool = False) -> Registered:
    """An entry. Raises ``NotFoundError``, also for a deleted one unless it may be."""
    row = unit.names.get(name_id)
    if row is None or not (row.active or deleted):
        raise NotFoundError(f"The register has no name {name_id}.")
    return registered(row, tuple(unit.names.forms_of([name_id]).get(name_id, ())))


def must_be_new(unit: Unit, entry: NameEntry, *, but: tuple[int, ...] = ()) -> None:
    """Raises ``InvalidInputError`` when another entry of the kind has one of the spellings."""
    for name_id in unit.names.with_keys(entry.keys):
        row = unit.names.get(name_id)
        if name_id not in but and row is not None and row.kind == entry.kind.value:
            raise refused("name-known", known=row.source, id=name_id)


def put(
    unit: Unit,
    actor: Actor,
    now: datetime,
    name_id: int | None,
    wanted: NameEntry,
    kind: NameChangeKind,
    *,
    active: bool = True,
) -> Registered:
    """Write an entry, a new one for no id, and append that to its history. Raises ``InvalidInputError``."""
    entry = tidied(wanted)
    reason = misfit(entry)
    if reason is not None:
        raise refused_entry(reason)
    row = unit.names.lock(name_id) if name_id is not None else None
    before = to_json(load(unit, row.id, deleted=True).entry) if row is not None else {}
    if row is None:
        row = NameEntryRow(created_at=now, revision=0)
        _fill(row, actor, now, entry, active=active)
        unit.names.add(row)
    else:
        _fill(row, actor, now, entry, active=active)
    unit.names.set_keys(row.id, entry.keys if active else ())
    unit.names.set_forms(row.id, _forms(row.id, actor, now, entry))
    unit.names.add(
        NameChangeRow(
            name_id=row.id,
            revision=row.revision,
            kind=kind.value,
            before=before,
            after=to_json(entry),
            author_id=actor.id,
            author_name=actor.name,
            at=now,
        )
    )
    return Registered(row.id, row.revision, entry, active, actor.name, now)


def _fill(row: NameEntryRow, actor: Actor, now: datetime, entry: NameEntry, *, active: bool) -> None:
    row.kind = entry.kind.value
    row.source = entry.source
    row.fold = fold(entry.source)
    row.aliases = list(entry.aliases)
    row.gender = entry.gender.value
    row.note = entry.note
    row.domain = entry.domain
    row.search = search_text(entry)
    row.active = active
    row.revision += 1
    row.updated_at = now
    row.author_id = actor.id
    row.author_name = actor.name


def _forms(name_id: int, actor: Actor, now: datetime, entry: NameEntry) -> list[NameFormRow]:
    written = ((FormStatus.ACCEPTED, entry.accepted), (FormStatus.PROPOSED, entry.proposed))
    return [
        NameFormRow(
            name_id=name_id,
            locale=locale,
            status=status.value,
            text=form.text,
            first_mention=form.first_mention,
            forms=list(form.forms),
            declined=form.declined,
            author_name=actor.name,
            at=now,
        )
        for status, forms in written
        for locale, form in forms.items()
    ]


def change_of(row: NameChangeRow) -> NameChange:
    """A row of the history as a value."""
    return NameChange(
        id=row.id,
        revision=row.revision,
        kind=NameChangeKind(row.kind),
        before=from_json(row.before) if row.before else None,
        after=from_json(row.after),
        author=row.author_name,
        at=row.at,
    )
