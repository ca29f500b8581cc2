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
    """One entry of a PO file. ``texts`` are the translations: one, or one for each plural form."""

    context: str
    msgid: str
    msgid_plural: str
    texts: tuple[str, ...]
    fuzzy: bool = False

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
    """The entries of one file that are not obsolete, by context and msgid."""

    entries: Mapping[tuple[str, str], Entry]
    plural: PluralRule


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
    entries = [_entry(raw) for raw in po if not raw.obsolete]
    plural = _plural_rule(path, po.metadata.get("Plural-Forms", ""))
    return PoFile(MappingProxyType({entry.key: entry for entry in entries}), plural)


def _entry(raw: polib.POEntry) -> Entry:
    texts = tuple(raw.msgstr_plural[n] for n in sorted(raw.msgstr_plural)) if raw.msgid_plural else (raw.msgstr,)
    return Entry(raw.msgctxt or "", raw.msgid, raw.msgid_plural, texts, raw.fuzzy)


def _plural_rule(path: Path, header: str) -> PluralRule:
    if not header:
        return GERMANIC
    rule = _PLURAL_RULE.match(header)
    if rule is None:
        raise ConfigError(f"The catalogue {path} has plural forms that are not written nplurals=…; plural=…;")
    try:
        return PluralRule(int(rule[1]), gettext.c2py(rule[2]))
    except ValueError as error:
        raise ConfigError(f"The catalogue {path} has plural forms that cannot be read: {error}") from error
