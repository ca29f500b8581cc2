"""Engines' answers, kept for a while so that the same text is not sent twice. Never of confidential articles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple, cast

from sqlalchemy import CursorResult, Index, Table, bindparam, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from localize.store.base import Base, Digest, JsonList, Moment, Word

_AT_ONCE = 400  # keys in one query: SQLite takes a thousand


class EngineAnswerRow(Base):
    """What an engine answered. ``key``: digest of engine, locales, tag mode, hints and the texts as they were sent.

    ``same``: digest of locales and texts alone; none on answers from before there was one.
    """

    __tablename__ = "engine_answer"
    __table_args__ = (Index("ix_engine_answer_at", "at"), Index("ix_engine_answer_same", "same"))

    key: Mapped[Digest] = mapped_column(primary_key=True)
    same: Mapped[Digest | None]
    engine: Mapped[Word]
    answers: Mapped[JsonList]
    at: Mapped[Moment]


_T: Final = cast("Table", EngineAnswerRow.__table__)  # a job reads and writes many at once: no objects for them
_FIND: Final = select(_T.c.key, _T.c.answers).where(
    _T.c.key.in_(bindparam("keys", expanding=True)), _T.c.at >= bindparam("since")
)


class Answered(NamedTuple):
    """An answer with the digest of what it answers (``EngineAnswerRow.same``)."""

    same: str
    texts: Sequence[str]


class KeptAnswer(NamedTuple):
    """An answer that is there."""

    engine: str
    same: str
    texts: list[str]
    at: datetime


@dataclass(frozen=True, slots=True)
class EngineCache:
    """Queries over answers."""

    session: Session

    def find(self, keys: Sequence[str], since: datetime) -> dict[str, list[str]]:
        """By key: the answers that are not older than ``since``."""
        found: dict[str, list[str]] = {}
        connection = self.session.connection()
        for start in range(0, len(keys), _AT_ONCE):
            said = connection.execute(_FIND, {"keys": keys[start : start + _AT_ONCE], "since": since})
            found |= {key: answers for key, answers in said}  # noqa: C416  # a Row is no pair
        return found

    def find_same(self, digests: Sequence[str], since: datetime) -> list[KeptAnswer]:
        """Answers of any engine to these texts, whatever it was told beside them; newest first, none before ``since``."""
        query = (
            select(_T.c.engine, _T.c.same, _T.c.answers, _T.c.at)
            .where(_T.c.same.in_(digests), _T.c.at >= since)
            .order_by(_T.c.at.desc(), _T.c.key)
        )
        return [KeptAnswer(*row) for row in self.session.execute(query)]

    def keep(self, engine: str, answers: Mapping[str, Answered], now: datetime) -> None:
        """Store answers by key, in the place of older ones."""
        if not answers:
            return
        connection = self.session.connection()
        insert = (sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert)(_T)
        kept = insert.on_conflict_do_update(
            index_elements=[_T.c.key],
            set_={name: insert.excluded[name] for name in ("answers", "at", "same")},
        )
        rows = [
            {"key": key, "same": said.same, "engine": engine, "answers": list(said.texts), "at": now}
            for key, said in sorted(answers.items())
        ]
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
