"""XML with the lines that its elements are at, one wanted element after the other, so that a large file needs no tree.

defusedxml guards the parser: entities are refused before one is expanded, nothing outside of the file is fetched.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from localize.exchange.issue import refuse

MAX_DEPTH: Final = 60


@dataclass(slots=True)
class Element:
    """An element: local name, attributes by local name, the line it begins at (from 1), text and elements in order."""

    tag: str
    attrs: Mapping[str, str]
    line: int
    content: "list[Element | str]" = field(default_factory=list)

    def elements(self) -> "Iterator[Element]":
        """The child elements in order."""
        return (child for child in self.content if isinstance(child, Element))

    def below(self, tag: str) -> "Element | None":
        """The first element of this name anywhere below."""
        for child in self.elements():
            found = child if child.tag == tag else child.below(tag)
            if found is not None:
                return found
        return None

    def text(self) -> str:
        """All text below, with its line breaks."""
        return "".join(part if isinstance(part, str) else part.text() for part in self.content)

    def words(self) -> str:
        """All text below in one line."""
        return " ".join(self.text().split())


@dataclass(slots=True)
class _Reader:
    """What the parser calls. The names are those of ``xml.etree``'s targets."""

    wanted: Collection[str]
    began: Callable[[Element], None]
    ended: Callable[[Element], None]
    line: Callable[[], int] = lambda: 0
    depth: int = 0
    stack: list[Element] = field(default_factory=list)

    def start(self, tag: str, attrs: Mapping[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise refuse("terms-too-deep")
        element = Element(_local(tag), {_local(name): value for name, value in attrs.items()}, self.line())
        if self.stack:
            self.stack[-1].content.append(element)
        if self.stack or element.tag in self.wanted:
            self.stack.append(element)
        else:
            self.began(element)

    def end(self, tag: str) -> None:
        del tag
        self.depth -= 1
        if self.stack:
            element = self.stack.pop()
            if not self.stack:
                self.ended(element)

    def data(self, text: str) -> None:
        if self.stack:
            self.stack[-1].content.append(text)

    def close(self) -> None:
        """Nothing to hand over."""


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def read_elements(
    data: bytes, wanted: Collection[str], began: Callable[[Element], None], ended: Callable[[Element], None]
) -> None:
    """Parse a document. ``began`` gets every element outside of wanted ones, empty; ``ended`` each wanted one, whole.

    Raises ``InvalidInputError`` for XML that is broken, declares entities or is nested too deep.
    """
    if b"<!ATTLIST" in data[:100_000]:
        raise refuse("terms-entities")  # default values of attributes multiply as entities do
    reader = _Reader(wanted, began, ended)
    parser: Any = DefusedXMLParser(target=reader, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    reader.line = lambda: int(parser.parser.CurrentLineNumber)
    try:
        parser.feed(data)
        parser.close()
    except DefusedXmlException as error:
        raise refuse("terms-entities") from error
    except ParseError as error:
        line = error.position[0]
        raise refuse("terms-broken-xml", line=line, problem=str(error).partition(":")[0]) from error
    except (LookupError, ValueError) as error:  # an encoding that Python does not know, or has and expat cannot use
        raise refuse("terms-broken-xml", line=1, problem=str(error)) from error
