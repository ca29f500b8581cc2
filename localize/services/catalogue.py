"""The catalogue as the newsroom has it: what came with Localize, and over it the newsroom's own entries.

Every process keeps it in memory and asks the database, in one small query, whether it has changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from threading import Lock
from weakref import WeakKeyDictionary

from localize.article import Block, Handling, Role
from localize.errors import NotFoundError
from localize.exchange import catalogue as shipped
from localize.exchange.catalogue import Catalogue, CatalogueProblem
from localize.exchange.entries import Entries, Section
from localize.exchange.listing import Item, Listing, list_entries
from localize.exchange.near import EXACT, NearNotice
from localize.exchange.own import OwnEntries, OwnText
from localize.exchange.po import Entry
from localize.locales import is_known_locale, same_language, usual_tag
from localize.markup import CodedText
from localize.segment import hash_text, segment_block
from localize.services.context import Actor, Context
from localize.store import Store, Unit
from localize.store.catalogue import TEMPLATE, CatalogueEntryRow


class ChangeKind(StrEnum):
    """What was done to an entry."""

    SAVED = "saved"
    PROPOSED = "proposed"  # by somebody who may not approve it
    IMPORTED = "imported"
    REVERTED = "reverted"  # to what it was before
    REMOVED = "removed"  # the newsroom's text was taken away
    ADDED = "added"  # a source text of the newsroom's own
    SOURCE = "source"  # its source text was changed
    RETIRED = "retired"  # its source text left the template
    REVIVED = "revived"  # and came back
    LATE = "late"  # not stored: somebody else had saved before; kept here


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of an entry's history. ``active``: whether it counted from then on."""

    id: int
    revision: int
    kind: ChangeKind
    msgid: str
    texts: tuple[str, ...]
    fuzzy: bool
    active: bool
    comment: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Placed:
    """What the catalogue has to say about a notice of an article.

    ``near``: a known notice with its translation, the same one (score 100) or one that differs. ``known``: the template
    has this very notice and the locale no translation of it.
    """

    near: NearNotice | None
    known: bool


@dataclass
class _Kept:
    """The newsroom's entries at one version of theirs, and the catalogues made with them so far."""

    version: int
    own: OwnEntries
    catalogues: dict[str, Catalogue] = field(default_factory=dict)

    @cached_property
    def notices(self) -> tuple[str, ...]:
        """Notices in the source language."""
        return shipped.known_notices(self.own)


_KEPT: WeakKeyDictionary[Store, _Kept] = WeakKeyDictionary()
_LOCK = Lock()


def load(ctx: Context, locale: str, unit: Unit | None = None) -> Catalogue:
    """The catalogue of a locale, the newsroom's own entries included. ``unit``: a transaction that is open anyway."""
    kept = _kept(ctx) if unit is None else _kept_in(ctx, unit)
    if locale not in kept.catalogues:
        kept.catalogues[locale] = Catalogue.load(locale, own=kept.own)
    return kept.catalogues[locale]


def known_notices(ctx: Context) -> tuple[str, ...]:
    """Notices in the source language that intake may recognise as such, the newsroom's own included."""
    return _kept(ctx).notices


def check(ctx: Context, locales: Sequence[str]) -> list[CatalogueProblem]:
    """What is missing, fuzzy or broken in these locales."""
    return [problem for locale in locales for problem in load(ctx, locale).check()]


def _kept(ctx: Context) -> _Kept:
    with ctx.store.read() as unit:
        return _kept_in(ctx, unit)


def _kept_in(ctx: Context, unit: Unit) -> _Kept:
    version = unit.catalogue.version()
    with _LOCK:
        kept = _KEPT.get(ctx.store)
    if kept is not None and kept.version == version:
        return kept
    kept = _Kept(version, own_entries(unit))
    with _LOCK:
        _KEPT[ctx.store] = kept
    return kept


def own_entries(unit: Unit) -> OwnEntries:
    """The newsroom's entries as values."""
    added: dict[tuple[str, str], Entry] = {}
    retired: dict[tuple[str, str], Entry] = {}
    texts: dict[str, dict[tuple[str, str], OwnText]] = {}
    for row in unit.catalogue.all():
        entry = _entry(row)
        if row.locale == TEMPLATE:
            (added if row.active else retired)[entry.key] = entry
        elif row.active:
            own = OwnText(entry, tuple(row.in_use), row.revision)
            texts.setdefault(row.locale, {})[entry.key] = own
    return OwnEntries(added, retired, texts)


