"""What one engine says about one segment; kept answers found by their text.

Revision 20261129_engine_versions, after 20261129_checks, 2026-11-29.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261129_engine_versions"
down_revision = "20261129_checks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    with op.batch_alter_table("engine_answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("same", sa.String(length=64), nullable=True))
        batch_op.create_index(batch_op.f("ix_engine_answer_same"), ["same"], unique=False)
    op.create_table(
        "engine_version",
        sa.Column("id", key, autoincrement=True, nullable=False),
        sa.Column("edition_id", key, nullable=False),
        sa.Column("segment_id", key, nullable=False),
        sa.Column("job_id", key, nullable=False),
        sa.Column("engine", sa.String(length=64), nullable=False),
        sa.Column("asked_by", sa.String(length=500), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("unplaced", sa.JSON(), nullable=False),
        sa.Column("displaced", sa.JSON(), nullable=False),
        sa.Column("failure", sa.JSON(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_engine_version_edition_id_edition")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_engine_version_job_id_job")),
        sa.ForeignKeyConstraint(["segment_id"], ["segment.id"], name=op.f("fk_engine_version_segment_id_segment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engine_version")),
        sa.UniqueConstraint(
            "edition_id", "segment_id", "engine", name=op.f("uq_engine_version_edition_id_segment_id_engine")
        ),
    )
    with op.batch_alter_table("engine_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_engine_version_segment_id"), ["segment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_engine_version_job_id"), ["job_id"], unique=False)


def downgrade() -> None:
    op.drop_table("engine_version")
    with op.batch_alter_table("engine_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_engine_answer_same"))
        batch_op.drop_column("same")
