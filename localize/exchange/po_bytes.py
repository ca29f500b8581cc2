"""PO files that somebody sent: bytes of any encoding, perhaps broken, as entries or as an error that says why.

polib takes a path *or* contents: what was sent goes into a file of ours first, and only that file's path to polib.
"""

import codecs
import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import polib

from localize.exchange.entries import tidy_comment, tidy_text
from localize.exchange.po import Entry, PluralRule, parse_plural_forms, read_entry
from localize.exchange.words import refusal, too_large

MAX_BYTES: Final = 1_000_000
MAX_ENTRIES: Final = 20_000

_CHARSET = re.compile(rb'Content-Type:[^"\n]*?charset=([\w.:\-]+)', re.IGNORECASE)
_LINE = re.compile(r"\(line (\d+)\)")
# Codecs that say how text is written; Python's others unpack, escape or encode names.
_TEXT_CODEC = re.compile(r"(?:utf-(?:8|16|32)\b|ascii|iso8859|cp\d|koi8|mac-|gb|big5|shift_jis|euc_)")
# gettext takes a mark without the space after it; polib does not.
_TIGHT_COMMENT = re.compile(r"^[ \t]*#(?=[^\s,.:|~#])", re.MULTILINE)
_TIGHT_MARK = re.compile(r"^[ \t]*#([,.:]|\|(?!\s)|~(?=[^\s|]))(?=\S)", re.MULTILINE)
_MO: Final = (b"\xde\x12\x04\x95", b"\x95\x04\x12\xde")
_TEMPLATE_CHARSET: Final = "charset"  # what a template says that nobody has filled in


@dataclass(frozen=True, slots=True)
class SentEntry:
    """An entry as the file has it."""

    entry: Entry
    obsolete: bool


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it was sent. ``language`` is its header's, empty when it does not say; ``plural``: None likewise."""

    entries: tuple[SentEntry, ...]
    language: str
    plural: PluralRule | None


def read_sent(data: bytes) -> SentFile:
    """Read a PO file. Raises ``InvalidInputError`` with the reason; ``InputTooLargeError`` over a limit."""
    if len(data) > MAX_BYTES:
        raise too_large("po-too-large", limit=MAX_BYTES)
    if not data.strip():
        raise refusal("po-empty")
    po = _parse(_decoded(data))
    entries = tuple(SentEntry(_tidied(read_entry(raw)), bool(raw.obsolete)) for raw in po if raw.msgid)
    if not entries:
        raise refusal("po-no-entry")
    if len(entries) > MAX_ENTRIES:
        raise too_large("po-too-many", count=len(entries), limit=MAX_ENTRIES)
    header = po.metadata.get("Plural-Forms", "").replace("\n", " ")
    try:
        # A template that nobody has filled in says nplurals=INTEGER.
        plural = parse_plural_forms(header) if header and "INTEGER" not in header else None
    except ValueError as error:
        raise refusal("po-plural-forms") from error
    return SentFile(entries, po.metadata.get("Language", "").strip().replace("_", "-"), plural)


def _decoded(data: bytes) -> str:
    """The text of the file, in the encoding that its mark or its header names; UTF-8 when none is named."""
    if data.startswith(_MO):
        raise refusal("po-binary")
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _strictly(data, name)
    found = _CHARSET.search(data)
    named = found[1].decode("ascii", "replace") if found else "utf-8"
    return _strictly(data, "utf-8" if named.lower() == _TEMPLATE_CHARSET else named)


def _strictly(data: bytes, charset: str) -> str:
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError) as error:
        raise refusal("po-charset", charset=charset) from error
    if not _TEXT_CODEC.match(name):
        raise refusal("po-charset", charset=charset)
    try:
        return data.decode(name, "strict")
    except UnicodeError as error:
        raise refusal("po-not-charset", charset=charset) from error


def _parse(text: str) -> polib.POFile:
    """Let polib read a file of ours that holds the text."""
    with tempfile.TemporaryDirectory(prefix="localize-po-") as folder:
        path = Path(folder) / "sent.po"
        spaced = _TIGHT_MARK.sub(r"#\1 ", _TIGHT_COMMENT.sub("# ", text.replace("\x00", "")))
        path.write_bytes(spaced.encode("utf-8", "replace"))
        try:
            return polib.pofile(str(path), encoding="utf-8")
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            line = _LINE.search(str(error))
            raise refusal("po-broken", line=int(line[1]) if line else 1) from error


def _tidied(entry: Entry) -> Entry:
    """An entry as we keep it; white space at the ends of a source text is part of its name, and stays."""
    return replace(
        entry,
        texts=tuple(tidy_text(text) for text in entry.texts),
        comment=tidy_comment(entry.comment),
        extracted=tidy_comment(entry.extracted),
    )
