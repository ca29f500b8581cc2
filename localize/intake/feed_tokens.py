"""Tags and text of XML that may be broken, in one pass whose time is linear in its length.

References are resolved once, those of HTML included. No entity of the document's own is ever expanded: a declaration
of one is refused, and an external document type is skipped, never fetched.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from localize.errors import UnsupportedFormatError
from localize.intake.tree import clean_characters
from localize.intake.words import refusal

MAX_TAG: Final = 20_000  # characters of all attributes of an element
MAX_ATTRIBUTE: Final = 2_000  # characters; addresses have some hundred

_TAG: Final = re.compile(
    r"<(/?)([A-Za-z_][\w.-]*+(?::[A-Za-z_][\w.-]*+)?+)((?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>", re.ASCII
)
_ATTRIBUTE: Final = re.compile(
    r"(?<![\w.:-])([A-Za-z_][\w.-]*+(?::[A-Za-z_][\w.-]*+)?+)\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s\"'>]++)", re.ASCII
)
_REFERENCE: Final = re.compile(r"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ENTITY: Final = re.compile(r"<!ENTITY\s+[^%\s]", re.IGNORECASE)
_CDATA: Final = "<![CDATA["
_MARKS: Final = {_CDATA: "]]>", "<!--": "-->", "<?": "?>", "<!": ">"}


@dataclass(frozen=True, slots=True)
class Start:
    """``<name …>``, its attributes as written."""

    name: str
    attrs: str
    alone: bool


@dataclass(frozen=True, slots=True)
class End:
    """``</name>``."""

    name: str


@dataclass(frozen=True, slots=True)
class Text:
    """Text with its references resolved; how many things in it were no XML."""

    text: str
    mended: int = 0


Token = Start | End | Text


def tokens(text: str, at: int) -> Iterator[Token]:
    """Tags and text from a position on. What is no markup is text. Raises ``UnsupportedFormatError`` for entities."""
    unclosed: set[str] = set()
    while at < len(text):
        bracket = text.find("<", at)
        if bracket != at:
            piece = text[at : bracket if bracket >= 0 else len(text)]
            yield resolved(piece)
            at += len(piece)
            continue
        opening = next((mark for mark in _MARKS if text.startswith(mark, at)), "")
        tag = None if opening else _TAG.match(text, at)
        if opening:
            end = -1 if opening in unclosed else _end_of(text, at, opening)
            if end < 0:
                unclosed.add(opening)
            elif opening == _CDATA:
                yield Text(text[at + len(_CDATA) : end])
            at = end + len(_MARKS[opening]) if end >= 0 else at + len(opening)
            yield Text("", int(end < 0))
        elif tag is None:
            at += 1
            yield Text("<", 1)
        else:
            at = tag.end()
            yield End(tag[2]) if tag[1] else Start(tag[2], tag[3].removesuffix("/"), tag[3].endswith("/"))


def _end_of(text: str, at: int, opening: str) -> int:
    """Where a comment, an instruction, CDATA or a declaration ends; -1: nowhere."""
    end = text.find(_MARKS[opening], at + len(opening))
    if opening == "<!" and text.find("[", at, end) >= 0:
        inner = text[at : text.find("]", end)] if end >= 0 else text[at:]
        if _ENTITY.search(inner):
            raise refusal("feed-entities", UnsupportedFormatError)
        return text.find(">", at + len(inner))
    return end


def resolved(text: str) -> Text:
    """Text with its references resolved, once. A bare ampersand stays what it is."""
    if "&" not in text:
        return Text(text)
    bare = text.count("&") - len(_REFERENCE.findall(text))
    return Text(clean_characters(_REFERENCE.sub(lambda found: html.unescape(found[0]), text)), bare)


def attributes(written: str) -> dict[str, str]:
    """Attributes by name, the first of a name."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(written[:MAX_TAG]):
        value = match[2][1:-1] if match[2][0] in "\"'" else match[2]
        found.setdefault(match[1], resolved(value[:MAX_ATTRIBUTE]).text)
    return found
