"""The index of the memory: postings by token and length, and how many each token has. The same SQL on both databases.

A source text is indexed once, whatever the number of entries (neighbours, dates) that have it. Counts may be a little
off after deletions; they only steer which tokens a search asks for.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import BigInteger, ForeignKey, Integer, TextClause, bindparam, delete, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from localize.memory import index
from localize.memory.index import Similar
from localize.store.base import Base, LongText
from localize.store.bulk import insert_many


def _by_dialect(statement: str) -> dict[str, TextClause]:
    """A statement that asks for ``{tokens}``: one array on PostgreSQL, so that one plan serves any number of them."""
    return {
        "postgresql": text(statement.format(tokens="= ANY(:tokens)")),
        "sqlite": text(statement.format(tokens="IN :tokens")).bindparams(bindparam("tokens", expanding=True)),
    }


# One round trip each, written out: composing them cost three times as much as the database needs.
_COUNTS = _by_dialect("SELECT token, count FROM memory_token WHERE token {tokens}")
_NEAR = _by_dialect(
    "SELECT entry_id, comparable FROM memory_text JOIN ("
    "SELECT entry_id FROM memory_posting WHERE token {tokens} AND length BETWEEN :least AND :greatest "
    "GROUP BY entry_id ORDER BY count(*) DESC, entry_id LIMIT :most"
    ") AS most USING (entry_id)"
)
_RAISE = "INSERT INTO memory_token (token, count)"
_RAISE_FROM = f"{_RAISE} SELECT token, n FROM"
_RAISED = "ON CONFLICT (token) DO UPDATE SET count = memory_token.count + excluded.count"
_LOCK = 7_301_946_226  # PostgreSQL advisory lock: writers of the index come one after the other


class MemoryTextRow(Base):
    """A source text as it is compared, by the entry that stands for it."""

    __tablename__ = "memory_text"

    entry_id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"),
        ForeignKey("memory_entry.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    comparable: Mapped[LongText]


class MemoryPostingRow(Base):
    """One token of one text. The key's order is that of the search: token, then a range of lengths."""

    __tablename__ = "memory_posting"
    __table_args__ = ({"sqlite_with_rowid": False},)

    token: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    length: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    entry_id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )


class MemoryTokenRow(Base):
    """How many postings a token has."""

    __tablename__ = "memory_token"

    token: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    count: Mapped[int]


@dataclass(frozen=True, slots=True)
class MemoryIndex:
    """Writing the index, and searching it."""

    session: Session

    def lock(self) -> None:
        """Until the transaction ends, others who write the memory wait. SQLite has one writer anyway."""
        if self._dialect == "postgresql":
            self.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})

    def add(self, entries: Iterable[tuple[int, str, str, str]]) -> None:
        """Index source texts: entry id, comparable text, source locale, target locale each."""
        self.lock()
        texts: list[tuple[int, str]] = []
        postings: list[tuple[int, int, int]] = []
        counts: dict[int, int] = {}
        for entry_id, comparable, source_locale, target_locale in entries:
            texts.append((entry_id, comparable))
            for token in index.tokens(comparable, source_locale, target_locale):
                postings.append((token, len(comparable), entry_id))
                counts[token] = counts.get(token, 0) + 1
        insert_many(self.session, MemoryTextRow, ("entry_id", "comparable"), texts)
        insert_many(self.session, MemoryPostingRow, ("token", "length", "entry_id"), sorted(postings))
        self._count(counts)

    def _count(self, counts: Mapping[int, int]) -> None:
        """Raise the counts of tokens."""
        ordered = [(token, counts[token]) for token in sorted(counts)]
        if not ordered:
            return
        if self._dialect == "postgresql":
            tokens, added = map(list, zip(*ordered, strict=True))
            self.session.execute(
                text(
                    f"{_RAISE_FROM} unnest(CAST(:tokens AS int[]), CAST(:added AS int[])) AS one (token, n) {_RAISED}"
                ),
                {"tokens": tokens, "added": added},
            )
        else:
            self.session.connection().exec_driver_sql(f"{_RAISE} VALUES (?, ?) {_RAISED}", ordered)

    def holds(self, entry_id: int) -> bool:
        """Whether an entry stands for its text."""
        return self.session.get(MemoryTextRow, entry_id) is not None

    def remove(self, entry_id: int, source_locale: str, target_locale: str) -> None:
        """Take an entry's text out of the index."""
        row = self.session.get(MemoryTextRow, entry_id)
        if row is None:
            return
        tokens = index.tokens(row.comparable, source_locale, target_locale)
        self.session.execute(
            delete(MemoryPostingRow).where(
                MemoryPostingRow.token.in_(tokens),
                MemoryPostingRow.length == len(row.comparable),
                MemoryPostingRow.entry_id == entry_id,
            )
        )
        self.session.delete(row)
        self.session.flush()

    def near(self, comparable: str, source_locale: str, target_locale: str, limit: int = 10) -> list[Similar]:
        """The stored texts that are similar to a comparable text, best first."""
        chosen = self._chosen(index.tokens(comparable, source_locale, target_locale))
        if not chosen:
            return []
        least, greatest = index.lengths(len(comparable))
        asked = {"tokens": list(chosen), "least": least, "greatest": greatest, "most": index.MAX_CANDIDATES}
        rows = self.session.execute(_NEAR[self._dialect], asked)
        return index.rank(comparable, [(row[0], row[1]) for row in rows], limit)

    def _chosen(self, tokens: Sequence[int]) -> tuple[int, ...]:
        if not tokens:
            return ()
        rows = self.session.execute(_COUNTS[self._dialect], {"tokens": list(tokens)})
        return index.choose({row[0]: row[1] for row in rows})

    @property
    def _dialect(self) -> str:
        return self.session.get_bind().dialect.name
