"""The termbase: what is in it, searched and listed, one entry with its history, the languages it is kept for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from localize.errors import NotFoundError
from localize.exchange.term_words import TERM_SENTENCES
from localize.locales import is_known_locale, same_language, usual_tag
from localize.services.context import Actor, Context
from localize.services.term_record import TermChangeKind, concept_of, from_json
from localize.store import Unit
from localize.store.terms import TermConceptRow, TermQuery
from localize.terms.concept import Concept, fold

PAGE: Final = 100  # entries of one page


class TermShow(StrEnum):
    """What a list shows: entries that have such a term in the locale, or none."""

    ALL = ""
    PREFERRED = "preferred"
    ADMITTED = "admitted"
    FORBIDDEN = "forbidden"
    KEEP = "keep"  # do not translate
    UNTRANSLATED = "untranslated"
    PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: ``words`` are part of the source term or of a term in ``locale``."""

    locale: str
    words: str = ""
    show: TermShow = TermShow.ALL
    domain: str = ""


@dataclass(frozen=True, slots=True)
class TermEntry:
    """An entry of the termbase. ``active``: it is not deleted."""

    id: int
    revision: int
    concept: Concept
    author: str
    updated_at: datetime
    active: bool = True


@dataclass(frozen=True, slots=True)
class TermPage:
    """A page of a list. ``counts``: how many entries each ``show`` has for the same words and domain."""

    entries: tuple[TermEntry, ...]
    total: int
    page: int
    counts: Mapping[TermShow, int]

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE))


@dataclass(frozen=True, slots=True)
class TermChange:
    """One entry of the history. ``before`` and ``after``: ``None`` where there was no entry."""

    id: int
    kind: TermChangeKind
    before: Concept | None
    after: Concept | None
    author: str
    at: datetime


def check_locale(ctx: Context, actor: Actor, locale: str) -> str:
    """A locale that terms may be kept for, in its usual spelling.

    Raises ``NotFoundError`` for one that is unknown or the source's, ``ForbiddenError`` for one that is not theirs.
    """
    tag = usual_tag(locale)
    if not is_known_locale(tag) or same_language(tag, ctx.settings.source_locale):
        raise NotFoundError(f"There are no terms for “{locale[:40]}”.")
    actor.must_work_in(tag)
    return tag


def locales_of(ctx: Context, actor: Actor) -> tuple[str, ...]:
    """Locales that terms are kept for and that are theirs: those of the settings, and others with terms."""
    with ctx.store.read() as unit:
        known = dict.fromkeys([*ctx.settings.target_locales, *unit.terms.locales()])
    return tuple(locale for locale in known if actor.may_work_in(locale))


def list_terms(ctx: Context, actor: Actor, wanted: Wanted, *, page: int = 1) -> TermPage:
    """A page of what is looked for, in the order of the source terms. Raises ``NotFoundError``, ``ForbiddenError``."""
    tag = check_locale(ctx, actor, wanted.locale)
    with ctx.store.read() as unit:
        queries = {show: _query(ctx, wanted, tag, show) for show in TermShow}
        counts = {show: unit.terms.count(query) for show, query in queries.items()}
        at = min(max(page, 1), max(1, -(-counts[wanted.show] // PAGE)))
        total, rows = unit.terms.search(queries[wanted.show], offset=(at - 1) * PAGE, limit=PAGE)
        targets = unit.terms.targets([row.id for row in rows])
        entries = tuple(entry(row, concept_of(row, targets.get(row.id, []))) for row in rows)
    return TermPage(entries, total, at, counts)


def _query(ctx: Context, wanted: Wanted, tag: str, show: TermShow) -> TermQuery:
    return TermQuery(ctx.settings.source_locale, tag, fold(wanted.words), show.value, fold(wanted.domain))


def domains(ctx: Context) -> list[str]:
    """Domains in use."""
    with ctx.store.read() as unit:
        return unit.terms.domains(ctx.settings.source_locale)


def open_term(ctx: Context, concept_id: int) -> TermEntry:
    """One entry, deleted ones included. Raises ``NotFoundError``."""
    with ctx.store.read() as unit:
        return load(unit, concept_id)


def history(ctx: Context, concept_id: int) -> list[TermChange]:
    """Changes of an entry, newest first."""
    with ctx.store.read() as unit:
        return [
            TermChange(
                row.id,
                TermChangeKind(row.kind),
                from_json(row.before),
                from_json(row.after),
                row.author_name,
                row.at,
            )
            for row in unit.terms.changes(concept_id)
        ]


def load(unit: Unit, concept_id: int) -> TermEntry:
    """One entry. Raises ``NotFoundError``."""
    row = find_row(unit, concept_id)
    return entry(row, concept_of(row, unit.terms.targets([row.id]).get(row.id, [])))


def find_row(unit: Unit, concept_id: int) -> TermConceptRow:
    """The row of an entry. Raises ``NotFoundError``."""
    row = unit.terms.get(concept_id)
    if row is None:
        raise NotFoundError(TERM_SENTENCES["terms-gone"], reason="terms-gone", params={})
    return row


def entry(row: TermConceptRow, concept: Concept) -> TermEntry:
    """A row as an entry."""
    return TermEntry(row.id, row.revision, concept, row.author_name, row.updated_at, row.active)
