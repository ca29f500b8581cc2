"""Engines' health and what they were sent of late: one row each that all workers share.

Every change locks its row first (SQLite: the database), so that no worker undoes another's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import CursorResult, bindparam, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from localize.store.base import Base, JsonList, LongText, Moment, Word


class EngineStateRow(Base):
    """Health of an engine (``localize.mt.breaker.Health``), and who tries it after a rest."""

    __tablename__ = "engine_state"

    name: Mapped[Word] = mapped_column(primary_key=True)
    failures: Mapped[int]
    rests: Mapped[int]
    reason: Mapped[Word]
    message: Mapped[LongText]
    since: Mapped[Moment | None]
    until: Mapped[Moment | None]
    probe: Mapped[Word | None]  # token of the worker that tries it
    probe_until: Mapped[Moment | None]


class EngineRateRow(Base):
    """What an engine was sent in the last minute: ``[time in seconds, code points]`` each, some yet to come."""

    __tablename__ = "engine_rate"

    name: Mapped[Word] = mapped_column(primary_key=True)
    log: Mapped[JsonList]


_STATE: Final = select(EngineStateRow.__table__).where(EngineStateRow.name == bindparam("name"))


@dataclass(frozen=True, slots=True)
class EngineStates:
    """Queries over engines."""

    session: Session

    def all(self) -> dict[str, EngineStateRow]:
        """By name."""
        return {row.name: row for row in self.session.scalars(select(EngineStateRow))}

    def get(self, name: str) -> Any:
        """One engine's columns; none for an engine that never failed."""
        return self.session.connection().execute(_STATE, {"name": name}).first()

    def locked(self, name: str) -> EngineStateRow:
        """One engine's row, made when there is none, locked until the transaction ends."""
        self._make(
            EngineStateRow,
            {"name": name, "failures": 0, "rests": 0, "reason": "", "message": ""},
        )
        query = select(EngineStateRow).where(EngineStateRow.name == name).with_for_update()
        return self.session.scalars(query.execution_options(populate_existing=True)).one()

    def claim_probe(self, name: str, *, token: str, now: datetime, lease_until: datetime) -> bool:
        """Be the one that tries an engine whose rest is over. False: somebody else does, or it rests again."""
        free = or_(EngineStateRow.probe_until.is_(None), EngineStateRow.probe_until <= now)
        result = self.session.execute(
            update(EngineStateRow)
            .where(EngineStateRow.name == name, EngineStateRow.until <= now, free)
            .values(probe=token, probe_until=lease_until)
            .execution_options(synchronize_session=False)
        )
        return isinstance(result, CursorResult) and result.rowcount == 1

    def release_probe(self, name: str, *, token: str) -> None:
        """Let somebody else try it."""
        self.session.execute(
            update(EngineStateRow)
            .where(EngineStateRow.name == name, EngineStateRow.probe == token)
            .values(probe=None, probe_until=None)
            .execution_options(synchronize_session=False)
        )

    def wake(self, reasons: Sequence[str], now: datetime) -> None:
        """End the rests that have one of these reasons."""
        self.session.execute(
            update(EngineStateRow)
            .where(EngineStateRow.reason.in_(reasons), EngineStateRow.until > now)
            .values(until=now)
            .execution_options(synchronize_session=False)
        )

    def logs(self) -> dict[str, list[list[float]]]:
        """By name: what engines with a rate were sent of late."""
        return {row.name: list(row.log) for row in self.session.scalars(select(EngineRateRow))}

    def locked_log(self, name: str) -> EngineRateRow:
        """What an engine was sent of late, locked until the transaction ends."""
        self._make(EngineRateRow, {"name": name, "log": []})
        query = select(EngineRateRow).where(EngineRateRow.name == name).with_for_update()
        return self.session.scalars(query.execution_options(populate_existing=True)).one()

    def _make(self, row: type[Base], values: dict[str, object]) -> None:
        dialect = self.session.get_bind().dialect.name
        insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
        self.session.execute(insert(row).values(values).on_conflict_do_nothing())
