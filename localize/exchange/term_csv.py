r"""Reading terms from CSV, as Excel, LibreOffice and other programs write it.

The first line names the columns, in any order; only ``source`` is needed, or the source locale (``en``) in its place.
Two shapes are read, and files that mix them:

- a line for each entry, with a column for each target locale: ``source,ru,de``. ``ru forbidden`` and ``ru admitted``
  hold terms of these statuses; several terms in a cell are parted by ``|`` (``\|`` is the character itself);
- a line for each target term: ``source,locale,target,status,forms``. Lines of one source term and part of speech make
  one entry. This is the shape that ``term_csv_write`` writes.

Further columns: ``part_of_speech``, ``definition``, ``domains`` (parted by ``|``), ``case`` (``any``, ``exact``),
``keep`` (``yes``: kept as it is written), ``note``. The delimiter is a comma, a semicolon or a tab; the file is in UTF-8,
with or without a byte order mark, or in UTF-16 with one. An apostrophe that guards a formula is taken off.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from localize.errors import InvalidInputError
from localize.exchange.cells import unguarded
from localize.exchange.issue import ImportIssue, issue, refuse, refuse_size
from localize.exchange.sent_terms import MAX_BYTES, MAX_ENTRIES, SentConcept, SentTerms, misfit, tidied
from localize.exchange.tbx_words import READ_PARTS
from localize.exchange.term_cells import split_texts
from localize.locales import is_known_locale, same_language, usual_tag
from localize.terms.concept import Concept, LocaleTerm, tidy
from localize.terms.term import CaseRule, PartOfSpeech, TermStatus

_DELIMITERS: Final = ",;\t"
_MAX_CELL: Final = 131_072
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_YES: Final = frozenset({"yes", "y", "true", "1", "x", "keep", "да", "ja"})

COLUMNS: Final[Mapping[str, str]] = {
    "source": "source",
    "term": "source",
    "source term": "source",
    "part of speech": "part",
    "pos": "part",
    "definition": "definition",
    "domain": "domains",
    "domains": "domains",
    "subject": "domains",
    "case": "case",
    "case rule": "case",
    "keep": "keep",
    "do not translate": "keep",
    "note": "note",
    "notes": "note",
    "comment": "note",
    "locale": "locale",
    "language": "locale",
    "target": "target",
    "translation": "target",
    "status": "status",
    "forms": "forms",
    "word forms": "forms",
}


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column holds: a field of ours, or terms of ``locale`` with ``status``."""

    field: str = ""
    locale: str = ""
    status: TermStatus = TermStatus.PREFERRED


def read_term_csv(data: bytes, source_locale: str) -> SentTerms:
    """Read a CSV file of terms.

    Raises ``InvalidInputError`` for a file that is none, is broken or names no source terms, ``InputTooLargeError`` over
    a limit. A line that cannot be used is left out and named.
    """
    text = _decoded(data)
    delimiter, columns = _head(text, source_locale)
    reading = _Reading(source_locale, columns)
    for line, cells in _rows(text, delimiter):
        if reading.header_seen:
            reading.row(line, cells)
        else:
            reading.header(line, cells)
    sent = reading.result()
    if not sent.entries and not any(found.loss for found in sent.issues):
        raise refuse("terms-no-entry")
    return sent


