"""Taking translation memories of others in. What the newsroom approved itself is never replaced by a file.

The rule, for a pair of a file against what the memory has of its source text:

- the same text stands: nothing happens;
- nothing of it stands: added, marked as imported;
- an approved translation stands: it stays, and the imported one is kept beside it, as a pair without neighbours, which
  gives way to it in every match;
- another file's translation stands in its place: the newer one holds, by the dates in the files; a pair without a date
  is of today. The history keeps the other.

Pairs are stored a thousand at a time, each thousand in a transaction of its own: an import of any size holds neither
the memory nor the database for long, and one that breaks off is simply started again.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import BinaryIO, Final

from localize.exchange.memory_pairs import Pair, pairs_of
from localize.exchange.memory_unit import ImportIssue
from localize.exchange.tmx_read import read_tmx
from localize.markup import CodedText
from localize.memory.entry import EntryOrigin
from localize.memory.match import EDGE
from localize.segment import hash_text
from localize.services.context import Actor, Context
from localize.services.memory_entries import by, check_locale, locales_of, must_exchange
from localize.store import Unit
from localize.store.memories import MemoryEntryRow

NO_CONTEXT: Final = "?"  # stands for neighbours that a file does not tell: no sentence has it, so nothing matches it

_BATCH: Final = 1_000
_SHOWN: Final = 50  # pairs of one outcome, and problems of one kind, that a report writes out
_AUTHOR: Final = 200  # characters

_Key = tuple[str, str, str, str, str]


class Outcome(StrEnum):
    """What becomes of a pair of a file."""

    ADDED = "added"
    APART = "apart"  # added beside an approved translation, which stays
    REPLACED = "replaced"  # another file's translation gave way
    SAME = "same"
    OLDER = "older"  # another file's translation stays, which is newer
    KEPT = "kept"  # an approved translation stays, and there is no place beside it


_WRITTEN: Final = frozenset({Outcome.ADDED, Outcome.APART, Outcome.REPLACED})


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair with what becomes of it. ``before``: the translation that stands now, where another one does."""

    outcome: Outcome
    source: CodedText
    target: CodedText
    locale: str
    before: CodedText | None = None


@dataclass(slots=True)
class ImportReport:
    """What an import did, or would do. ``elsewhere``: units without a language that was asked for."""

    units: int = 0
    elsewhere: int = 0
    counts: Counter[Outcome] = field(default_factory=Counter)
    issue_counts: Counter[str] = field(default_factory=Counter)
    issues: list[ImportIssue] = field(default_factory=list)
    shown: list[Judged] = field(default_factory=list)

    @property
    def stored(self) -> int:
        """Pairs that are written."""
        return sum(self.counts[outcome] for outcome in _WRITTEN)

    @property
    def refused(self) -> int:
        """Problems for which something was left out."""
        return self.issue_counts.total()

    def tell(self, problem: ImportIssue) -> None:
        """Count a problem, and keep it while there are few of its kind."""
        if problem.code == "unit-no-target":
            self.elsewhere += 1
            return
        self.issue_counts[problem.code] += 1
        if self.issue_counts[problem.code] <= _SHOWN:
            self.issues.append(problem)

    def count(self, judged: Judged) -> None:
        """Count a pair, and keep it while there are few of its kind."""
        self.counts[judged.outcome] += 1
        if self.counts[judged.outcome] <= _SHOWN:
            self.shown.append(judged)


def import_tmx(
    ctx: Context,
    actor: Actor,
    stream: BinaryIO,
    locales: Sequence[str] = (),
    *,
    store: bool = True,
    progress: Callable[[ImportReport], None] | None = None,
) -> ImportReport:
    """Take a TMX file in; ``store`` false: only say what it would do. No locales named: every one of the actor's.

    Raises ``InvalidInputError`` for a file that cannot be read at all, ``ForbiddenError``, ``NotFoundError``.
    """
    must_exchange(actor)
    wanted = [check_locale(ctx, actor, locale) for locale in locales] or [name for name, _ in locales_of(ctx, actor)]
    report = ImportReport()
    judge = _Judge(ctx, actor, report)
    pairs = _pairs(stream, ctx.settings.source_locale, wanted, report)
    while batch := list(islice(pairs, _BATCH)):
        if store:
            with ctx.store.write() as unit:
                rows = judge.rows(unit, batch)
                unit.memories.put_all(rows, by(ctx, actor))
        else:
            with ctx.store.read() as unit:
                judge.remember(judge.rows(unit, batch))
        if progress is not None:
            progress(report)
    return report


def _pairs(stream: BinaryIO, source: str, locales: Sequence[str], report: ImportReport) -> Iterator[Pair]:
    """The pairs of a file; everything else goes into the report."""
    for read in read_tmx(stream):
        report.units += 1
        if isinstance(read, ImportIssue):
            report.tell(read)
            continue
        pairs, issues = pairs_of(read, source, locales)
        for problem in issues:
            report.tell(problem)
        yield from pairs


