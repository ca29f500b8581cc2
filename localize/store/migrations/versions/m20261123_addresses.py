"""Articles by their address, for teasers that name nothing else.

Revision 20261123_addresses, after 20261123_memory_index, 2026-11-23.
"""

import hashlib
import json
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import sqlalchemy as sa
from alembic import op

revision = "20261123_addresses"
down_revision = "20261123_memory_index"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("article", schema=None, recreate="never") as batch_op:
        batch_op.add_column(sa.Column("address_hash", sa.String(length=64), nullable=True))
        batch_op.create_index(batch_op.f("ix_article_address_hash"), ["address_hash"], unique=False)
    connection = op.get_bind()
    newest = connection.execute(
        sa.text(
            "SELECT article.id, source_version.meta FROM article JOIN source_version"
            " ON source_version.article_id = article.id AND source_version.number = article.version"
        )
    )
    known = [{"id": article_id, "hash": _hash(meta)} for article_id, meta in newest]
    written = [row for row in known if row["hash"]]
    if written:
        connection.execute(sa.text("UPDATE article SET address_hash = :hash WHERE id = :id"), written)


def downgrade() -> None:
    # The table is not made anew: others refer to it.
    with op.batch_alter_table("article", schema=None, recreate="never") as batch_op:
        batch_op.drop_index(batch_op.f("ix_article_address_hash"))
        batch_op.drop_column("address_hash")


def _hash(meta: Any) -> str | None:
    """As ``localize.services.teasers.address_hash`` computed it when this migration was written."""
    kept = json.loads(meta) if isinstance(meta, str) else meta
    try:
        parts = urlsplit((kept.get("url") or "").strip())
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    tracking = ("utm_", "fbclid", "gclid")
    query = urlencode([pair for pair in parse_qsl(parts.query, True) if not pair[0].lower().startswith(tracking)])
    written = f"{host}{port}{parts.path.rstrip('/')}?{query}"
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()
