"""Markdown -> article: CommonMark with tables and strikethrough, and what stands before the text about it.

markdown-it-py writes HTML, and our own reader of HTML makes the article: raw HTML in the text is sanitised like any other.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from localize.article import Block, IntakeNote, Role
from localize.errors import InputTooLargeError
from localize.intake import parts
from localize.intake.fields import is_web_address
from localize.intake.fragment import read_fragment
from localize.intake.front_matter import FrontMatter, read_date, split_front_matter
from localize.intake.orders import MAX_EXTERNAL_ID, Orders
from localize.intake.raw import check_count
from localize.intake.received import Received, Source
from localize.intake.tree import clean_characters
from localize.intake.words import note, refusal

MAX_CHARS: Final = 1_000_000
MAX_LINES: Final = 20_000
# Unclosed marks are looked for a partner each: some kinds of nonsense cost much more than text of the same length.
MAX_MARKS: Final = 40_000

_MARK: Final = re.compile(r"[\[*_~`|<!&\\]")
_TITLE: Final = ("title", "headline")
_STANDFIRST: Final = ("standfirst", "subtitle", "dek", "lede", "description", "summary", "excerpt")
_BYLINE: Final = ("byline", "author", "authors")
_DATELINE: Final = ("dateline", "location")
_DATE: Final = ("published_at", "published", "date", "pubdate")
_LANGUAGE: Final = ("lang", "language", "locale")
_URL: Final = ("url", "canonical_url", "canonical")
_SOURCE: Final = ("source", "publication")
_ID: Final = ("external_id", "id")
_KNOWN: Final = frozenset(
    (*_TITLE, *_STANDFIRST, *_BYLINE, *_DATELINE, *_DATE, *_LANGUAGE, *_URL, *_SOURCE, *_ID),
)
_TAG: Final = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,4}")

_SHOWN: Final = 100_000  # characters in which Markdown shows itself
_SURE: Final = (
    re.compile(r"^#{1,6}[ \t]+[^\s#][^\n]*$", re.MULTILINE),
    re.compile(r"!?\[[^\]\n]{1,300}\]\((?:https?:|mailto:|/|<)[^)\n]{1,500}\)"),
    re.compile(r"^(```|~~~)[^\n`~]*\n(?:.*\n){1,200}?\1[ \t]*$", re.MULTILINE),
    re.compile(r"^\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+[ \t]*(?::?-{3,}:?[ \t]*)?$", re.MULTILINE),
)
_LIKELY: Final = (
    re.compile(r"\*\*[^\s*][^*\n]{0,300}\*\*"),
    re.compile(r"^[*+-][ \t]+\S[^\n]*\n+[*+-][ \t]+\S", re.MULTILINE),
    re.compile(r"^>[ \t]+\S", re.MULTILINE),
    re.compile(r"^\S[^\n]{0,200}\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE),
)


def read_markdown(source: Source) -> tuple[Received, ...]:
    """A Markdown file. Its first ``# `` heading is the headline, else the title that stands before the text.

    Raises ``InputTooLargeError``, ``InvalidInputError``.
    """
    text = clean_characters(source.text)
    if len(text) > MAX_CHARS:
        raise refusal("too-many-chars", InputTooLargeError, size=len(text), limit=MAX_CHARS)
    head = split_front_matter(text)
    _check(head.rest)
    moment, notes = read_date(head.text(*_DATE))
    address = head.text(*_URL)
    article = read_fragment(
        _html(head.rest),
        headline=head.text(*_TITLE),
        before=_before(head),
        notes=[*_notes(head), *notes],
        known_notices=source.known_notices,
        url=address if is_web_address(address) else source.url,
        source_name=head.text(*_SOURCE) or None,
        published_at=moment,
    )
    external_id = head.text(*_ID)
    orders = Orders(external_id=external_id if external_id and len(external_id) <= MAX_EXTERNAL_ID else None)
    language = head.text(*_LANGUAGE)
    return (Received(article, orders, language.replace("_", "-") if _TAG.fullmatch(language) else None),)


def looks_like_markdown(text: str) -> bool:
    """Whether a text shows that it is Markdown: by a mark that nothing else has, or by two that are seldom elsewhere."""
    shown = text[:_SHOWN].replace("\r\n", "\n").replace("\r", "\n")
    if _KNOWN & split_front_matter(shown).values.keys():
        return True
    return any(mark.search(shown) for mark in _SURE) or sum(bool(mark.search(shown)) for mark in _LIKELY) > 1


def _check(text: str) -> None:
    if text.count("\n") > MAX_LINES:
        raise refusal("too-many-lines", InputTooLargeError, limit=MAX_LINES)
    if sum(1 for _ in _MARK.finditer(text)) > MAX_MARKS:
        raise refusal("too-many-marks", InputTooLargeError, limit=MAX_MARKS)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def _html(text: str) -> str:
    parser = _parser()
    tokens = parser.parse(text)
    check_count(sum(token.type == "inline" for token in tokens))
    for at, token in enumerate(tokens):
        if token.type == "paragraph_open" and (figure := _figure(tokens[at + 1].children or [])):
            token.tag = tokens[at + 2].tag = "figure"
            tokens[at + 1].children = figure
    return str(parser.renderer.render(tokens, parser.options, {}))


def _figure(children: Sequence[Token]) -> list[Token]:
    """A paragraph that is a picture with its caption: the lines under it, else its title. Empty for any other."""
    linked = len(children) > 2 and children[0].type == "link_open" and children[2].type == "link_close"
    size = 3 if linked else 1
    if len(children) < size or children[int(linked)].type != "image":
        return []
    picture, below = list(children[:size]), list(children[size:])
    if below and below[0].type not in {"softbreak", "hardbreak"}:
        return []
    title = str(children[int(linked)].attrs.get("title", "")).strip()
    caption = below[1:] or ([Token("text", "", 0, content=title)] if title else [])
    if not caption or any(token.type == "image" for token in caption):
        return []
    ends = (Token("html_inline", "", 0, content=f"<{end}figcaption>") for end in ("", "/"))
    return [*picture, next(ends), *caption, next(ends)]


def _before(head: FrontMatter) -> list[Block]:
    """Standfirst, byline and dateline as they stand before the text."""
    texts = (
        (Role.STANDFIRST, head.text(*_STANDFIRST)),
        (Role.BYLINE, head.text(*_BYLINE)),
        (Role.DATELINE, head.text(*_DATELINE)),
    )
    return [parts.plain(role, text) for role, text in texts if text]


def _notes(head: FrontMatter) -> list[IntakeNote]:
    notes = []
    unknown = sorted(name for name in head.values if name not in _KNOWN)
    if unknown:
        notes.append(note("unknown-fields", names=", ".join(unknown[:20])))
    if head.unread:
        notes.append(note("front-matter-unread", count=len(head.unread), shown=head.unread[0][:80]))
    return notes
