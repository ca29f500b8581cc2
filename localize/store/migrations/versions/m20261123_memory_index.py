"""The index of the memory: postings of each source text by token and length.

Revision 20261123_memory_index, after 20261123_feeds, 2026-11-23.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import Session

from localize.markup import CodedText
from localize.memory.index import comparable
from localize.store.memory_index import MemoryIndex

revision = "20261123_memory_index"
down_revision = "20261123_feeds"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "memory_text",
        sa.Column("entry_id", _KEY, autoincrement=False, nullable=False),
        sa.Column("comparable", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["memory_entry.id"], name=op.f("fk_memory_text_entry_id_memory_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_memory_text")),
    )
    op.create_table(
        "memory_posting",
        sa.Column("token", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("length", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry_id", _KEY, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("token", "length", "entry_id", name=op.f("pk_memory_posting")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "memory_token",
        sa.Column("token", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_memory_token")),
    )
    _index_what_is_there()


def _index_what_is_there() -> None:
    """Each source text once, by its oldest entry."""
    entry = sa.table("memory_entry", *map(sa.column, ("id", "source", "source_locale", "target_locale", "text_hash")))
    oldest = sa.select(sa.func.min(entry.c.id)).group_by(
        entry.c.source_locale, entry.c.target_locale, entry.c.text_hash
    )
    rows = op.get_bind().execute(
        sa.select(entry.c.id, entry.c.source, entry.c.source_locale, entry.c.target_locale).where(
            entry.c.id.in_(oldest)
        )
    )
    with Session(op.get_bind(), join_transaction_mode="create_savepoint") as session, session.begin():
        for part in rows.partitions(2_000):
            MemoryIndex(session).add(
                (key, comparable(CodedText.loads(source).plain), from_locale, to_locale)
                for key, source, from_locale, to_locale in part
            )


def downgrade() -> None:
    op.drop_table("memory_token")
    op.drop_table("memory_posting")
    op.drop_table("memory_text")
