"""Who has an edition open, and on which segment.

Revision 20261129_presence, after 20261129_talk, 2026-11-29.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261129_presence"
down_revision = "20261129_talk"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "presence",
        sa.Column("edition_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tab", sa.String(64), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name="fk_presence_edition_id_edition"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_presence_person_id_person"),
        sa.PrimaryKeyConstraint("edition_id", "person_id", "tab", name="pk_presence"),
    )


def downgrade() -> None:
    op.drop_table("presence")
