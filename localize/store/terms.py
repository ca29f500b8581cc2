"""The termbase: concepts of the source language, their terms by target locale, and every change of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Select,
    UniqueConstraint,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from localize.store.base import Base, JsonDict, JsonList, Key, Line, LongText, Moment, Word
from localize.store.releases import counter_value, next_counter_value

_COUNTER = "lexicon"  # raised by every change of the termbase, and by every change of the names register


class TermConceptRow(Base):
    """A concept. ``source_key``: see ``localize.terms.concept.source_key``. ``fold`` and ``domain_fold``: for searching.

    ``active``: it counts; a deleted one keeps its history, and its key for the day when it comes back.
    ``proposed``: no editor has accepted it.
    """

    __tablename__ = "term_concept"
    __table_args__ = (UniqueConstraint("source_locale", "source_key", "part_of_speech"),)

    id: Mapped[Key]
    source_locale: Mapped[Word]
    source_key: Mapped[Line]
    source: Mapped[Line]
    fold: Mapped[Line] = mapped_column(index=True)
    part_of_speech: Mapped[Word]
    definition: Mapped[LongText]
    domains: Mapped[JsonList]
    domain_fold: Mapped[LongText]  # each domain between line ends
    case_rule: Mapped[Word]
    do_not_translate: Mapped[bool]
    note: Mapped[LongText]
    proposed: Mapped[bool]
    active: Mapped[bool]
    revision: Mapped[int]
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    author_name: Mapped[Line]


class TermTargetRow(Base):
    """A concept's term in a locale; ``position`` is its place among them all."""

    __tablename__ = "term_target"
    __table_args__ = (UniqueConstraint("concept_id", "locale", "text", "proposed"),)

    id: Mapped[Key]
    concept_id: Mapped[int] = mapped_column(ForeignKey("term_concept.id"))
    locale: Mapped[Word]
    text: Mapped[Line]
    fold: Mapped[Line]
    status: Mapped[Word]
    forms: Mapped[JsonList]
    proposed: Mapped[bool]
    position: Mapped[int]


class TermChangeRow(Base):
    """One change of a concept with what it was before and after, its terms included; empty: there was none.

    ``kind``: see ``localize.services.terms.TermChangeKind``.
    """

    __tablename__ = "term_change"

    id: Mapped[Key]
    concept_id: Mapped[int] = mapped_column(ForeignKey("term_concept.id"), index=True)
    revision: Mapped[int]
    kind: Mapped[Word]
    before: Mapped[JsonDict]
    after: Mapped[JsonDict]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    author_name: Mapped[Line]
    at: Mapped[Moment]


@dataclass(frozen=True, slots=True)
class TermQuery:
    """What to list. ``status``: a status of a term in ``locale``, or ``keep``, ``untranslated`` or ``proposed``."""

    source_locale: str
    locale: str
    words: str = ""  # folded; part of the source term or of a term in ``locale``
    status: str = ""
    domain: str = ""  # folded


