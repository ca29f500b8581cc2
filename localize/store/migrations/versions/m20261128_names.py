"""The names register.

Revision 20261128_names, after 20261128_terms, 2026-11-28.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261128_names"
down_revision = "20261128_terms"
branch_labels = None
depends_on = None


def _key() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:

    op.create_table(
        "name_entry",
        sa.Column("id", _key(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("fold", sa.String(length=500), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("gender", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("domain", sa.String(length=500), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", _key(), nullable=True),
        sa.Column("author_name", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_name_entry_author_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_entry")),
    )
    with op.batch_alter_table("name_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_name_entry_fold"), ["fold"], unique=False)
    op.create_table(
        "name_key",
        sa.Column("id", _key(), autoincrement=True, nullable=False),
        sa.Column("name_id", _key(), nullable=False),
        sa.Column("key", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["name_id"], ["name_entry.id"], name=op.f("fk_name_key_name_id_name_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_key")),
        sa.UniqueConstraint("name_id", "key", name=op.f("uq_name_key_name_id_key")),
    )
    with op.batch_alter_table("name_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_name_key_key"), ["key"], unique=False)
    op.create_table(
        "name_form",
        sa.Column("id", _key(), autoincrement=True, nullable=False),
        sa.Column("name_id", _key(), nullable=False),
        sa.Column("locale", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=64), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("first_mention", sa.String(length=500), nullable=False),
        sa.Column("forms", sa.JSON(), nullable=False),
        sa.Column("declined", sa.Boolean(), nullable=False),
        sa.Column("author_name", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["name_id"], ["name_entry.id"], name=op.f("fk_name_form_name_id_name_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_form")),
        sa.UniqueConstraint("name_id", "locale", "status", name=op.f("uq_name_form_name_id_locale_status")),
    )
    op.create_table(
        "name_change",
        sa.Column("id", _key(), autoincrement=True, nullable=False),
        sa.Column("name_id", _key(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("author_id", _key(), nullable=True),
        sa.Column("author_name", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_name_change_author_id_person")),
        sa.ForeignKeyConstraint(["name_id"], ["name_entry.id"], name=op.f("fk_name_change_name_id_name_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_change")),
    )
    with op.batch_alter_table("name_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_name_change_name_id"), ["name_id"], unique=False)
    op.create_table(
        "name_ignored",
        sa.Column("id", _key(), autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=500), nullable=False),
        sa.Column("written", sa.String(length=500), nullable=False),
        sa.Column("author_name", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_ignored")),
        sa.UniqueConstraint("key", name=op.f("uq_name_ignored_key")),
    )
    op.create_table(
        "name_sighting",
        sa.Column("id", _key(), autoincrement=True, nullable=False),
        sa.Column("version_id", _key(), nullable=False),
        sa.Column("article_id", _key(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=500), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_name_sighting_article_id_article")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["source_version.id"], name=op.f("fk_name_sighting_version_id_source_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_sighting")),
        sa.UniqueConstraint("version_id", "position", name=op.f("uq_name_sighting_version_id_position")),
    )
    with op.batch_alter_table("name_sighting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_name_sighting_article_id"), ["article_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_name_sighting_key"), ["key"], unique=False)


def downgrade() -> None:

    with op.batch_alter_table("name_sighting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_name_sighting_key"))
        batch_op.drop_index(batch_op.f("ix_name_sighting_article_id"))

    op.drop_table("name_sighting")
    op.drop_table("name_ignored")
    with op.batch_alter_table("name_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_name_change_name_id"))

    op.drop_table("name_change")
    op.drop_table("name_form")
    with op.batch_alter_table("name_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_name_key_key"))

    op.drop_table("name_key")
    with op.batch_alter_table("name_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_name_entry_fold"))

    op.drop_table("name_entry")
