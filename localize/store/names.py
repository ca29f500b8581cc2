"""The names register: entries, their forms by locale, every change of them, names that were set aside, sightings.

Whether terms or names have changed is one counter: ``Terms.version`` and ``Terms.next_version``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ForeignKey, Select, UniqueConstraint, delete, exists, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from localize.store.articles import ArticleRow
from localize.store.base import Base, JsonDict, JsonList, Key, Line, LongText, Moment, Word

_T = TypeVar("_T")


class NameEntryRow(Base):
    """An entry. ``search``: spellings and forms folded, a line each.

    ``active``: it counts; a deleted one keeps its history.
    """

    __tablename__ = "name_entry"

    id: Mapped[Key]
    kind: Mapped[Word]
    source: Mapped[Line]
    fold: Mapped[Line] = mapped_column(index=True)
    aliases: Mapped[JsonList]
    gender: Mapped[Word]
    note: Mapped[LongText]
    domain: Mapped[Line]
    search: Mapped[LongText]
    active: Mapped[bool]
    revision: Mapped[int]
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    author_name: Mapped[Line]


class NameKeyRow(Base):
    """A key under which spellings of an active entry are found: see ``localize.terms.spelling.variants_key``."""

    __tablename__ = "name_key"
    __table_args__ = (UniqueConstraint("name_id", "key"),)

    id: Mapped[Key]
    name_id: Mapped[int] = mapped_column(ForeignKey("name_entry.id"))
    key: Mapped[Line] = mapped_column(index=True)


class NameFormRow(Base):
    """An entry's form in a locale. ``status``: see ``localize.terms.name_entry.FormStatus``."""

    __tablename__ = "name_form"
    __table_args__ = (UniqueConstraint("name_id", "locale", "status"),)

    id: Mapped[Key]
    name_id: Mapped[int] = mapped_column(ForeignKey("name_entry.id"))
    locale: Mapped[Word]
    status: Mapped[Word]
    text: Mapped[Line]
    first_mention: Mapped[Line]
    forms: Mapped[JsonList]
    declined: Mapped[bool]
    author_name: Mapped[Line]
    at: Mapped[Moment]


class NameChangeRow(Base):
    """One change of an entry with what it was before and after; empty: there was none. Only ever appended.

    ``kind``: see ``localize.services.names.NameChangeKind``.
    """

    __tablename__ = "name_change"

    id: Mapped[Key]
    name_id: Mapped[int] = mapped_column(ForeignKey("name_entry.id"), index=True)
    revision: Mapped[int]
    kind: Mapped[Word]
    before: Mapped[JsonDict]
    after: Mapped[JsonDict]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    author_name: Mapped[Line]
    at: Mapped[Moment]


class NameIgnoredRow(Base):
    """A spelling that a person called no name for the register: it is not offered again."""

    __tablename__ = "name_ignored"

    id: Mapped[Key]
    key: Mapped[Line] = mapped_column(unique=True)
    written: Mapped[Line]
    author_name: Mapped[Line]
    at: Mapped[Moment]


class NameSightingRow(Base):
    """A name that stands in a source version, whether or not the register has it; found once for each version.

    ``position``: its place among the names of the version. One row with an empty ``key`` says that it was looked at.
    """

    __tablename__ = "name_sighting"
    __table_args__ = (UniqueConstraint("version_id", "position"),)

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("source_version.id"))
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    position: Mapped[int]
    key: Mapped[Line] = mapped_column(index=True)
    data: Mapped[JsonDict]  # the candidate: see localize.services.name_sightings
    at: Mapped[Moment]


