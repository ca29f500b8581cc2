"""The catalogue as PO files: written for Poedit and Weblate, and read back whole or not at all."""

from localize.errors import RevisionConflictError
from localize.exchange.catalogue import plural_forms, template_entries
from localize.exchange.entries import is_blank
from localize.exchange.incoming import ImportPlan, Incoming, Outcome, plan_import
from localize.exchange.listing import Item, Listing, list_entries
from localize.exchange.po import Entry
from localize.exchange.po_bytes import read_sent
from localize.exchange.po_write import Header, write_po
from localize.services.catalogue import ChangeKind, check_locale, own_entries
from localize.services.catalogue_edit import stand_in
from localize.services.catalogue_record import must_edit, put
from localize.services.context import Actor, Context
from localize.store import Unit
from localize.store.catalogue import TEMPLATE


def export_po(ctx: Context, actor: Actor, locale: str) -> str:
    """The PO file of a locale: every source text, translated or not, obsolete translations last."""
    tag = check_locale(ctx, actor, locale)
    with ctx.store.read() as unit:
        listing = list_entries(tag, own_entries(unit))
        rows = [row for row in unit.catalogue.all() if row.locale == tag]
        newest = max(rows, key=lambda row: row.updated_at, default=None)
        header = Header(
            project=ctx.settings.site_name,
            created=ctx.clock.now().astimezone(ctx.settings.time_zone),
            plural_forms=plural_forms(tag),
            locale=tag,
            revised=(newest.updated_at if newest else ctx.clock.now()).astimezone(ctx.settings.time_zone),
            translator=newest.author_name if newest else "",
        )
    standing = [item.entry for item in listing.items if not item.obsolete]
    return write_po(header, standing, [i.entry for i in listing.items if i.obsolete and not is_blank(i.entry.texts)])


def export_template(ctx: Context) -> str:
    """The source texts as a PO template."""
    with ctx.store.read() as unit:
        template = template_entries(own_entries(unit))
    created = ctx.clock.now().astimezone(ctx.settings.time_zone)
    header = Header(ctx.settings.site_name, created, plural_forms="nplurals=INTEGER; plural=EXPRESSION;")
    blank = [Entry(e.context, e.msgid, e.msgid_plural, (), extracted=e.extracted) for e in template.values()]
    return write_po(header, blank)


def preview_import(ctx: Context, actor: Actor, locale: str, data: bytes, *, add_new: bool = False) -> ImportPlan:
    """What a sent file would change. Raises ``InvalidInputError`` for a file that cannot be read, ``ForbiddenError``."""
    must_edit(actor)
    tag = check_locale(ctx, actor, locale)
    sent = read_sent(data)
    with ctx.store.read() as unit:
        return plan_import(list_entries(tag, own_entries(unit)), sent, add_new=add_new)


def import_po(
    ctx: Context, actor: Actor, locale: str, data: bytes, *, add_new: bool = False, seen: str | None = None
) -> ImportPlan:
    """Store what a sent file changes, in one transaction; what was refused is left out and named.

    ``seen``: digest of the plan that a person agreed to. Raises ``RevisionConflictError`` when the catalogue has changed
    since and the file would now do something else, and what ``preview_import`` raises.
    """
    must_edit(actor)
    tag = check_locale(ctx, actor, locale)
    sent = read_sent(data)
    with ctx.store.write() as unit:
        unit.catalogue.next_version()
        listing = list_entries(tag, own_entries(unit))
        plan = plan_import(listing, sent, add_new=add_new)
        if seen is not None and seen != plan.digest:
            raise RevisionConflictError("The catalogue has changed since this file was looked at. Look again.")
        _store(ctx, unit, actor, listing, plan)
    return plan


def _store(ctx: Context, unit: Unit, actor: Actor, listing: Listing, plan: ImportPlan) -> None:
    known: dict[tuple[str, str], Item] = listing.by_key()
    now = ctx.clock.now()
    for incoming in plan.stored:
        entry = incoming.entry
        if incoming.outcome is Outcome.NEW:
            source = Entry(entry.context, entry.msgid, entry.msgid_plural, ("",), extracted=entry.extracted)
            put(unit, actor, now, TEMPLATE, source, ChangeKind.IMPORTED)
        in_use = _stand_in(actor, known.get(entry.key), incoming)
        put(unit, actor, now, listing.locale, entry, ChangeKind.IMPORTED, in_use=in_use)


def _stand_in(actor: Actor, known: Item | None, incoming: Incoming) -> tuple[str, ...]:
    return stand_in(actor, known, incoming.entry) if known is not None else ()
