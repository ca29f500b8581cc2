"""The day's budget: code points that engines were or will be sent, reserved before the first request.

A reservation counts as spent until what was not sent is given back: one whose worker died stays spent, its text may have
been sent.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import BigInteger, CursorResult, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from localize.store.base import Base, Word


class EngineBudgetRow(Base):
    """A day in the newsroom's time zone: code points by who spent them."""

    __tablename__ = "engine_budget"

    day: Mapped[Word] = mapped_column(primary_key=True)  # ISO date
    breaking: Mapped[int] = mapped_column(BigInteger)
    others: Mapped[int] = mapped_column(BigInteger)


class Spent(NamedTuple):
    """Code points of a day, reserved ones included."""

    breaking: int
    others: int


@dataclass(frozen=True, slots=True)
class EngineBudgets:
    """Queries over days."""

    session: Session

    def spent(self, day: date) -> Spent:
        """What was reserved or sent."""
        query = select(EngineBudgetRow.breaking, EngineBudgetRow.others).where(EngineBudgetRow.day == day.isoformat())
        found = self.session.execute(query).first()
        return Spent(*found) if found else Spent(0, 0)

    def reserve(self, day: date, chars: int, *, breaking: bool, limit: int, others_limit: int) -> bool:
        """Take ``chars`` of a day whose limit is ``limit``, of which all but breaking news may use ``others_limit``.

        False: they are not there, and nothing was taken. One statement: two workers cannot both take the rest.
        """
        row = EngineBudgetRow
        dialect = self.session.get_bind().dialect.name
        insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
        empty = {"day": day.isoformat(), "breaking": 0, "others": 0}
        self.session.execute(insert(row).values(empty).on_conflict_do_nothing())
        query = update(row).where(row.day == day.isoformat(), row.breaking + row.others + chars <= limit)
        if breaking:
            query = query.values(breaking=row.breaking + chars)
        else:
            query = query.where(row.others + chars <= others_limit).values(others=row.others + chars)
        result = self.session.execute(query.execution_options(synchronize_session=False))
        return isinstance(result, CursorResult) and result.rowcount == 1

    def give_back(self, day: date, chars: int, *, breaking: bool) -> None:
        """Return what was reserved and not sent."""
        row = EngineBudgetRow
        values = {"breaking": row.breaking - chars} if breaking else {"others": row.others - chars}
        self.session.execute(
            update(row).where(row.day == day.isoformat()).values(values).execution_options(synchronize_session=False)
        )
