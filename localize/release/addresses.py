"""Addresses of the reader's pages, made from the template that the settings name."""

import re
from string import Formatter
from urllib.parse import quote, urlsplit


def reader_address(
    template: str, *, locale: str, article_id: int, external_id: str | None, original_url: str | None
) -> str | None:
    """Where readers find an edition; ``None`` when the article has no value for something that the template names.

    ``{slug}`` is the last part of the original's path without its ending (``/2026/tunnel-opens.html``:
    ``tunnel-opens``). Slashes of an ``external_id`` stay, everything else is percent-encoded where it must be.
    """
    values = {
        "locale": locale,
        "article_id": str(article_id),
        "external_id": external_id or "",
        "slug": slug_of(original_url),
    }
    named = [name for _, name, _, _ in Formatter().parse(template) if name]
    if not all(values[name] for name in named):
        return None
    return template.format(**{name: quote(values[name], safe="/") for name in named})


def slug_of(url: str | None) -> str:
    """The last part of an address's path, without its ending; empty when there is none."""
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return ""
    last = path.rstrip("/").rpartition("/")[2]
    return re.sub(r"\.[A-Za-z]{2,5}\Z", "", last).replace("%2F", "")
