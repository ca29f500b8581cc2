"""Bytes of XML -> text: byte order mark, what the bytes are, what the document declares, in this order.

Feeds often declare one encoding and are written in another. Bytes that are valid UTF-8 beyond ASCII are hardly ever
anything else, so they go before a declaration that says otherwise.
"""

import codecs
import re
from typing import Final

from localize.intake.encoding import Decoded, decode
from localize.intake.words import note

_DECLARED: Final = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})[\"']")
_MARKS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE)
_WITHOUT_MARK: Final = ((b"<\0", codecs.BOM_UTF16_LE), (b"\0<", codecs.BOM_UTF16_BE))
_SEVEN_BIT: Final = ("iso2022", "hz")  # their bytes are ASCII, their text is not


def decode_xml(data: bytes, content_type: str | None = None) -> Decoded:
    """Decode XML. Raises ``UnsupportedFormatError`` for data that is not text."""
    if data.startswith(_MARKS):
        return decode(data)
    for start, mark in _WITHOUT_MARK:
        if data.startswith(start):
            return decode(mark + data)
    found = _DECLARED.match(data)
    declared = found[1].decode("ascii") if found else ""
    name = _codec(declared)
    if b"\0" in data or name.startswith(_SEVEN_BIT):
        return decode(data, f"text/xml; charset={name}")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged(data, name, content_type)
    if name in {"", "utf-8", "ascii"} or text.isascii():
        return Decoded(text)
    return Decoded(text, (note("encoding-declared-wrong", declared=declared, encoding="UTF-8"),))


def _codec(name: str) -> str:
    try:
        return codecs.lookup(name).name if name else ""
    except LookupError:
        return ""


def _damaged(data: bytes, declared: str, content_type: str | None) -> Decoded:
    """Not UTF-8, or UTF-8 with damaged places: then most of what is beyond ASCII can still be read as that."""
    if declared not in {"", "utf-8", "ascii"}:
        return decode(data, f"text/xml; charset={declared}")
    text = data.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    read = sum(not character.isascii() for character in text) - damaged
    if read > damaged:
        return decode(data, "text/xml; charset=utf-8")
    return decode(data, None if "utf-8" in (content_type or "").lower() else content_type)
