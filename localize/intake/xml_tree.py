"""XML of news formats -> a small tree of elements by local name, read without fetching or expanding anything.

defusedxml guards the parser (expat): a document that declares entities is refused before one is expanded. A plain DOCTYPE
that names the DTD of NITF is common and harmless, so it is read and never fetched. lxml would do as well, with a
libxml2 that has limits of its own to be switched; nothing of what it adds (XPath, validation) is needed here.

Names are compared in lower case and without prefix: senders declare other namespaces than they should, or none.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from xml.sax import SAXParseException

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from localize.article import IntakeNote
from localize.errors import InputTooLargeError
from localize.intake.tree import clean_characters
from localize.intake.words import note, refusal
from localize.intake.xml_encoding import decode_xml

MAX_XML_CHARS: Final = 8_000_000
MAX_ELEMENTS: Final = 40_000
MAX_DEPTH: Final = 200

_AMPERSAND: Final = re.compile(r"&(?:(#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)?")
_OF_XML: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})


@dataclass(slots=True)
class Element:
    """An element: local names in lower case, attributes without prefix, children in order (text is ``str``)."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: "list[Element | str]" = field(default_factory=list)

    def get(self, name: str) -> str:
        """An attribute without white space around it; empty when it is not there."""
        return self.attrs.get(name, "").strip()

    def elements(self) -> "Iterator[Element]":
        """The child elements in order."""
        return (child for child in self.children if isinstance(child, Element))

    def each(self, *names: str) -> "Iterator[Element]":
        """The child elements of these names in order."""
        return (child for child in self.elements() if child.tag in names)

    def first(self, *path: str) -> "Element | None":
        """The first element that a path of child names leads to."""
        name, *rest = path
        for child in self.each(name):
            found = child.first(*rest) if rest else child
            if found is not None:
                return found
        return None

    def below(self, *names: str) -> "Iterator[Element]":
        """The outermost elements of these names anywhere below, in order of the document."""
        stack: list[Element] = list(self.elements())[::-1]
        while stack:
            element = stack.pop()
            if element.tag in names:
                yield element
            else:
                stack.extend(list(element.elements())[::-1])

    def raw_text(self) -> str:
        """All text below, as it stands."""
        pieces: list[str] = []
        stack: list[Element | str] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                pieces.append(item)
            else:
                stack.extend(reversed(item.children))
        return "".join(pieces)

    def words(self) -> str:
        """All text below in one line."""
        return " ".join(self.raw_text().split())


@dataclass(frozen=True, slots=True)
class XmlTree:
    """A parsed document: its first element, and what had to be guessed or mended to read it."""

    root: Element
    notes: tuple[IntakeNote, ...] = ()


def parse_xml(data: bytes, content_type: str | None = None) -> XmlTree:
    """Parse XML of any encoding. Named entities of HTML and bare ampersands are mended and noted.

    Raises ``InvalidInputError`` for XML that is broken, declares entities or nests too deep, ``InputTooLargeError`` over
    ``MAX_XML_CHARS`` or ``MAX_ELEMENTS``.
    """
    decoded = decode_xml(data, content_type)
    if len(decoded.text) > MAX_XML_CHARS:
        raise refusal("too-many-chars", InputTooLargeError, size=len(decoded.text), limit=MAX_XML_CHARS)
    text = clean_characters(decoded.text).lstrip("\ufeff \t\n")
    if text.count("<") + text.count("&lt;") > 2 * MAX_ELEMENTS + 1_000:
        # Also in CDATA: what is escaped there are the elements of the bodies.
        raise refusal("xml-too-many-elements", InputTooLargeError, limit=MAX_ELEMENTS)
    if "<!DOCTYPE" in text and "<!ATTLIST" in text:
        # Default values of attributes multiply as entities do, and expat has no guard against that.
        raise refusal("xml-own-entities")
    try:
        return XmlTree(_parse(text), decoded.notes)
    except SAXParseException as error:
        mended, count = _mend(text)
        if not count:
            raise _broken(error) from error
    try:
        root = _parse(mended)
    except SAXParseException as error:
        raise _broken(error) from error
    return XmlTree(root, (*decoded.notes, note("xml-mended", count=count)))


