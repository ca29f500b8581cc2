"""Engines' answers, kept for a while so that the same text is not sent twice. Never of confidential articles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

from sqlalchemy import CursorResult, Index, Table, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from localize.store.base import Base, Digest, JsonList, Moment, Word

_AT_ONCE = 400  # keys in one query: SQLite takes a thousand


class EngineAnswerRow(Base):
    """What an engine answered. ``key``: digest of engine, locales, tag mode, hints and the texts as they were sent."""

    __tablename__ = "engine_answer"
    __table_args__ = (Index("ix_engine_answer_at", "at"),)

    key: Mapped[Digest] = mapped_column(primary_key=True)
    engine: Mapped[Word]
    answers: Mapped[JsonList]
    at: Mapped[Moment]


_T: Final = cast("Table", EngineAnswerRow.__table__)  # a job reads and writes many at once: no objects for them


@dataclass(frozen=True, slots=True)
class EngineCache:
    """Queries over answers."""

    session: Session

    def find(self, keys: Sequence[str], since: datetime) -> dict[str, list[str]]:
        """By key: the answers that are not older than ``since``."""
        found: dict[str, list[str]] = {}
        connection = self.session.connection()
        for start in range(0, len(keys), _AT_ONCE):
            query = select(_T.c.key, _T.c.answers).where(_T.c.key.in_(keys[start : start + _AT_ONCE]), _T.c.at >= since)
            found |= {row.key: row.answers for row in connection.execute(query)}
        return found

    def keep(self, engine: str, answers: Mapping[str, Sequence[str]], now: datetime) -> None:
        """Store answers by key, in the place of older ones."""
        if not answers:
            return
        connection = self.session.connection()
        insert = (sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert)(_T)
        kept = insert.on_conflict_do_update(
            index_elements=[_T.c.key], set_={"answers": insert.excluded.answers, "at": insert.excluded.at}
        )
        rows = [{"key": key, "engine": engine, "answers": list(answers[key]), "at": now} for key in sorted(answers)]
        connection.execute(kept, rows)

    def prune(self, before: datetime) -> int:
        """Drop answers that are older. How many."""
        result = self.session.execute(
            delete(EngineAnswerRow).where(EngineAnswerRow.at < before).execution_options(synchronize_session=False)
        )
        return result.rowcount if isinstance(result, CursorResult) else 0

    def count(self) -> dict[str, int]:
        """By engine: how many are kept."""
        query = select(EngineAnswerRow.engine, func.count().label("kept")).group_by(EngineAnswerRow.engine)
        return {row.engine: row.kept for row in self.session.execute(query)}
