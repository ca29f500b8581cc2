"""The catalogue: recurring notices and the strings of the reader's page, as PO files, one per locale.

``catalogues/catalogue.pot`` holds the source texts, a locale's own file their translations; a newsroom's file of the
same name in a folder of its own goes before ours. Only translations that are complete, not fuzzy and keep their
placeholders are used; ``check`` names the others.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final

from localize.exchange.notices import Notice, NoticeBook, placeholders, substitute
from localize.exchange.po import GERMANIC, Entry, PluralRule, PoFile, read_po
from localize.markup import CodedText

FOLDER: Final = Path(__file__).with_name("catalogues")
TEMPLATE: Final = FOLDER / "catalogue.pot"
_SOURCE_LANGUAGE: Final = "en"


class Section(StrEnum):
    """What an entry is for: the ``msgctxt`` of the PO files."""

    NOTICE = "notice"  # sentences of an article that recur word for word: filled
    HEADING = "heading"  # headings that recur, such as "Don't Miss": filled
    NAME = "name"  # sources that have a name of their own in the edition's language
    READER = "reader"  # strings of the reader's page itself


_FILLED: Final = frozenset({Section.NOTICE, Section.HEADING})


class ProblemKind(StrEnum):
    """What keeps a translation from being used."""

    NO_FILE = "no-file"
    MISSING = "missing"  # no such entry, or an empty translation
    FUZZY = "fuzzy"  # marked as not approved
    PLACEHOLDERS = "placeholders"  # lost or invented
    PLURALS = "plurals"  # not one for each plural form of the locale


@dataclass(frozen=True, slots=True)
class CatalogueProblem:
    """An entry that is not used in a locale, and why. ``message`` is a sentence for the person who maintains it."""

    locale: str
    kind: ProblemKind
    section: str
    msgid: str
    message: str


Entries = Mapping[tuple[str, str], Entry]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The usable entries of one locale, and what is wrong with the others."""

    locale: str
    entries: Entries
    problems: tuple[CatalogueProblem, ...]
    plural_rule: PluralRule
    book: NoticeBook

    @classmethod
    def load(cls, locale: str, overrides_dir: Path | None = None) -> "Catalogue":
        """The catalogue of a locale (``de-AT`` falls back to ``de``). A locale without a file has no translations.

        Raises ``ConfigError`` when a PO file is there and cannot be read.
        """
        template = read_po(TEMPLATE)
        files = [read_po(path) for path in _paths(locale, overrides_dir)]
        if not files and locale.split("-", maxsplit=1)[0] == _SOURCE_LANGUAGE:
            files = [PoFile({entry.key: _to_itself(entry) for entry in template.entries.values()}, GERMANIC)]
        usable, problems = _judge(locale, template.entries, files)
        rule = files[-1].plural if files else GERMANIC
        return cls(locale, MappingProxyType(usable), problems, rule, _book(usable.values()))

    def fill(self, source: CodedText) -> CodedText | None:
        """The translation of a known notice or heading, or of several in a row; ``None`` when it is not known.

        Inline codes go along with the name that they mark, or with the whole text.
        """
        return self.book.fill(source)

    def knows(self, msgid: str) -> bool:
        """Whether a string of the reader's page has a translation here."""
        return (Section.READER, msgid) in self.entries

    def text(self, msgid: str, **params: str) -> str:
        """A string of the reader's page; in the source language while it has no translation."""
        entry = self.entries.get((Section.READER, msgid))
        return substitute(entry.texts[0] if entry else msgid, params)

    def plural(self, msgid: str, msgid_plural: str, number: int, **params: str) -> str:
        """Like ``text``, in the plural form for ``number``, which ``{count}`` stands for."""
        entry = self.entries.get((Section.READER, msgid))
        if entry is None:
            text = msgid if number == 1 else msgid_plural
        else:
            text = entry.texts[self.plural_rule.index(number)]
        return substitute(text, {"count": str(number), **params})

    def known_notices(self) -> tuple[Notice, ...]:
        """Every notice and heading that the catalogues know, with its translation here if it has one."""
        known = {entry.key: Notice(entry.msgid, None) for entry in read_po(TEMPLATE).entries.values()}
        known |= {entry.key: Notice(entry.msgid, entry.texts[0]) for entry in self.entries.values()}
        return tuple(notice for (section, _), notice in known.items() if section in _FILLED)

    def check(self) -> list[CatalogueProblem]:
        """What is missing, fuzzy or broken in this locale."""
        return list(self.problems)


