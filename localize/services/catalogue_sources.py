"""Source texts of the catalogue: notices, headings and names that the newsroom adds, rewords, retires and revives."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from localize.exchange.catalogue import is_shipped, template_entries
from localize.exchange.entries import (
    ADDED,
    FILLED,
    Entries,
    Misfit,
    entry_ref,
    is_blank,
    misfit,
    shape,
    source_misfit,
    tidy_comment,
    tidy_text,
)
from localize.exchange.listing import list_entries
from localize.exchange.po import Entry
from localize.segment import hash_text
from localize.services.catalogue import ChangeKind, check_locale, find, own_entries
from localize.services.catalogue_record import fill, must_edit, put, record, refused
from localize.services.context import Actor, Context
from localize.store.catalogue import TEMPLATE


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source text to be added. ``note`` is for those who translate it; ``texts`` are translations by locale."""

    section: str
    msgid: str
    note: str
    texts: Mapping[str, str]


def add_source(ctx: Context, actor: Actor, new: NewSource) -> str:
    """Add a notice, heading or name with its translations; its short name. A retired one comes back.

    Raises ``InvalidInputError`` for a text that cannot be one, that is known, or whose translation does not fit.
    """
    must_edit(actor)
    msgid = tidy_text(new.msgid)
    source = Entry(new.section, msgid, "", ("",), extracted=tidy_comment(new.note))
    reason = source_misfit(new.section, msgid, ctx.settings.source_locale)
    if reason is not None:
        raise refused(reason)
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        unit.catalogue.next_version()
        own = own_entries(unit)
        if source.key not in own.retired:
            _must_be_new(template_entries(own), source)
        put(unit, actor, now, TEMPLATE, source, ChangeKind.ADDED)
        for locale, text in new.texts.items():
            tag = check_locale(ctx, actor, locale)
            entry = replace(source, texts=(tidy_text(text),))
            if is_blank(entry.texts):
                continue
            reason = misfit(entry, 1)
            if reason is not None:
                raise refused(reason, locale=tag)
            put(unit, actor, now, tag, entry, ChangeKind.SAVED)
    return entry_ref(*source.key)


def change_source(ctx: Context, actor: Actor, locale: str, ref: str, msgid: str) -> str:
    """Reword a source text of the newsroom's own; its new short name.

    Its translations go along, fuzzy and with the text that they were made for. Raises ``InvalidInputError``.
    """
    must_edit(actor)
    tag = check_locale(ctx, actor, locale)
    written = tidy_text(msgid)
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        unit.catalogue.next_version()
        own = own_entries(unit)
        item = find(list_entries(tag, own), ref)
        old = item.entry.msgid
        if written == old:
            return ref
        reason = source_misfit(item.section, written, ctx.settings.source_locale)
        if is_shipped(item.key) or reason is not None:
            raise refused(reason or Misfit("source-shipped"))
        source = Entry(item.section, written, "", ("",), extracted=item.entry.extracted)
        _must_be_new({key: entry for key, entry in template_entries(own).items() if key != item.key}, source)
        if any(unit.catalogue.of_source(item.section, hash_text(written))):
            raise refused(Misfit("notice-known", {"known": written}))
        for row in unit.catalogue.of_source(item.section, hash_text(old)):
            row.msgid, row.msgid_hash = written, hash_text(written)
            own_text = row.locale != TEMPLATE and row.active and not is_blank(row.texts)
            entry = replace(
                source,
                texts=tuple(row.texts),
                comment=row.comment,
                extracted=row.extracted,
                fuzzy=own_text or row.fuzzy,
                previous=(row.previous or old) if own_text else "",
            )
            fill(row, actor, now, entry, in_use=(), active=row.active)
            record(unit, row, actor, now, ChangeKind.SOURCE, entry, active=row.active)
    return entry_ref(item.section, written)


def retire(ctx: Context, actor: Actor, locale: str, ref: str) -> None:
    """Take a source text out of the template: articles are no longer compared with it, its translations stay apart."""
    _switch(ctx, actor, locale, ref, on=False)


def revive(ctx: Context, actor: Actor, locale: str, ref: str) -> None:
    """Put an obsolete source text into the template (again), with every translation that it has."""
    _switch(ctx, actor, locale, ref, on=True)


def _switch(ctx: Context, actor: Actor, locale: str, ref: str, *, on: bool) -> None:
    must_edit(actor)
    tag = check_locale(ctx, actor, locale)
    with ctx.store.write() as unit:
        unit.catalogue.next_version()
        own = own_entries(unit)
        item = find(list_entries(tag, own), ref)
        if item.section not in ADDED:
            raise refused(Misfit("section-fixed"))
        if item.obsolete is not on:
            return
        source = replace(item.entry, texts=("",), fuzzy=False, comment="", previous="")
        if on and not is_shipped(item.key):
            reason = source_misfit(item.section, item.entry.msgid, ctx.settings.source_locale)
            if reason is not None:
                raise refused(reason)
            _must_be_new(template_entries(own), source)
        kind = ChangeKind.REVIVED if on else ChangeKind.RETIRED
        put(unit, actor, ctx.clock.now(), TEMPLATE, source, kind, active=on)


def _must_be_new(template: Entries, source: Entry) -> None:
    """Raises ``InvalidInputError`` when the catalogue has this text already, typography aside."""
    sections = FILLED if source.context in FILLED else {source.context}
    wanted = shape(source.msgid)
    known = next((e for e in template.values() if e.context in sections and shape(e.msgid) == wanted), None)
    if known is not None:
        raise refused(Misfit("notice-known", {"known": known.msgid}), known=entry_ref(*known.key))
