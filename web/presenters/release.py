"""A snapshot as what a release is written from: values of the services in the terms of ``localize.release``."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from localize.release.addresses import reader_address
from localize.release.values import Alternate, Provenance, ReleaseInput, TeaserLink, TeaserState
from localize.services.context import Context
from localize.services.publish import Snapshot

_STYLE = Path(__file__).parents[1] / "static" / "css" / "reader.css"


def release_url(article_id: int, locale: str, base: str = "") -> str:
    """Where the API has an edition's newest release, below ``base`` (empty: a path on our own host)."""
    return f"{base}/api/v1/articles/{article_id}/releases/{locale}"


@cache
def reader_style() -> str:
    """The style of the reader's page, for pages that carry it themselves."""
    return _STYLE.read_text(encoding="utf-8")


def release_input(ctx: Context, snapshot: Snapshot, base: str | None = None) -> ReleaseInput:
    """What the reader's page and every document of an edition are written from, released or previewed.

    ``base`` is the address that paths of our own stand under; without one, the public address of the settings.
    Editions are named by where readers find them (``READER_URL``), else by where our API has them.
    """
    meta = snapshot.meta
    base = base or ctx.settings.public_url or ""
    published_at = snapshot.published_at
    if snapshot.locale == snapshot.source_locale and published_at is None:
        published_at = _moment(meta.get("published_at"))
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
        published_at=published_at,
        first_published_at=snapshot.first_published_at,
        url=meta.get("url"),
        source_name=meta.get("source_name"),
        source_url=meta.get("source_url"),
        provenance=Provenance.from_json(snapshot.provenance),
        alternates=tuple(
            Alternate(
                a.locale,
                edition_url(ctx, snapshot.article_id, snapshot.external_id, meta.get("url"), a.locale, base),
            )
            for a in snapshot.alternates
        ),
        teaser_links=_teaser_links(ctx, snapshot, base),
        stale_since=snapshot.stale_since,
        site_name=ctx.settings.site_name,
        public_url=base or None,
        time_zone=ctx.settings.time_zone,
    )


def edition_url(
    ctx: Context, article_id: int, external_id: str | None, original_url: str | None, locale: str, base: str
) -> str:
    """Where an edition is read: at the newsroom's site, or where that has no address for it, in our API."""
    template = ctx.settings.reader_url
    found = template and reader_address(
        template, locale=locale, article_id=article_id, external_id=external_id, original_url=original_url
    )
    return found or release_url(article_id, locale, base)


def _teaser_links(ctx: Context, snapshot: Snapshot, base: str) -> Mapping[str, TeaserLink]:
    """Where teasers lead that point to articles of ours. Those of the original lead where they always led."""
    if snapshot.locale == snapshot.source_locale:
        return {}
    return {
        group: TeaserLink(
            TeaserState.PUBLISHED,
            edition_url(ctx, target.article_id, target.external_id, target.url, snapshot.locale, base),
        )
        if target.published
        else TeaserLink(TeaserState.UNPUBLISHED)
        for group, target in snapshot.teasers.items()
    }


def _moment(written: str | None) -> datetime | None:
    """A time as an article names it; none without a zone: nobody could say which moment it is."""
    try:
        found = datetime.fromisoformat(written or "")
    except ValueError:
        return None
    return found if found.tzinfo else None