def known_notices() -> tuple[str, ...]:
    """Notices that the catalogue knows, in the source language: what intake may recognise as such."""
    return tuple(entry.msgid for entry in read_po(TEMPLATE).entries.values() if entry.context == Section.NOTICE)


def check_catalogues(locales: Sequence[str], overrides_dir: Path | None = None) -> list[CatalogueProblem]:
    """The problems of several locales."""
    return [problem for locale in locales for problem in Catalogue.load(locale, overrides_dir).check()]


def _paths(locale: str, overrides_dir: Path | None) -> list[Path]:
    """Files of a locale, weakest first: ours before the newsroom's, ``de`` before ``de-AT``."""
    subtags = locale.split("-")
    if not all(subtag.isalnum() for subtag in subtags):
        return []
    names = ["-".join(subtags[: n + 1]) + ".po" for n in range(len(subtags))]
    folders = [FOLDER] if overrides_dir is None else [FOLDER, overrides_dir]
    return [path for folder in folders for path in (folder / name for name in names) if path.is_file()]


def _to_itself(entry: Entry) -> Entry:
    """The source language says what the template says."""
    texts = (entry.msgid, entry.msgid_plural) if entry.msgid_plural else (entry.msgid,)
    return Entry(entry.context, entry.msgid, entry.msgid_plural, texts)


def _book(entries: Iterable[Entry]) -> NoticeBook:
    """What ``fill`` compares with: literal texts before those with placeholders, longer ones first."""
    listed = list(entries)
    filled = [entry for entry in listed if entry.context in _FILLED]
    filled.sort(key=lambda entry: (len(placeholders(entry.msgid)), -len(entry.msgid)))
    names = {entry.msgid: entry.texts[0] for entry in listed if entry.context == Section.NAME}
    return NoticeBook([(entry.msgid, entry.texts[0]) for entry in filled], names)


def _judge(
    locale: str, wanted: Entries, files: Sequence[PoFile]
) -> tuple[dict[tuple[str, str], Entry], tuple[CatalogueProblem, ...]]:
    """Entries that can be used, and the problems of those that cannot. A later file goes before an earlier one."""
    if not files:
        message = f"There is no catalogue for {locale}: notices go to the engines, the reader's page speaks English."
        return {}, (CatalogueProblem(locale, ProblemKind.NO_FILE, "", "", message),)
    usable: dict[tuple[str, str], Entry] = {}
    problems = {key: _said(locale, ProblemKind.MISSING, entry) for key, entry in wanted.items()}
    for file in files:
        for entry in file.entries.values():
            kind = _fault(entry, file.plural.forms)
            if kind is None:
                usable[entry.key] = entry
            else:
                problems[entry.key] = _said(locale, kind, entry)
    return usable, tuple(problem for key, problem in problems.items() if key not in usable)


def _fault(entry: Entry, plural_forms: int) -> ProblemKind | None:
    """What keeps this entry from being used, if anything does."""
    if not all(text.strip() for text in entry.texts):
        return ProblemKind.MISSING
    if entry.fuzzy:
        return ProblemKind.FUZZY
    if entry.msgid_plural and len(entry.texts) != plural_forms:
        return ProblemKind.PLURALS
    allowed = placeholders(entry.msgid) | placeholders(entry.msgid_plural)
    # A singular form may spell its number out; every other placeholder must be kept.
    spared = allowed & {"count"} if entry.msgid_plural else frozenset()
    if any(placeholders(text) | spared != allowed for text in entry.texts):
        return ProblemKind.PLACEHOLDERS
    return None


_SENTENCES: Final[Mapping[ProblemKind, str]] = {
    ProblemKind.MISSING: "is not translated",
    ProblemKind.FUZZY: "is marked fuzzy",
    ProblemKind.PLACEHOLDERS: "has lost or invented a placeholder",
    ProblemKind.PLURALS: "does not have one text for each plural form",
}


def _said(locale: str, kind: ProblemKind, entry: Entry) -> CatalogueProblem:
    message = f"{locale}: “{entry.msgid}” {_SENTENCES[kind]}."
    return CatalogueProblem(locale, kind, entry.context, entry.msgid, message)