@dataclass(frozen=True, slots=True)
class NameQuery:
    """What to list. ``state``: ``undecided`` (no accepted form in ``locale``), ``proposed`` (one waits there)."""

    locale: str
    words: str = ""  # folded
    kind: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """Queries over the names register."""

    session: Session

    def active(self) -> Sequence[NameEntryRow]:
        """Entries that count, in the order of their names."""
        return self.session.scalars(self._listed(select(NameEntryRow))).all()

    def page(self, query: NameQuery, *, offset: int, limit: int) -> Sequence[NameEntryRow]:
        """A page of the entries that a query means, in the order of their names."""
        return self.session.scalars(self._listed(_where(select(NameEntryRow), query)).offset(offset).limit(limit)).all()

    def count(self, query: NameQuery) -> int:
        """How many entries a query means."""
        return self.session.scalar(_where(select(func.count(NameEntryRow.id)), query).where(NameEntryRow.active)) or 0

    def count_all(self) -> int:
        """How many entries there ever were."""
        return self.session.scalar(select(func.count(NameEntryRow.id))) or 0

    @staticmethod
    def _listed(query: Select[NameEntryRow]) -> Select[NameEntryRow]:
        return query.where(NameEntryRow.active).order_by(NameEntryRow.fold, NameEntryRow.id)

    def get(self, name_id: int) -> NameEntryRow | None:
        """An entry, deleted ones included."""
        return self.session.get(NameEntryRow, name_id)

    def lock(self, name_id: int) -> NameEntryRow | None:
        """An entry, locked until the transaction ends, read anew."""
        return self.session.get(NameEntryRow, name_id, with_for_update=True, populate_existing=True)

    def with_keys(self, keys: Sequence[str]) -> Sequence[int]:
        """Ids of active entries that have one of these keys, oldest first."""
        query = select(NameKeyRow.name_id).where(NameKeyRow.key.in_(keys)).distinct().order_by(NameKeyRow.name_id)
        return self.session.scalars(query).all()

    def forms_of(self, name_ids: Sequence[int]) -> Mapping[int, Sequence[NameFormRow]]:
        """Forms by entry."""
        return self._by_name(select(NameFormRow).where(NameFormRow.name_id.in_(name_ids)))

    def forms_in(self, locales: Sequence[str], status: str) -> Mapping[int, Sequence[NameFormRow]]:
        """Forms of a status in these locales, by entry."""
        return self._by_name(select(NameFormRow).where(NameFormRow.locale.in_(locales), NameFormRow.status == status))

    def _by_name(self, query: Select[NameFormRow]) -> Mapping[int, Sequence[NameFormRow]]:
        found: dict[int, list[NameFormRow]] = {}
        for row in self.session.scalars(query.order_by(NameFormRow.name_id, NameFormRow.locale)):
            found.setdefault(row.name_id, []).append(row)
        return found

    def set_keys(self, name_id: int, keys: Sequence[str]) -> None:
        """Keys by which an entry is found from now on; none for a deleted one."""
        self.session.execute(delete(NameKeyRow).where(NameKeyRow.name_id == name_id))
        self.session.add_all([NameKeyRow(name_id=name_id, key=key) for key in keys])

    def set_forms(self, name_id: int, rows: Sequence[NameFormRow]) -> None:
        """Forms that an entry has from now on."""
        self.session.execute(delete(NameFormRow).where(NameFormRow.name_id == name_id))
        self.session.add_all(rows)

    def changes(self, name_id: int) -> Sequence[NameChangeRow]:
        """History of an entry, newest first."""
        query = select(NameChangeRow).where(NameChangeRow.name_id == name_id)
        return self.session.scalars(query.order_by(NameChangeRow.id.desc())).all()

    def ignored(self) -> Sequence[NameIgnoredRow]:
        """Spellings that were set aside, newest first."""
        return self.session.scalars(select(NameIgnoredRow).order_by(NameIgnoredRow.id.desc())).all()

    def forget_ignored(self, key: str) -> None:
        """Offer a spelling again."""
        self.session.execute(delete(NameIgnoredRow).where(NameIgnoredRow.key == key))

    def sightings(self, version_id: int) -> Sequence[NameSightingRow]:
        """Names of a source version in their order, the mark that it was looked at first; empty when it was not."""
        query = select(NameSightingRow).where(NameSightingRow.version_id == version_id)
        return self.session.scalars(query.order_by(NameSightingRow.position)).all()

    def articles_with(self, keys: Sequence[str], *, since: datetime, other_than: int, limit: int) -> Sequence[int]:
        """Other articles changed since then in which one of these names was seen, newest first."""
        query = (
            select(ArticleRow.id)
            .where(
                ArticleRow.id != other_than,
                ArticleRow.updated_at >= since,
                ArticleRow.withdrawn_at.is_(None),
                exists().where(NameSightingRow.article_id == ArticleRow.id, NameSightingRow.key.in_(keys)),
            )
            .order_by(ArticleRow.updated_at.desc())
            .limit(limit)
        )
        return self.session.scalars(query).all()

    def add(self, row: Base) -> None:
        """Store a new row and give it its id."""
        self.session.add(row)
        self.session.flush()

    def append(self, rows: Sequence[Base]) -> None:
        """Store rows whose ids nobody needs yet."""
        self.session.add_all(rows)


def _where(query: Select[_T], wanted: NameQuery) -> Select[_T]:
    if wanted.words:
        query = query.where(NameEntryRow.search.contains(wanted.words, autoescape=True))
    if wanted.kind:
        query = query.where(NameEntryRow.kind == wanted.kind)
    in_locale = (NameFormRow.name_id == NameEntryRow.id, NameFormRow.locale == wanted.locale)
    if wanted.state == "undecided":
        query = query.where(~exists().where(*in_locale, NameFormRow.status == "accepted"))
    if wanted.state == "proposed":
        query = query.where(exists().where(*in_locale, NameFormRow.status == "proposed"))
    return query
