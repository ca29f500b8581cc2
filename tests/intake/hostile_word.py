"""Word documents that nobody wrote in Word: each costs little to send and would cost much to read carelessly."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from typing import Final

from tests.intake.word_files import document, para, properties, run, table, word, zipped

_SMALL: Final = 10
_ENTITIES: Final = (
    '<!DOCTYPE d [<!ENTITY a "lollollollol">'
    + "".join(
        f'<!ENTITY {after} "{f"&{before};" * 10}">' for before, after in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)
_EXTERNAL: Final = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


def _declared(declaration: str, name: str) -> str:
    return document(para(f"<w:r><w:t>&{name};</w:t></w:r>")).replace("?>", f"?>{declaration}", 1)


def _zip_bomb() -> bytes:
    return word(para("x" * 60_000_000))


def _understated() -> bytes:
    """The directory says that the document unpacks to a hundred bytes."""
    data = bytearray(word(para("x" * 60_000_000)))
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    while at >= 0:
        struct.pack_into("<L", data, at + 24, 100)
        at = data.find(b"PK\x01\x02", at + 1)
    return bytes(data)


def _many_entries() -> bytes:
    return zipped({"word/document.xml": document(para("x"))} | {f"e{n}": "" for n in range(6_000)})


def _huge_directory() -> bytes:
    return zipped({"word/document.xml": document(para("x"))} | {f"{'e' * 900}{n}": "" for n in range(2_000)})


def _nested(times: int) -> bytes:
    inner = para("x")
    for _ in range(times):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    return word(para("Headline", "Title"), inner)


def _deep(times: int) -> bytes:
    return word(para("<w:ins>" * times + run("x") + "</w:ins>" * times))


def _encrypted_entry() -> bytes:
    data = bytearray(word(para("x")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 1)
    return bytes(data)


def _fields(times: int) -> str:
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>X</w:instrText><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    return para(begin * times)


def _renamed(name: str, content: str) -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", name: content})


def _open_document() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<office/>")
    return out.getvalue()


_RUN: Final = (
    '<w:r w:rsidRPr="00AB12CD"><w:rPr><w:rFonts w:ascii="Arial"/><w:sz w:val="24"/><w:lang w:val="en-US"/></w:rPr>'
    "<w:t>word </w:t></w:r>"
)

# Each gives an article or a sentence; none may cost more than two seconds or 300 MB.
HOSTILE: Final[Mapping[str, Callable[[], bytes]]] = {
    "zip bomb": _zip_bomb,
    "zip bomb that hides its size": _understated,
    "many entries": _many_entries,
    "huge directory": _huge_directory,
    "entities in the body": lambda: word(more={"word/document.xml": _declared(_ENTITIES, "j")}),
    "an external entity in the body": lambda: word(more={"word/document.xml": _declared(_EXTERNAL, "x")}),
    "entities in the styles": lambda: word(para("x"), more={"word/styles.xml": f"{_ENTITIES}<styles>&j;</styles>"}),
    "entities in the properties": lambda: word(para("x"), more={"docProps/core.xml": f"{_ENTITIES}<p>&j;</p>"}),
    "entities in the relationships": lambda: word(para("x"), more={"_rels/.rels": f"{_ENTITIES}<r>&j;</r>"}),
    "tables within tables": lambda: _nested(3_000),
    "elements within elements": lambda: _deep(100_000),
    "fields within fields": lambda: word(_fields(20_000)),
    "empty paragraphs": lambda: word("<w:p/>" * 1_000_000),
    "runs": lambda: word(para(_RUN * 200_000)),
    "short paragraphs": lambda: word(para("Headline", "Title"), *[para("x")] * 8_200),
    "cells": lambda: word(*[table(*[("x",) * 20] * 150)] * 4),
    "marks": lambda: word(para("".join(run("a", "b", "i") for _ in range(4_000)))),
    "bookmarks": lambda: word(para('<w:bookmarkStart w:id="1" w:name="a"/>' * 200_000 + run("x"))),
    "deleted paragraphs": lambda: word(
        *['<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'] * 6_000, para("x")
    ),
    "a long text": lambda: word(para("Headline", "Title"), para("word " * 390_000)),
    "too long a text": lambda: word(para("word " * 3_000_000)),
    "styles in a circle": lambda: word(
        para("x", "A"),
        more={
            "word/styles.xml": '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
            '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
        },
    ),
    "styles without end": lambda: word(
        *[para("x", f"S{n}") for n in range(2_000)],
        more={
            "word/styles.xml": '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            + "".join(f'<w:style w:styleId="S{n}"><w:basedOn w:val="S{n + 1}"/></w:style>' for n in range(40_000))
            + "</w:styles>"
        },
    ),
    "names that lead out": lambda: word(para("Headline"), more={"../../etc/passwd": "x", "/etc/passwd": "x"}),
    "a target that leads out": lambda: word(
        para("x"),
        more={
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            'officeDocument" Target="../../../etc/passwd"/></Relationships>'
        },
    ),
    "a document with a password": _encrypted_entry,
    "half a file": lambda: word(*[para("Some text")] * 50)[:900],
    "no document": lambda: _renamed("word/other.xml", "<x/>"),
    "another root": lambda: word(more={"word/document.xml": "<x/>"}),
    "not XML": lambda: word(more={"word/document.xml": "Some text"}),
    "an empty document": lambda: word(more={"word/document.xml": ""}),
    "a spreadsheet": lambda: _renamed("xl/workbook.xml", "<workbook/>"),
    "an OpenDocument text": _open_document,
    "an old Word file": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "an encrypted Word file": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "bytes after the magic": lambda: b"PK\x03\x04" + bytes(range(256)) * _SMALL,
    "properties of great length": lambda: word(para("x"), more={"docProps/core.xml": properties(title="x " * 900_000)}),
}
