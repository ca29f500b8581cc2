"""Comments on editions.

Revision 20261129_talk, after 20261129_desk, 2026-11-29.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261129_talk"
down_revision = "20261129_desk"
branch_labels = None
depends_on = None


def _key() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "comment",
        sa.Column("id", _key(), autoincrement=True, nullable=False),
        sa.Column("article_id", _key(), nullable=False),
        sa.Column("edition_id", _key(), nullable=True),
        sa.Column("parent_id", _key(), nullable=True),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("source_hash", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("quote", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("mentions", sa.JSON(), nullable=False),
        sa.Column("author_id", _key(), nullable=True),
        sa.Column("author_name", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_comment_article_id_article")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_comment_edition_id_edition")),
        sa.ForeignKeyConstraint(["parent_id"], ["comment.id"], name=op.f("fk_comment_parent_id_comment")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_comment_author_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index("ix_comment_article_id", ["article_id"], unique=False)
        batch_op.create_index("ix_comment_edition_id", ["edition_id"], unique=False)


def downgrade() -> None:
    op.drop_table("comment")
