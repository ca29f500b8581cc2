"""The XML of a feed, however sloppy -> well-formed XML of bounded size, with the elements that a feed may have.

Real feeds leave ampersands bare, name entities that XML has not, forget to close elements or to declare prefixes. All
are mended here, in one pass whose time is linear, so that the library which knows what feeds mean (feedparser) is only
ever given what it reads fast. No entity is expanded but those of HTML and none is fetched: declared ones are refused.
"""

import codecs
import re
from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from localize.errors import InputTooLargeError, UnsupportedFormatError
from localize.intake.encoding import Decoded, decode
from localize.intake.feed_tokens import End, Start, Text, Token, attributes, tokens
from localize.intake.tree import clean_characters
from localize.intake.words import ACCEPTED, refusal

MAX_CHARS: Final = 5_000_000
MAX_ITEMS: Final = 2_000
MAX_DEPTH: Final = 60
MAX_PARTS: Final = 300  # elements of an item, those within its text not counted
MAX_TOKENS: Final = 500_000  # tags and pieces of text

_DECLARED: Final = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_XML_DECLARED: Final = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
# Namespaces by their address, and what elements of theirs are called in our output.
_RSS, _ATOM, _RDF, _XHTML = "", "atom", "rdf", "xhtml"
_SPACES: Final = {
    "http://purl.org/rss/1.0/": _RSS,
    "http://my.netscape.com/rdf/simple/0.9/": _RSS,
    "http://my.netscape.com/publish/formats/rss-0.91.dtd": _RSS,
    "http://backend.userland.com/rss": _RSS,
    "http://backend.userland.com/rss2": _RSS,
    "http://blogs.law.harvard.edu/tech/rss": _RSS,
    "http://www.w3.org/2005/atom": _ATOM,
    "http://purl.org/atom/ns#": _ATOM,
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": _RDF,
    "http://www.w3.org/1999/xhtml": _XHTML,
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
}
_KNOWN: Final = frozenset(_SPACES.values()) - {_RSS}
_DECLARATIONS: Final = (
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:xhtml="http://www.w3.org/1999/xhtml" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:media="http://search.yahoo.com/mrss/"'
)
_ROOTS: Final = frozenset({"rss", "rdf:RDF", "atom:feed", "channel", "atom:entry"})
_ITEMS: Final = frozenset({"item", "atom:entry"})
# Elements whose text is a paragraph or a whole story; of all others a line is read.
_LONG: Final = frozenset(
    {"description", "content:encoded", "atom:content", "atom:summary", "content", "summary", "fullitem", "xhtml:body"}
    | {"media:text", "dc:description", "body"}
)
# Stand for a line end and for nothing while a text is in the XML. Neither can come from outside.
_LINE_END: Final = "\ufdd1"
_NOTHING: Final = "\ufdd2"
# feedparser takes a picture's description for the item's. A transcript is no caption.
_RENAMED: Final = {"media:description": "media:text", "media:text": ""}
_LINE: Final = 2_000
_PERSON: Final = 300
_PEOPLE: Final = frozenset(
    {"author", "atom:name", "atom:email", "dc:creator", "managingeditor", "webmaster", "dc:publisher"}
)
_CONTAINERS: Final = frozenset({"rss", "channel", "rdf:rdf", "atom:feed", *_ITEMS})
_KEPT_ATTRIBUTES: Final = frozenset({"xml:lang", "xml:base", "rdf:about", "rdf:resource"})


@dataclass(frozen=True, slots=True)
class FeedXml:
    """Well-formed XML in UTF-8.

    ``mended``: how many things had to be put right; ``more``: there are items beyond the limit; ``broken_off``: it ends
    in the middle of an item, which is not to be used.
    """

    data: bytes
    mended: int
    more: bool
    broken_off: bool
    decoded: Decoded


