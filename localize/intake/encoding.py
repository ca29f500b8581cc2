"""Bytes -> text: byte order mark, declaration, UTF-8, and for old files the likelier of two code pages."""

import codecs
import re
from dataclasses import dataclass
from typing import Final

from localize.article import IntakeNote
from localize.errors import UnsupportedFormatError
from localize.intake.words import ACCEPTED, note, refusal

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META: Final = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{1,40})", re.IGNORECASE)
_HEADER: Final = re.compile(r"charset\s*=\s*[\"']?([a-zA-Z0-9_:.-]{1,40})", re.IGNORECASE)
_HIGH_RUN: Final = re.compile(rb"[\xa8\xb8\xc0-\xff]{3,}")
_HIGH: Final = re.compile(rb"[\xc0-\xff]")
# Browsers read these names as the Windows code page that extends them.
_EXTENDED: Final = {"iso8859-1": "cp1252", "ascii": "cp1252"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and what had to be guessed or replaced to read it."""

    text: str
    notes: tuple[IntakeNote, ...] = ()


def _known(name: str) -> str | None:
    """Python's name of a text encoding, None for one that it does not know."""
    try:
        info = codecs.lookup(name)
    except LookupError:
        return None
    # Some codecs (rot13, base64) are not text encodings.
    return _EXTENDED.get(info.name, info.name) if getattr(info, "_is_text_encoding", True) else None


def _guess(data: bytes) -> str:
    """Windows-1251 when most letters beyond ASCII stand in runs, as in Cyrillic words, else Windows-1252."""
    high = len(_HIGH.findall(data))
    in_runs = sum(len(run) for run in _HIGH_RUN.findall(data))
    return "cp1251" if high and in_runs * 2 > high else "cp1252"


def decode(data: bytes, content_type: str | None = None) -> Decoded:
    """Decode text. Raises ``UnsupportedFormatError`` for data that is not text (NUL bytes and no byte order mark)."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], name, guessed=False)
    if b"\0" in data:
        raise refusal("not-text", UnsupportedFormatError, accepted=ACCEPTED)
    header = _HEADER.search(content_type or "")
    meta = _META.search(data[:2048])
    for declared in (header[1] if header else None, meta[1].decode("ascii") if meta else None):
        known = _known(declared) if declared else None
        if known and not known.startswith(("utf-16", "utf-32")):
            return _decoded(data, known, guessed=False)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _decoded(data, _guess(data), guessed=True)


def _decoded(data: bytes, name: str, *, guessed: bool) -> Decoded:
    notes = []
    text = data.decode(name, errors="replace")
    if guessed:
        notes.append(note("encoding-guessed", encoding=name))
    damaged = text.count("\ufffd")
    if (damaged and name != "utf-8") or damaged > data.count("\ufffd".encode()):
        notes.append(note("characters-replaced", count=damaged, encoding=name))
    return Decoded(text, tuple(notes))
