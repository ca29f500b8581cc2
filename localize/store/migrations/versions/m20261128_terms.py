"""The termbase, and the counter by which processes see that the lexicon has changed.

Revision 20261128_terms, after 20261123_addresses, 2026-11-28.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261128_terms"
down_revision = "20261123_addresses"
branch_labels = None
depends_on = None


def _key() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:

    op.create_table(
        "term_concept",
        sa.Column("id", _key(), autoincrement=True, nullable=False),
        sa.Column("source_locale", sa.String(length=64), nullable=False),
        sa.Column("source_key", sa.String(length=500), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("fold", sa.String(length=500), nullable=False),
        sa.Column("part_of_speech", sa.String(length=64), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("domains", sa.JSON(), nullable=False),
        sa.Column("domain_fold", sa.Text(), nullable=False),
        sa.Column("case_rule", sa.String(length=64), nullable=False),
        sa.Column("do_not_translate", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("proposed", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", _key(), nullable=True),
        sa.Column("author_name", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_term_concept_author_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_concept")),
        sa.UniqueConstraint(
            "source_locale",
            "source_key",
            "part_of_speech",
            name=op.f("uq_term_concept_source_locale_source_key_part_of_speech"),
        ),
    )
    with op.batch_alter_table("term_concept", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_term_concept_fold"), ["fold"], unique=False)
    op.create_table(
        "term_target",
        sa.Column("id", _key(), autoincrement=True, nullable=False),
        sa.Column("concept_id", _key(), nullable=False),
        sa.Column("locale", sa.String(length=64), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("fold", sa.String(length=500), nullable=False),
        sa.Column("status", sa.String(length=64), nullable=False),
        sa.Column("forms", sa.JSON(), nullable=False),
        sa.Column("proposed", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["concept_id"], ["term_concept.id"], name=op.f("fk_term_target_concept_id_term_concept")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_target")),
        sa.UniqueConstraint(
            "concept_id", "locale", "text", "proposed", name=op.f("uq_term_target_concept_id_locale_text_proposed")
        ),
    )
    op.create_table(
        "term_change",
        sa.Column("id", _key(), autoincrement=True, nullable=False),
        sa.Column("concept_id", _key(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("author_id", _key(), nullable=True),
        sa.Column("author_name", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_term_change_author_id_person")),
        sa.ForeignKeyConstraint(
            ["concept_id"], ["term_concept.id"], name=op.f("fk_term_change_concept_id_term_concept")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_change")),
    )
    with op.batch_alter_table("term_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_term_change_concept_id"), ["concept_id"], unique=False)
    # Processes that keep terms and names in memory see by this number whether they have changed.
    op.execute("INSERT INTO counter (name, value) VALUES ('lexicon', 0)")


def downgrade() -> None:

    op.execute("DELETE FROM counter WHERE name = 'lexicon'")
    with op.batch_alter_table("term_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_term_change_concept_id"))

    op.drop_table("term_change")
    op.drop_table("term_target")
    with op.batch_alter_table("term_concept", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_term_concept_fold"))

    op.drop_table("term_concept")
