"""Names as CSV: a line for each name, columns for each target locale, as Excel and LibreOffice write and read it.

``kind,source,aliases,gender,domain,note`` and for each locale ``ru``, ``ru first mention``, ``ru forms``,
``ru declined``. Several texts in a cell are parted by ``|``. Columns come in any order; only ``source`` is needed, or the
source locale (``en``) in its place. The delimiter is a comma, a semicolon or a tab; the file is in UTF-8, with or
without a byte order mark, or in UTF-16 with one. A cell that a spreadsheet would take for a formula is guarded by an
apostrophe, which is taken off on the way in. What is wrong with a line is a value beside the names.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from localize.errors import InvalidInputError
from localize.exchange.cells import guarded, unguarded
from localize.exchange.name_words import name_sentence, refused, too_large
from localize.locales import is_known_locale, same_language, usual_tag
from localize.terms.concept import tidy
from localize.terms.name import Gender, NameForm, NameKind
from localize.terms.name_entry import NameEntry, joined, misfit, tidied

MAX_BYTES: Final = 4_000_000
MAX_NAMES: Final = 20_000
_DELIMITERS: Final = ",;\t"
_PARTED: Final = re.compile(r"\s*\|\s*")
_YES: Final = frozenset({"yes", "y", "true", "1", "x", "да", "ja"})
_NO: Final = frozenset({"no", "n", "false", "0", "нет", "nein"})
_FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "kind": "kind",
        "type": "kind",
        "source": "source",
        "name": "source",
        "aliases": "aliases",
        "alias": "aliases",
        "other spellings": "aliases",
        "gender": "gender",
        "domain": "domain",
        "note": "note",
        "comment": "note",
    }
)
_PARTS: Final[Mapping[str, str]] = MappingProxyType(
    {"": "text", "form": "text", "first mention": "first", "first": "first", "forms": "forms", "declined": "declined"}
)


@dataclass(frozen=True, slots=True)
class NameIssue:
    """A problem of a line: a code of ``NAME_SENTENCES`` with its params, the line (from 1) and the name it is about.

    ``loss``: the line is left out.
    """

    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    line: int = 0
    about: str = ""
    loss: bool = False

    @property
    def message(self) -> str:
        """The sentence in English."""
        return name_sentence(self.code, self.params)


@dataclass(frozen=True, slots=True)
class SentName:
    """A name of a file with the line that it begins at.

    ``said``: what the line says something about: ``(field, "")``, or ``(part, locale)`` of a form.
    """

    entry: NameEntry
    line: int
    said: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class SentNames:
    """What a file has."""

    names: tuple[SentName, ...]
    issues: tuple[NameIssue, ...]


def write_name_csv(entries: Iterable[NameEntry], locales: Sequence[str]) -> str:
    """Names with their accepted forms, for a spreadsheet; ``read_name_csv`` is the inverse."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    head = ["kind", "source", "aliases", "gender", "domain", "note"]
    for locale in locales:
        head += [locale, f"{locale} first mention", f"{locale} forms", f"{locale} declined"]
    writer.writerow(head)
    for entry in entries:
        cells = [entry.kind.value, entry.source, _join(entry.aliases), entry.gender.value, entry.domain, entry.note]
        for locale in locales:
            form = entry.accepted.get(locale)
            declined = "yes" if form and form.declined else "no"
            cells += [form.text, form.first_mention, _join(form.forms), declined] if form else ["", "", "", ""]
        writer.writerow([guarded(cell) for cell in cells])
    return out.getvalue()


def _join(texts: Iterable[str]) -> str:
    return " | ".join(texts)


def read_name_csv(data: bytes, source_locale: str) -> SentNames:
    """Read a file. Raises ``InvalidInputError`` for one that is none, ``InputTooLargeError`` over a limit."""
    text = _decoded(data)
    delimiter, columns = _head(text, source_locale)
    reading = _Reading(columns)
    lines = _rows(text, delimiter)
    number, head = next(lines)
    for name, column in zip(head, columns, strict=True):
        if column is None and name.strip():
            reading.tell("column-unknown", number, name=tidy(name)[:40])
    for number, cells in lines:
        reading.row(number, cells)
    return SentNames(tuple(reading.found.values()), tuple(reading.issues))