class _Judge:
    """Decides batch after batch what becomes of pairs."""

    def __init__(self, ctx: Context, actor: Actor, report: ImportReport) -> None:
        self._source_locale = ctx.settings.source_locale
        self._actor = actor
        self._now = ctx.clock.now()
        self._report = report
        self._remembered: dict[tuple[str, str], list[MemoryEntryRow]] = {}

    def rows(self, unit: Unit, pairs: Sequence[Pair]) -> list[MemoryEntryRow]:
        """The rows to store, by their key the last one; everything is counted in the report."""
        standing = self._standing(unit, pairs)
        made: dict[_Key, MemoryEntryRow] = {}
        for pair in pairs:
            row = self._row(pair)
            there = standing.setdefault((row.target_locale, row.text_hash), [])
            outcome, place = _decide(row, there, dated=pair.written_at is not None)
            before = next((one for one in there if one.key == place), None)
            self._report.count(_judged(pair, outcome, before or next(iter(there), None)))
            if outcome in _WRITTEN:
                row.prev_hash, row.next_hash = place[3:]
                made[place] = row
                there[:] = [row, *(one for one in there if one.key != place)]
        return list(made.values())

    def remember(self, rows: Iterable[MemoryEntryRow]) -> None:
        """Take rows that are not stored for stored ones in the batches that follow."""
        for row in rows:
            self._remembered.setdefault((row.target_locale, row.text_hash), []).append(row)

    def _standing(self, unit: Unit, pairs: Sequence[Pair]) -> dict[tuple[str, str], list[MemoryEntryRow]]:
        """What the memory has of these source texts, by locale and hash."""
        found: dict[tuple[str, str], list[MemoryEntryRow]] = {}
        for locale in sorted({pair.locale for pair in pairs}):
            hashes = sorted({hash_text(pair.source.dumps()) for pair in pairs if pair.locale == locale})
            for row in unit.memories.exact(self._source_locale, locale, hashes):
                found.setdefault((locale, row.text_hash), []).append(row)
            for name in hashes:
                for row in self._remembered.get((locale, name), ()):
                    there = found.setdefault((locale, name), [])
                    there[:] = [row, *(one for one in there if one.key != row.key)]
        return found

    def _row(self, pair: Pair) -> MemoryEntryRow:
        source = pair.source.dumps()
        props = pair.unit.props
        context = [props.get(name, "") for name in ("prev", "next")]
        known = all(name == EDGE or _is_digest(name) for name in context)
        return MemoryEntryRow(
            source_locale=self._source_locale,
            target_locale=pair.locale,
            text_hash=hash_text(source),
            prev_hash=context[0] if known else NO_CONTEXT,
            next_hash=context[1] if known else NO_CONTEXT,
            source=source,
            target=pair.target.dumps(),
            article_id=None,  # a number of another house's, perhaps
            author=(pair.author or self._actor.name)[:_AUTHOR],
            updated_at=min(pair.written_at or self._now, self._now),
            origin=EntryOrigin.IMPORTED.value,
            approver="",
            note=pair.unit.note[:2_000],
            created_at=self._now,
        )


def _decide(row: MemoryEntryRow, there: Sequence[MemoryEntryRow], *, dated: bool) -> tuple[Outcome, _Key]:
    """What becomes of a pair, and the place that it takes. ``there``: what stands of its source text."""
    apart = (*row.key[:3], NO_CONTEXT, NO_CONTEXT)
    known = {one.key: one for one in there}
    if row.key == apart and any(one.target == row.target for one in there):
        return Outcome.SAME, row.key
    if row.key not in known:
        if row.key != apart:
            return Outcome.ADDED, row.key
        beside = any(EntryOrigin(one.origin).is_ours for one in there)
        return (Outcome.APART if beside else Outcome.ADDED), apart
    stands = known[row.key]
    if stands.target != row.target and EntryOrigin(stands.origin).is_ours and row.key != apart:
        if apart not in known:
            return Outcome.APART, apart
        stands = known[apart]
    return _against(stands, row, dated=dated), stands.key


def _against(stands: MemoryEntryRow, row: MemoryEntryRow, *, dated: bool) -> Outcome:
    """What becomes of a pair whose place is taken."""
    if stands.target == row.target:
        return Outcome.SAME
    if EntryOrigin(stands.origin).is_ours:
        return Outcome.KEPT
    return Outcome.OLDER if dated and row.updated_at < stands.updated_at else Outcome.REPLACED


def _judged(pair: Pair, outcome: Outcome, stands: MemoryEntryRow | None) -> Judged:
    before = CodedText.loads(stands.target) if stands is not None and stands.target != pair.target.dumps() else None
    return Judged(outcome, pair.source, pair.target, pair.locale, before)


def _is_digest(written: str) -> bool:
    return len(written) == 64 and all(char in "0123456789abcdef" for char in written)
