"""Bytes of any format that intake reads -> articles. The format is named, declared, or seen from the first characters."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import PurePath
from types import MappingProxyType
from typing import Final

from localize.article import Article
from localize.errors import InputTooLargeError, UnsupportedFormatError
from localize.intake.anatomy import classify
from localize.intake.assemble import assemble
from localize.intake.docx import is_docx, read_docx
from localize.intake.encoding import decode
from localize.intake.feed import read_feed
from localize.intake.json_file import read_json
from localize.intake.markdown import looks_like_markdown, read_markdown
from localize.intake.newsml_g2 import read_newsml_g2
from localize.intake.ninjs import read_ninjs
from localize.intake.nitf import read_nitf
from localize.intake.page import read_page
from localize.intake.raw import Layout
from localize.intake.received import Reader, Received, Source
from localize.intake.text import read_text
from localize.intake.words import ACCEPTED, refusal

MAX_BYTES: Final = 16_000_000


def _read_plain(source: Source) -> tuple[Received, ...]:
    reading = classify(read_text(source.text), Layout.TEXT, known_notices=source.known_notices)
    return (Received(assemble([reading.blocks], notes=reading.notes, url=source.url)),)


READERS: Final[Mapping[str, Reader]] = MappingProxyType(
    {
        "text": _read_plain,
        "html": read_page,
        "markdown": read_markdown,
        "docx": read_docx,
        "json": read_json,
        "ninjs": read_ninjs,
        "newsml-g2": read_newsml_g2,
        "nitf": read_nitf,
        "rss": read_feed,
        "atom": read_feed,
    }
)
FORMATS: Final = tuple(READERS)

_BYTES: Final = frozenset({"docx", "newsml-g2", "nitf", "rss", "atom"})  # these decode for themselves

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "text/plain": "text",
        "text/html": "html",
        "application/xhtml+xml": "html",
        "text/markdown": "markdown",
        DOCX: "docx",
        "application/json": "json",
        "text/json": "json",
        "application/vnd.iptc.ninjs+json": "ninjs",
        "application/ninjs+json": "ninjs",
        "application/vnd.iptc.g2.newsitem+xml": "newsml-g2",
        "application/vnd.iptc.g2.newsmessage+xml": "newsml-g2",
        "application/vnd.iptc.g2.packageitem+xml": "newsml-g2",
        "application/vnd.iptc.g2.conceptitem+xml": "newsml-g2",
        "application/vnd.iptc.g2.knowledgeitem+xml": "newsml-g2",
        "application/vnd.iptc.g2.planningitem+xml": "newsml-g2",
        "application/vnd.iptc.g2.catalogitem+xml": "newsml-g2",
        "application/vnd.iptc.g2+xml": "newsml-g2",
        "application/vnd.iptc.nitf+xml": "nitf",
        "application/nitf+xml": "nitf",
        "application/rss+xml": "rss",
        "application/rdf+xml": "rss",
        "application/atom+xml": "atom",
    }
)
_UNDECIDED: Final = frozenset({"", "application/octet-stream", "application/xml", "text/xml", "application/zip"})

ENDINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        ".txt": "text",
        ".text": "text",
        ".html": "html",
        ".htm": "html",
        ".xhtml": "html",
        ".md": "markdown",
        ".markdown": "markdown",
        ".docx": "docx",
        ".json": "json",
        ".ninjs": "ninjs",
        ".nitf": "nitf",
        ".newsml": "newsml-g2",
        ".rss": "rss",
        ".atom": "atom",
        ".xml": "",  # which one, its first element says
    }
)

_MARKUP: Final = re.compile(r"\s*<(?:!--|!doctype\b|/?[a-z][a-z0-9]*[\s/>])", re.IGNORECASE)
_JSON: Final = re.compile(r'\{\s*"|\[\s*\{\s*"')  # also one that breaks off, which is no text
_BEFORE_ROOT: Final = re.compile(
    r"(?:\s|\ufeff|<\?.{0,2000}?\?>|<!--.{0,20000}?-->|<!DOCTYPE[^>\[]{0,2000}(?:\[.{0,20000}?\]\s*)?>)*", re.DOTALL
)
_ROOT: Final = re.compile(r"<(?:[\w.-]{1,40}:)?([\w.-]{1,40})[\s/>]")
_ROOTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("newsItem", "newsMessage", "packageItem"), "newsml-g2"),
        **dict.fromkeys(("conceptItem", "knowledgeItem", "planningItem", "catalogItem"), "newsml-g2"),
        **dict.fromkeys(("contentSet", "groupSet", "NewsML", "newsitem", "newsmessage"), "newsml-g2"),
        "NITF": "nitf",
        "nitf": "nitf",
        "rss": "rss",
        "RDF": "rss",
        "feed": "atom",
    }
)
_BINARY: Final = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip or OpenDocument file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file (.doc)"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)


def read_all(
    data: bytes,
    *,
    format: str | None = None,  # noqa: A002 - the word of the command line
    content_type: str | None = None,
    url: str | None = None,
    known_notices: Collection[str] = (),
) -> tuple[Received, ...]:
    """Read every article in what arrived, at least one.

    ``format``: one of ``FORMATS``, or None to go by ``content_type`` and then by the data. ``url``: where it was read.
    ``known_notices``: texts that recur from article to article. Raises ``UnsupportedFormatError``,
    ``InputTooLargeError``, ``InvalidInputError``.
    """
    if len(data) > MAX_BYTES:
        raise refusal("too-many-bytes", InputTooLargeError, size=len(data), limit=MAX_BYTES)
    if format is not None and format not in READERS:
        raise refusal("unknown-format", UnsupportedFormatError, name=format[:40], accepted=ACCEPTED)
    source = Source(data, "", url, content_type, known_notices)
    if is_docx(data):
        return _noted(read_docx(source), source)
    for magic, what in _BINARY:
        if data.startswith(magic):
            raise refusal("unread-format", UnsupportedFormatError, what=what, accepted=ACCEPTED)
    if format in _BYTES:
        return tuple(READERS[format](source))
    decoded = decode(data, content_type)
    found = format or _sniff(decoded.text, content_type)
    if found not in _BYTES:
        source = replace(source, text=decoded.text, notes=decoded.notes)
    return _noted(tuple(READERS[found](source)), source)


def read(
    data: bytes,
    *,
    format: str | None = None,  # noqa: A002 - the word of the command line
    content_type: str | None = None,
    url: str | None = None,
    known_notices: Collection[str] = (),
) -> Article:
    """Like ``read_all``, where one article is meant. Raises ``InvalidInputError`` when there are several."""
    received = read_all(data, format=format, content_type=content_type, url=url, known_notices=known_notices)
    if len(received) > 1:
        raise refusal("several-articles", count=len(received))
    return received[0].article


def format_of_name(name: str) -> str | None:
    """The format that the end of a file's name says; ``""`` when its contents must say; None: not one that is read."""
    return ENDINGS.get(PurePath(name).suffix.lower())