def _decoded(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise refuse_size("terms-too-large", limit=MAX_BYTES)
    name = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = data.decode(name).replace("\x00", "")
    except UnicodeDecodeError as error:
        raise refuse("terms-encoding") from error
    if not text.strip():
        raise refuse("terms-empty")
    return text


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Records with the line that they begin at; blank ones are skipped. Raises ``InvalidInputError``."""
    # Quotes are strict: an open one would swallow the rest of the file without a word.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise refuse("terms-broken-csv", line=line, problem=str(error)) from error
        if any(cell.strip() for cell in cells):
            yield line, [unguarded(cell) for cell in cells]


def _head(text: str, source_locale: str) -> tuple[str, list[_Column | None]]:
    """The delimiter by which the first line names most columns, and these. Raises ``InvalidInputError``."""
    best: tuple[int, str, list[_Column | None]] = (-1, ",", [])
    first = ""
    for delimiter in _DELIMITERS:
        try:
            _, cells = next(_rows(text[:_MAX_CELL], delimiter), (0, [""]))
        except InvalidInputError:
            continue  # broken with this delimiter, perhaps not with another
        columns = [_column(cell, source_locale) for cell in cells]
        known = sum(column is not None for column in columns)
        first = first or ", ".join(cells)
        if known > best[0]:
            best = (known, delimiter, columns)
    _, delimiter, columns = best
    fields = {column.field for column in columns if column}
    if "source" not in fields:
        raise refuse("terms-no-column", found=tidy(first)[:80])
    return delimiter, columns


def _column(name: str, source_locale: str) -> _Column | None:
    """What a column's name says, or ``None``."""
    words = " ".join(re.sub(r"[_:()]", " ", name).split()).casefold()
    if words in COLUMNS:
        return _Column(COLUMNS[words])
    tag, _, rest = tidy(name).replace(":", " ").replace("_", " ").partition(" ")
    if not _TAG.fullmatch(tag) or not is_known_locale(tag):
        return None
    if same_language(tag, source_locale):
        return _Column("source") if not rest else None
    written = rest.strip(" ()").casefold()
    if written and written not in set(TermStatus):
        return None
    return _Column(locale=usual_tag(tag), status=TermStatus(written) if written else TermStatus.PREFERRED)


@dataclass(slots=True)
class _Reading:
    """A file that is being read."""

    source_locale: str
    columns: Sequence[_Column | None]
    header_seen: bool = False
    issues: list[ImportIssue] = field(default_factory=list)
    found: dict[tuple[str, PartOfSpeech], SentConcept] = field(default_factory=dict)

    def header(self, line: int, cells: Sequence[str]) -> None:
        """Name the columns that are left out."""
        self.header_seen = True
        for name, column in zip(cells, self.columns, strict=True):
            if column is None and name.strip():
                self.issues.append(issue("column-unknown", line=line, name=tidy(name)[:40]))

    def row(self, line: int, cells: list[str]) -> None:
        """One line: an entry, or one more term of an entry that began above."""
        over = [cell for cell in cells[len(self.columns) :] if cell.strip()]
        if over:
            self.issues.append(issue("cell-too-many", line=line, about=tidy(cells[0]), count=len(over)))
        pairs = [(column, cell) for column, cell in zip(self.columns, cells, strict=False) if column and cell.strip()]
        said: dict[str, str] = {}
        for column, cell in pairs:
            if column.field:
                said.setdefault(column.field, cell)
        about = tidy(said.get("source", ""))
        targets = [
            LocaleTerm(column.locale, text, column.status)
            for column, cell in pairs
            if column.locale
            for text in split_texts(cell)
        ]
        targets += self._long(said, line, about)
        concept = tidied(
            Concept(
                source=about,
                targets=tuple(targets),
                part_of_speech=self._part(said.get("part", ""), line, about),
                definition=said.get("definition", ""),
                domains=split_texts(said.get("domains", "")),
                case_rule=self._case(said.get("case", ""), line, about),
                do_not_translate=said.get("keep", "").strip().casefold() in _YES,
                note=said.get("note", ""),
            )
        )
        self._keep(SentConcept(concept, line, bool(said.get("part")), bool(said.get("case"))))

    def _long(self, said: Mapping[str, str], line: int, about: str) -> list[LocaleTerm]:
        """The term of a line that names its locale."""
        text, written = tidy(said.get("target", "")), said.get("locale", "").strip()
        if not text:
            return []
        if not written or not is_known_locale(written):
            self.issues.append(issue("locale-unknown", line=line, about=about, locale=written[:40]))
            return []
        if same_language(written, self.source_locale):
            self.issues.append(issue("locale-source", line=line, about=about, locale=written[:40]))
            return []
        status = self._status(said.get("status", ""), line, about)
        return [LocaleTerm(usual_tag(written), text, status, split_texts(said.get("forms", "")))]

    def _keep(self, sent: SentConcept) -> None:
        """Store an entry, or what its line adds to the one above; a line that cannot be used is named."""
        key = (sent.concept.key, sent.concept.part_of_speech)
        known = self.found.get(key)
        if known is not None:
            sent = replace(known, concept=_merged(known.concept, sent.concept))
        wrong = misfit(sent.concept, sent.line)
        if wrong is not None:
            self.issues.append(wrong)
            return
        if known is None and len(self.found) >= MAX_ENTRIES:
            raise refuse_size("terms-too-many", limit=MAX_ENTRIES)
        self.found[key] = sent

    def result(self) -> SentTerms:
        return SentTerms(tuple(self.found.values()), tuple(self.issues))

    def _part(self, written: str, line: int, about: str) -> PartOfSpeech:
        name = tidy(written).casefold()
        if not name:
            return PartOfSpeech.NOUN
        if name not in READ_PARTS:
            self.issues.append(issue("part-unknown", line=line, about=about, value=written[:40]))
        return READ_PARTS.get(name, PartOfSpeech.OTHER)

    def _case(self, written: str, line: int, about: str) -> CaseRule:
        name = tidy(written).casefold()
        if name and name not in set(CaseRule):
            self.issues.append(issue("case-unknown", line=line, about=about, value=written[:40]))
        return CaseRule(name) if name in set(CaseRule) else CaseRule.ANY

    def _status(self, written: str, line: int, about: str) -> TermStatus:
        name = tidy(written).casefold()
        if not name:
            return TermStatus.PREFERRED
        if name not in set(TermStatus):
            self.issues.append(issue("status-unknown", line=line, about=about, value=written[:40]))
        return TermStatus(name) if name in set(TermStatus) else TermStatus.ADMITTED


def _merged(above: Concept, below: Concept) -> Concept:
    """An entry with what a further line of it says; a term that stands twice counts once."""
    known = {(term.locale, term.text) for term in above.targets}
    return replace(
        above,
        targets=(*above.targets, *(t for t in below.targets if (t.locale, t.text) not in known)),
        definition=above.definition or below.definition,
        domains=tuple(dict.fromkeys((*above.domains, *below.domains))),
        do_not_translate=above.do_not_translate or below.do_not_translate,
        note=above.note or below.note,
    )
