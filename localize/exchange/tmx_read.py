"""Reading TMX 1.4b (and 1.1 to 1.4): units as values, one after the other, whatever the size of the file.

A unit that cannot be read is told as an ``ImportIssue`` and the next one is read. Only a file that is no TMX at all is
refused as a whole. Entities that a file declares are refused; those of HTML and bare ampersands are mended.
"""

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, BinaryIO, Final
from xml.etree.ElementTree import Element, ParseError
from xml.sax import SAXParseException

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from defusedxml.expatreader import DefusedExpatParser

from localize.exchange.memory_unit import ImportIssue, Unit, Variant, issue
from localize.exchange.memory_words import memory_refusal
from localize.exchange.tmx_codes import Numbers, read_segment
from localize.exchange.tmx_cut import Piece, charset_of, cut
from localize.locales import is_known_locale, usual_tag
from localize.markup import CodedText

_HEAD: Final = 4096  # bytes that tell the encoding
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_MOMENT: Final = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d)(?::?(\d\d))?)?")
_AMPERSAND: Final = re.compile(r"&(?:(#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)?")
_OF_XML: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_NO_CHARACTER: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_UNREAD: Final = "\ufffd"  # stands where bytes were no character


def read_tmx(stream: BinaryIO) -> Iterator[Unit | ImportIssue]:
    """The units of a file and what is wrong with others, in order.

    Raises ``InvalidInputError`` for what is no TMX: before the first unit as a rule, later only for a unit without end.
    """
    head = stream.read(_HEAD)
    charset = charset_of(head)
    pieces = cut(stream, charset, head)
    _check_head(next(pieces, Piece("", 1)))
    number = 0
    for number, piece in enumerate(pieces, start=1):
        yield from _read(piece, number, charset)
    if not number:
        raise memory_refusal("tmx-no-units")


def _check_head(piece: Piece) -> None:
    """What stands before the first unit must be the beginning of a TMX file."""
    parser: Any = DefusedExpatParser(forbid_dtd=False, forbid_entities=True, forbid_external=False)
    found = _FirstElement()
    parser.setContentHandler(found)
    try:
        parser.feed(_NO_CHARACTER.sub("", piece.text.lstrip()))
    except DefusedXmlException as error:
        raise memory_refusal("tmx-entities") from error
    except SAXParseException as error:
        raise memory_refusal("tmx-broken", line=error.getLineNumber() or 1) from error
    finally:
        parser.setContentHandler(_FirstElement())  # its handlers point back to it
    if found.name is None:
        raise memory_refusal("tmx-broken", line=1)
    if found.name.rpartition(":")[2].lower() != "tmx":
        raise memory_refusal("tmx-not-tmx", found=found.name[:40])


class _FirstElement:
    """What the parser calls: keeps the name of the first element. The names are those of SAX."""

    def __init__(self) -> None:
        self.name: str | None = None

    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802
        """Keep the first one."""
        del attrs
        self.name = self.name or name

    def __getattr__(self, name: str) -> Any:
        """Everything else is let pass."""
        return _nothing


def _nothing(*_: object) -> None:
    """Let pass."""


def _read(piece: Piece, number: int, charset: str) -> Iterator[Unit | ImportIssue]:
    if not piece.whole:
        yield issue("unit-cut-off", number, piece.line)
        return
    if _UNREAD in piece.text:
        yield issue("unit-characters", number, piece.line, charset=charset)
        return
    try:
        element = _parsed(piece.text)
        numbers = Numbers()
        segments = [segment for segment in element.iter() if _local(segment.tag) == "seg"]
        for segment in segments:
            numbers.reserve(segment)
        variants = [_variant(tuv, numbers) for tuv in _children(element, "tuv")]
    except RecursionError:
        yield issue("unit-too-deep", number, piece.line)
        return
    except (ParseError, DefusedXmlException):
        yield issue("unit-broken", number, piece.line)
        return
    known = [one for one in variants if _known(one.language)]
    for one in variants:
        if not _known(one.language):
            yield issue("unit-language", number, piece.line, about=one.text.plain, found=one.language[:40])
    yield _unit(element, tuple(known), number, piece.line)


def _parsed(text: str) -> Element:
    """A unit's element; on the second try with ampersands, entities and characters mended. Raises ``ParseError``."""
    try:
        return _element(text)
    except ParseError:
        return _element(_AMPERSAND.sub(_mended, _NO_CHARACTER.sub("", text)))


def _element(text: str) -> Element:
    found: Element = fromstring(text, forbid_dtd=True)
    return found


def _mended(found: re.Match[str]) -> str:
    name = found[1]
    if name in _OF_XML:
        return found[0]
    if name is None:
        return "&amp;"
    return html.escape(_NO_CHARACTER.sub("", html.unescape(found[0])).replace(_UNREAD, ""), quote=False)


def _unit(element: Element, variants: tuple[Variant, ...], number: int, line: int) -> Unit:
    return Unit(
        variants=variants,
        number=number,
        line=line,
        author=_attribute(element, "changeid") or _attribute(element, "creationid"),
        created_at=_moment(_attribute(element, "creationdate")),
        written_at=_moment(_attribute(element, "changedate")),
        props={_attribute(prop, "type").removeprefix("x-"): _words(prop) for prop in _children(element, "prop")},
        note="\n".join(words for note in _children(element, "note") if (words := _words(note))),
    )


def _variant(tuv: Element, numbers: Numbers) -> Variant:
    language = tuv.get(f"{_XML}lang") or _attribute(tuv, "lang")
    segment = next(_children(tuv, "seg"), None)
    return Variant(
        usual_tag(language.strip()),
        read_segment(segment, numbers) if segment is not None else CodedText(),
        _attribute(tuv, "changeid") or _attribute(tuv, "creationid"),
        _moment(_attribute(tuv, "changedate") or _attribute(tuv, "creationdate")),
    )


def _children(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element if _local(child.tag) == name)


def _attribute(element: Element, name: str) -> str:
    """An attribute whatever the case of its name."""
    value = element.get(name)
    if value is None:
        value = next((value for key, value in element.attrib.items() if _local(key) == name), "")
    return value.strip()


@lru_cache(maxsize=512)
def _local(name: object) -> str:
    return str(name).rpartition("}")[2].lower()


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


@lru_cache(maxsize=512)
def _known(tag: str) -> bool:
    return bool(tag) and is_known_locale(tag)


def _moment(written: str) -> datetime | None:
    """``20261128T203000Z``; other ways of ISO 8601 too. ``None`` for what is no moment."""
    found = _MOMENT.match(written)
    if found is None:
        return None
    try:
        return datetime(*(int(part or 0) for part in found.groups()), tzinfo=UTC)  # type: ignore[misc,arg-type]
    except ValueError:
        return None
