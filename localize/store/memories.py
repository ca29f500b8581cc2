"""Translation memory: confirmed sentence pairs with their neighbours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final

from sqlalchemy import Index, UniqueConstraint, bindparam, func, select
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, Session, mapped_column

from localize.markup import CodedText
from localize.memory.entry import EntryOrigin
from localize.memory.index import comparable
from localize.store.base import Base, Digest, Key, Line, LongText, Moment, Word
from localize.store.memory_changes import By, MemoryChanges
from localize.store.memory_index import MemoryIndex
from localize.store.memory_words import MemoryWords

_BATCH = 2_000  # pairs that are stored in one go


def _as_updated(context: DefaultExecutionContext) -> datetime:
    """A new pair is as old as its text, unless somebody says otherwise."""
    parameters: dict[str, datetime] = context.get_current_parameters()  # type: ignore[no-untyped-call]
    return parameters["updated_at"]


class MemoryEntryRow(Base):
    """A sentence pair. ``prev_hash`` and ``next_hash`` (``-`` at an end) make a match an in-context one.

    ``author`` wrote the target last, ``approver`` confirmed it (empty where nobody did, or nobody knows). ``origin``:
    ``EntryOrigin``. ``updated_at``: when the target was written, ``created_at``: since when the pair is here.
    """

    __tablename__ = "memory_entry"
    __table_args__ = (
        UniqueConstraint(
            "source_locale", "target_locale", "text_hash", "prev_hash", "next_hash", name="uq_memory_entry"
        ),
        Index("ix_memory_entry_lookup", "text_hash", "target_locale"),
    )

    id: Mapped[Key]
    source_locale: Mapped[Word]
    target_locale: Mapped[Word]
    text_hash: Mapped[Digest]
    prev_hash: Mapped[Digest]
    next_hash: Mapped[Digest]
    source: Mapped[LongText]
    target: Mapped[LongText]
    article_id: Mapped[int | None]
    author: Mapped[Line]
    updated_at: Mapped[Moment]
    origin: Mapped[Word] = mapped_column(default=EntryOrigin.APPROVED.value, server_default="approved")
    approver: Mapped[Line] = mapped_column(default="", server_default="")
    note: Mapped[LongText] = mapped_column(default="", server_default="")
    created_at: Mapped[Moment] = mapped_column(default=_as_updated)

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What no two entries share."""
        return self.source_locale, self.target_locale, self.text_hash, self.prev_hash, self.next_hash

    def to_json(self) -> dict[str, Any]:
        """The entry as its history keeps it: everything but its number."""
        values = {column.key: getattr(self, column.key) for column in self.__table__.columns if column.key != "id"}
        return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "MemoryEntryRow":
        """A new row with what the history kept."""
        moments = {name: datetime.fromisoformat(kept[name]) for name in ("updated_at", "created_at")}
        return cls(**(kept | moments))


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of pairs that were put: new ones, new targets for known ones, those that changed nothing.

    ``kept``: pairs that would have taken the place of one that a person here approved.
    """

    added: int = 0
    changed: int = 0
    same: int = 0
    kept: int = 0

    def __add__(self, other: "Stored") -> "Stored":
        return Stored(
            self.added + other.added, self.changed + other.changed, self.same + other.same, self.kept + other.kept
        )


def _indexed(row: MemoryEntryRow) -> tuple[int, str, str, str]:
    return row.id, comparable(CodedText.loads(row.source).plain), row.source_locale, row.target_locale


def _renew(known: MemoryEntryRow, row: MemoryEntryRow) -> Stored:
    """A known pair's new text, if it may have it."""
    origin = EntryOrigin(row.origin or EntryOrigin.APPROVED)
    same = known.target == row.target
    if not origin.is_ours and (same or EntryOrigin(known.origin).is_ours):
        return Stored(same=1) if same else Stored(kept=1)
    told = Stored(same=1) if same and known.origin == origin else Stored(changed=1)
    known.target = row.target
    known.article_id = row.article_id
    known.author = row.author
    known.updated_at = row.updated_at
    known.origin = origin.value
    known.approver = row.approver or ""
    if row.note:
        known.note = row.note
    return told


# Built once: every draft asks it.
_EXACT: Final = (
    select(MemoryEntryRow)
    .where(
        MemoryEntryRow.source_locale == bindparam("source"),
        MemoryEntryRow.target_locale == bindparam("target"),
        MemoryEntryRow.text_hash.in_(bindparam("hashes", expanding=True)),
    )
    .order_by(MemoryEntryRow.updated_at.desc(), MemoryEntryRow.id.desc())
)


