"""What a person has set for themselves: keys, helpers.

Revision 20261129_preferences, after 20261128_names, 2026-11-29.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261129_preferences"
down_revision = "20261128_names"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("preferences", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    with op.batch_alter_table("person") as table:
        table.drop_column("preferences")
