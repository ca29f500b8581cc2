"""A snapshot as what a release is written from: values of the services in the terms of ``localize.release``."""

from localize.release.values import Alternate, Provenance, ReleaseInput
from localize.services.context import Context
from localize.services.publish import Snapshot


def release_url(article_id: int, locale: str, base: str = "") -> str:
    """Where an edition's newest release is read, below ``base`` (empty: a path on our own host)."""
    return f"{base}/api/v1/articles/{article_id}/releases/{locale}"


def release_input(ctx: Context, snapshot: Snapshot, base: str | None = None) -> ReleaseInput:
    """What the reader's page and every document of an edition are written from, released or previewed.

    ``base`` is the address that editions are named under; without one, the public address of the settings.
    """
    meta = snapshot.meta
    base = base or ctx.settings.public_url or ""
    return ReleaseInput(
        article_id=str(snapshot.article_id),
        locale=snapshot.locale,
        source_locale=snapshot.source_locale,
        source_version=snapshot.version_number,
        blocks=snapshot.blocks,
        texts=snapshot.texts,
        external_id=snapshot.external_id,
        release_id=None if snapshot.release_id is None else str(snapshot.release_id),
        number=snapshot.number,
        seq=snapshot.seq,
        kind=snapshot.kind,
        published_at=snapshot.published_at,
        first_published_at=snapshot.first_published_at,
        url=meta.get("url"),
        source_name=meta.get("source_name"),
        source_url=meta.get("source_url"),
        provenance=Provenance.from_json(snapshot.provenance),
        alternates=tuple(
            Alternate(a.locale, release_url(snapshot.article_id, a.locale, base)) for a in snapshot.alternates
        ),
        stale_since=snapshot.stale_since,
        site_name=ctx.settings.site_name,
        public_url=ctx.settings.public_url,
        time_zone=ctx.settings.time_zone,
    )
