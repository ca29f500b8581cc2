"""Jobs: the outbox and the truth about work. Messages on the broker are only hints at these rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import CursorResult, ForeignKey, Index, and_, bindparam, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from localize.store.base import Base, JsonDict, Key, Line, Moment, Word

DRAFT: Final = "pretranslate"  # kind of a job: write the draft of an edition
ASK: Final = "ask"  # ask one engine about one segment, because a person wants to know


class JobRow(Base):
    """One piece of work on an edition: ``queued``, ``running``, ``done``, ``dead`` or ``cancelled``."""

    __tablename__ = "job"
    __table_args__ = (
        Index("ix_job_state_run_after", "state", "run_after"),
        Index("ix_job_edition_id", "edition_id"),
    )

    id: Mapped[Key]
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    kind: Mapped[Word]
    lane: Mapped[Word]
    state: Mapped[Word]
    run_after: Mapped[Moment]
    sent_at: Mapped[Moment | None]
    token: Mapped[Line | None]  # fencing: only the holder of the newest token may finish
    lease_until: Mapped[Moment | None]
    attempts: Mapped[int]
    worker: Mapped[Line | None]
    created_at: Mapped[Moment]
    started_at: Mapped[Moment | None]
    finished_at: Mapped[Moment | None]
    error: Mapped[JsonDict]
    engine: Mapped[Word | None]  # that is being asked


class EngineCallRow(Base):
    """One request to an engine, for the record; or, with ``cached``, so many texts that were not sent again."""

    __tablename__ = "engine_call"
    __table_args__ = (Index("ix_engine_call_at", "at"), Index("ix_engine_call_job_id", "job_id"))

    id: Mapped[Key]
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    engine: Mapped[Word]
    items: Mapped[int]
    chars: Mapped[int]
    seconds: Mapped[float]
    ok: Mapped[bool]
    reason: Mapped[Word | None]
    at: Mapped[Moment]
    attempt: Mapped[int]  # from 1
    cached: Mapped[int]  # texts; 0: a request
    cost: Mapped[float]  # estimate by the prices of that day, in the newsroom's currency


class Claimed(NamedTuple):
    """What a worker that has taken a job must know first."""

    edition_id: int
    attempts: int
    lane: str


# Built once: every draft asks them, and building one takes longer than the database needs for its answer.
_CLAIM: Final = (
    update(JobRow)
    .where(
        JobRow.id == bindparam("job"),
        JobRow.kind == bindparam("of_kind"),
        or_(
            and_(JobRow.state == "queued", JobRow.run_after <= bindparam("now", type_=JobRow.run_after.type)),
            and_(JobRow.state == "running", JobRow.lease_until < bindparam("now", type_=JobRow.run_after.type)),
        ),
    )
    .values(
        state="running",
        token=bindparam("new_token"),
        worker=bindparam("new_worker"),
        lease_until=bindparam("until", type_=JobRow.run_after.type),
        attempts=JobRow.attempts + 1,
        started_at=bindparam("now", type_=JobRow.run_after.type),
    )
    .returning(JobRow.edition_id, JobRow.attempts, JobRow.lane)
)


@dataclass(frozen=True, slots=True)
class Jobs:
    """Queries over jobs."""

    session: Session

    def get(self, job_id: int) -> JobRow | None:
        """By id, read anew."""
        return self.session.get(JobRow, job_id, populate_existing=True)

    def open_of_edition(self, edition_id: int, *, locked: bool = False) -> JobRow | None:
        """The job to draft an edition that is queued or running; ``locked`` until the transaction ends."""
        query = (
            select(JobRow)
            .where(JobRow.edition_id == edition_id, JobRow.kind == DRAFT, JobRow.state.in_(("queued", "running")))
            .order_by(JobRow.id.desc())
        )
        if locked:
            query = query.with_for_update()
        return self.session.scalars(query).first()

    def open_of_editions(self, edition_ids: Sequence[int]) -> dict[int, JobRow]:
        """By edition: the job to draft it that is queued or running."""
        query = (
            select(JobRow)
            .where(JobRow.edition_id.in_(edition_ids), JobRow.kind == DRAFT, JobRow.state.in_(("queued", "running")))
            .order_by(JobRow.id)
        )
        return {row.edition_id: row for row in self.session.scalars(query)}

    def claim(
        self, job_id: int, *, token: str, worker: str, now: datetime, lease_until: datetime, kind: str = DRAFT
    ) -> Claimed | None:
        """Take a job that is due, or whose holder's lease ran out.

        None: somebody else has it, it is over, or it is of another kind.
        """
        row = (
            self.session.connection()
            .execute(
                _CLAIM,
                {
                    "job": job_id,
                    "of_kind": kind,
                    "now": now,
                    "new_token": token,
                    "new_worker": worker,
                    "until": lease_until,
                },
            )
            .first()
        )
        return None if row is None else Claimed(*row)

    def extend(self, job_id: int, *, token: str, lease_until: datetime) -> bool:
        """Keep a lease alive. False: it is no longer ours."""
        result = self.session.execute(
            update(JobRow)
            .where(JobRow.id == job_id, JobRow.token == token, JobRow.state == "running")
            .values(lease_until=lease_until)
            .execution_options(synchronize_session=False)
        )
        return isinstance(result, CursorResult) and result.rowcount == 1

    def held(self, job_id: int, token: str) -> JobRow | None:
        """The job if it is still ours, locked, so that it stays ours until the transaction ends."""
        row = self.session.get(JobRow, job_id, with_for_update=True, populate_existing=True)
        return row if row is not None and row.state == "running" and row.token == token else None

    def due(
        self, *, now: datetime, resend_before: datetime, unconfirmed_before: datetime, limit: int
    ) -> Sequence[JobRow]:
        """Jobs to announce: due and not sent since, or sent too long ago, or running with a lease that ran out.

        ``unconfirmed_before`` is for jobs whose first announcement was only intended (``services.jobs.add_job``).
        """
        stale = or_(
            JobRow.sent_at.is_(None),
            JobRow.sent_at < JobRow.run_after,
            JobRow.sent_at < resend_before,
            and_(JobRow.sent_at == JobRow.created_at, JobRow.sent_at < unconfirmed_before),
        )
        abandoned = or_(JobRow.sent_at.is_(None), JobRow.sent_at < JobRow.lease_until, JobRow.sent_at < resend_before)
        query = (
            select(JobRow)
            .where(
                or_(
                    and_(JobRow.state == "queued", JobRow.run_after <= now, stale),
                    and_(JobRow.state == "running", JobRow.lease_until < now, abandoned),
                )
            )
            .order_by(JobRow.run_after, JobRow.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return self.session.scalars(query).all()

    def mark_sent(self, job_ids: Sequence[int], now: datetime | None) -> None:
        """Note that these were announced, or (None) that they were not."""
        self.session.execute(
            update(JobRow)
            .where(JobRow.id.in_(job_ids))
            .values(sent_at=now)
            .execution_options(synchronize_session=False)
        )

    def hasten(self, now: datetime) -> None:
        """What waits for its next try is due now."""
        self.session.execute(
            update(JobRow)
            .where(JobRow.state == "queued", JobRow.run_after > now)
            .values(run_after=now, sent_at=None)
            .execution_options(synchronize_session=False)
        )

    def ahead(self, job_ids: Sequence[int]) -> Mapping[int, int]:
        """By id, of jobs that are queued: how many of the same kind and lane stand before them."""
        if not job_ids:
            return {}
        place = func.row_number().over(partition_by=(JobRow.kind, JobRow.lane), order_by=JobRow.id)
        queue = select(JobRow.id, (place - 1).label("before")).where(JobRow.state == "queued").subquery()
        query = select(queue.c.id, queue.c.before).where(queue.c.id.in_(job_ids))
        return {row.id: row.before for row in self.session.execute(query)}
