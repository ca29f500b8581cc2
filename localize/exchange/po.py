"""Reading PO files: entries as values, plural rules as functions. Home of polib together with what writes PO.

polib takes a path *or* contents, so that a text handed to it could read files of the server: everything here passes
paths of files that exist, nothing else.
"""

import gettext
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import polib

from localize.errors import ConfigError

_PLURAL_RULE = re.compile(r"nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*(.+?)\s*;?\s*\Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a PO file. ``texts`` are the translations: one, or one for each plural form.

    ``comment`` is the translator's (``#``), ``extracted`` the one for translators (``#.``), ``previous`` the source text
    that the translation was made for when it has changed since (``#| msgid``).
    """

    context: str
    msgid: str
    msgid_plural: str
    texts: tuple[str, ...]
    fuzzy: bool = False
    comment: str = ""
    extracted: str = ""
    previous: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What makes an entry unique."""
        return self.context, self.msgid


@dataclass(frozen=True, slots=True)
class PluralRule:
    """How many forms a language has and which one a count takes."""

    forms: int
    index: Callable[[int], int]


GERMANIC = PluralRule(2, lambda count: int(count != 1))


@dataclass(frozen=True, slots=True)
class PoFile:
    """The entries of one file that are not obsolete, by context and msgid. ``plural_forms``: the header, as written."""

    entries: Mapping[tuple[str, str], Entry]
    plural: PluralRule
    plural_forms: str = ""


def read_po(path: Path) -> PoFile:
    """Read a PO file, from memory while it does not change.

    Raises ``ConfigError`` when the file is missing, is not PO, or has plural forms that cannot be read.
    """
    try:
        stamp = path.stat()
    except OSError as error:
        raise ConfigError(f"The catalogue {path} cannot be read: {error.strerror}") from error
    return _read(path, (stamp.st_mtime_ns, stamp.st_size))


@lru_cache(maxsize=64)
def _read(path: Path, _stamp: tuple[int, int]) -> PoFile:
    try:
        po = polib.pofile(str(path), encoding="utf-8")
    except (OSError, UnicodeError, ValueError) as error:
        raise ConfigError(f"The catalogue {path} cannot be read: {error}") from error
    entries = [read_entry(raw) for raw in po if not raw.obsolete]
    header = po.metadata.get("Plural-Forms", "")
    try:
        plural = parse_plural_forms(header)
    except ValueError as error:
        raise ConfigError(f"The catalogue {path} has plural forms that {error}") from error
    return PoFile(MappingProxyType({entry.key: entry for entry in entries}), plural, header)


def read_entry(raw: polib.POEntry) -> Entry:
    """An entry of polib's as a value."""
    texts = tuple(raw.msgstr_plural[n] for n in sorted(raw.msgstr_plural)) if raw.msgid_plural else (raw.msgstr,)
    return Entry(
        context=raw.msgctxt or "",
        msgid=raw.msgid,
        msgid_plural=raw.msgid_plural,
        texts=texts,
        fuzzy=raw.fuzzy,
        comment=raw.tcomment,
        extracted=raw.comment,
        previous=raw.previous_msgid or "",
    )


def parse_plural_forms(header: str) -> PluralRule:
    """The rule of a ``Plural-Forms`` header; English's when there is none. Raises ``ValueError``."""
    if not header:
        return GERMANIC
    rule = _PLURAL_RULE.match(header)
    if rule is None:
        raise ValueError("are not written nplurals=…; plural=…;")
    try:
        return PluralRule(int(rule[1]), gettext.c2py(rule[2]))
    except (ValueError, RecursionError, OverflowError) as error:
        raise ValueError(f"cannot be read: {error}") from error
