"""A TMX file of any size cut into its units without holding it: the text before the first one, then each with its line.

Each unit is parsed by itself afterwards, so that a broken one does not take the others with it.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from localize.exchange.memory_words import memory_refusal

MAX_UNIT: Final = 1_000_000  # characters of one unit, and of what stands before the first one

_CHUNK: Final = 1 << 18  # bytes
_TOKEN: Final = re.compile(r"<!--|<!\[CDATA\[|<tu(?=[\s/>])|</tu\s*>")
_ENDS: Final = {"<!--": "-->", "<![CDATA[": "]]>"}
_LONGEST: Final = 12  # characters of a token, as far as it is looked at
_DECLARED: Final = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:\-]{1,40})["']""")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_ARCHIVES: Final = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ", b"Rar!")
# Codecs that say how text is written; Python's others unpack, escape or encode names.
_TEXT_CODEC: Final = re.compile(r"(?:utf-(?:8|16|32)\b|ascii|iso8859|cp\d|koi8|mac-|gb|big5|shift_jis|euc_)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the file. ``line`` counts from 1; ``whole``: it has its end."""

    text: str
    line: int
    whole: bool = True


def charset_of(head: bytes) -> str:
    """The encoding of a file by its first bytes. Raises ``InvalidInputError``."""
    if not head.strip():
        raise memory_refusal("tmx-empty")
    if head.startswith(_ARCHIVES):
        raise memory_refusal("tmx-archive")
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if not head.lstrip().startswith(b"<"):
        raise memory_refusal("tmx-not-xml")
    found = _DECLARED.match(head.lstrip())
    declared = found[1].decode("ascii") if found else "utf-8"
    try:
        name = codecs.lookup(declared).name
    except LookupError as error:
        raise memory_refusal("tmx-charset", charset=declared) from error
    if not _TEXT_CODEC.match(name):
        raise memory_refusal("tmx-charset", charset=declared)
    # What begins with a single byte for "<" is neither, whatever it says of itself.
    return "utf-8" if name.startswith(("utf-16", "utf-32")) else name


def cut(stream: BinaryIO, charset: str, head: bytes) -> Iterator[Piece]:
    """First what stands before the first unit, then the units. ``head``: what was read of the stream already."""
    cutter = _Cutter()
    decoder = codecs.getincrementaldecoder(charset)(errors="replace")
    data = head
    while data:
        yield from cutter.feed(decoder.decode(data))
        data = stream.read(_CHUNK)
    yield from cutter.feed(decoder.decode(b"", final=True))
    yield from cutter.close()


class _Cutter:
    """What was fed and not given out yet. A unit without its end is given out when the next one begins."""

    def __init__(self) -> None:
        self._text = ""
        self._at = 0  # from here on nothing was looked at
        self._start: int | None = 0  # of what is being read: the head of the file, then a unit
        self._line, self._counted = 1, 0  # the line that ``_counted``, a place in ``_text``, is in
        self._first = True

    def feed(self, text: str) -> Iterator[Piece]:
        """The pieces that are complete now."""
        self._text += text.removeprefix("\ufeff") if self._first and not self._text else text
        while (token := _TOKEN.search(self._text, self._at)) is not None:
            end = _ENDS.get(token[0])
            if end is not None:
                close = self._text.find(end, token.end())
                if close < 0:
                    self._at = token.start()
                    break
                self._at = close + len(end)
                continue
            yield from self._unit(token)
        else:
            self._at = max(self._at, len(self._text) - _LONGEST)
        self._let_go()

    def _unit(self, token: re.Match[str]) -> Iterator[Piece]:
        self._at = token.end()
        if token[0].startswith("</"):
            if self._start is not None and not self._first:
                yield self._piece(token.end())
                self._start = None
            return
        if self._start is not None:
            yield self._piece(token.start(), whole=self._first)
        self._start, self._first = token.start(), False

    def _piece(self, end: int, *, whole: bool = True) -> Piece:
        start = self._start or 0
        return Piece(self._text[start:end], self._line_of(start), whole)

    def _line_of(self, place: int) -> int:
        self._line += self._text.count("\n", self._counted, place)
        self._counted = place
        return self._line

    def _let_go(self) -> None:
        """Forget what was given out. Raises ``InvalidInputError`` when what is left is too much for a unit."""
        done = self._at if self._start is None else self._start
        self._line_of(done)
        self._text, self._counted = self._text[done:], 0
        self._at -= done
        self._start = None if self._start is None else 0
        if len(self._text) > MAX_UNIT:
            raise memory_refusal("tmx-unit-endless", line=self._line, limit=MAX_UNIT)

    def close(self) -> Iterator[Piece]:
        """What is left at the end of the file."""
        if self._start is not None:
            yield self._piece(len(self._text), whole=self._first)
