"""The newsroom's own catalogue.

Revision 20261123_catalogue, after 20261123_typography, 2026-11-23.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261123_catalogue"
down_revision = "20261123_typography"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "catalogue_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("locale", sa.String(length=64), nullable=False),
        sa.Column("section", sa.String(length=64), nullable=False),
        sa.Column("msgid_hash", sa.String(length=64), nullable=False),
        sa.Column("msgid", sa.Text(), nullable=False),
        sa.Column("msgid_plural", sa.Text(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("in_use", sa.JSON(), nullable=False),
        sa.Column("fuzzy", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("extracted", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("author_name", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_catalogue_entry_author_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_entry")),
        sa.UniqueConstraint(
            "locale", "section", "msgid_hash", name=op.f("uq_catalogue_entry_locale_section_msgid_hash")
        ),
    )
    op.create_table(
        "catalogue_change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("msgid", sa.Text(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("fuzzy", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("author_name", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_catalogue_change_author_id_person")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["catalogue_entry.id"], name=op.f("fk_catalogue_change_entry_id_catalogue_entry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_change")),
    )
    with op.batch_alter_table("catalogue_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_catalogue_change_entry_id"), ["entry_id"], unique=False)
    # Processes that keep the catalogue in memory see by this number whether it has changed.
    op.execute("INSERT INTO counter (name, value) VALUES ('catalogue', 0)")


def downgrade() -> None:

    op.execute("DELETE FROM counter WHERE name = 'catalogue'")
    with op.batch_alter_table("catalogue_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_catalogue_change_entry_id"))

    op.drop_table("catalogue_change")
    op.drop_table("catalogue_entry")
