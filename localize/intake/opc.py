"""A zip package of XML parts (Open Packaging Conventions, ECMA-376 part 2), opened without trusting it.

How many entries there are is looked at before the directory is read, how large a part is before and while it is unpacked.
Only parts that are asked for by name are unpacked, and only in memory. XML is read with a target, without a document type,
entities or a tree, and with a budget of elements for the package as a whole.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol
from urllib.parse import unquote

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from localize.errors import InputTooLargeError
from localize.intake.words import refusal

MAX_ENTRIES: Final = 5_000
MAX_PART: Final = 20_000_000  # bytes of one part, unpacked
MAX_ELEMENTS: Final = 250_000  # of all parts that are read

_END: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_ZIP64: Final = b"PK\x06\x07"
_ENTRY_SIZE: Final = 46  # bytes of the smallest entry in the directory
_MAX_DIRECTORY: Final = 1_000_000  # bytes; an entry has some hundred
_ENCRYPTED: Final = 0x1
# The name of a stream in the container that holds an encrypted package, in UTF-16.
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_CONTAINER: Final = b"\xd0\xcf\x11\xe0"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STRICT: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships/"


class Target(Protocol):
    """What the events of a part are told to. Names are ``{namespace}local``."""

    def start(self, tag: str, attrs: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text between tags."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to. ``kind``: the last word of its type; ``part``: its name, empty for an ``address`` outside."""

    kind: str
    part: str = ""
    address: str = ""


def is_locked(data: bytes) -> bool:
    """Whether this is an Office document that needs a password."""
    return data.startswith(_CONTAINER) and _LOCKED in data


def is_package(data: bytes) -> bool:
    """Whether this is a zip archive whose directory is small enough to be read."""
    return data.startswith(b"PK\x03\x04") and _directory_size(data) is not None


@dataclass(slots=True)
class Package:
    """An open package. ``elements``: how many were read so far."""

    archive: zipfile.ZipFile
    names: Mapping[str, zipfile.ZipInfo]
    elements: int = 0
    _relations: dict[str, Mapping[str, Relation]] = field(default_factory=dict)

    @staticmethod
    def open(data: bytes) -> "Package":
        """Open a package. Raises ``InvalidInputError`` for what is damaged or locked, ``InputTooLargeError``."""
        if is_locked(data):
            raise refusal("docx-encrypted")
        if not is_package(data):
            raise refusal("docx-broken")
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
            raise refusal("docx-broken") from error
        infos = archive.infolist()
        if len(infos) > MAX_ENTRIES:
            raise refusal("docx-too-many-parts", InputTooLargeError, limit=MAX_ENTRIES)
        return Package(archive, {_plain(info.filename): info for info in infos})

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return _plain(name) in self.names

    def read(self, name: str) -> bytes:
        """A part, unpacked; empty when there is none. Raises ``InvalidInputError``, ``InputTooLargeError``."""
        info = self.names.get(_plain(name))
        if info is None:
            return b""
        if info.flag_bits & _ENCRYPTED:
            raise refusal("docx-encrypted")
        if info.file_size > MAX_PART:
            raise refusal("docx-too-large", InputTooLargeError, limit=MAX_PART)
        try:
            with self.archive.open(info) as unpacked:
                content = unpacked.read(MAX_PART + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            ValueError,
            NotImplementedError,
            EOFError,
            OSError,
            RuntimeError,
        ) as error:
            raise refusal("docx-broken") from error
        if len(content) > MAX_PART:
            raise refusal("docx-too-large", InputTooLargeError, limit=MAX_PART)
        return content

    def walk(self, name: str, target: Target) -> None:
        """Tell the events of a part to a target; nothing happens when there is none. Raises like ``read``."""
        content = self.read(name)
        if not content:
            return
        parser = DefusedXMLParser(target=_Counted(self, target), forbid_dtd=True)
        try:
            parser.feed(content)
            parser.close()
        except DefusedXmlException as error:
            raise refusal("xml-entities") from error
        except (ParseError, LookupError, ValueError) as error:
            raise refusal("docx-broken") from error

    def relations(self, name: str) -> Mapping[str, Relation]:
        """What a part refers to, by id; with an empty name what the package refers to."""
        if name not in self._relations:
            folder, _, file = name.rpartition("/")
            reader = _Relations(folder)
            self.walk(f"{folder}/_rels/{file}.rels", reader)
            self._relations[name] = reader.found
        return self._relations[name]

    def part(self, of: str, kind: str, fallback: str) -> str:
        """The name of the part of this kind that another one refers to."""
        named = (one.part for one in self.relations(of).values() if one.kind == kind and self.has(one.part))
        return next(named, fallback)


@dataclass(slots=True)
class _Counted:
    """A target that ends the reading of a package with too many elements."""

    package: Package
    target: Target

    def start(self, tag: str, attrs: Mapping[str, str]) -> None:
        self.package.elements += 1
        if self.package.elements > MAX_ELEMENTS:
            raise refusal("docx-too-many-parts", InputTooLargeError, limit=MAX_ELEMENTS)
        self.target.start(tag, attrs)

    def end(self, tag: str) -> None:
        self.target.end(tag)

    def data(self, text: str) -> None:
        self.target.data(text)

    def close(self) -> None:
        """Nothing is built."""


@dataclass(slots=True)
class _Relations:
    """Reads a part of relationships."""

    folder: str
    found: dict[str, Relation] = field(default_factory=dict)

    def start(self, tag: str, attrs: Mapping[str, str]) -> None:
        if not tag.endswith("}Relationship") or "Id" not in attrs:
            return
        kind = attrs.get("Type", "").removeprefix(_OFFICE).removeprefix(_STRICT)
        target = attrs.get("Target", "")
        if attrs.get("TargetMode") == "External":
            self.found[attrs["Id"]] = Relation(kind, address=target)
        else:
            self.found[attrs["Id"]] = Relation(kind, _joined(self.folder, unquote(target)))

    def end(self, tag: str) -> None:
        """Relationships hold nothing."""

    def data(self, text: str) -> None:
        """Nor texts."""


def _plain(name: str) -> str:
    """A part's name as it is compared: without regard to case, some writers use backslashes."""
    return name.replace("\\", "/").lstrip("/").lower()


def _joined(folder: str, target: str) -> str:
    """A target that is relative to the folder of its part; one that leads out of the package leads nowhere."""
    if target.startswith("/"):
        return target[1:]
    steps: list[str] = [step for step in folder.split("/") if step]
    for step in target.split("/"):
        if step == "..":
            if not steps:
                return ""
            steps.pop()
        elif step not in {"", "."}:
            steps.append(step)
    return "/".join(steps)


def _directory_size(data: bytes) -> int | None:
    """Bytes of a zip's directory, found as ``zipfile`` finds it; None for no zip, or one that is too large to look at."""
    at = len(data) - _END_SIZE
    if not (at >= 0 and data[at : at + 4] == _END and data.endswith(b"\0\0")):
        at = data.rfind(_END, max(0, len(data) - _END_SIZE - 65_536))
    if at < 0 or len(data) < at + _END_SIZE or data[max(0, at - 20) : at].startswith(_ZIP64):
        return None
    size = int(struct.unpack_from("<L", data, at + 12)[0])
    return size if _ENTRY_SIZE <= size <= _MAX_DIRECTORY else None
