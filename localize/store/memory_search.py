"""Concordance search: entries by words of either side and by what is known of them, the same SQL on both databases.

The folded words are read by ``LIKE``, from the newest entry on, until a page of hits is full. A question without hits
reads them all: a tenth to a fifth of a second for 100,000 entries. An index of trigrams would need an extension on one
database and a table of its own on the other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from localize.memory.concordance import Term
from localize.store.memories import MemoryEntryRow
from localize.store.memory_words import MemoryWordsRow

_CHUNK = 2_000  # entries that an export reads at a time


@dataclass(frozen=True, slots=True)
class Wanted:
    """What entries are asked for. ``sides``: columns that the terms are looked for in, any of them."""

    terms: tuple[Term, ...] = ()
    sides: tuple[str, ...] = ("source", "target")
    locales: Sequence[str] | None = None  # none named: every one
    author: str = ""
    article_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None  # before this moment
    origin: str = ""


@dataclass(frozen=True, slots=True)
class MemorySearch:
    """Queries over many entries."""

    session: Session

    def find(self, wanted: Wanted, *, before: int | None, limit: int) -> Sequence[MemoryEntryRow]:
        """Entries, those stored last first. ``before``: the id that the page before ended with."""
        query = select(MemoryEntryRow).where(*_conditions(wanted))
        key = MemoryEntryRow.id
        if wanted.terms:
            # The order is that of the words' own key: they are read in it, and only hits lead to their entries.
            key = MemoryWordsRow.entry_id
            query = query.join(MemoryWordsRow, MemoryWordsRow.entry_id == MemoryEntryRow.id)
            query = query.where(_having(wanted.terms, wanted.sides))
        if before is not None:
            query = query.where(key < before)
        return self.session.scalars(query.order_by(key.desc()).limit(limit)).all()

    def counts(self) -> dict[str, int]:
        """How many entries each target locale has."""
        query = select(MemoryEntryRow.target_locale, func.count()).group_by(MemoryEntryRow.target_locale)
        return {row[0]: row[1] for row in self.session.execute(query.order_by(MemoryEntryRow.target_locale))}

    def each(self, locales: Sequence[str] | None) -> Iterator[MemoryEntryRow]:
        """Every entry in the order of storing, read part by part; the session lets go of each part."""
        last = 0
        while True:
            query = select(MemoryEntryRow).where(MemoryEntryRow.id > last, *_conditions(Wanted(locales=locales)))
            rows = self.session.scalars(query.order_by(MemoryEntryRow.id).limit(_CHUNK)).all()
            yield from rows
            if len(rows) < _CHUNK:
                return
            last = rows[-1].id
            self.session.expunge_all()

    def count(self, locales: Sequence[str] | None) -> int:
        """How many entries ``each`` gives."""
        query = select(func.count()).select_from(MemoryEntryRow).where(*_conditions(Wanted(locales=locales)))
        return self.session.scalar(query) or 0


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    row = MemoryEntryRow
    found: list[ColumnElement[bool]] = []
    if wanted.locales is not None:
        found.append(row.target_locale.in_(wanted.locales))
    if wanted.author:
        found.append(or_(row.author == wanted.author, row.approver == wanted.author))
    if wanted.article_id is not None:
        found.append(row.article_id == wanted.article_id)
    if wanted.since is not None:
        found.append(row.updated_at >= wanted.since)
    if wanted.until is not None:
        found.append(row.updated_at < wanted.until)
    if wanted.origin:
        found.append(row.origin == wanted.origin)
    return found


def _having(terms: Sequence[Term], sides: Sequence[str]) -> ColumnElement[bool]:
    """Every term on one of these sides."""
    columns: dict[str, InstrumentedAttribute[str]] = {"source": MemoryWordsRow.source, "target": MemoryWordsRow.target}
    return and_(*(or_(*(columns[side].like(_pattern(term), escape="\\") for side in sides)) for term in terms))


def _pattern(term: Term) -> str:
    escaped = term.piece.replace("\\", "\\\\").replace("_", "\\_")  # folded words have no other sign of LIKE's
    return f"%{escaped}%"
