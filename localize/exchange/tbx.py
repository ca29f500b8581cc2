"""Reading TBX, the present one (ISO 30042:2019) and the older one.

Both styles of the present one are read: DCA (``termNote type="partOfSpeech"``) and DCT (``min:partOfSpeech``). The older
one has ``martif`` for ``tbx``, ``termEntry`` for ``conceptEntry``, ``langSet`` for ``langSec``, ``tig`` and ``ntig`` for
``termSec``.

Elements are known by their local names, as files name other namespaces than they should, or none. An entry that cannot
be used is left out and named; what the dialect has beyond our terms (contexts, transactions, subsets) is named once.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from localize.exchange.issue import ImportIssue, issue, refuse, refuse_size
from localize.exchange.sent_terms import MAX_BYTES, MAX_ENTRIES, SentConcept, SentTerms, misfit, tidied
from localize.exchange.tbx_words import CASE_NOTE, FORMS_NOTE, KEEP_NOTE, READ_PARTS, READ_STATUSES
from localize.exchange.term_cells import split_texts
from localize.exchange.xml_lines import Element, read_elements
from localize.locales import is_known_locale, language_name, same_language, usual_tag
from localize.terms.concept import Concept, LocaleTerm, tidy
from localize.terms.term import CaseRule, PartOfSpeech, TermStatus

_ENTRIES: Final = frozenset({"conceptEntry", "termEntry"})
_LANGUAGES: Final = frozenset({"langSec", "langSet"})
_TERMS: Final = frozenset({"termSec", "tig", "ntig"})
_ROOTS: Final = frozenset({"tbx", "martif", "TBX"})
_USED: Final = frozenset(
    {"subjectField", "definition", "note", "partOfSpeech", "administrativeStatus", "normativeAuthorization", "term"}
)


def read_tbx(data: bytes, source_locale: str) -> SentTerms:
    """Read a TBX file whose terms in ``source_locale`` are the sources.

    Raises ``InvalidInputError`` for a file that is no TBX or without a term, ``InputTooLargeError`` over a limit.
    """
    if len(data) > MAX_BYTES:
        raise refuse_size("terms-too-large", limit=MAX_BYTES)
    if not data.strip():
        raise refuse("terms-empty")
    reading = _Reading(source_locale)
    read_elements(data, _ENTRIES, reading.outside, reading.entry)
    if not reading.entries and not any(found.loss for found in reading.issues):
        raise refuse("terms-no-entry")
    left = [f"{name} ({count})" for name, count in sorted(reading.left_out.items())]
    more = (issue("fields-left-out", names=", ".join(left)),) if left else ()
    return SentTerms(tuple(reading.entries), (*reading.issues, *more))


@dataclass(frozen=True, slots=True)
class _Found:
    """A term of a file."""

    text: str
    said: tuple[tuple[str, str], ...]

    def first(self, *names: str) -> str:
        return next((text for name, text in self.said if name in names and text), "")

    @property
    def notes(self) -> list[str]:
        return [text for name, text in self.said if name == "note" and text]


@dataclass(slots=True)
class _Reading:
    """A file that is being read."""

    source_locale: str
    entries: list[SentConcept] = field(default_factory=list)
    issues: list[ImportIssue] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    root: str = ""

    def outside(self, element: Element) -> None:
        """The first element tells whether this is TBX at all."""
        if not self.root:
            self.root = element.tag
            if element.tag not in _ROOTS:
                raise refuse("terms-not-tbx", name=element.tag[:40])

    def entry(self, element: Element) -> None:
        """One concept: an entry for each of its terms in the source language."""
        if len(self.entries) >= MAX_ENTRIES:
            raise refuse_size("terms-too-many", limit=MAX_ENTRIES)
        languages = [(_tag(part), part) for part in element.elements() if part.tag in _LANGUAGES]
        sources = [part for tag, part in languages if same_language(tag, self.source_locale)]
        terms = [term for part in sources for term in self._terms(part)]
        line, about = element.line, element.attrs.get("id", "")
        if not terms:
            name = language_name(self.source_locale)
            self.issues.append(issue("entry-no-source", line=line, about=about, loss=True, language=name))
            return
        shared = self._said(element)
        targets = self._targets(languages, about or terms[0].text)
        levels = [shared, *(self._said(part) for part in sources)]
        levels += [self._said(part) for tag, part in languages if part not in sources]
        if len(terms) > 1:
            self.issues.append(issue("synonyms-split", line=line, about=terms[0].text, count=len(terms)))
        for term in terms:
            self._keep(term, levels, len(sources), targets, line)

    def _keep(
        self, term: _Found, levels: list[list[tuple[str, str]]], sources: int, targets: list[LocaleTerm], line: int
    ) -> None:
        own = [*term.notes, *(text for said in levels[: 1 + sources] for name, text in said if name == "note")]
        keep = any(tidy(note) == KEEP_NOTE for note in own)
        exact = any(tidy(note) == CASE_NOTE for note in own)
        everywhere = [pair for said in levels for pair in said]
        written = term.first("partOfSpeech") or _first(everywhere, "partOfSpeech")
        concept = tidied(
            Concept(
                source=term.text,
                targets=() if keep else tuple(targets),
                part_of_speech=self._part(written, line, term.text),
                definition=term.first("definition") or _first(everywhere, "definition"),
                domains=tuple(text for name, text in everywhere if name == "subjectField"),
                case_rule=CaseRule.EXACT if exact else CaseRule.ANY,
                do_not_translate=keep,
                note="\n".join(note for note in own if tidy(note) not in {KEEP_NOTE, CASE_NOTE}),
            )
        )
        wrong = misfit(concept, line)
        if wrong is not None:
            self.issues.append(wrong)
        else:
            self.entries.append(SentConcept(concept, line, says_part=bool(written), says_case=exact))

    def _targets(self, languages: list[tuple[str, Element]], about: str) -> list[LocaleTerm]:
        found: dict[tuple[str, str], LocaleTerm] = {}
        for tag, part in languages:
            if same_language(tag, self.source_locale):
                continue
            if not _known(tag):
                self.issues.append(issue("locale-unknown", line=part.line, about=about, locale=tag[:40]))
                continue
            for term in self._terms(part):
                first = not any(locale == tag for locale, _ in found)
                forms = [note for note in term.notes if note.startswith(FORMS_NOTE)]
                written = LocaleTerm(
                    tag,
                    term.text,
                    self._status(term, part.line, first=first),
                    split_texts(forms[0].removeprefix(FORMS_NOTE)) if forms else (),
                )
                found.setdefault((tag, term.text), written)
        return list(found.values())

    def _terms(self, language: Element) -> list[_Found]:
        terms = []
        for part in language.elements():
            term = part.below("term") if part.tag in _TERMS else None
            if term is not None and tidy(term.text()):
                terms.append(_Found(tidy(term.text()), tuple(self._said(part))))
        return terms

    def _said(self, element: Element) -> list[tuple[str, str]]:
        """What is said of a concept, a language or a term: categories with their text, those of parts not included."""
        said = list(_categories(element))
        self.left_out.update(name for name, _ in said if name not in _USED)
        return said

    def _part(self, written: str, line: int, about: str) -> PartOfSpeech:
        if not written:
            return PartOfSpeech.NOUN
        found = READ_PARTS.get(written.lower())
        if found is None:
            self.issues.append(issue("part-unknown", line=line, about=about, value=written[:40]))
        return found or PartOfSpeech.OTHER

    def _status(self, term: _Found, line: int, *, first: bool) -> TermStatus:
        """A term's status; of those that have none, the first of a language is preferred."""
        written = term.first("administrativeStatus", "normativeAuthorization")
        if not written:
            return TermStatus.PREFERRED if first else TermStatus.ADMITTED
        found = READ_STATUSES.get(written.lower().removesuffix("-admn-sts"))
        if found is None:
            self.issues.append(issue("status-unknown", line=line, about=term.text, value=written[:40]))
        return found or TermStatus.ADMITTED


def _categories(element: Element) -> Iterator[tuple[str, str]]:
    """Data categories of one level: DCA names them by ``type``, DCT by the element; groups hold more of them."""
    for child in element.elements():
        if child.tag in _LANGUAGES or child.tag in _TERMS or child.tag == "term":
            continue
        if child.tag.endswith("Grp"):
            yield from _categories(child)
        elif child.tag == "note":
            yield "note", child.text().strip()
        else:
            yield child.attrs.get("type") or child.tag, child.words()


def _first(said: list[tuple[str, str]], wanted: str) -> str:
    return next((text for name, text in said if name == wanted and text), "")


def _tag(element: Element) -> str:
    return usual_tag(element.attrs.get("lang", "").strip())


@cache
def _known(tag: str) -> bool:
    return is_known_locale(tag)
