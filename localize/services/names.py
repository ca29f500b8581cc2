"""The names register: listing, adding, changing, merging, deleting; every change can be taken back.

Editors and admins decide. A translator proposes forms in the locales that are theirs: what was accepted before stays
in use until an editor has decided, once, for every article.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from localize.errors import NotFoundError, RevisionConflictError
from localize.exchange.name_words import refused
from localize.locales import is_known_locale, same_language, usual_tag
from localize.services.context import Actor, Context
from localize.services.name_record import (
    NameChange,
    NameChangeKind,
    Registered,
    change_of,
    load,
    may_decide,
    must_be_new,
    must_decide,
    put,
    registered,
)
from localize.store import Unit
from localize.store.names import NameQuery
from localize.terms.name import NameForm
from localize.terms.name_entry import NameEntry, joined, tidied, tidied_form
from localize.terms.spelling import variants_key


@dataclass(frozen=True, slots=True)
class NamePage:
    """A part of a list: entries from ``offset`` on, of ``total``."""

    entries: tuple[Registered, ...]
    offset: int
    total: int


@dataclass(frozen=True, slots=True)
class Ignored:
    """A spelling that a person set aside."""

    key: str
    written: str
    author: str


def locales_of(ctx: Context, actor: Actor) -> list[str]:
    """Target locales whose forms this person may write."""
    return [locale for locale in ctx.settings.target_locales if actor.may_work_in(locale)]


def check_locale(ctx: Context, actor: Actor, locale: str) -> str:
    """A target locale as the register writes it. Raises ``NotFoundError``, ``ForbiddenError``."""
    if not is_known_locale(locale) or same_language(locale, ctx.settings.source_locale):
        raise NotFoundError(f"There are no names in “{locale[:40]}”.")
    tag = usual_tag(locale)
    actor.must_work_in(tag)
    return tag


def list_names(ctx: Context, query: NameQuery, *, offset: int = 0, limit: int = 100) -> NamePage:
    """Entries that a query means, in the order of their names."""
    with ctx.store.read() as unit:
        rows = unit.names.page(query, offset=offset, limit=limit)
        forms = unit.names.forms_of([row.id for row in rows])
        entries = tuple(registered(row, tuple(forms.get(row.id, ()))) for row in rows)
        return NamePage(entries, offset, unit.names.count(query))


def count_names(ctx: Context, query: NameQuery) -> int:
    """How many entries a query means."""
    with ctx.store.read() as unit:
        return unit.names.count(query)


def all_names(ctx: Context) -> list[Registered]:
    """Every entry that counts, in the order of their names."""
    with ctx.store.read() as unit:
        rows = unit.names.active()
        forms = unit.names.forms_of([row.id for row in rows])
        return [registered(row, tuple(forms.get(row.id, ()))) for row in rows]


def get_name(ctx: Context, name_id: int) -> Registered:
    """An entry, a deleted one too. Raises ``NotFoundError``."""
    with ctx.store.read() as unit:
        return load(unit, name_id, deleted=True)


def history(ctx: Context, name_id: int) -> list[NameChange]:
    """What was done to an entry, newest first."""
    with ctx.store.read() as unit:
        return [change_of(row) for row in unit.names.changes(name_id)]


def add_name(ctx: Context, actor: Actor, entry: NameEntry) -> Registered:
    """Add an entry; of a translator, its forms are proposals.

    Raises ``InvalidInputError`` when it cannot be kept or the register has it, ``ForbiddenError`` for a form in a
    locale that is not the actor's.
    """
    wanted = tidied(entry)
    _must_own(ctx, actor, {**wanted.accepted, **wanted.proposed})
    if not may_decide(actor):
        wanted = replace(wanted, accepted={}, proposed={**wanted.proposed, **wanted.accepted})
    with ctx.store.write() as unit:
        unit.terms.next_version()
        must_be_new(unit, wanted)
        return put(unit, actor, ctx.clock.now(), None, wanted, NameChangeKind.ADDED)


def save_name(ctx: Context, actor: Actor, name_id: int, entry: NameEntry, *, base_revision: int) -> Registered:
    """Save an entry as a whole over revision ``base_revision``. Editors only.

    Raises ``RevisionConflictError`` when somebody else changed it meanwhile, and what ``add_name`` raises.
    """
    must_decide(actor)
    wanted = tidied(entry)
    with ctx.store.write() as unit:
        unit.terms.next_version()
        there = load(unit, name_id)
        if tidied(there.entry) == wanted:
            return there
        _must_be_at(there, base_revision)
        must_be_new(unit, wanted, but=(name_id,))
        return put(unit, actor, ctx.clock.now(), name_id, wanted, NameChangeKind.SAVED)


def write_form(ctx: Context, actor: Actor, name_id: int, locale: str, form: NameForm) -> Registered:
    """An entry's form in a locale: decided by an editor, proposed by a translator. Empty: the form is taken away."""
    tag = check_locale(ctx, actor, locale)
    with ctx.store.write() as unit:
        unit.terms.next_version()
        return put_form(ctx, unit, actor, load(unit, name_id), tag, form)