@dataclass(frozen=True, slots=True)
class Memories:
    """Queries over the memory."""

    session: Session

    def get(self, entry_id: int) -> MemoryEntryRow | None:
        """One entry."""
        return self.session.get(MemoryEntryRow, entry_id)

    def exact(self, source_locale: str, target_locale: str, hashes: Sequence[str]) -> Sequence[MemoryEntryRow]:
        """Every entry with one of these source hashes, newest first."""
        asked = {"source": source_locale, "target": target_locale, "hashes": hashes}
        return self.session.scalars(_EXACT, asked).all()

    def entry(self, entry_id: int, *, lock: bool = False) -> MemoryEntryRow | None:
        """An entry by its id, locked until the transaction ends if it is to be written."""
        return self.session.get(MemoryEntryRow, entry_id, with_for_update=True if lock else None)

    def at(self, key: tuple[str, str, str, str, str]) -> MemoryEntryRow | None:
        """The entry with this key."""
        return next((row for row in self.exact(key[0], key[1], [key[2]]) if row.key == key), None)

    def renewed(self, row: MemoryEntryRow) -> None:
        """Keep what is searched in step with an entry's new target; its source never changes."""
        MemoryWords(self.session).renew(row.id, row.target)

    def put(self, row: MemoryEntryRow) -> Stored:
        """Store a pair; the same sentence between the same neighbours gets the new target."""
        return self.put_all([row])

    def put_all(self, rows: Iterable[MemoryEntryRow], by: By | None = None) -> Stored:
        """Store pairs, thousands at a time: of those with the same key the last one holds.

        ``by``: who stores them, for the history of pairs that get another text; default: who approved or wrote them.

        A pair that is not approved never takes the place of an approved one. New rows have their ids afterwards, and
        the session lets go of them: an import of a million costs no memory.
        """
        self._index.lock()
        total = Stored()
        waiting = iter(rows)
        while batch := list(islice(waiting, _BATCH)):
            total += self._put({row.key: row for row in batch}, by)
        return total

    def _put(self, rows: dict[tuple[str, str, str, str, str], MemoryEntryRow], by: By | None) -> Stored:
        pairs = {(row.source_locale, row.target_locale) for row in rows.values()}
        hashes = sorted({row.text_hash for row in rows.values()})
        there = [entry for one, other in sorted(pairs) for entry in self.exact(one, other, hashes)]
        known = {entry.key: entry for entry in there}
        indexed = {entry.key[:3] for entry in there}
        new = [row for key, row in rows.items() if key not in known]
        self.session.add_all(new)
        self.session.flush()
        first = {row.key[:3]: row for row in reversed(new) if row.key[:3] not in indexed}
        self._index.add(_indexed(row) for row in first.values())
        MemoryWords(self.session).add((row.id, row.source, row.target) for row in new)
        for row in new:
            self.session.expunge(row)
        told = Stored(added=len(new))
        for key, row in rows.items():
            if key in known:
                told += self._renew(known[key], row, by)
        self.session.flush()
        return told

    def _renew(self, known: MemoryEntryRow, row: MemoryEntryRow, by: By | None) -> Stored:
        """Give a known pair its new text; another text goes into its history and among its words."""
        before = known.to_json() if known.target != row.target else None
        told = _renew(known, row)
        if before is not None and told.changed:
            hand = by or By(None, known.approver or known.author, known.updated_at)
            MemoryChanges(self.session).add(known.origin, hand, known.key, before, known.to_json())
            MemoryWords(self.session).renew(known.id, known.target)
        return told

    def near(
        self, source: CodedText, source_locale: str, target_locale: str, limit: int = 10
    ) -> list[tuple[float, Sequence[MemoryEntryRow]]]:
        """Entries whose source is similar: similarity (0.75 to 1) and the entries of that source, newest first."""
        found = self._index.near(comparable(source.plain), source_locale, target_locale, limit)
        standing = {row.id: row for row in self._of_ids([one.entry_id for one in found])}
        hashes = [standing[one.entry_id].text_hash for one in found if one.entry_id in standing]
        by_hash: dict[str, list[MemoryEntryRow]] = {}
        for row in self.exact(source_locale, target_locale, hashes):
            by_hash.setdefault(row.text_hash, []).append(row)
        return [
            (one.similarity, by_hash[standing[one.entry_id].text_hash]) for one in found if one.entry_id in standing
        ]

    def remove(self, entry_id: int) -> None:
        """Take an entry out. Another one with the same source takes its place in the index."""
        row = self.session.get(MemoryEntryRow, entry_id)
        if row is None:
            return
        self._index.remove(row.id, row.source_locale, row.target_locale)
        self.session.delete(row)
        self.session.flush()
        heir = next(iter(self.exact(row.source_locale, row.target_locale, [row.text_hash])), None)
        if heir is not None and not self._index.holds(heir.id):
            self._index.add([_indexed(heir)])

    def _of_ids(self, ids: Sequence[int]) -> Sequence[MemoryEntryRow]:
        return self.session.scalars(select(MemoryEntryRow).where(MemoryEntryRow.id.in_(ids))).all() if ids else []

    @property
    def _index(self) -> MemoryIndex:
        return MemoryIndex(self.session)

    def count(self) -> int:
        """How many pairs there are."""
        return self.session.scalar(select(func.count()).select_from(MemoryEntryRow)) or 0
