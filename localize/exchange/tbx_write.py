"""Writing TBX-Basic (ISO 30042:2019) in DCA style. What the dialect has no category for goes into notes, see ``tbx_words``."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from localize.exchange.tbx_words import CASE_NOTE, FORMS_NOTE, KEEP_NOTE, NAMESPACE, PARTS, STATUSES
from localize.exchange.term_cells import join_texts
from localize.terms.concept import Concept, LocaleTerm, by_locale
from localize.terms.term import CaseRule


def write_tbx(concepts: Iterable[Concept], *, source_locale: str, title: str) -> str:
    """The file. Entries are numbered in order."""
    return "\n".join(_lines(concepts, source_locale, title)) + "\n"


def _lines(concepts: Iterable[Concept], source_locale: str, title: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<tbx style="dca" type="TBX-Basic" xml:lang={quoteattr(source_locale)} xmlns="{NAMESPACE}">'
    yield "  <tbxHeader>"
    yield f"    <fileDesc><titleStmt><title>{escape(title)}</title></titleStmt>"
    yield "      <sourceDesc><p>Written by Localize</p></sourceDesc></fileDesc>"
    yield '    <encodingDesc><p type="XCSURI">TBXXCSV02.xcs</p></encodingDesc>'
    yield "  </tbxHeader>"
    yield "  <text><body>"
    for number, concept in enumerate(concepts, 1):
        yield from _entry(number, concept, source_locale)
    yield "  </body></text>"
    yield "</tbx>"


def _entry(number: int, concept: Concept, source_locale: str) -> Iterator[str]:
    yield f'    <conceptEntry id="c{number}">'
    for domain in concept.domains:
        yield f'      <descrip type="subjectField">{escape(domain)}</descrip>'
    if concept.definition:
        yield f'      <descripGrp><descrip type="definition">{escape(concept.definition)}</descrip></descripGrp>'
    if concept.do_not_translate:
        yield f"      <note>{KEEP_NOTE}</note>"
    if concept.note:
        yield f"      <note>{escape(concept.note)}</note>"
    yield f"      <langSec xml:lang={quoteattr(source_locale)}>"
    yield "        <termSec>"
    yield f"          <term>{escape(concept.source)}</term>"
    yield f'          <termNote type="partOfSpeech">{PARTS[concept.part_of_speech]}</termNote>'
    if concept.case_rule is CaseRule.EXACT:
        yield f"          <note>{CASE_NOTE}</note>"
    yield "        </termSec>"
    yield "      </langSec>"
    for locale, terms in groupby(by_locale(concept.targets), key=lambda term: term.locale):
        yield f"      <langSec xml:lang={quoteattr(locale)}>"
        for term in terms:
            yield from _term(term)
        yield "      </langSec>"
    yield "    </conceptEntry>"


def _term(term: LocaleTerm) -> Iterator[str]:
    yield "        <termSec>"
    yield f"          <term>{escape(term.text)}</term>"
    yield f'          <termNote type="administrativeStatus">{STATUSES[term.status]}</termNote>'
    if term.forms:
        yield f"          <note>{FORMS_NOTE}{escape(join_texts(term.forms))}</note>"
    yield "        </termSec>"
