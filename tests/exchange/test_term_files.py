"""Terms in TBX and CSV: read in every shape, written and read back the same, and nothing good lost beside what is bad."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localize.errors import InputTooLargeError, InvalidInputError
from localize.exchange import sent_terms
from localize.exchange.issue import ImportIssue
from localize.exchange.sent_terms import SentTerms, misfit, tidied
from localize.exchange.tbx import read_tbx
from localize.exchange.tbx_write import write_tbx
from localize.exchange.term_cells import join_texts, split_texts
from localize.exchange.term_csv import read_term_csv
from localize.exchange.term_csv_write import write_term_csv
from localize.exchange.term_incoming import TermFormat, read_terms, sniff_format
from localize.terms.concept import Concept, LocaleTerm, tidy
from localize.terms.term import CaseRule, PartOfSpeech, TermStatus

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "formats" / "tbx"

DCA = """<?xml version="1.0" encoding="UTF-8"?>
<tbx style="dca" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>
<text><body>
<conceptEntry id="c1">
  <descrip type="subjectField">transport</descrip>
  <langSec xml:lang="en">
    <descripGrp><descrip type="definition">Who builds the
      railways.</descrip></descripGrp>
    <termSec><term>rail authority</term><termNote type="partOfSpeech">noun</termNote></termSec>
  </langSec>
  <langSec xml:lang="ru">
    <termSec><term>железнодорожное управление</term>
      <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
    <termSec><term>дирекция</term>
      <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote><note>Too vague.</note></termSec>
  </langSec>
</conceptEntry>
</body></text></tbx>"""

DCT = """<tbx style="dct" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
  xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"><text><body>
<conceptEntry id="c1"><min:subjectField>transport</min:subjectField>
  <langSec xml:lang="en"><basic:definition>Who builds the railways.</basic:definition>
    <termSec><term>rail authority</term><min:partOfSpeech>noun</min:partOfSpeech></termSec></langSec>
  <langSec xml:lang="ru">
    <termSec><term>железнодорожное управление</term>
      <min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
    <termSec><term>дирекция</term>
      <min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec></langSec>
