"""What engines were asked, summed up: for an edition, for a day, for the page of engines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from localize.store.jobs import EngineCallRow, JobRow

_NEWEST = 5000  # requests that latencies are told from


class CallSum(NamedTuple):
    """Requests to one engine. ``attempts``: the most that one request took; ``cached``: texts that were not sent."""

    engine: str
    requests: int
    texts: int
    chars: int
    cost: float
    seconds: float
    attempts: int
    failures: int
    cached: int


class Failed(NamedTuple):
    """How often an engine failed for a reason."""

    engine: str
    reason: str
    times: int


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


@dataclass(frozen=True, slots=True)
class EngineCalls:
    """Queries over requests."""

    session: Session

    def of_edition(self, edition_id: int) -> list[CallSum]:
        """By engine: all that was asked for an edition."""
        jobs = select(JobRow.id).where(JobRow.edition_id == edition_id)
        return self._summed(EngineCallRow.job_id.in_(jobs))

    def failures_of_edition(self, edition_id: int) -> list[Failed]:
        """By engine and reason: what failed for an edition."""
        jobs = select(JobRow.id).where(JobRow.edition_id == edition_id)
        return self._failed(EngineCallRow.job_id.in_(jobs))

    def since(self, since: datetime) -> list[CallSum]:
        """By engine: all that was asked since a time."""
        return self._summed(EngineCallRow.at >= since)

    def failures_since(self, since: datetime) -> list[Failed]:
        """By engine and reason: what failed since a time."""
        return self._failed(EngineCallRow.at >= since)

    def latencies_since(self, since: datetime) -> dict[str, list[float]]:
        """By engine: seconds of the newest requests that were answered since a time."""
        query = (
            select(EngineCallRow.engine, EngineCallRow.seconds)
            .where(EngineCallRow.at >= since, EngineCallRow.ok, EngineCallRow.cached == 0)
            .order_by(EngineCallRow.id.desc())
            .limit(_NEWEST)
        )
        found: dict[str, list[float]] = {}
        for engine, seconds in self.session.execute(query):
            found.setdefault(engine, []).append(seconds)
        return found

    def _summed(self, *conditions: ColumnElement[bool]) -> list[CallSum]:
        row = EngineCallRow
        query = (
            select(
                row.engine,
                _sum(row.cached == 0),
                func.sum(row.items),
                func.sum(row.chars),
                func.sum(row.cost),
                func.sum(row.seconds),
                func.max(row.attempt),
                _sum(row.ok.is_(False)),
                func.sum(row.cached),
            )
            .where(*conditions)
            .group_by(row.engine)
            .order_by(func.min(row.id))
        )
        return [_call_sum(found) for found in self.session.execute(query)]

    def _failed(self, *conditions: ColumnElement[bool]) -> list[Failed]:
        row = EngineCallRow
        query = (
            select(row.engine, row.reason, func.count())
            .where(row.ok.is_(False), *conditions)
            .group_by(row.engine, row.reason)
            .order_by(func.count().desc(), row.reason)
        )
        return [Failed(engine, reason or "", times) for engine, reason, times in self.session.execute(query)]


def _call_sum(found: Sequence[object]) -> CallSum:
    engine, requests, texts, chars, cost, seconds, attempts, failures, cached = found
    return CallSum(
        str(engine),
        int(str(requests)),
        int(str(texts)),
        int(str(chars)),
        float(str(cost)),
        float(str(seconds)),
        int(str(attempts)),
        int(str(failures)),
        int(str(cached)),
    )
