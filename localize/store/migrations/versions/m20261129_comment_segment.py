"""A comment knows the segment that it was written at: two sentences may say the same.

Revision 20261129_comment_segment, after 20261129_engine_versions, 2026-11-29.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261129_comment_segment"
down_revision = "20261129_engine_versions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("segment_id", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_column("segment_id")