def parse_xml_text(text: str) -> XmlTree:
    """``parse_xml`` of a text that is decoded already, such as a member of a JSON document."""
    return parse_xml(text.encode("utf-8", errors="replace"), "text/xml; charset=utf-8")


def _broken(error: SAXParseException) -> Exception:
    return refusal(
        "broken-xml",
        line=str(error.getLineNumber()),
        column=str((error.getColumnNumber() or 0) + 1),
        problem=error.getMessage(),
    )


def _parse(text: str) -> Element:
    parser: Any = DefusedExpatParser(forbid_dtd=False, forbid_entities=True, forbid_external=False)
    builder = _Builder()
    parser.setContentHandler(builder)
    try:
        parser.feed(text)
        parser.close()
    except DefusedXmlException as error:
        raise refusal("xml-own-entities") from error
    finally:
        # The parser's handlers point back to it; without this its buffers would wait for the collector of cycles.
        parser.setContentHandler(_Builder())
    return builder.root.children[0] if isinstance(builder.root.children[0], Element) else builder.root


class _Builder:
    """What the parser calls: grows the tree within its limits. The names are those of SAX."""

    def __init__(self) -> None:
        self.root = Element("")
        self._stack = [self.root]
        self._text: list[str] = []
        self._count = 0

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802
        self._count += 1
        if self._count > MAX_ELEMENTS:
            raise refusal("xml-too-many-elements", InputTooLargeError, limit=MAX_ELEMENTS)
        if len(self._stack) > MAX_DEPTH:
            raise refusal("xml-too-deep", limit=MAX_DEPTH)
        self._flush()
        element = Element(_local(name), _attributes(attrs.items()))
        self._stack[-1].children.append(element)
        self._stack.append(element)

    def endElement(self, name: str) -> None:  # noqa: N802
        del name
        self._flush()
        self._stack.pop()

    def characters(self, content: str) -> None:
        self._text.append(content)

    def _flush(self) -> None:
        """What came in pieces is one text."""
        if self._text:
            self._stack[-1].children.append("".join(self._text))
            self._text = []

    def skippedEntity(self, name: str) -> None:  # noqa: N802
        """An entity of a DTD that is not fetched: those of HTML are known without it."""
        self.characters(html.unescape(f"&{name};") if not name.startswith("%") else "")

    def ignorableWhitespace(self, content: str) -> None:  # noqa: N802
        self.characters(content)

    def startDocument(self) -> None:  # noqa: N802
        """Nothing to do."""

    def endDocument(self) -> None:  # noqa: N802
        """Nothing to do."""

    def setDocumentLocator(self, locator: object) -> None:  # noqa: N802
        """Nothing to do."""

    def processingInstruction(self, target: str, data: str) -> None:  # noqa: N802
        """Left out."""


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()


def _attributes(attrs: list[tuple[str, str]]) -> dict[str, str]:
    """Attributes by local name; one without a prefix goes before its namesake with one."""
    found = {_local(name): value for name, value in attrs if ":" in name and not name.startswith("xmlns:")}
    return found | {name.lower(): value for name, value in attrs if ":" not in name and name != "xmlns"}


def _mend(text: str) -> tuple[str, int]:
    """Named entities of HTML and ampersands that begin nothing, outside CDATA, as XML has them. How many there were."""
    count = 0

    def mended(found: re.Match[str]) -> str:
        nonlocal count
        name = found[1]
        if name in _OF_XML:
            return found[0]
        if name is None:
            count += 1
            return "&amp;"
        resolved = html.unescape(found[0])
        if name.startswith("#") and clean_characters(resolved) == resolved != "\ufffd":
            return found[0]
        count += 1
        return html.escape(clean_characters(resolved).replace("\ufffd", ""))

    done = "".join(piece if piece.startswith("<![CDATA[") else _AMPERSAND.sub(mended, piece) for piece in _pieces(text))
    return done, count


def _pieces(text: str) -> Iterator[str]:
    """The text cut before and after each CDATA section."""
    at = 0
    while (start := text.find("<![CDATA[", at)) >= 0 and (end := text.find("]]>", start)) >= 0:
        yield text[at:start]
        at = end + 3
        yield text[start:at]
    yield text[at:]