def _entry(row: CatalogueEntryRow) -> Entry:
    return Entry(
        context=row.section,
        msgid=row.msgid,
        msgid_plural=row.msgid_plural,
        texts=tuple(row.texts),
        fuzzy=row.fuzzy,
        comment=row.comment,
        extracted=row.extracted,
        previous=row.previous,
    )


def check_locale(ctx: Context, actor: Actor, locale: str) -> str:
    """A locale that the catalogue may be kept for, in its usual spelling.

    Raises ``NotFoundError`` for one that is unknown or the source's, ``ForbiddenError`` for one that is not theirs.
    """
    tag = usual_tag(locale)
    if not is_known_locale(tag) or same_language(tag, ctx.settings.source_locale):
        raise NotFoundError(f"There is no catalogue for “{locale[:40]}”.")
    actor.must_work_in(tag)
    return tag


def locales_of(ctx: Context, actor: Actor) -> tuple[str, ...]:
    """Locales that have a catalogue of the newsroom's and are theirs: those of the settings, and others with texts."""
    known = dict.fromkeys([*ctx.settings.target_locales, *sorted(_kept(ctx).own.texts)])
    return tuple(locale for locale in known if actor.may_work_in(locale))


def list_catalogue(ctx: Context, actor: Actor, locale: str) -> Listing:
    """Every entry of a locale. Raises ``NotFoundError``, ``ForbiddenError``."""
    return list_entries(check_locale(ctx, actor, locale), _kept(ctx).own)


def template(ctx: Context) -> Entries:
    """The source texts that count."""
    return load(ctx, ctx.settings.source_locale).template


def history(ctx: Context, actor: Actor, locale: str, ref: str) -> list[Change]:
    """Changes of an entry in a locale and of its source text, newest first."""
    tag = check_locale(ctx, actor, locale)
    with ctx.store.read() as unit:
        item = find(list_entries(tag, own_entries(unit)), ref)
        rows = [
            row
            for row in unit.catalogue.of_source(item.section, hash_text(item.entry.msgid))
            if row.locale in {TEMPLATE, tag}
        ]
        changes = [change for row in rows for change in unit.catalogue.changes(row.id)]
        changes.sort(key=lambda change: change.id, reverse=True)
        return [
            Change(
                id=change.id,
                revision=change.revision,
                kind=ChangeKind(change.kind),
                msgid=change.msgid,
                texts=tuple(change.texts),
                fuzzy=change.fuzzy,
                active=change.active,
                comment=change.comment,
                author=change.author_name,
                at=change.at,
            )
            for change in changes
        ]


def find(listing: Listing, ref: str) -> Item:
    """An entry of a listing. Raises ``NotFoundError``."""
    item = listing.find(ref)
    if item is None:
        raise NotFoundError("There is no such entry in the catalogue.")
    return item


def place_notice(ctx: Context, locale: str, block: Block, source: CodedText) -> Placed | None:
    """What the catalogue knows of a sentence of an article; ``None`` where it has no say."""
    if block.handling is not Handling.CATALOGUE or not any(c.isalpha() for c in source.plain):
        return None
    near = load(ctx, locale).near(source)
    exact = near is not None and near.score == EXACT
    return Placed(near, exact or is_known(ctx, source))


def unknown_notices(ctx: Context, blocks: Sequence[Block]) -> tuple[tuple[Section, str], ...]:
    """Sentences of an article that stand where notices and such headings do, and that the template does not have."""
    found: dict[str, Section] = {}
    for block in blocks:
        section = Section.HEADING if block.role is Role.TEASER_HEADING else Section.NOTICE
        for segment in segment_block(block, ctx.settings.source_locale).segments:
            placed = block.handling is Handling.CATALOGUE and any(c.isalpha() for c in segment.source.plain)
            if placed and not is_known(ctx, segment.source):
                found.setdefault(segment.source.plain, section)
    return tuple((section, text) for text, section in found.items())


def is_known(ctx: Context, source: CodedText) -> bool:
    """Whether the template has this very notice or heading, translated or not."""
    return load(ctx, ctx.settings.source_locale).fill(source) is not None