def _noted(received: tuple[Received, ...], source: Source) -> tuple[Received, ...]:
    if not source.notes:
        return received
    return tuple(
        replace(one, article=replace(one.article, notes=(*source.notes, *one.article.notes))) for one in received
    )


def _sniff(text: str, content_type: str | None) -> str:
    declared = (content_type or "").partition(";")[0].strip().lower()
    start = text.lstrip("\ufeff \t\r\n")
    if declared == "text/plain":
        # Servers say it of anything that they do not know.
        other = "json" if _JSON.match(start) else "html" if _MARKUP.match(text) else "text"
        return _ROOTS.get(root_element(text), other)
    if declared in TYPES or declared.endswith("+json"):
        return TYPES.get(declared, "json")
    if declared not in _UNDECIDED and not declared.endswith("+xml"):
        raise refusal("unread-format", UnsupportedFormatError, what=f"“{declared[:60]}”", accepted=ACCEPTED)
    root = root_element(text)
    if root in _ROOTS:
        return _ROOTS[root]
    if start.startswith("<?xml") and root.lower() != "html":
        raise refusal("unread-xml", UnsupportedFormatError, element=root or "?", accepted=ACCEPTED)
    if (start.startswith("{") and start.rstrip().endswith("}")) or _JSON.match(start):
        return "json"
    if _MARKUP.match(text):
        return "html"
    return "markdown" if looks_like_markdown(text) else "text"


def root_element(text: str) -> str:
    """The local name of the first element of XML or HTML, as written; empty when there is none near the top."""
    before = _BEFORE_ROOT.match(text[:60_000])
    root = _ROOT.match(text, before.end() if before else 0)
    return root[1] if root else ""
