"""Findings set aside, remembered.

Revision 20261129_checks, after 20261129_replace, 2026-11-29.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261129_checks"
down_revision = "20261129_replace"
branch_labels = None
depends_on = None


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "waiver",
        sa.Column("id", key, autoincrement=True, nullable=False),
        sa.Column("edition_id", key, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_waiver_edition_id_edition")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiver")),
        sa.UniqueConstraint("edition_id", "key", name=op.f("uq_waiver_edition_id_key")),
    )
    with op.batch_alter_table("waiver", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_waiver_edition_id"), ["edition_id"], unique=False)


def downgrade() -> None:
    op.drop_table("waiver")
