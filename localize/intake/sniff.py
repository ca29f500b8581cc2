"""Bytes of any format that intake reads -> article. The format is named, declared, or seen from the first characters."""

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from localize.article import Article, IntakeNote, Role
from localize.errors import InputTooLargeError, InvalidInputError, UnsupportedFormatError
from localize.intake import parts
from localize.intake.anatomy import classify
from localize.intake.assemble import assemble
from localize.intake.encoding import Decoded, decode
from localize.intake.html import read_tree
from localize.intake.payload import read_article
from localize.intake.raw import Layout, RawBlock
from localize.intake.text import read_text
from localize.intake.tree import Tree, parse_tree

FORMATS: Final = ("text", "html", "json")
MAX_BYTES: Final = 16_000_000

_TYPES: Final = {
    "text/plain": "text",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/json": "json",
    "text/json": "json",
}
_MARKUP: Final = re.compile(r"\s*<(?:!--|!doctype\b|/?[a-z][a-z0-9]*[\s/>])", re.IGNORECASE)
_XML: Final = re.compile(r"\s*<(?:\?xml|rss|feed|newsItem|newsMessage|nitf|xliff|tmx)\b", re.IGNORECASE)
_BINARY: Final = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a Word, OpenDocument or zip file"),
    (b"\x89PNG", "a picture"),
)
_READ: Final = "plain text, HTML and JSON are read"


def read(
    data: bytes,
    *,
    format: str | None = None,  # noqa: A002 - the word of the command line
    content_type: str | None = None,
    known_notices: Collection[str] = (),
) -> Article:
    """Read an article.

    ``format``: one of ``FORMATS``, or None to go by ``content_type`` and then by the data. ``known_notices``: texts
    that recur from article to article. Raises ``UnsupportedFormatError``, ``InputTooLargeError``, ``InvalidInputError``.
    """
    if len(data) > MAX_BYTES:
        raise InputTooLargeError(
            f"The article has {len(data):,} bytes; at most {MAX_BYTES:,} are read.", limit=MAX_BYTES
        )
    for magic, what in _BINARY:
        if data.startswith(magic):
            raise UnsupportedFormatError(f"This is {what}: {_READ}.", accepted=list(FORMATS))
    decoded = decode(data, content_type)
    form = _format(decoded.text, format, content_type)
    match form:
        case "html":
            article = read_html(decoded.text, known_notices=known_notices)
        case "json":
            article = _read_json(decoded.text, known_notices)
        case _:
            reading = classify(read_text(decoded.text), Layout.TEXT, known_notices=known_notices)
            article = assemble([reading.blocks], notes=reading.notes)
    return _noted(article, decoded)


def _noted(article: Article, decoded: Decoded) -> Article:
    return replace(article, notes=(*decoded.notes, *article.notes)) if decoded.notes else article


def _format(text: str, named: str | None, content_type: str | None) -> str:
    if named is not None:
        if named not in FORMATS:
            raise UnsupportedFormatError(
                f"“{named[:40]}” is not a format that is read: {_READ}.", accepted=list(FORMATS)
            )
        return named
    declared = (content_type or "").partition(";")[0].strip().lower()
    if declared in _TYPES:
        # Servers say text/plain of anything that they do not know.
        return "html" if declared == "text/plain" and _MARKUP.match(text) else _TYPES[declared]
    if declared not in {"", "application/octet-stream"}:
        raise UnsupportedFormatError(f"“{declared[:60]}” is not read here: {_READ}.", accepted=list(FORMATS))
    if _XML.match(text) and not re.search(r"<html\b", text[:2_000], re.IGNORECASE):
        raise UnsupportedFormatError(f"This is XML of a kind that is not read here: {_READ}.", accepted=list(FORMATS))
    if text.lstrip("\ufeff \t\r\n").startswith("{") and text.rstrip().endswith("}"):
        return "json"
    return "html" if _MARKUP.match(text) else "text"


def _read_json(text: str, known_notices: Collection[str]) -> Article:
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        raise InvalidInputError(
            f"The JSON is broken at line {error.lineno}, column {error.colno}: {error.msg}."
        ) from error
    except RecursionError as error:
        raise InvalidInputError("The JSON nests lists or objects too deep.") from error
    except ValueError as error:
        raise InvalidInputError("The JSON holds a number with too many digits.") from error
    if not isinstance(raw, dict):
        raise InvalidInputError("The JSON must be an object with headline and body_html, body_text or blocks.")
    return read_article(raw, known_notices=known_notices)


def read_html(source: str, *, known_notices: Collection[str] = ()) -> Article:
    """Read a page or fragment. Without a ``h1``, the page's title is the headline."""
    tree = parse_tree(source)
    raws = read_tree(tree)
    title = "" if _has_h1(raws) else _own_title(tree)
    reading = classify(raws, Layout.HTML, known_notices=known_notices, headline=title)
    notes = [*tree.notes, *reading.notes]
    first = []
    if title:
        first = [parts.plain(Role.HEADLINE, title)]
        notes.append(IntakeNote("headline-from-title", "The page has no top heading; its title became the headline."))
    return assemble([first, reading.blocks], notes=notes)


def _has_h1(raws: Sequence[RawBlock]) -> bool:
    return any(raw.block.data.get("level") == "1" for raw in raws)


def _own_title(tree: Tree) -> str:
    """The title without the name of the site behind it."""
    return re.split(r"\s+[|–—]\s+|\s+-\s+(?=[^-]{1,40}$)", tree.title, maxsplit=1)[0].strip()
