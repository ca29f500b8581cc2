"""The release document: what a publishing system pulls as JSON."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from localize.article import Block
from localize.release.body import render_blocks
from localize.release.parts import Parts, plain_text, safe_url, take_apart
from localize.release.text import body_text, notice_text
from localize.release.values import ReleaseInput

# What readers get. Numbers, times and addresses of the release itself are not content.
_CONTENT: Final = (
    "locale",
    "headline",
    "standfirst",
    "byline",
    "body_html",
    "picture",
    "notice_html",
    "source",
    "blocks",
)
# Of a teaser; where it leads changes with what is published.
_TEASER_CONTENT: Final = ("title", "summary", "image_alt", "external_id", "original_url")


def to_json(edition: ReleaseInput) -> dict[str, Any]:
    """The release document. Times are ISO 8601 with offset; ``content_hash`` is SHA-256 over what readers get.

    ``alternates``, ``stale_since``, and where ``teasers`` lead, are as things stand when it is written.
    """
    parts = take_apart(edition)
    document = {
        "id": edition.release_id,
        "article_id": edition.article_id,
        "external_id": edition.external_id,
        "locale": edition.locale,
        "source_locale": edition.source_locale,
        "number": edition.number,
        "sequence": edition.seq,
        "url": edition.own_url,
        "original_url": safe_url(edition.url, edition.public_url),
        "kind": edition.kind,
        "published_at": edition.published_at.isoformat() if edition.published_at else None,
        "first_published_at": edition.first_published_at.isoformat() if edition.first_published_at else None,
        "translated_from_version": edition.source_version,
        "stale_since": edition.stale_since.isoformat() if edition.stale_since else None,
        **_content(edition, parts),
        "reading_minutes": parts.reading_minutes,
        "word_count": parts.words,
        "alternates": [asdict(alternate) for alternate in edition.alternates],
        "provenance": edition.provenance.to_json(),
    }
    document["content_hash"] = content_hash(document)
    return document


def content_hash(document: Mapping[str, Any]) -> str:
    """SHA-256 over the content of a release document: equal when a reader would see no difference."""
    material = {key: document[key] for key in _CONTENT}
    material["teasers"] = [{key: teaser[key] for key in _TEASER_CONTENT} for teaser in document["teasers"]]
    written = json.dumps(material, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def _content(edition: ReleaseInput, parts: Parts) -> dict[str, Any]:
    """The texts of the edition, whole and block by block."""
    return {
        "headline": parts.headline,
        "standfirst": parts.standfirst or None,
        "byline": parts.byline or None,
        "body_html": render_blocks(parts.body, parts.texts),
        "body_text": body_text(parts),
        "picture": asdict(parts.picture) if parts.picture else None,
        "notice": notice_text(parts) or None,
        "notice_html": render_blocks(parts.notices, parts.texts) or None,
        "source": _source(edition),
        "teasers": [asdict(teaser) for teaser in parts.teasers],
        "blocks": [_block(block, parts) for block in edition.blocks if block.key in parts.texts],
    }


def _source(edition: ReleaseInput) -> dict[str, str | None] | None:
    if not edition.source_name and not edition.source_url:
        return None
    return {"name": edition.source_name, "url": edition.source_url}


def _block(block: Block, parts: Parts) -> dict[str, str]:
    return {
        "role": block.role.value,
        "text": plain_text(block, parts.texts[block.key]),
        "html": render_blocks([block], parts.texts),
    }
