"""A JSON file: our own document, or ninjs of any version, alone or in the answer of a sender's interface."""

from collections.abc import Mapping
from typing import Any

from localize.intake.json_text import load_json, load_object
from localize.intake.ninjs import find_items, is_ninjs, read_items
from localize.intake.payload import read_payload
from localize.intake.received import Received, Source
from localize.intake.words import refusal

__all__ = ["is_ninjs", "load_object", "read_json"]


def read_json(source: Source) -> tuple[Received, ...]:
    """Our own document or ninjs. Raises ``InvalidInputError``."""
    raw = load_json(source.text)
    if isinstance(raw, Mapping) and "jsonfeed.org" in str(raw.get("version", ""))[:100]:
        raise refusal("json-feed")
    items = find_items(raw) if not _is_ours(raw) else []
    if items:
        return read_items(items, known_notices=source.known_notices)
    if not isinstance(raw, dict):
        raise refusal("json-no-article")
    article, orders = read_payload(raw, known_notices=source.known_notices)
    return (Received(article, orders),)


def _is_ours(raw: Any) -> bool:
    """Whether it is an article as our interface takes it: it has a headline or a body, and nothing that marks ninjs."""
    return (
        isinstance(raw, dict)
        and not is_ninjs(raw)
        and bool({"headline", "body_html", "body_text", "blocks"} & raw.keys())
    )