def _decoded(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise too_large("file-large", limit=MAX_BYTES)
    name = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise refused("file-encoding") from error
    if not text.strip():
        raise refused("file-empty")
    return text.replace("\x00", "")


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Records that are not blank, with the line that they begin at. Raises ``InvalidInputError``."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise refused("file-broken", line=line, problem=str(error)) from error
        if any(cell.strip() for cell in cells):
            yield line, [unguarded(cell) for cell in cells]


_Column = tuple[str, str]  # a field of ours and no locale; or a part of a form and its locale


def _head(text: str, source_locale: str) -> tuple[str, list[_Column | None]]:
    """The delimiter by which the first line names most columns, and these. Raises ``InvalidInputError``."""
    best: tuple[int, str, list[_Column | None]] = (-1, ",", [])
    for delimiter in _DELIMITERS:
        try:
            _, cells = next(_rows(text, delimiter), (0, [""]))
        except InvalidInputError:
            continue  # broken by this delimiter, perhaps not by another; the best one tells what is wrong
        columns = [_column(cell, source_locale) for cell in cells]
        known = sum(column is not None for column in columns)
        if known > best[0]:
            best = (known, delimiter, columns)
    _, delimiter, columns = best
    if ("source", "") not in columns:
        raise refused("file-column", found=tidy(text.strip().partition("\n")[0])[:80])
    return delimiter, columns


def _column(name: str, source_locale: str) -> _Column | None:
    words = " ".join(re.sub(r"[_:()]", " ", name).split()).casefold()
    if words in _FIELDS:
        return _FIELDS[words], ""
    tag, _, rest = words.partition(" ")
    if rest not in _PARTS or not re.fullmatch(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", tag) or not is_known_locale(tag):
        return None
    if same_language(tag, source_locale):
        return ("source", "") if not rest else None
    return _PARTS[rest], usual_tag(tag)


@dataclass(slots=True)
class _Reading:
    """A file that is being read."""

    columns: Sequence[_Column | None]
    issues: list[NameIssue] = field(default_factory=list)
    found: dict[tuple[str, NameKind], SentName] = field(default_factory=dict)

    def tell(self, code: str, line: int, about: str = "", *, loss: bool = False, **params: str) -> None:
        self.issues.append(NameIssue(code, params, line, about[:80], loss))

    def row(self, line: int, cells: list[str]) -> None:
        """One line: a name, or more of a name that stands above."""
        said: dict[_Column, str] = {}
        for column, cell in zip(self.columns, cells, strict=False):
            if column is not None and cell.strip():
                said.setdefault(column, cell.strip())
        about = tidy(said.get(("source", ""), ""))
        if any(cell.strip() for cell in cells[len(self.columns) :]):
            self.tell("cells-over", line, about)
        entry = tidied(
            NameEntry(
                kind=self._kind(said.get(("kind", ""), ""), line, about),
                source=about,
                aliases=_split(said.get(("aliases", ""), "")),
                gender=self._gender(said.get(("gender", ""), ""), line, about),
                note=said.get(("note", ""), ""),
                domain=said.get(("domain", ""), ""),
                accepted=self._forms(said, line, about),
            )
        )
        reason = misfit(entry)
        if reason is not None:
            self.tell(reason.code, line, about, loss=True, **reason.params)
            return
        self._keep(SentName(entry, line, frozenset(said)))

    def _keep(self, sent: SentName) -> None:
        key = sent.entry.keys[0], sent.entry.kind
        above = self.found.get(key)
        if above is not None:
            self.tell("line-twice", sent.line, sent.entry.source)
            sent = SentName(joined(above.entry, sent.entry), above.line, above.said | sent.said)
        elif len(self.found) == MAX_NAMES:
            raise too_large("file-many", limit=MAX_NAMES)
        self.found[key] = sent

    def _forms(self, said: Mapping[_Column, str], line: int, about: str) -> dict[str, NameForm]:
        forms = {}
        for locale in dict.fromkeys(locale for _, locale in said if locale):
            text, first = said.get(("text", locale), ""), said.get(("first", locale), "")
            if not text:
                if first:
                    self.tell("form-missing", line, about, locale=locale)
                continue
            declined = self._declined(said.get(("declined", locale), ""), line, about)
            forms[locale] = NameForm(text, first, _split(said.get(("forms", locale), "")), declined)
        return forms

    def _kind(self, written: str, line: int, about: str) -> NameKind:
        name = tidy(written).casefold()
        name = {"org": "organisation", "organization": "organisation", "location": "place"}.get(name, name)
        if name in set(NameKind):
            return NameKind(name)
        if name:
            self.tell("kind-unknown", line, about, value=written[:40])
        return NameKind.OTHER if name else NameKind.PERSON

    def _gender(self, written: str, line: int, about: str) -> Gender:
        name = tidy(written).casefold()
        if name in set(Gender):
            return Gender(name)
        short = {"f": Gender.FEMININE, "m": Gender.MASCULINE, "n": Gender.NEUTER, "pl": Gender.PLURAL}
        if name and name not in short:
            self.tell("gender-unknown", line, about, value=written[:40])
        return short.get(name, Gender.UNKNOWN)

    def _declined(self, written: str, line: int, about: str) -> bool:
        name = tidy(written).casefold()
        if name and name not in _YES | _NO:
            self.tell("declined-unknown", line, about, value=written[:40])
        return name not in _NO


def _split(cell: str) -> tuple[str, ...]:
    return tuple(text for text in _PARTED.split(cell.strip()) if text)


def over(known: NameEntry, sent: SentName) -> NameEntry:
    """An entry of the register as a line of a file changes it: what the line does not say stays as it was.

    Its spellings become aliases: which one stands first is the register's to say.
    """
    new, said = sent.entry, sent.said
    return tidied(
        replace(
            known,
            aliases=(*known.aliases, *new.spellings),
            gender=new.gender if ("gender", "") in said else known.gender,
            note=new.note if ("note", "") in said else known.note,
            domain=new.domain if ("domain", "") in said else known.domain,
            accepted={
                **known.accepted,
                **{k: _form_over(known.accepted.get(k), form, k, said) for k, form in new.accepted.items()},
            },
        )
    )


def _form_over(known: NameForm | None, new: NameForm, locale: str, said: frozenset[tuple[str, str]]) -> NameForm:
    if known is None:
        return new
    return NameForm(
        new.text,
        new.first_mention if ("first", locale) in said else known.first_mention,
        new.forms if ("forms", locale) in said else known.forms,
        new.declined if ("declined", locale) in said else known.declined,
    )
