"""What an edition makes of its source: joined and split segments, blocks left out and added.

Revision 20261129_structure, after 20261129_presence, 2026-11-29.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261129_structure"
down_revision = "20261129_presence"
branch_labels = None
depends_on = None


def _key() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("segment", sa.Column("edition_id", _key(), nullable=True))
    op.add_column("target", sa.Column("position", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("target", sa.Column("standing", sa.String(length=64), nullable=False, server_default="used"))
    op.add_column("target", sa.Column("follows", sa.JSON(), nullable=False, server_default="[]"))
    op.execute(
        "UPDATE target SET position = (SELECT segment.position FROM segment WHERE segment.id = target.segment_id)"
    )
    op.create_table(
        "edition_block",
        sa.Column("id", _key(), autoincrement=True, nullable=False),
        sa.Column("edition_id", _key(), nullable=False),
        sa.Column("version_id", _key(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("after", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("tag", sa.String(length=64), nullable=False),
        sa.Column("wrap", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author_id", _key(), nullable=True),
        sa.Column("author_name", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_edition_block_author_id_person")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_edition_block_edition_id_edition")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["source_version.id"], name=op.f("fk_edition_block_version_id_source_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_block")),
        sa.UniqueConstraint("edition_id", "version_id", "key", name=op.f("uq_edition_block_edition_id_version_id_key")),
    )


def downgrade() -> None:
    op.drop_table("edition_block")
    for column in ("follows", "standing", "position"):
        op.drop_column("target", column)
    op.drop_column("segment", "edition_id")
