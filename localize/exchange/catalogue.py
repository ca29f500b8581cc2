"""The catalogue: recurring notices and the strings of the reader's page, as PO files, one per locale.

``catalogues/catalogue.pot`` holds the source texts, a locale's own file their translations; a newsroom's file of the
same name in a folder of its own goes before ours, and what it wrote in the database (``localize.exchange.own``) before
both. Only translations that are complete, not fuzzy and keep their placeholders are used; ``check`` names the others.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from localize.exchange.entries import FILLED, Entries, Key, ProblemKind, Section, fault, is_blank
from localize.exchange.near import NearNotice, nearest
from localize.exchange.notices import Notice, NoticeBook, placeholders, substitute
from localize.exchange.own import NOTHING, OwnEntries, OwnText, subtags
from localize.exchange.po import GERMANIC, Entry, PluralRule, PoFile, parse_plural_forms, read_po
from localize.locales import gettext_plurals, is_known_locale
from localize.markup import CodedText

__all__ = [
    "FOLDER",
    "TEMPLATE",
    "Catalogue",
    "CatalogueProblem",
    "ProblemKind",
    "Section",
    "check_catalogues",
    "is_shipped",
    "known_notices",
    "paths",
    "plural_forms",
    "template_entries",
]

FOLDER: Final = Path(__file__).with_name("catalogues")
TEMPLATE: Final = FOLDER / "catalogue.pot"
_SOURCE_LANGUAGE: Final = "en"


@dataclass(frozen=True, slots=True)
class CatalogueProblem:
    """An entry that is not used in a locale, and why. ``message`` is a sentence for the person who maintains it."""

    locale: str
    kind: ProblemKind
    section: str
    msgid: str
    message: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The usable entries of one locale, and what is wrong with the others."""

    locale: str
    entries: Entries
    problems: tuple[CatalogueProblem, ...]
    plural_rule: PluralRule
    book: NoticeBook
    template: Entries

    @classmethod
    def load(cls, locale: str, overrides_dir: Path | None = None, own: OwnEntries = NOTHING) -> "Catalogue":
        """The catalogue of a locale (``de-AT`` falls back to ``de``). A locale without a file has no translations.

        ``own``: the newsroom's entries, as the database keeps them. Raises ``ConfigError`` when a PO file is there and
        cannot be read.
        """
        template = template_entries(own)
        files = [read_po(path) for path in paths(locale, overrides_dir)]
        if not files and locale.split("-", maxsplit=1)[0] == _SOURCE_LANGUAGE:
            files = [PoFile({entry.key: _to_itself(entry) for entry in template.values()}, GERMANIC)]
        rule = files[-1].plural if files else parse_plural_forms(plural_forms(locale))
        usable, problems = _judge(locale, template, files, own, rule.forms)
        return cls(locale, MappingProxyType(usable), problems, rule, _book(usable.values()), template)

    def fill(self, source: CodedText) -> CodedText | None:
        """The translation of a known notice or heading, or of several in a row; ``None`` when it is not known.

        Inline codes go along with the name that they mark, or with the whole text.
        """
        return self.book.fill(source)

    def near(self, source: CodedText) -> NearNotice | None:
        """The known notice that a text is, or nearly is, with its translation for this text; ``None`` for another."""
        return nearest(self.book, source)

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
        known = {entry.key: Notice(entry.msgid, None) for entry in self.template.values()}
        known |= {entry.key: Notice(entry.msgid, entry.texts[0]) for entry in self.entries.values()}
        return tuple(notice for (section, _), notice in known.items() if section in FILLED)

    def check(self) -> list[CatalogueProblem]:
        """What is missing, fuzzy or broken in this locale."""
        return list(self.problems)


def known_notices(own: OwnEntries = NOTHING) -> tuple[str, ...]:
    """Notices that the catalogue knows, in the source language: what intake may recognise as such."""
    template = template_entries(own)
    return tuple(entry.msgid for entry in template.values() if entry.context == Section.NOTICE)


def template_entries(own: OwnEntries = NOTHING) -> Entries:
    """The source texts that count: ours without retired ones, then the newsroom's."""
    return own.template(read_po(TEMPLATE).entries)


def is_shipped(key: Key) -> bool:
    """Whether a source text came with Localize."""
    return key in read_po(TEMPLATE).entries


