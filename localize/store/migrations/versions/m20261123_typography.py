"""What typography put right in a draft.

Revision 20261123_typography, after 20261123_first_tables, 2026-11-23.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261123_typography"
down_revision = "20261123_first_tables"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("target") as table:
        table.add_column(sa.Column("normalised", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    with op.batch_alter_table("target") as table:
        table.drop_column("normalised")
