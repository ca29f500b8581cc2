"""Replacements in many texts at once.

Revision 20261129_replace, after 20261129_structure, 2026-11-29.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261129_replace"
down_revision = "20261129_structure"
branch_labels = None
depends_on = None


def _key() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "replacement",
        sa.Column("id", _key(), autoincrement=True, nullable=False),
        sa.Column("locale", sa.String(length=64), nullable=False),
        sa.Column("edition_id", _key(), nullable=True),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("person_id", _key(), nullable=False),
        sa.Column("person_name", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_replacement_edition_id_edition")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_replacement_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replacement")),
    )


def downgrade() -> None:
    op.drop_table("replacement")
