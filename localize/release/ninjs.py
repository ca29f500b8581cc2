"""An edition as ninjs 3.1 (IPTC News in JSON).

ninjs has no field for translation: the original is an association with ``rel`` ``translatedFrom``, the other editions
have ``translation``; the source version stands among ``altIds``.
"""

from typing import Any, Final

from localize.article import Role
from localize.release.body import render_blocks
from localize.release.parts import Parts, Picture, Teaser, safe_url, take_apart
from localize.release.text import body_text, notice_text
from localize.release.values import ReleaseInput

STANDARD: Final = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "https://iptc.org/std/ninjs/ninjs-schema_3.1.json",
}


def to_ninjs(edition: ReleaseInput) -> dict[str, Any]:
    """The edition as a ninjs 3.1 item, ``pubStatus`` usable."""
    parts = take_apart(edition)
    moment = edition.published_at.isoformat() if edition.published_at else None
    first = edition.first_published_at.isoformat() if edition.first_published_at else moment
    document: dict[str, Any] = {
        "uri": _uri(edition, edition.locale),
        "standard": dict(STANDARD),
        "type": "text",
        "representationType": "full",
        "pubStatus": "usable",
        "language": edition.locale,
        "version": None if edition.number is None else str(edition.number),
        "firstCreated": first,
        "versionCreated": moment,
        "headlines": [{"role": "main", "contentType": "text/plain", "value": parts.headline}],
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": parts.standfirst}]
        if parts.standfirst
        else None,
        "by": parts.byline or None,
        "bodies": _bodies(parts),
        "usageTerms": notice_text(parts) or None,
        "infoSources": _sources(edition),
        "altIds": _alt_ids(edition),
        "associations": _associations(edition, parts),
    }
    return {key: value for key, value in document.items() if value not in (None, [])}


def withdrawn(edition: ReleaseInput) -> dict[str, Any]:
    """The tombstone of an edition that was taken back: ``pubStatus`` canceled, no content."""
    return {
        "uri": _uri(edition, edition.locale),
        "standard": dict(STANDARD),
        "type": "text",
        "representationType": "partial",
        "pubStatus": "canceled",
        "language": edition.locale,
    }


def _uri(edition: ReleaseInput, locale: str) -> str:
    """The address of an edition where it is a whole one, else a name of our own."""
    known = next((a.url for a in edition.alternates if a.locale == locale), None)
    if known is None and locale == edition.source_locale:
        known = edition.url
    return _whole(known) or f"urn:localize:article:{edition.article_id}:{locale}"


def _whole(url: str | None) -> str | None:
    """An address that is one everywhere: ninjs wants complete URIs."""
    checked = safe_url(url)
    return checked if checked and not checked.startswith("/") else None


def _bodies(parts: Parts) -> list[dict[str, Any]]:
    html = render_blocks(parts.body, parts.texts)
    text = body_text(parts)
    words = len(text.split())
    return [
        {"role": "main", "contentType": "text/html", "charCount": len(html), "wordCount": words, "value": html},
        {"role": "main", "contentType": "text/plain", "charCount": len(text), "wordCount": words, "value": text},
    ]


def _sources(edition: ReleaseInput) -> list[dict[str, str]]:
    sources = [{"name": edition.source_name, "role": "source"}] if edition.source_name else []
    sources += [{"name": f"mt:{engine}", "role": "machineTranslation"} for engine in edition.provenance.engines]
    return sources + [{"name": name, "role": "translator"} for name in edition.provenance.translators]


def _alt_ids(edition: ReleaseInput) -> list[dict[str, str]]:
    ids = [{"role": "sourceVersion", "value": str(edition.source_version)}]
    if edition.external_id:
        ids.append({"role": "externalId", "value": edition.external_id})
    if edition.seq is not None:
        ids.append({"role": "sequence", "value": str(edition.seq)})
    return ids


def _associations(edition: ReleaseInput, parts: Parts) -> list[dict[str, Any]]:
    associations: list[dict[str, Any]] = []
    if parts.picture and _whole(parts.picture.url):
        associations.append(_picture(edition, parts.picture))
    if not edition.is_source:
        headline = next((b.text.plain for b in edition.blocks if b.role is Role.HEADLINE), "")
        associations.append(
            {
                "name": "source",
                "rel": "translatedFrom",
                "uri": _uri(edition, edition.source_locale),
                "language": edition.source_locale,
                "version": str(edition.source_version),
                "headlines": [{"role": "main", "contentType": "text/plain", "value": headline}],
            }
        )
    associations += (
        {
            "name": f"translation-{a.locale}",
            "rel": "translation",
            "uri": _uri(edition, a.locale),
            "language": a.locale,
        }
        for a in edition.alternates
        if a.locale not in {edition.locale, edition.source_locale}
    )
    associations += (_teaser(teaser, number) for number, teaser in enumerate(parts.followed, 1) if _whole(teaser.url))
    return associations


def _plain(role: str, value: str) -> list[dict[str, str]]:
    return [{"role": role, "contentType": "text/plain", "value": value}] if value else []


def _teaser(teaser: Teaser, number: int) -> dict[str, Any]:
    """Another article that this one points to."""
    document: dict[str, Any] = {
        "name": f"teaser-{number}",
        "rel": "related",
        "uri": _whole(teaser.url),
        "type": "text",
        "headlines": _plain("main", teaser.title),
        "descriptions": _plain("summary", teaser.summary),
        "altIds": [{"role": "externalId", "value": teaser.external_id}] if teaser.external_id else [],
    }
    return {key: value for key, value in document.items() if value}


def _picture(edition: ReleaseInput, picture: Picture) -> dict[str, Any]:
    rendition = {"name": "main", "href": picture.url, "width": picture.width, "height": picture.height}
    document = {
        "name": "picture",
        "uri": picture.url,
        "type": "picture",
        "language": edition.locale,
        "descriptions": _plain("caption", picture.caption) + _plain("alt", picture.alt),
        "by": picture.credit,
        "renditions": [{key: value for key, value in rendition.items() if value}],
    }
    return {key: value for key, value in document.items() if value}
