"""Engines: health and rates that workers share, the day's budget, kept answers; more of each request on record.

Revision 20261128_engines, after 20261128_job_engine, 2026-11-28.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261128_engines"
down_revision = "20261128_job_engine"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "engine_state",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("rests", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("probe", sa.String(length=64), nullable=True),
        sa.Column("probe_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_engine_state")),
    )
    op.create_table(
        "engine_rate",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("log", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_engine_rate")),
    )
    op.create_table(
        "engine_budget",
        sa.Column("day", sa.String(length=64), nullable=False),
        sa.Column("breaking", sa.BigInteger(), nullable=False),
        sa.Column("others", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_engine_budget")),
    )
    op.create_table(
        "engine_answer",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("engine", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_engine_answer")),
    )
    op.create_index("ix_engine_answer_at", "engine_answer", ["at"], unique=False)
    # Rows of before were all requests, and what they cost is not known.
    op.add_column("engine_call", sa.Column("attempt", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("engine_call", sa.Column("cached", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("engine_call", sa.Column("cost", sa.Double(), nullable=False, server_default="0"))
    op.create_index("ix_engine_call_job_id", "engine_call", ["job_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_engine_call_job_id", table_name="engine_call")
    with op.batch_alter_table("engine_call", schema=None) as batch_op:
        batch_op.drop_column("cost")
        batch_op.drop_column("cached")
        batch_op.drop_column("attempt")
    op.drop_index("ix_engine_answer_at", table_name="engine_answer")
    op.drop_table("engine_answer")
    op.drop_table("engine_budget")
    op.drop_table("engine_rate")
    op.drop_table("engine_state")
