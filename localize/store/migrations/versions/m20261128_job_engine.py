"""Which engine a job is asking.

Revision 20261128_job_engine, after 20261123_addresses, 2026-11-28.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261128_job_engine"
down_revision = "20261123_addresses"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("job") as table:
        table.add_column(sa.Column("engine", sa.String(64), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("job") as table:
        table.drop_column("engine")
