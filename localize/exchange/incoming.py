"""What a sent PO file would change, entry by entry, as values: nothing is stored here, nothing is half-stored later.

An empty translation takes nothing away. What the template does not know is kept apart as obsolete, or becomes a notice
of the newsroom's own when that is asked for.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from localize.exchange.entries import ADDED, Key, Misfit, Section, is_blank, misfit, source_misfit
from localize.exchange.listing import Item, Listing
from localize.exchange.po import Entry
from localize.exchange.po_bytes import SentEntry, SentFile
from localize.exchange.words import refusal
from localize.locales import same_language


class Outcome(StrEnum):
    """What becomes of an entry of the file."""

    NEW = "new"  # a source text that the template did not have, with its translation
    ADDED = "added"  # there was no translation
    CHANGED = "changed"
    OBSOLETE = "obsolete"  # kept apart: the template does not have it
    UNCHANGED = "unchanged"
    EMPTY = "empty"  # no translation in the file: what stands is left as it is
    REFUSED = "refused"


STORED = frozenset({Outcome.NEW, Outcome.ADDED, Outcome.CHANGED, Outcome.OBSOLETE})


@dataclass(frozen=True, slots=True)
class Incoming:
    """An entry of the file. ``before``: what stands now; ``reason``: why it is refused."""

    entry: Entry
    outcome: Outcome
    before: tuple[str, ...] = ()
    reason: Misfit | None = None

    @property
    def fuzzy(self) -> bool:
        """Whether it is stored as fuzzy."""
        return self.entry.fuzzy and self.outcome in STORED


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What a file would change in a locale."""

    locale: str
    items: tuple[Incoming, ...]

    def count(self, outcome: Outcome) -> int:
        """How many entries meet this end."""
        return sum(item.outcome is outcome for item in self.items)

    @property
    def fuzzy(self) -> int:
        """How many are stored as fuzzy."""
        return sum(item.fuzzy for item in self.items)

    @property
    def stored(self) -> tuple[Incoming, ...]:
        """What an import writes."""
        return tuple(item for item in self.items if item.outcome in STORED)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many entries meet which end, fuzzy ones among them."""
        found = Counter(item.outcome.value for item in self.items)
        return {outcome.value: found[outcome.value] for outcome in Outcome} | {"fuzzy": self.fuzzy}

    @property
    def digest(self) -> str:
        """Changes when anything else would be stored, or over anything else."""
        material = repr([(item.entry, item.outcome, item.before) for item in self.stored])
        return hashlib.sha256(material.encode("utf-8", "replace")).hexdigest()


def plan_import(listing: Listing, sent: SentFile, *, add_new: bool) -> ImportPlan:
    """What a file would change. ``add_new``: unknown notices, headings and names become the newsroom's own.

    Raises ``InvalidInputError`` for a file that is for another language.
    """
    if sent.language and not same_language(sent.language, listing.locale):
        raise refusal("po-language", found=sent.language, wanted=listing.locale)
    known = listing.by_key()
    seen: set[Key] = set()
    items: list[Incoming] = []
    for found in sent.entries:
        if found.entry.key in seen:
            items.append(Incoming(found.entry, Outcome.REFUSED, (), Misfit("entry-twice")))
            continue
        seen.add(found.entry.key)
        items.append(_judge(found, known.get(found.entry.key), listing.rule.forms, add_new=add_new))
    return ImportPlan(listing.locale, tuple(items))


def _judge(sent: SentEntry, known: Item | None, forms: int, *, add_new: bool) -> Incoming:
    entry = sent.entry
    if entry.context not in set(Section):
        return _refused(entry, Misfit("entry-section", {"context": entry.context[:40]}))
    if known is None or known.obsolete:
        return _unknown(sent, known, forms, add_new=add_new)
    before = known.entry.texts
    if sent.obsolete or entry.msgid_plural != known.entry.msgid_plural:
        return _refused(entry, Misfit("entry-obsolete-there" if sent.obsolete else "entry-plural-source"), before)
    if is_blank(entry.texts):
        return Incoming(entry, Outcome.EMPTY, before)
    entry = replace(entry, extracted=known.entry.extracted, previous=entry.previous if entry.fuzzy else "")
    if _same(entry, known.entry):
        return Incoming(entry, Outcome.UNCHANGED, before)
    reason = misfit(entry, forms)
    stored = Outcome.ADDED if is_blank(before) else Outcome.CHANGED
    return _refused(entry, reason, before) if reason else Incoming(entry, stored, before)


def _unknown(sent: SentEntry, known: Item | None, forms: int, *, add_new: bool) -> Incoming:
    """An entry that the template does not have."""
    entry, before = sent.entry, known.entry.texts if known else ()
    if known is not None and _same(entry, known.entry) and (sent.obsolete or not add_new):
        return Incoming(entry, Outcome.UNCHANGED, before)
    if is_blank(entry.texts):
        return Incoming(entry, Outcome.EMPTY, before)
    if sent.obsolete or not add_new or entry.context not in ADDED:
        return Incoming(entry, Outcome.OBSOLETE, before)
    reason = source_misfit(entry.context, entry.msgid) or misfit(entry, forms)
    if reason is None and entry.msgid_plural:
        reason = Misfit("entry-plural-source")  # notices have no counts
    return _refused(entry, reason, before) if reason else Incoming(entry, Outcome.NEW, before)


def _same(entry: Entry, standing: Entry) -> bool:
    return (
        entry.texts == standing.texts
        and entry.fuzzy == standing.fuzzy
        and entry.comment == standing.comment
        and entry.msgid_plural == standing.msgid_plural
    )


def _refused(entry: Entry, reason: Misfit, before: tuple[str, ...] = ()) -> Incoming:
    return Incoming(entry, Outcome.REFUSED, before, reason)
