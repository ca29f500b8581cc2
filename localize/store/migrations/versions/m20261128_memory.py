"""Where a memory entry comes from, who approved it, since when it is there, and what somebody noted about it.

Revision 20261128_memory, after 20261128_engines, 2026-11-28.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261128_memory"
down_revision = "20261128_engines"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("memory_entry") as table:
        # Until now only approvals wrote here, apart from the samples, which nobody can tell from them.
        table.add_column(sa.Column("origin", sa.String(length=64), nullable=False, server_default="approved"))
        table.add_column(sa.Column("approver", sa.String(length=500), nullable=False, server_default=""))
        table.add_column(sa.Column("note", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("created_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE memory_entry SET created_at = updated_at")
    with op.batch_alter_table("memory_entry") as table:
        table.alter_column("created_at", existing_type=sa.DateTime(timezone=True), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("memory_entry") as table:
        for column in ("created_at", "note", "approver", "origin"):
            table.drop_column(column)
