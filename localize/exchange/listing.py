"""The catalogue of one locale as people work on it: every entry with what stands, what fills articles, and what is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

from localize.exchange.catalogue import Catalogue, is_shipped, paths
from localize.exchange.entries import Key, ProblemKind, Section, entry_ref, fault, is_blank
from localize.exchange.own import OwnEntries, OwnText
from localize.exchange.po import Entry, PluralRule, read_po


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of one locale.

    ``entry`` is what stands: the newsroom's text, else the one below it. ``base``: texts that count without the
    newsroom's own; ``in_use``: texts that fill articles now; both empty when there are none. ``added``: the newsroom
    added the source text. ``obsolete``: the template does not have it, or no longer.
    """

    entry: Entry
    base: tuple[str, ...]
    in_use: tuple[str, ...]
    fault: ProblemKind | None
    own: OwnText | None
    added: bool
    obsolete: bool

    @property
    def key(self) -> Key:
        """Section and source text."""
        return self.entry.key

    @property
    def section(self) -> Section:
        """What the entry is for."""
        return Section(self.entry.context)

    @property
    def ref(self) -> str:
        """Its short name in addresses."""
        return entry_ref(*self.entry.key)

    @property
    def revision(self) -> int:
        """Of the newsroom's own text; 0 when there is none."""
        return self.own.revision if self.own else 0

    @property
    def changed(self) -> bool:
        """Whether the newsroom's text is another than the one that came with Localize."""
        return self.own is not None and (self.entry.fuzzy or self.entry.texts != self.base)


@dataclass(frozen=True, slots=True)
class Listing:
    """Every entry of a locale, in the template's order, obsolete ones last. ``rule``: its plural forms."""

    locale: str
    items: tuple[Item, ...]
    rule: PluralRule

    def find(self, ref: str) -> Item | None:
        """An entry by its short name."""
        return next((item for item in self.items if item.ref == ref), None)

    def by_key(self) -> dict[Key, Item]:
        """Entries by section and source text."""
        return {item.key: item for item in self.items}


def list_entries(locale: str, own: OwnEntries) -> Listing:
    """The catalogue of a locale."""
    full = Catalogue.load(locale, own=own)
    others = MappingProxyType({tag: texts for tag, texts in own.texts.items() if tag != locale})
    base = Catalogue.load(locale, own=replace(own, texts=others))
    mine = own.texts.get(locale, {})
    items = [_item(source, base, full, mine.get(source.key), obsolete=False) for source in full.template.values()]
    items += [
        _item(entry, base, full, mine.get(entry.key), obsolete=True)
        for entry in _left_over(locale, own)
        if entry.key not in full.template
    ]
    return Listing(locale, tuple(items), full.plural_rule)


def _item(source: Entry, base: Catalogue, full: Catalogue, own: OwnText | None, *, obsolete: bool) -> Item:
    """``source``: the template's entry, or the whole entry when it is obsolete."""
    below = base.entries.get(source.key)
    using = full.entries.get(source.key)
    blank = ("",) * (full.plural_rule.forms if source.msgid_plural else 1)
    standing = own.entry if own else replace(source, texts=source.texts if obsolete else blank)
    if not obsolete and below and (own is None or is_blank(own.entry.texts)):
        standing = below
    # What the texts are for is the template's to say.
    shown = replace(standing, extracted=source.extracted, msgid_plural=source.msgid_plural)
    return Item(
        entry=shown,
        base=below.texts if below else (),
        in_use=using.texts if using and not obsolete else (),
        fault=fault(shown, full.plural_rule.forms),
        own=own,
        added=not is_shipped(source.key),
        obsolete=obsolete,
    )


def _left_over(locale: str, own: OwnEntries) -> Iterator[Entry]:
    """Translations whose source text may be out of the template: the newsroom's, then those that were shipped."""
    mine = {key: text.entry for key, text in own.texts.get(locale, {}).items()}
    yield from mine.values()
    shipped: dict[Key, Entry] = {}
    for path in paths(locale):
        shipped |= read_po(path).entries
    yield from (entry for key, entry in shipped.items() if key not in mine and key in own.retired)
    # A retired source text that was never translated here can be revived here all the same.
    yield from (
        replace(entry, texts=("",)) for key, entry in own.retired.items() if key not in mine and key not in shipped
    )
