"""Teasers of other articles: which of them are ours, and whether readers can follow them in their language.

A release is immutable, where its teasers lead is not: this is asked each time a release is written out.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, urlencode, urlsplit

from localize.article import Block, Role
from localize.release.parts import teaser_address
from localize.store import Unit

_TRACKING = ("utm_", "fbclid", "gclid")


@dataclass(frozen=True, slots=True)
class TeaserTarget:
    """An article of ours that a teaser points to. ``published``: its edition in the teaser's language can be read."""

    article_id: int
    external_id: str | None
    url: str | None  # of the original
    published: bool
    changed_at: datetime  # when the answer may have changed last


def address_hash(url: str | None) -> str | None:
    """What two ways of writing one article's address have in common; ``None`` where there is none.

    Scheme, case of the host, ``www.``, a slash at the end, fragment, and parameters that only count visitors do not
    tell articles apart.
    """
    try:
        parts = urlsplit((url or "").strip())
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    query = urlencode([pair for pair in parse_qsl(parts.query, True) if not pair[0].lower().startswith(_TRACKING)])
    written = f"{host}{port}{parts.path.rstrip('/')}?{query}"
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def teaser_targets(unit: Unit, blocks: Iterable[Block], locale: str) -> Mapping[str, TeaserTarget]:
    """By teaser group, the article of ours that it points to, by ``external_id`` or else by address."""
    titles = {b.data.get("group", ""): b for b in blocks if b.role is Role.TEASER_TITLE}
    external_ids = {group: b.data.get("external_id") for group, b in titles.items()}
    hashes = {group: address_hash(teaser_address(b)) for group, b in titles.items()}
    if not any(external_ids.values()) and not any(hashes.values()):
        return {}
    found = unit.articles.referred(
        [name for name in external_ids.values() if name], [name for name in hashes.values() if name]
    )
    editions = unit.editions.of_articles([row.id for row in found])
    own = {edition.article_id: edition.id for edition in editions if edition.locale == locale}
    newest = unit.releases.newest_of(list(own.values()))
    addresses = unit.articles.addresses([row.id for row in found])
    by_name: dict[str, TeaserTarget] = {}
    for row in found:
        release = newest.get(own.get(row.id, 0))
        target = TeaserTarget(
            row.id,
            row.external_id,
            addresses.get(row.id),
            release is not None and release.live,
            max(row.updated_at, release.published_at) if release else row.updated_at,
        )
        for name in (row.external_id and f"id:{row.external_id}", row.address_hash and f"at:{row.address_hash}"):
            known = by_name.get(name or "")
            # The same address filed twice: the one that can be read goes first, else the newer one.
            if name and (known is None or target.published >= known.published):
                by_name[name] = target
    wanted = {group: by_name.get(f"id:{external_ids[group]}") or by_name.get(f"at:{hashes[group]}") for group in titles}
    return {group: target for group, target in wanted.items() if target is not None}
