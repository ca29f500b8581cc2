"""The words of the memory, folded, for concordance search: one row an entry."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import BigInteger, ForeignKey, Integer, insert, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from localize.markup import CodedText
from localize.memory.concordance import fold
from localize.store.base import Base, LongText


class MemoryWordsRow(Base):
    """The folded words of an entry's two texts."""

    __tablename__ = "memory_words"

    entry_id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"),
        ForeignKey("memory_entry.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    source: Mapped[LongText]
    target: Mapped[LongText]


@dataclass(frozen=True, slots=True)
class MemoryWords:
    """Writing the words. They go with their entry when it is deleted."""

    session: Session

    def add(self, entries: Iterable[tuple[int, str, str]]) -> None:
        """Keep the words of new entries: id, written source, written target each."""
        rows = [
            {"entry_id": entry_id, "source": folded(source), "target": folded(target)}
            for entry_id, source, target in entries
        ]
        if rows:
            self.session.execute(insert(MemoryWordsRow), rows)

    def renew(self, entry_id: int, target: str) -> None:
        """Keep the words of an entry's new target."""
        self.session.execute(
            update(MemoryWordsRow).where(MemoryWordsRow.entry_id == entry_id).values(target=folded(target))
        )


def folded(written: str) -> str:
    """The words of a written coded text."""
    return fold(CodedText.loads(written).plain)
