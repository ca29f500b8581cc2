"""What a model comes in: a folder or a ZIP archive (``.argosmodel`` is one), read without trusting it.

Nothing is unpacked by the names in an archive: who reads picks files and says where they go. Archives with paths that
lead outside, links, secrets or more data than they may hold are refused whole.
"""

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from localize.errors import InputTooLargeError, InvalidInputError
from localize.mt.local_model import is_inside

MAX_BYTES: Final = 4_000_000_000  # of all files together, unpacked
MAX_FILES: Final = 2_000


class Content(Protocol):
    """Files by path."""

    @property
    def sizes(self) -> Mapping[str, int]:
        """Bytes of each, unpacked."""
        ...

    def open(self, path: str) -> BinaryIO:
        """A file's data."""
        ...


class FolderContent:
    """A folder on this machine. Links in it are followed: it is the operator's own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.sizes = {
            path.relative_to(folder).as_posix(): path.stat().st_size
            for root, _, names in os.walk(folder)
            for path in (Path(root) / name for name in names)
            if path.is_file()
        }
        _check(self.sizes, str(folder))

    def open(self, path: str) -> BinaryIO:
        """A file's data."""
        return (self._folder / path).open("rb")


class ZipContent:
    """An archive. Raises ``InvalidInputError`` for one that is not to be trusted."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        for entry in entries:
            if not is_inside(entry.filename):
                raise InvalidInputError(f"{name} holds a path that leads out of it ({entry.filename!r}).")
            if stat.S_ISLNK(entry.external_attr >> 16):
                raise InvalidInputError(f"{name} holds a link ({entry.filename!r}); pull the unpacked folder instead.")
            if entry.flag_bits & 1:
                raise InvalidInputError(f"{name} is protected by a password.")
        self.sizes = {entry.filename: entry.file_size for entry in entries}
        if len(self.sizes) < len(entries):
            raise InvalidInputError(f"{name} holds a file twice.")
        _check(self.sizes, name)

    def open(self, path: str) -> BinaryIO:
        """A file's data: never more than the archive says it has, or reading fails."""
        return self._archive.open(path)  # type: ignore[return-value]  # readable, which is all that is wanted


def _check(sizes: Mapping[str, int], name: str) -> None:
    if len(sizes) > MAX_FILES:
        raise InputTooLargeError(f"{name} holds more than {MAX_FILES:,} files.")
    if sum(sizes.values()) > MAX_BYTES:
        raise InputTooLargeError(f"{name} holds more than {MAX_BYTES // 1_000_000:,} MB.")


@contextmanager
def opened(path: Path) -> Iterator[Content]:
    """A folder or an archive to read from. Raises ``InvalidInputError``."""
    if path.is_dir():
        yield FolderContent(path)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            yield ZipContent(archive, path.name)
    except FileNotFoundError:
        raise InvalidInputError(f"{path} does not exist.") from None
    except OSError as error:
        raise InvalidInputError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise InvalidInputError(f"{path.name} is no folder and no whole ZIP archive ({error}).") from error
