"""What a page says about itself to search engines and to whoever shares a link to it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from localize.locales import with_territory
from localize.release.parts import Parts, safe_url
from localize.release.values import ReleaseInput


@dataclass(frozen=True, slots=True)
class Meta:
    """Description and canonical address, and Open Graph's properties in order (https://ogp.me)."""

    description: str
    canonical: str | None
    graph: tuple[tuple[str, str], ...]
    card: str  # the kind of card that a shared link gets


def page_meta(edition: ReleaseInput, parts: Parts) -> Meta:
    """The meta data of an edition's page. Open Graph wants whole addresses: relative ones are left out."""
    canonical = safe_url(edition.own_url, edition.public_url)
    image = parts.picture.url if parts.picture and _is_whole(parts.picture.url) else None
    first = edition.first_published_at or edition.published_at
    others = [a.locale for a in edition.alternates if a.locale not in {edition.locale, edition.source_locale}]
    if not edition.is_source:
        others.insert(0, edition.source_locale)
    graph = [
        ("og:type", "article"),
        ("og:site_name", edition.site_name),
        ("og:title", parts.headline),
        ("og:description", parts.description),
        ("og:url", canonical if _is_whole(canonical) else None),
        ("og:locale", with_territory(edition.locale)),
        *(("og:locale:alternate", with_territory(locale)) for locale in others),
        ("og:image", image),
        ("og:image:alt", parts.picture.alt if parts.picture and image else None),
        ("article:published_time", first.isoformat() if first else None),
        ("article:modified_time", edition.published_at.isoformat() if edition.published_at else None),
    ]
    return Meta(
        description=parts.description,
        canonical=canonical,
        graph=tuple((name, value) for name, value in graph if value),
        card="summary_large_image" if image else "summary",
    )


def _is_whole(url: str | None) -> bool:
    return bool(url and urlsplit(url).netloc)