def read_feed_xml(data: bytes, content_type: str | None = None) -> FeedXml:
    """Read and mend. Raises ``UnsupportedFormatError`` for what is no feed, ``InputTooLargeError`` over ``MAX_CHARS``."""
    decoded = _decoded(data, content_type)
    text = clean_characters(decoded.text)
    if len(text) > MAX_CHARS:
        raise refusal("feed-too-large", InputTooLargeError, size=len(text), limit=MAX_CHARS)
    start = _XML_DECLARED.match(text)
    writer = _Writer()
    for token in tokens(text, start.end() if start else 0):
        writer.take(token)
        if writer.full:
            break
    xml = writer.finish()
    return FeedXml(xml.encode(), writer.mended, writer.full, writer.broken_off, decoded)


def _decoded(data: bytes, content_type: str | None) -> Decoded:
    """Text of the bytes. What is mostly UTF-8 is read as that, whatever is declared: nothing else looks so by chance."""
    if data.startswith((b"<\0", b"\0<")):
        data = (codecs.BOM_UTF16_LE if data[:1] == b"<" else codecs.BOM_UTF16_BE) + data
    if b"\0" in data:
        return decode(data, content_type)
    loose = data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
    bad = loose.count("\ufffd")
    if not bad:
        return Decoded(loose)
    declared = _DECLARED.search(data[:1_000])
    for name in (declared[1].decode("ascii") if declared else "", _charset(content_type)):
        if name and not name.lower().startswith("utf"):
            return decode(data, f"text/xml; charset={name}")
    good = len(loose) - len(loose.encode("ascii", "ignore")) - bad
    return decode(data, "text/xml; charset=utf-8" if good > bad else None)


def _charset(content_type: str | None) -> str:
    """What a header says."""
    return (content_type or "").lower().rpartition("charset=")[2].strip(" \"';") if content_type else ""


@dataclass(slots=True)
class _Frame:
    """An open element. ``written``: as it stands in the output; empty: left out, with what it holds when ``hidden``."""

    name: str
    written: str
    space: str  # the default namespace inside
    room: int  # characters that its own text may still have
    long: bool = False  # a story: so is whatever it holds
    hidden: bool = False


