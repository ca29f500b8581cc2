"""Entries of the catalogue: their sections, what makes one fit for use, and how texts are tidied before they are kept."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from localize.article import Block, Role
from localize.exchange.notices import placeholders
from localize.exchange.po import Entry
from localize.exchange.words import sentence
from localize.markup import CodedText
from localize.segment import segment_block

MAX_TEXT: Final = 2_000  # characters: longer texts are never compared with an article

Key = tuple[str, str]  # section (msgctxt) and msgid
Entries = Mapping[Key, Entry]

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ue000-\uf8ff]")
_LINES = re.compile(r"\r\n?|[\x85\u2028\u2029]")
_BRACES = re.compile(r"\{[^{}]*\}?|\}")
_GOOD = re.compile(r"\{[a-z][a-z_]*\}")
_SAME: Final = str.maketrans(
    {**dict.fromkeys("’‘ʼ`", "'"), **dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‐‑–—", "-"), "\u200b": " "}
)


class Section(StrEnum):
    """What an entry is for: the ``msgctxt`` of the PO files."""

    NOTICE = "notice"  # sentences of an article that recur word for word: filled
    HEADING = "heading"  # headings that recur, such as "Don't Miss": filled
    NAME = "name"  # sources that have a name of their own in the edition's language
    READER = "reader"  # strings of the reader's page itself


FILLED: Final = frozenset({Section.NOTICE, Section.HEADING})
ADDED: Final = (Section.NOTICE, Section.HEADING, Section.NAME)  # what a newsroom may add and retire


class ProblemKind(StrEnum):
    """What keeps a translation from being used."""

    NO_FILE = "no-file"
    MISSING = "missing"  # no such entry, or an empty translation
    FUZZY = "fuzzy"  # marked as not approved
    PLACEHOLDERS = "placeholders"  # lost or invented
    PLURALS = "plurals"  # not one for each plural form of the locale


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why a text cannot stand as the translation of its entry: a code of ``localize.exchange.words``."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The reason in English."""
        return sentence(self.code, self.params)


def entry_ref(section: str, msgid: str) -> str:
    """A short name of an entry for addresses: the same in every language and on every machine."""
    return hashlib.sha256(f"{section}\x04{msgid}".encode("utf-8", "replace")).hexdigest()[:16]


def is_blank(texts: Sequence[str]) -> bool:
    """Whether there is no translation at all."""
    return not any(text.strip() for text in texts)


def fault(entry: Entry, plural_forms: int) -> ProblemKind | None:
    """What keeps this entry from being used, if anything does."""
    if not all(text.strip() for text in entry.texts):
        return ProblemKind.MISSING
    if entry.fuzzy:
        return ProblemKind.FUZZY
    if entry.msgid_plural and len(entry.texts) != plural_forms:
        return ProblemKind.PLURALS
    allowed, spared = _allowed(entry)
    if any(placeholders(text) | spared != allowed for text in entry.texts):
        return ProblemKind.PLACEHOLDERS
    return None


def misfit(entry: Entry, plural_forms: int) -> Misfit | None:
    """Why the texts of an entry must not be stored, if there is a reason. Fuzzy ones must fit too."""
    wanted = plural_forms if entry.msgid_plural else 1
    if len(entry.texts) != wanted:
        return Misfit("text-forms", {"found": str(len(entry.texts)), "wanted": str(wanted)})
    if not all(text.strip() for text in entry.texts):
        return Misfit("text-incomplete" if wanted > 1 else "text-empty")
    longest = max(map(len, entry.texts))
    if longest > MAX_TEXT:
        return Misfit("text-too-long", {"limit": f"{MAX_TEXT:,}", "size": f"{longest:,}"})
    allowed, spared = _allowed(entry)
    for text in entry.texts:
        found = placeholders(text)
        if found - allowed:
            return Misfit("text-invented", {"names": _listed(found - allowed)})
        if allowed - spared - found:
            return Misfit("text-lost", {"names": _listed(allowed - spared - found)})
    return None


def source_misfit(section: str, msgid: str, locale: str = "en") -> Misfit | None:
    """Why a source text (written in ``locale``) must not become an entry, if there is a reason."""
    if section not in ADDED:
        return Misfit("section-fixed")
    if len(msgid) > MAX_TEXT:
        return Misfit("text-too-long", {"limit": f"{MAX_TEXT:,}", "size": f"{len(msgid):,}"})
    if not any(c.isalnum() for c in _GOOD.sub("", msgid)):
        return Misfit("placeholder-only" if msgid.strip() else "text-empty")
    wrong = [found for found in _BRACES.findall(msgid) if section == Section.NAME or not _GOOD.fullmatch(found)]
    if wrong:
        return Misfit("placeholder-written", {"names": ", ".join(wrong)})
    count = _sentences(msgid, locale) if section == Section.NOTICE else 1
    return Misfit("notice-sentences", {"count": str(count)}) if count > 1 else None


def _sentences(msgid: str, locale: str) -> int:
    """In how many segments an article would have it."""
    return len(segment_block(Block("notice", Role.NOTICE, CodedText.plain_text(msgid)), locale).segments)


def shape(msgid: str) -> str:
    """A source text without what typesetting changes: two of one shape are the same notice."""
    return " ".join(msgid.translate(_SAME).casefold().split())


def tidy_text(written: str) -> str:
    """A text as it is kept: one kind of line end, no control characters, no white space around it."""
    return _CONTROL.sub("", _LINES.sub("\n", written)).strip()


def tidy_comment(written: str) -> str:
    """A comment as a PO file can hold it: lines without white space around them, none empty, no mark at their start."""
    lines = (line.strip().lstrip("#").strip() for line in tidy_text(written).split("\n"))
    return "\n".join(line for line in lines if line)


def _allowed(entry: Entry) -> tuple[frozenset[str], frozenset[str]]:
    """Placeholders that every text must have, and those among them that it may leave out.

    A singular form may spell its number out; every other placeholder must be kept.
    """
    allowed = placeholders(entry.msgid) | placeholders(entry.msgid_plural)
    return allowed, allowed & {"count"} if entry.msgid_plural else frozenset()


def _listed(names: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))