</conceptEntry></body></text></tbx>"""

MARTIF = """<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body>
<termEntry id="c1"><descrip type="subjectField">transport</descrip>
<descrip type="definition">Who builds the railways.</descrip>
<langSet xml:lang="en-GB"><tig><term>rail authority</term><termNote type="partOfSpeech">noun</termNote></tig></langSet>
<langSet xml:lang="RU"><ntig><termGrp><term>железнодорожное управление</term>
<termNote type="normativeAuthorization">preferredTerm</termNote></termGrp></ntig>
<ntig><termGrp><term>дирекция</term><termNote type="normativeAuthorization">deprecatedTerm</termNote></termGrp></ntig>
</langSet></termEntry></body></text></martif>"""

RAIL = Concept(
    "rail authority",
    (
        LocaleTerm("ru", "железнодорожное управление"),
        LocaleTerm("ru", "дирекция", TermStatus.FORBIDDEN),
    ),
    definition="Who builds the railways.",
    domains=("transport",),
)


def codes(sent: SentTerms) -> list[str]:
    return [found.code for found in sent.issues]


def only(sent: SentTerms) -> Concept:
    assert len(sent.entries) == 1
    return sent.entries[0].concept


@pytest.mark.parametrize("written", [DCA, DCT, MARTIF], ids=["dca", "dct", "martif"])
def test_every_style_of_tbx_says_the_same(written: str) -> None:
    assert only(read_tbx(written.encode(), "en")) == RAIL
    assert only(read_tbx(written.encode("utf-16") if "encoding" not in written else written.encode(), "en")) == RAIL


def test_a_bad_entry_is_named_with_its_line_and_the_good_ones_are_kept() -> None:
    bad = '<conceptEntry id="x">\n<langSec xml:lang="ru"><termSec><term>один</term></termSec></langSec></conceptEntry>'
    odd = DCA.replace("</body>", bad + "</body>").replace("preferredTerm-admn-sts", "goodTerm")
    odd = odd.replace(
        'xml:lang="ru">', 'xml:lang="qq"><termSec><term>x</term></termSec></langSec><langSec xml:lang="ru">', 1
    )
    sent = read_tbx(odd.encode(), "en")
    assert [term.status for term in only(sent).targets] == [TermStatus.ADMITTED, TermStatus.FORBIDDEN]
    assert codes(sent) == ["locale-unknown", "status-unknown", "entry-no-source"]
    assert [found.line for found in sent.issues] == [12, 12, 19]
    assert [found.loss for found in sent.issues] == [False, False, True]
    assert sent.issues[-1].message == "It has no term in English."


def test_synonyms_of_the_source_become_entries_and_what_is_not_kept_is_counted() -> None:
    more = "<termSec><term>railway board</term></termSec></langSec>"
    written = DCA.replace("</langSec>", more, 1).replace("<note>", '<descrip type="context">c</descrip><note>')
    sent = read_tbx(written.encode(), "en")
    assert [entry.concept.source for entry in sent.entries] == ["rail authority", "railway board"]
    assert sent.entries[0].concept.targets == sent.entries[1].concept.targets
    assert codes(sent) == ["synonyms-split", "fields-left-out"]
    assert "context (1)" in sent.issues[-1].message


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "terms-empty"),
        (b"   \n", "terms-empty"),
        (b"<tbx><text>", "terms-broken-xml"),
        (b"<html><body>a</body></html>", "terms-not-tbx"),
        (b"<tbx></tbx>", "terms-no-entry"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><tbx>&b;</tbx>', "terms-entities"),
        (b'<!DOCTYPE a [<!ATTLIST tbx b CDATA "c">]><tbx/>', "terms-entities"),
        (b"<?xml version='1.0' encoding='klingon'?><tbx/>", "terms-broken-xml"),
        (b"<tbx>" + b"<conceptEntry>" * 70, "terms-too-deep"),
        (b"name,colour\na,b\n", "terms-no-column"),
        (b"source,ru\n", "terms-no-entry"),
        (b'source,ru\n"a,b\nc,d\n', "terms-broken-csv"),
        ("source,ru\nтермин,б\n".encode("cp1251"), "terms-encoding"),
    ],
)
def test_what_is_no_term_file_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read_terms(data, "en")
    assert caught.value.details["reason"] == reason
    assert "{" not in caught.value.message


def test_files_over_a_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("tbx", "term_csv"):
        monkeypatch.setattr(f"localize.exchange.{name}.MAX_ENTRIES", 2)
    with pytest.raises(InputTooLargeError, match="more than 2 entries"):
        read_terms(b"source\na\nb\nc\n", "en")
    entry = DCA[DCA.index("<conceptEntry") : DCA.index("</body>")]
    with pytest.raises(InputTooLargeError, match="more than 2 entries"):
        read_terms(DCA.replace(entry, entry * 3).encode(), "en")
    assert sent_terms.MAX_BYTES > 1_000_000


WIDE = "source,pos,ru,ru forbidden,DE,domain\nrail authority,noun,железнодорожное управление | упр\\|авление,дирекция,Bahnbehörde,a | b\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_column_for_each_language_is_read_whatever_the_delimiter(delimiter: str, encoding: str) -> None:
    sent = read_terms(WIDE.replace(",", delimiter).replace("\n", "\r\n").encode(encoding), "en")
    assert codes(sent) == []
    assert only(sent) == Concept(
        "rail authority",
        (
            LocaleTerm("ru", "железнодорожное управление"),
            LocaleTerm("ru", "упр|авление"),
            LocaleTerm("ru", "дирекция", TermStatus.FORBIDDEN),
            LocaleTerm("de", "Bahnbehörde"),
        ),
        domains=("a", "b"),
    )


def test_lines_of_one_source_term_make_one_entry() -> None:
    written = (
        "source,part of speech,locale,target,status,forms,case,keep\n"
        "state,noun,ru,государство,,государства | государств,,\n"
        "State,noun,ru,штат,admitted,,,\n"
        "state,verb,ru,заявлять,,,,\n"
        "NATO,proper noun,,,,,exact,yes\n"
        '"multi\nline",noun,de,Zeile,,,,\n'
    )
    sent = read_terms(written.encode(), "en")
    state, verb, nato, line = (entry.concept for entry in sent.entries)
    assert [(t.text, t.status.value, t.forms) for t in state.targets] == [
        ("государство", "preferred", ("государства", "государств")),
        ("штат", "admitted", ()),
    ]
    assert (verb.part_of_speech, nato.part_of_speech) == (PartOfSpeech.VERB, PartOfSpeech.PROPER_NOUN)
    assert (nato.do_not_translate, nato.case_rule, nato.targets) == (True, CaseRule.EXACT, ())
    assert line.source == "multi line"
    assert [entry.line for entry in sent.entries] == [2, 4, 5, 6]


def test_bad_lines_of_a_csv_are_named_and_the_others_kept() -> None:
    written = (
        "source,locale,target,status,part_of_speech,mood\n"
        ",ru,пусто,,,\n"
        "bank,xx,a,,,\n"
        "bank,en,a,,,\n"
        "bank,ru,банк,best,gerund,,more\n"
        f"{'x' * 201},ru,а,,,\n"
        "bank,ru,берег,,gerund,\n"
    )
    sent = read_terms(written.encode(), "en")
    assert [(found.code, found.line, found.loss) for found in sent.issues] == [
        ("column-unknown", 1, False),
        ("entry-no-term", 2, True),
        ("locale-unknown", 3, False),
        ("locale-source", 4, False),
        ("cell-too-many", 5, False),
        ("status-unknown", 5, False),
        ("part-unknown", 5, False),
        ("term-too-long", 6, True),
        ("part-unknown", 7, False),
    ]
    assert [t.text for entry in sent.entries for t in entry.concept.targets] == ["банк", "берег"]


def test_formulas_are_guarded_on_the_way_out_and_freed_on_the_way_in() -> None:
    concepts = [
        Concept(text, (LocaleTerm("ru", text),), note=text) for text in ("=1+1", "'=1", "''@a", "-b", "'quoted'")
    ]
    written = write_term_csv(concepts)
    assert all(
        not cell.lstrip('"').startswith(("=", "@", "+", "-"))
        for line in written.splitlines()
        for cell in line.split(",")
    )
    assert [entry.concept for entry in read_terms(written.encode(), "en").entries] == concepts


texts = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=12).map(tidy).filter(bool)
lines = st.lists(texts, max_size=3).map("\n".join)
terms = st.builds(
    LocaleTerm,
    st.sampled_from(["ru", "de", "pt-BR"]),
    texts,
    st.sampled_from(TermStatus),
    st.lists(texts, max_size=3, unique=True).map(tuple),
)


@st.composite
def concepts(draw: st.DrawFn) -> Concept:
    """An entry as it is kept."""
    keep = draw(st.booleans())
    unique = {(t.locale, t.text): t for t in ([] if keep else draw(st.lists(terms, max_size=4)))}
    made = tidied(
        Concept(
            draw(texts),
            tuple(sorted(unique.values(), key=lambda t: t.locale)),
            draw(st.sampled_from(PartOfSpeech)),
            draw(st.just("") | texts),
            tuple(draw(st.lists(texts, max_size=3, unique=True))),
            draw(st.sampled_from(CaseRule)),
            keep,
            draw(lines),
        )
    )
    assert misfit(made) is None
    return made


many = st.lists(concepts(), min_size=1, max_size=4, unique_by=lambda one: (one.key, one.part_of_speech))


@settings(max_examples=150, deadline=None)
@given(many)
def test_what_is_written_as_csv_is_read_back_the_same(made: list[Concept]) -> None:
    sent = read_term_csv(write_term_csv(made).encode(), "en")
    assert sent.issues == ()
    assert [entry.concept for entry in sent.entries] == made


@settings(max_examples=150, deadline=None)
@given(many)
def test_what_is_written_as_tbx_is_read_back_the_same(made: list[Concept]) -> None:
    sent = read_tbx(write_tbx(made, source_locale="en", title='A & "B" <c>').encode(), "en")
    assert sent.issues == ()
    assert [entry.concept for entry in sent.entries] == made


@given(st.lists(st.text(max_size=8).map(str.strip).filter(bool), max_size=5))
def test_texts_in_one_cell_come_apart_as_they_were(written: list[str]) -> None:
    assert list(split_texts(join_texts(written))) == written


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=300) | st.text(max_size=300).map(str.encode), st.sampled_from([b"", b"<tbx>", b"source,ru\n"])
)
def test_any_bytes_are_read_or_refused(data: bytes, start: bytes) -> None:
    refused: list[InvalidInputError] = []
    try:
        sent = read_terms(start + data, "en")
    except InvalidInputError as error:
        refused.append(error)
        sent = SentTerms(())
    assert all(str(error.details["reason"]).startswith("terms-") for error in refused)
    if sent.entries:
        assert all(misfit(entry.concept) is None for entry in sent.entries)
        assert all(isinstance(found, ImportIssue) and found.message for found in sent.issues)


def test_the_format_is_told_by_the_first_character() -> None:
    for start in (b"\xef\xbb\xbf<tbx", b" \n<tbx", "<tbx".encode("utf-16")):
        assert sniff_format(start) is TermFormat.TBX
    assert sniff_format(b"source,ru") is TermFormat.CSV


@pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"{SAMPLES} is not here")
@pytest.mark.parametrize(
    ("name", "entries", "refused"),
    [("ibm_tbx.tbx", 6, 0), ("medtronic_TBX.tbx", 6, 0), ("sdl_tbx.tbx", 239, 0), ("test02_win1254.tbx", 1, 0)],
)
def test_tbx_files_of_others_are_read(name: str, entries: int, refused: int) -> None:
    sent = read_terms((SAMPLES / name).read_bytes(), "en")
    assert len(sent.entries) == entries
    assert sum(found.loss for found in sent.issues) == refused
    assert all("\ufffd" not in entry.concept.source for entry in sent.entries)