@dataclass(frozen=True, slots=True)
class Terms:
    """Queries over the termbase."""

    session: Session

    def version(self) -> int:
        """Changes whenever a term or a name of the register does: what a process has read holds as long as this."""
        return counter_value(self.session, _COUNTER)

    def next_version(self) -> int:
        """Raise the version, first thing in a writing transaction: its lock lets writers in one after the other."""
        return next_counter_value(self.session, _COUNTER)

    def counting(self, source_language: str) -> Sequence[TermConceptRow]:
        """Concepts of a source language that count, in the order of their terms."""
        query = (
            select(TermConceptRow)
            .where(
                TermConceptRow.active,
                TermConceptRow.proposed.is_(False),
                or_(
                    TermConceptRow.source_locale == source_language,
                    TermConceptRow.source_locale.startswith(source_language + "-", autoescape=True),
                ),
            )
            .order_by(TermConceptRow.fold, TermConceptRow.id)
        )
        return self.session.scalars(query).all()

    def targets_in(self, locales: Sequence[str]) -> Sequence[TermTargetRow]:
        """Accepted terms in these locales, of whatever concept."""
        query = select(TermTargetRow).where(TermTargetRow.locale.in_(locales), TermTargetRow.proposed.is_(False))
        return self.session.scalars(query.order_by(TermTargetRow.concept_id, TermTargetRow.position)).all()

    def get(self, concept_id: int) -> TermConceptRow | None:
        """A concept, deleted ones included."""
        return self.session.get(TermConceptRow, concept_id)

    def by_key(self, source_locale: str, key: str, part_of_speech: str) -> TermConceptRow | None:
        """The concept with this key, deleted ones included."""
        return self.session.scalar(
            select(TermConceptRow).where(
                TermConceptRow.source_locale == source_locale,
                TermConceptRow.source_key == key,
                TermConceptRow.part_of_speech == part_of_speech,
            )
        )

    def spelled(self, source_locale: str, key: str, source: str, part_of_speech: str) -> Sequence[TermConceptRow]:
        """Concepts with this key, or spelled the same under another case rule, deleted ones included."""
        query = select(TermConceptRow).where(
            TermConceptRow.source_locale == source_locale,
            TermConceptRow.part_of_speech == part_of_speech,
            or_(TermConceptRow.source_key == key, TermConceptRow.source == source),
        )
        return self.session.scalars(query.order_by(TermConceptRow.id)).all()

    def all(self, source_locale: str) -> Sequence[TermConceptRow]:
        """Every concept of a locale, deleted and proposed ones included, in the order of their terms."""
        query = select(TermConceptRow).where(TermConceptRow.source_locale == source_locale)
        return self.session.scalars(query.order_by(TermConceptRow.fold, TermConceptRow.id)).all()

    def targets(self, concept_ids: Sequence[int]) -> dict[int, list[TermTargetRow]]:
        """Terms of concepts, by concept."""
        found: dict[int, list[TermTargetRow]] = {}
        for start in range(0, len(concept_ids), 500):
            query = select(TermTargetRow).where(TermTargetRow.concept_id.in_(concept_ids[start : start + 500]))
            for row in self.session.scalars(query.order_by(TermTargetRow.concept_id, TermTargetRow.position)):
                found.setdefault(row.concept_id, []).append(row)
        return found

    def drop_targets(self, concept_ids: Sequence[int]) -> None:
        """Delete the terms of concepts."""
        for start in range(0, len(concept_ids), 500):
            chosen = TermTargetRow.concept_id.in_(concept_ids[start : start + 500])
            self.session.execute(delete(TermTargetRow).where(chosen))

    def search(self, wanted: TermQuery, *, offset: int, limit: int) -> tuple[int, Sequence[TermConceptRow]]:
        """How many concepts there are of a kind, and a page of them."""
        query = select(TermConceptRow).where(*_conditions(wanted))
        total = self.session.scalar(select(func.count()).select_from(query.subquery())) or 0
        page = query.order_by(TermConceptRow.fold, TermConceptRow.id).offset(offset).limit(limit)
        return total, self.session.scalars(page).all()

    def count(self, wanted: TermQuery) -> int:
        """How many concepts there are of a kind."""
        query: Select[Any] = select(func.count()).select_from(TermConceptRow).where(*_conditions(wanted))
        return self.session.scalar(query) or 0

    def domains(self, source_locale: str) -> list[str]:
        """Domains in use, as they are written, in order."""
        query = select(TermConceptRow.domains).where(
            TermConceptRow.source_locale == source_locale, TermConceptRow.active, TermConceptRow.domain_fold != ""
        )
        return sorted({name for names in self.session.scalars(query) for name in names}, key=str.casefold)

    def locales(self) -> list[str]:
        """Locales that have terms."""
        return list(self.session.scalars(select(TermTargetRow.locale).distinct().order_by(TermTargetRow.locale)))

    def changes(self, concept_id: int) -> Sequence[TermChangeRow]:
        """History of a concept, newest first."""
        query = select(TermChangeRow).where(TermChangeRow.concept_id == concept_id)
        return self.session.scalars(query.order_by(TermChangeRow.id.desc())).all()

    def add(self, *rows: Base) -> None:
        """Store new concepts, terms or changes, and give them their ids."""
        self.session.add_all(rows)
        self.session.flush()


def _conditions(wanted: TermQuery) -> list[ColumnElement[bool]]:
    conditions = [TermConceptRow.source_locale == wanted.source_locale, TermConceptRow.active.is_(True)]
    if wanted.words:
        there = _target(wanted, TermTargetRow.fold.contains(wanted.words, autoescape=True))
        conditions.append(or_(TermConceptRow.fold.contains(wanted.words, autoescape=True), there))
    if wanted.domain:
        conditions.append(TermConceptRow.domain_fold.contains(f"\n{wanted.domain}\n", autoescape=True))
    match wanted.status:
        case "":
            pass
        case "keep":
            conditions.append(TermConceptRow.do_not_translate.is_(True))
        case "untranslated":
            accepted = _target(wanted, TermTargetRow.proposed.is_(False), TermTargetRow.status != "forbidden")
            conditions += [TermConceptRow.do_not_translate.is_(False), ~accepted]
        case "proposed":
            conditions.append(or_(TermConceptRow.proposed, _target(wanted, TermTargetRow.proposed)))
        case status:
            conditions.append(_target(wanted, TermTargetRow.status == status, TermTargetRow.proposed.is_(False)))
    return conditions


def _target(wanted: TermQuery, *conditions: ColumnElement[bool] | Any) -> ColumnElement[bool]:
    """Whether a concept has such a term in the locale."""
    own = and_(TermTargetRow.concept_id == TermConceptRow.id, TermTargetRow.locale == wanted.locale, *conditions)
    return exists().where(own)
