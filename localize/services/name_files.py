"""The names register as CSV: sent out, looked at, taken in within one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from localize.errors import InvalidInputError
from localize.exchange.name_csv import NameIssue, SentName, over, read_name_csv, write_name_csv
from localize.services.context import Actor, Context
from localize.services.name_record import NameChangeKind, load, must_be_new, must_decide, put
from localize.services.names import all_names
from localize.store import Unit
from localize.terms.name_entry import NameEntry, tidied


class NameOutcome(StrEnum):
    """What becomes of a line of a file."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"  # another name of the register has one of its spellings


@dataclass(frozen=True, slots=True)
class PlannedName:
    """A name of a file with what becomes of it."""

    outcome: NameOutcome
    entry: NameEntry
    line: int
    before: NameEntry | None = None
    reason: InvalidInputError | None = None


@dataclass(frozen=True, slots=True)
class NamePlan:
    """A file as the register takes it."""

    items: tuple[PlannedName, ...]
    issues: tuple[NameIssue, ...]

    def count(self, outcome: NameOutcome) -> int:
        """How many names meet this end."""
        return sum(item.outcome is outcome for item in self.items)

    @property
    def lost(self) -> int:
        """Lines that are left out."""
        return self.count(NameOutcome.REFUSED) + sum(issue.loss for issue in self.issues)


def export_names(ctx: Context) -> str:
    """Every name, with columns for the newsroom's locales and any other that has forms."""
    entries = [registered.entry for registered in all_names(ctx)]
    return write_name_csv(entries, _locales(ctx, entries))


def _locales(ctx: Context, entries: Sequence[NameEntry]) -> list[str]:
    others = sorted({locale for entry in entries for locale in entry.accepted})
    return list(dict.fromkeys((*ctx.settings.target_locales, *others)))


def preview_import(ctx: Context, actor: Actor, data: bytes) -> NamePlan:
    """What a file would change. Raises ``InvalidInputError`` for a file that is none; editors only."""
    must_decide(actor)
    sent = read_name_csv(data, ctx.settings.source_locale)
    with ctx.store.read() as unit:
        return NamePlan(tuple(_planned(unit, name)[0] for name in sent.names), sent.issues)


def import_names(ctx: Context, actor: Actor, data: bytes) -> NamePlan:
    """Take a file in: names are added or changed, none is taken away. Raises as ``preview_import``."""
    must_decide(actor)
    sent = read_name_csv(data, ctx.settings.source_locale)
    done = []
    with ctx.store.write() as unit:
        unit.terms.next_version()
        now = ctx.clock.now()
        for name in sent.names:
            planned, name_id = _planned(unit, name)
            if planned.outcome in {NameOutcome.ADDED, NameOutcome.CHANGED}:
                put(unit, actor, now, name_id, planned.entry, NameChangeKind.IMPORTED)
            done.append(planned)
    return NamePlan(tuple(done), sent.issues)


def _planned(unit: Unit, sent: SentName) -> tuple[PlannedName, int | None]:
    """What becomes of a name, and the entry that it changes."""
    same = [load(unit, name_id) for name_id in unit.names.with_keys(sent.entry.keys[:1])]
    found = [there for there in same if there.entry.kind is sent.entry.kind or ("kind", "") not in sent.said]
    there = found[0] if found else None
    wanted = over(there.entry, sent) if there else sent.entry
    before = there.entry if there else None
    try:
        must_be_new(unit, wanted, but=(there.id,) if there else ())
    except InvalidInputError as error:
        return PlannedName(NameOutcome.REFUSED, wanted, sent.line, before, error), None
    if there is None:
        return PlannedName(NameOutcome.ADDED, wanted, sent.line), None
    outcome = NameOutcome.UNCHANGED if wanted == tidied(there.entry) else NameOutcome.CHANGED
    return PlannedName(outcome, wanted, sent.line, before), there.id