@dataclass(slots=True)
class _Writer:
    """Writes the elements that a feed may have, properly nested."""

    out: list[str] = field(default_factory=list)
    mended: int = 0
    full: bool = False
    broken_off: bool = False
    _stack: list[_Frame] = field(default_factory=list)
    _prefixes: dict[str, str] = field(default_factory=lambda: {name: name for name in _KNOWN})
    _items: int = 0
    _tokens: int = 0
    _parts: int = 0

    def take(self, token: Token) -> None:
        self._tokens += 1
        if self._tokens > MAX_TOKENS:
            raise refusal("feed-too-tangled", InputTooLargeError, limit=MAX_TOKENS)
        match token:
            case Text(text, mended):
                self.mended += mended
                self._text(text)
            case Start():
                self._start(token)
            case End(name):
                self._end(name)

    def finish(self) -> str:
        """Close what is open. Raises ``UnsupportedFormatError`` when there was no feed at all."""
        if not self.out:
            raise refusal("not-a-feed", UnsupportedFormatError, accepted=ACCEPTED)
        self.broken_off = not self.full and any(frame.written in _ITEMS for frame in self._stack)
        self.mended += bool(self._stack) and not self.full
        while self._stack:
            self._close()
        return "".join(self.out)

    def _text(self, text: str) -> None:
        if not self._stack or self._stack[-1].hidden or not text:
            if not self._stack and text.strip() and self.out:
                self.mended += 1
            return
        frame = self._stack[-1]
        kept = text[: max(0, frame.room)]
        frame.room -= len(kept)
        self.out.append(_held(kept) if frame.long else escape(kept))

    def _start(self, token: Start) -> None:
        attrs = attributes(token.attrs)
        space = self._declare(attrs)
        name = self._name(token.name, space)
        if not self._stack:
            self._root(token, name, space, attrs)
            return
        if name in _ITEMS and any(frame.written in _ITEMS for frame in self._stack):
            self.mended += 1
            while any(frame.written in _ITEMS for frame in self._stack):
                self._close()
        if name in _ITEMS:
            self._items += 1
            if self._items > MAX_ITEMS:
                self.full = True
                return
            self._parts = 0
        outer = self._stack[-1]
        self._parts += not outer.long
        hidden = outer.hidden or not name or self._parts > MAX_PARTS
        if hidden or len(self._stack) >= MAX_DEPTH:
            if not token.alone and len(self._stack) < 2 * MAX_DEPTH:
                self._stack.append(_Frame(token.name, "", space, outer.room, outer.long, hidden))
            return
        self._open(name, attrs, "/" if token.alone else "")
        if not token.alone:
            self._stack.append(_frame(token, name, space, outer))

    def _root(self, token: Start, name: str, space: str, attrs: dict[str, str]) -> None:
        if self.out:  # something after the end
            self.mended += 1
            return
        if name not in _ROOTS:
            raise refusal("not-a-feed", UnsupportedFormatError, accepted=ACCEPTED)
        self.out.append('<?xml version="1.0" encoding="utf-8"?>')
        self._open(name, attrs, f" {_DECLARATIONS}" + ("/" if token.alone else ""))
        if not token.alone:
            self._stack.append(_Frame(token.name, name, space, MAX_CHARS))

    def _open(self, name: str, attrs: dict[str, str], more: str) -> None:
        kept = {key: value for key, value in attrs.items() if ":" not in key or key in _KEPT_ATTRIBUTES}
        written = "".join(f" {key}={quoteattr(value)}" for key, value in kept.items() if key != "xmlns")
        self.out.append(f"<{name}{written}{more}>")

    def _end(self, name: str) -> None:
        at = next((n for n in range(len(self._stack) - 1, -1, -1) if self._stack[n].name == name), -1)
        if at < 0:
            self.mended += 1
            return
        self.mended += len(self._stack) - 1 - at
        while len(self._stack) > at:
            self._close()

    def _close(self) -> None:
        frame = self._stack.pop()
        if frame.written:
            self.out.append(f"</{frame.written}>")

    def _declare(self, attrs: dict[str, str]) -> str:
        """Note the prefixes that an element declares; the default namespace inside it."""
        for key, value in attrs.items():
            if key.startswith("xmlns:") and value.lower() in _SPACES:
                self._prefixes[key[6:]] = _SPACES[value.lower()]
            elif key.startswith("xmlns:"):
                self._prefixes[key[6:]] = "?"
        if "xmlns" in attrs:
            return _SPACES.get(attrs["xmlns"].lower(), "?" if attrs["xmlns"] else _RSS)
        return self._stack[-1].space if self._stack else _RSS

    def _name(self, written: str, space: str) -> str:
        """What an element is called in the output; empty for one that means nothing in a feed."""
        prefix, colon, local = written.rpartition(":")
        space = self._prefixes.get(prefix, "?") if colon else space
        if space == "?" and not self._stack:
            space = _ATOM if local == "feed" else _RSS  # a root in a namespace of its own making
        if space == _RSS and not self._stack and local == "feed":
            space = _ATOM
        name = "" if space == "?" else f"{space}:{local}" if space else local
        return _RENAMED.get(name, name)


def _held(text: str) -> str:
    """Text in a form that XML parsers hand on in large pieces: line ends and references would each be one of their own."""
    kept = text.replace("\n", _LINE_END).replace("]]>", f"]]{_NOTHING}>")
    return f"<![CDATA[{kept}]]>" if re.search("[<&>]", kept) else kept


def released(text: str) -> str:
    """Text of the XML as it was in the feed."""
    return text.replace(_LINE_END, "\n").replace(_NOTHING, "")


def _frame(token: Start, name: str, space: str, outer: _Frame) -> _Frame:
    """An element that is written, with the room that its text has."""
    lowered = name.lower()
    long = outer.long or lowered in _LONG
    room = MAX_CHARS if long or lowered in _CONTAINERS else _PERSON if lowered in _PEOPLE else _LINE
    return _Frame(token.name, name, space, room, long)
