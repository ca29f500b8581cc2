"""An edition as schema.org ``NewsArticle`` (JSON-LD), for search engines and for pages that paste it."""

import json
import re
from typing import Any

from localize.article import Role
from localize.release.parts import Parts, safe_url, take_apart
from localize.release.values import ReleaseInput


def to_jsonld(edition: ReleaseInput) -> dict[str, Any]:
    """The ``NewsArticle`` of an edition, tied to the original as ``translationOfWork``."""
    parts = take_apart(edition)
    first = edition.first_published_at or edition.published_at
    ours = [a for a in edition.alternates if a.locale not in {edition.locale, edition.source_locale}]
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": edition.own_url,
        "url": edition.own_url,
        "mainEntityOfPage": edition.own_url,
        "headline": parts.headline,
        "description": parts.description or None,
        "inLanguage": edition.locale,
        "datePublished": first.isoformat() if first else None,
        "dateModified": edition.published_at.isoformat() if edition.published_at else None,
        "wordCount": parts.words,
        "timeRequired": f"PT{parts.reading_minutes}M" if isinstance(parts.reading_minutes, int) else None,
        "author": [{"@type": "Person", "name": name} for name in _names(parts.byline)],
        "publisher": {"@type": "NewsMediaOrganization", "name": edition.site_name},
        "image": _image(parts),
        "isBasedOn": safe_url(edition.source_url),
        "translationOfWork": None if edition.is_source else _original(edition),
        "translator": [{"@type": "Person", "name": name} for name in edition.provenance.editors]
        if not edition.is_source
        else None,
        "workTranslation": [{"@type": "NewsArticle", "inLanguage": a.locale, "url": a.url} for a in ours]
        if edition.is_source
        else None,
    }
    return {key: value for key, value in document.items() if value not in (None, [], "")}


def jsonld_script(document: dict[str, Any]) -> str:
    """JSON for the inside of a ``<script type="application/ld+json">``: nothing in it can end the element."""
    written = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return written


def _names(byline: str) -> list[str]:
    """The people of a byline: ``Ida Moen and Paul Ames`` are two."""
    names = re.split(r"\s+(?:and|und|и|&)\s+", byline)
    return [name.strip(" ,") for name in names if name.strip(" ,")]


def _image(parts: Parts) -> dict[str, str | int] | None:
    picture = parts.picture
    if picture is None or picture.url is None:
        return None
    image: dict[str, str | int | None] = {
        "@type": "ImageObject",
        "url": picture.url,
        "caption": picture.caption,
        "creditText": picture.credit,
        "description": picture.alt,
        "width": picture.width,
        "height": picture.height,
    }
    return {key: value for key, value in image.items() if value}


def _original(edition: ReleaseInput) -> dict[str, str]:
    url = next((a.url for a in edition.alternates if a.locale == edition.source_locale), None) or safe_url(edition.url)
    headline = next((b.text.plain for b in edition.blocks if b.role is Role.HEADLINE), "")
    original = {
        "@type": "NewsArticle",
        "inLanguage": edition.source_locale,
        "headline": headline,
        "identifier": edition.external_id,
        "url": url,
    }
    return {key: value for key, value in original.items() if value}