def check_catalogues(locales: Sequence[str], overrides_dir: Path | None = None) -> list[CatalogueProblem]:
    """The problems of several locales."""
    return [problem for locale in locales for problem in Catalogue.load(locale, overrides_dir).check()]


def paths(locale: str, overrides_dir: Path | None = None) -> list[Path]:
    """Files of a locale, weakest first: ours before the newsroom's, ``de`` before ``de-AT``."""
    if not all(subtag.isalnum() for subtag in locale.split("-")):
        return []
    names = [tag + ".po" for tag in subtags(locale)]
    folders = [FOLDER] if overrides_dir is None else [FOLDER, overrides_dir]
    return [path for folder in folders for path in (folder / name for name in names) if path.is_file()]


def _to_itself(entry: Entry) -> Entry:
    """The source language says what the template says."""
    texts = (entry.msgid, entry.msgid_plural) if entry.msgid_plural else (entry.msgid,)
    return Entry(entry.context, entry.msgid, entry.msgid_plural, texts)


def _book(entries: Iterable[Entry]) -> NoticeBook:
    """What ``fill`` compares with: literal texts before those with placeholders, longer ones first."""
    listed = list(entries)
    filled = [entry for entry in listed if entry.context in FILLED]
    filled.sort(key=lambda entry: (len(placeholders(entry.msgid)), -len(entry.msgid)))
    names = {entry.msgid: entry.texts[0] for entry in listed if entry.context == Section.NAME}
    return NoticeBook([(entry.msgid, entry.texts[0]) for entry in filled], names)


def _judge(
    locale: str, wanted: Entries, files: Sequence[PoFile], own: OwnEntries, plural_forms: int
) -> tuple[dict[Key, Entry], tuple[CatalogueProblem, ...]]:
    """Entries that can be used, and the problems of those that cannot. A later file goes before an earlier one."""
    layers = list(own.layers(locale))
    if not files and not layers:
        message = f"There is no catalogue for {locale}: notices go to the engines, the reader's page speaks English."
        return {}, (CatalogueProblem(locale, ProblemKind.NO_FILE, "", "", message),)
    usable: dict[Key, Entry] = {}
    problems = {key: _said(locale, ProblemKind.MISSING, entry) for key, entry in wanted.items()}
    for file in files:
        for entry in file.entries.values():
            if entry.key in own.retired:
                continue
            kind = fault(entry, file.plural.forms)
            if kind is None:
                usable[entry.key] = entry
            else:
                problems[entry.key] = _said(locale, kind, entry)
    left = {key: problem for key, problem in problems.items() if key not in usable}
    for layer in layers:
        _put_over(locale, {key: text for key, text in layer.items() if key in wanted}, plural_forms, usable, left)
    return usable, tuple(left.values())


def _put_over(
    locale: str,
    layer: Mapping[Key, OwnText],
    plural_forms: int,
    usable: dict[Key, Entry],
    problems: dict[Key, CatalogueProblem],
) -> None:
    """Put the newsroom's texts over what was there. A text that is not fit leaves what it would replace in use."""
    for key, text in layer.items():
        if is_blank(text.entry.texts):
            continue
        approved = text.approved
        if approved is not None and fault(approved, plural_forms) is None:
            usable[key] = approved
        # Said even where an older text stands in: somebody has to look at it.
        problems.pop(key, None)
        kind = fault(text.entry, plural_forms)
        if kind is not None:
            problems[key] = _said(locale, kind, text.entry)


def plural_forms(locale: str, overrides_dir: Path | None = None) -> str:
    """The ``Plural-Forms`` header of a locale: its file's, else CLDR's."""
    headers = [read_po(path).plural_forms for path in paths(locale, overrides_dir)]
    if headers and headers[-1]:
        return headers[-1]
    count, rule = gettext_plurals(locale if is_known_locale(locale) else _SOURCE_LANGUAGE)
    return f"nplurals={count}; plural={rule};"


_SENTENCES: Final[Mapping[ProblemKind, str]] = {
    ProblemKind.MISSING: "is not translated",
    ProblemKind.FUZZY: "is marked fuzzy",
    ProblemKind.PLACEHOLDERS: "has lost or invented a placeholder",
    ProblemKind.PLURALS: "does not have one text for each plural form",
}


def _said(locale: str, kind: ProblemKind, entry: Entry) -> CatalogueProblem:
    message = f"{locale}: “{entry.msgid}” {_SENTENCES[kind]}."
    return CatalogueProblem(locale, kind, entry.context, entry.msgid, message)