def put_form(ctx: Context, unit: Unit, actor: Actor, there: Registered, locale: str, form: NameForm) -> Registered:
    """As ``write_form``, within a transaction that has raised the version."""
    entry, written = there.entry, tidied_form(form)
    if may_decide(actor):
        proposed = {key: known for key, known in entry.proposed.items() if key != locale or known != written}
        wanted = replace(entry, accepted={**entry.accepted, locale: written}, proposed=proposed)
        kind = NameChangeKind.SAVED
    else:
        wanted = replace(entry, proposed={**entry.proposed, locale: written})
        kind = NameChangeKind.PROPOSED
    if tidied(wanted) == tidied(entry):
        return there
    return put(unit, actor, ctx.clock.now(), there.id, wanted, kind)


def decide(ctx: Context, actor: Actor, name_id: int, locale: str, *, accept: bool) -> Registered:
    """Accept the proposed form of a locale, once for every article, or reject it. Editors only."""
    must_decide(actor)
    tag = check_locale(ctx, actor, locale)
    with ctx.store.write() as unit:
        unit.terms.next_version()
        entry = load(unit, name_id).entry
        if tag not in entry.proposed:
            raise refused("name-no-proposal")
        proposed = {key: form for key, form in entry.proposed.items() if key != tag}
        accepted = {**entry.accepted, tag: entry.proposed[tag]} if accept else entry.accepted
        kind = NameChangeKind.ACCEPTED if accept else NameChangeKind.REJECTED
        return put(unit, actor, ctx.clock.now(), name_id, replace(entry, accepted=accepted, proposed=proposed), kind)


def delete_name(ctx: Context, actor: Actor, name_id: int) -> Registered:
    """Take an entry out of the register; its history stays, and ``restore_name`` brings it back. Editors only."""
    must_decide(actor)
    with ctx.store.write() as unit:
        unit.terms.next_version()
        entry = load(unit, name_id).entry
        return put(unit, actor, ctx.clock.now(), name_id, entry, NameChangeKind.DELETED, active=False)


def restore_name(ctx: Context, actor: Actor, name_id: int) -> Registered:
    """Put a deleted entry back. Raises ``InvalidInputError`` when another one has its name by now."""
    must_decide(actor)
    with ctx.store.write() as unit:
        unit.terms.next_version()
        there = load(unit, name_id, deleted=True)
        if there.active:
            return there
        must_be_new(unit, there.entry, but=(name_id,))
        return put(unit, actor, ctx.clock.now(), name_id, there.entry, NameChangeKind.RESTORED)


def revert(ctx: Context, actor: Actor, name_id: int, change_id: int) -> Registered:
    """Make an entry what a change of its history left. Raises ``NotFoundError``, and what ``save_name`` raises."""
    must_decide(actor)
    with ctx.store.write() as unit:
        unit.terms.next_version()
        load(unit, name_id, deleted=True)
        found = next((row for row in unit.names.changes(name_id) if row.id == change_id), None)
        if found is None:
            raise NotFoundError("There is no such change of this name.")
        wanted = change_of(found).after
        must_be_new(unit, wanted, but=(name_id,))
        return put(unit, actor, ctx.clock.now(), name_id, wanted, NameChangeKind.REVERTED)


def merge(ctx: Context, actor: Actor, keep_id: int, gone_id: int) -> Registered:
    """Make two entries one: the spellings of the second become aliases of the first. Editors only.

    Forms that the first has not come from the second. The second is deleted; restoring needs the first reverted.
    """
    must_decide(actor)
    if keep_id == gone_id:
        raise refused("name-self")
    with ctx.store.write() as unit:
        unit.terms.next_version()
        keep, gone = load(unit, keep_id), load(unit, gone_id)
        now = ctx.clock.now()
        put(unit, actor, now, gone_id, gone.entry, NameChangeKind.MERGED_AWAY, active=False)
        wanted = joined(keep.entry, gone.entry)
        must_be_new(unit, wanted, but=(keep_id, gone_id))
        return put(unit, actor, now, keep_id, wanted, NameChangeKind.MERGED)


def find_by_name(ctx: Context, written: str) -> list[Registered]:
    """Entries with this spelling, or one that is taken for the same."""
    key = variants_key(written)
    with ctx.store.read() as unit:
        return [load(unit, name_id) for name_id in unit.names.with_keys([key])] if key else []


def list_ignored(ctx: Context) -> list[Ignored]:
    """Spellings that were set aside, newest first."""
    with ctx.store.read() as unit:
        return [Ignored(row.key, row.written, row.author_name) for row in unit.names.ignored()]


def offer_again(ctx: Context, key: str) -> None:
    """Let a spelling that was set aside be offered again."""
    with ctx.store.write() as unit:
        unit.names.forget_ignored(key)


def _must_own(ctx: Context, actor: Actor, forms: Mapping[str, NameForm]) -> None:
    for locale in forms:
        check_locale(ctx, actor, locale)


def _must_be_at(there: Registered, base_revision: int) -> None:
    if there.revision != base_revision:
        raise RevisionConflictError(
            f"{there.author} changed this name while you were writing. Nothing of yours was stored.",
            author=there.author,
            at=there.updated_at.isoformat(),
            revision=there.revision,
        )
