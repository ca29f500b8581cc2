"""Bulk actions of the desk, to be undone as one.

Revision 20261129_desk, after 20261129_preferences, 2026-11-29.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261129_desk"
down_revision = "20261129_preferences"
branch_labels = None
depends_on = None


def _key() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "desk_operation",
        sa.Column("id", _key(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("person_id", _key(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_desk_operation_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_operation")),
    )
    with op.batch_alter_table("desk_operation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_desk_operation_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("desk_operation")
