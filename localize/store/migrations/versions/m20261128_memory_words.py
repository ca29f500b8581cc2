"""The words of the memory for concordance search, and the history of its entries.

Revision 20261128_memory_words, after 20261128_memory, 2026-11-28.
"""

import sqlalchemy as sa
from alembic import op

from localize.store.memory_words import folded

revision = "20261128_memory_words"
down_revision = "20261128_memory"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "memory_words",
        sa.Column("entry_id", _KEY, autoincrement=False, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["memory_entry.id"], name=op.f("fk_memory_words_entry_id_memory_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_memory_words")),
    )
    op.create_table(
        "memory_change",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("entry_key", sa.String(length=64), nullable=False),
        sa.Column("target_locale", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("author_id", _KEY, nullable=True),
        sa.Column("author_name", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_memory_change_author_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memory_change")),
    )
    op.create_index("ix_memory_change_entry_key", "memory_change", ["entry_key"])
    op.create_index("ix_memory_change_kind", "memory_change", ["kind", "id"])
    _fold_what_is_there()


def _fold_what_is_there() -> None:
    entry = sa.table("memory_entry", *map(sa.column, ("id", "source", "target")))
    words = sa.table("memory_words", *map(sa.column, ("entry_id", "source", "target")))
    rows = op.get_bind().execute(sa.select(entry.c.id, entry.c.source, entry.c.target)).all()
    for start in range(0, len(rows), 5_000):
        part = rows[start : start + 5_000]
        op.get_bind().execute(
            words.insert(),
            [{"entry_id": key, "source": folded(one), "target": folded(other)} for key, one, other in part],
        )


def downgrade() -> None:
    op.drop_table("memory_change")
    op.drop_table("memory_words")
