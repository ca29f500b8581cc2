"""Changing translations of the catalogue: saved, proposed, taken away, put back from the history.

Editors and admins decide; a translator of the locale proposes: the text is stored as fuzzy, and what was approved
before stays in use until an editor clears it. Drafts that were filled from the catalogue are never rewritten.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from localize.errors import NotFoundError, RevisionConflictError
from localize.exchange.entries import Misfit, is_blank, misfit, tidy_comment, tidy_text
from localize.exchange.listing import Item, list_entries
from localize.exchange.po import Entry
from localize.segment import hash_text
from localize.services.catalogue import ChangeKind, check_locale, find, own_entries
from localize.services.catalogue_record import may_approve, must_edit, put, record, refused
from localize.services.context import Actor, Context
from localize.store import Unit


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person wrote for one entry: a text, or one for each plural form."""

    texts: tuple[str, ...]
    fuzzy: bool = False
    comment: str = ""


def save(ctx: Context, actor: Actor, locale: str, ref: str, draft: Draft, *, base_revision: int) -> Item:
    """Save a translation over revision ``base_revision`` of the newsroom's text (0: there is none).

    No text at all takes the newsroom's text away. Raises ``InvalidInputError`` naming what is wrong with the text,
    ``RevisionConflictError`` with both texts when somebody else saved meanwhile: the late one is kept in the history.
    """
    return _save(ctx, actor, locale, ref, draft, base_revision, ChangeKind.SAVED)


def revert(ctx: Context, actor: Actor, locale: str, ref: str, change_id: int, *, base_revision: int) -> Item:
    """Save what an entry of the history says once more. Raises ``NotFoundError`` and what ``save`` raises."""
    tag = check_locale(ctx, actor, locale)
    with ctx.store.read() as unit:
        item = find(list_entries(tag, own_entries(unit)), ref)
        row = unit.catalogue.get(tag, item.section, hash_text(item.entry.msgid))
        changes = unit.catalogue.changes(row.id) if row else ()
        found = next((change for change in changes if change.id == change_id), None)
        if found is None:
            raise NotFoundError("There is no such change of this entry.")
        draft = Draft(tuple(found.texts), found.fuzzy, found.comment)
    return _save(ctx, actor, locale, ref, draft, base_revision, ChangeKind.REVERTED)


def _save(
    ctx: Context, actor: Actor, locale: str, ref: str, draft: Draft, base_revision: int, kind: ChangeKind
) -> Item:
    tag = check_locale(ctx, actor, locale)
    with ctx.store.write() as unit:
        unit.catalogue.next_version()
        listing = list_entries(tag, own_entries(unit))
        item = find(listing, ref)
        wanted = _wanted(actor, item, draft)
        conflict = _conflict(ctx, unit, actor, tag, item, wanted, base_revision)
        if conflict is None:
            if _same(wanted, item.entry):
                return item
            if is_blank(wanted.texts):
                _take_away(unit, actor, tag, item, ctx.clock.now())
            else:
                reason = misfit(wanted, listing.rule.forms)
                if reason is not None:
                    raise refused(reason)
                kept = ChangeKind.PROPOSED if kind is ChangeKind.SAVED and not may_approve(actor) else kind
                put(unit, actor, ctx.clock.now(), tag, wanted, kept, in_use=stand_in(actor, item, wanted))
            return find(list_entries(tag, own_entries(unit)), ref)
    raise conflict


def _wanted(actor: Actor, item: Item, draft: Draft) -> Entry:
    """What a person wants to stand, as they may have it."""
    texts = tuple(tidy_text(text) for text in draft.texts)
    fuzzy = draft.fuzzy
    if not may_approve(actor) and (texts != item.entry.texts or item.entry.fuzzy):
        fuzzy = True
    previous = item.entry.previous if fuzzy else ""
    return replace(item.entry, texts=texts, fuzzy=fuzzy, comment=tidy_comment(draft.comment), previous=previous)


def _same(one: Entry, other: Entry) -> bool:
    return (one.texts, one.fuzzy, one.comment) == (other.texts, other.fuzzy, other.comment)


def stand_in(actor: Actor, item: Item, wanted: Entry) -> tuple[str, ...]:
    """Approved texts that stay in use while the new ones are fuzzy.

    An editor who marks the very text in use as fuzzy takes it out of use.
    """
    if not wanted.fuzzy or item.obsolete:
        return ()
    if may_approve(actor) and wanted.texts == item.in_use:
        return ()
    return item.in_use


def _conflict(
    ctx: Context, unit: Unit, actor: Actor, locale: str, item: Item, wanted: Entry, base_revision: int
) -> RevisionConflictError | None:
    """Why this cannot simply be stored, with the late text put into the history first."""
    if item.revision == base_revision or _same(wanted, item.entry):
        return None
    row = unit.catalogue.get(locale, item.section, hash_text(item.entry.msgid))
    author, at = (row.author_name, row.updated_at) if row else ("", ctx.clock.now())
    if row is not None:
        record(unit, row, actor, ctx.clock.now(), ChangeKind.LATE, wanted)
    return RevisionConflictError(
        f"{author} saved this entry while you were writing. Both texts are kept.",
        mine=list(wanted.texts),
        theirs=list(item.entry.texts),
        author=author,
        at=at.isoformat(),
        revision=item.revision,
    )


def remove(ctx: Context, actor: Actor, locale: str, ref: str) -> None:
    """Take the newsroom's translation away: the text below it counts again, an obsolete one is gone."""
    must_edit(actor)
    tag = check_locale(ctx, actor, locale)
    with ctx.store.write() as unit:
        unit.catalogue.next_version()
        _take_away(unit, actor, tag, find(list_entries(tag, own_entries(unit)), ref), ctx.clock.now())


def _take_away(unit: Unit, actor: Actor, locale: str, item: Item, now: datetime) -> None:
    if not may_approve(actor):
        raise refused(Misfit("who-empty"))
    if item.own is not None:
        put(unit, actor, now, locale, item.own.entry, ChangeKind.REMOVED, active=False)
