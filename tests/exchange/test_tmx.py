"""TMX in and out: what is written comes back, what others write is read, what is broken is told and harms nothing else."""

import codecs
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.errors import InputTooLargeError, InvalidInputError
from localize.exchange import tmx_cut
from localize.exchange.memory_pairs import MAX_TEXT, pairs_of
from localize.exchange.memory_unit import ImportIssue, Unit, Variant
from localize.exchange.tmx_read import read_tmx
from localize.exchange.tmx_write import TmxHeader, write_tmx
from localize.markup import CodedText
from tests.strategies import coded_texts, wild_texts

FORMATS = Path(__file__).resolve().parents[3] / "shared" / "data" / "formats" / "tmx"
NOW = datetime(2026, 11, 28, 20, 30, 5, tzinfo=UTC)
HEAD = '<?xml version="1.0"?><tmx version="1.4"><header srclang="en"/><body>'


def unit(body: str, target: str = "<seg>Да.</seg>") -> str:
    """A unit with an English and a Russian text."""
    return f'<tu><tuv xml:lang="en">{body}</tuv><tuv xml:lang="ru">{target}</tuv></tu>'


def read(text: str | bytes) -> list[Unit | ImportIssue]:
    """What a file has."""
    return list(read_tmx(io.BytesIO(text if isinstance(text, bytes) else text.encode())))


def texts(text: str | bytes) -> list[list[str]]:
    """The written texts of the units that can be read."""
    return [[one.text.dumps() for one in found.variants] for found in read(text) if isinstance(found, Unit)]


def issues(text: str) -> list[tuple[str, int, int]]:
    """Code, unit and line of every problem."""
    return [(found.code, found.unit, found.line) for found in read(text) if isinstance(found, ImportIssue)]


def written(*units: Unit) -> str:
    """A file with these units."""
    return "".join(write_tmx(TmxHeader("en", NOW), units))


def _held(text: CodedText) -> CodedText:
    """A text without the characters that XML cannot hold."""
    bad = {*map(chr, range(32)), "\ufffe", "\uffff"} - {"\t", "\n", "\r"}
    return CodedText.of(
        "".join(char for char in part if char not in bad) if isinstance(part, str) else part for part in text.parts
    )


@given(coded_texts() | wild_texts(), coded_texts() | wild_texts())
def test_texts_with_their_codes_come_back_as_they_were(source: CodedText, target: CodedText) -> None:
    if "\ufffd" in source.plain + target.plain:
        return  # told as a character that could not be read
    file = written(Unit((Variant("en", source), Variant("ru", target))))
    (found,) = read(file)
    assert isinstance(found, Unit)
    assert [one.text for one in found.variants] == [_held(source), _held(target)]


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_note_a_property_and_an_author_come_back(note: str, value: str) -> None:
    file = written(Unit((Variant("en"),), author="Vera & <Max>", props={"origin": value}, note=note))
    found = read(file)[0]
    if "\ufffd" not in note + value:
        assert isinstance(found, Unit)
        assert found.author == "Vera & <Max>"
        assert set(found.props) == {"origin"}


def test_dates_neighbours_and_languages_come_back() -> None:
    made = Unit(
        (Variant("en", CodedText.plain_text("Yes.")), Variant("de-AT", CodedText.plain_text("Ja."), "Jana", NOW)),
        author="Max",
        created_at=NOW,
        written_at=NOW,
        props={"article": "12", "prev": "-", "next": "a" * 64},
        note="said on TV",
    )
    (found,) = read(written(made))
    assert isinstance(found, Unit)
    assert (found.variants, found.author, found.props, found.note) == (
        made.variants,
        made.author,
        made.props,
        made.note,
    )
    assert (found.created_at, found.written_at, found.number) == (NOW, NOW, 1)


@pytest.mark.parametrize(
    ("segment", "text"),
    [
        ('<bpt i="1" x="1">&lt;b></bpt>a<ept i="1">&lt;/b></ept>', "<1>a</1>"),
        ('<bpt i="7">&lt;b></bpt>a<ept i="7"/> <ph>\\n</ph>', "<1>a</1> <2/>"),
        ('<bpt i="1" x="9"/>a<ept i="1"/><ph/>', "<9>a</9><1/>"),
        ('<it pos="begin" x="3">&lt;b></it>a', "<3>a"),
        ('a<it pos="end" x="3">&lt;/b></it>', "a</3>"),
        ("a <hi>b <hi>c</hi></hi> <ut>{\\b}</ut>", "a <1>b <2>c</2></1> <3/>"),
        ('<ph x="1">&lt;img alt="<sub>A cat</sub>"></ph>', "<1/>"),
        ("a <unknown>b</unknown>", "a b"),
        ("<![CDATA[a < b </tu> & c]]>", "a &lt; b &lt;/tu&gt; &amp; c"),
        ("caf&eacute;&nbsp;& bar &#x1; &#8230;", "café\u00a0&amp; bar  …"),
    ],
)
def test_codes_and_signs_of_other_tools_are_read(segment: str, text: str) -> None:
    assert texts(HEAD + unit(f"<seg>{segment}</seg>") + "</body></tmx>")[0][0] == text


def test_codes_without_numbers_have_the_same_ones_in_every_language() -> None:
    file = HEAD + unit('<seg><bpt i="1"/>a<ept i="1"/> <ph/></seg>', '<seg><ph/> <bpt i="1"/>б<ept i="1"/></seg>')
    assert texts(file) == [["<1>a</1> <2/>", "<2/> <1>б</1>"]]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-32-le", codecs.BOM_UTF32_LE),
    ],
)
def test_encodings_are_told_by_their_first_bytes(encoding: str, mark: bytes) -> None:
    assert texts(mark + (HEAD + unit("<seg>Yes.</seg>")).encode(encoding)) == [["Yes.", "Да."]]


def test_a_declared_encoding_is_heeded_unless_it_cannot_be() -> None:
    declared = HEAD.replace('"1.0"', '"1.0" encoding="windows-1251"') + unit("<seg>Yes.</seg>")
    assert texts(declared.encode("cp1251")) == [["Yes.", "Да."]]
    lying = declared.replace("windows-1251", "UTF-16")
    assert texts(lying.encode()) == [["Yes.", "Да."]]


def test_old_attributes_and_a_document_type_are_taken() -> None:
    file = '<!DOCTYPE tmx SYSTEM "tmx11.dtd"><tmx><header/><body><TU><tuv LANG="EN_us"><seg>Yes</seg></tuv></TU>'
    file = file.replace("TU", "tu")
    found = read(file)[0]
    assert isinstance(found, Unit)
    assert found.variants[0].language == "en-US"


def test_broken_units_are_told_with_their_place_and_the_others_are_read() -> None:
    file = "\n".join(
        [
            HEAD,
            unit("<seg>one</seg>"),
            unit("<seg>two <b></seg>"),
            "<!-- <tu> -->",
            '<tu><tuv xml:lang="en"><seg>never closed</seg></tuv>',
            unit("<seg>three</seg>", "<seg>" + "<hi>" * 300 + "</hi>" * 300 + "</seg>"),
            '<tu><tuv xml:lang="qqq-nonsense"><seg>x</seg></tuv><tuv><seg>y</seg></tuv></tu>',
            unit("<seg>four</seg>"),
            '<tu><tuv xml:lang="en"><seg>cut',
        ]
    )
    assert issues(file) == [
        ("unit-broken", 2, 3),
        ("unit-cut-off", 3, 5),
        ("unit-too-deep", 4, 6),
        ("unit-language", 5, 7),
        ("unit-language", 5, 7),
        ("unit-cut-off", 7, 9),
    ]
    assert [found[0] for found in texts(file) if found] == ["one", "four"]


def test_bytes_that_are_no_characters_cost_only_their_unit() -> None:
    file = (HEAD + unit("<seg>one</seg>") + unit("<seg>two</seg>")).encode().replace(b"two", b"tw\xff")
    assert [type(found).__name__ for found in read(file)] == ["Unit", "ImportIssue"]


@pytest.mark.parametrize("chunk", [1, 7, 64])
def test_a_file_reads_the_same_however_it_comes_in(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    file = HEAD + "\n".join(unit(f"<seg>{n} <!-- </tu> --> &amp; <![CDATA[<tu >]]></seg>") for n in range(40))
    whole = read(file)
    monkeypatch.setattr(tmx_cut, "_CHUNK", chunk)
    monkeypatch.setattr("localize.exchange.tmx_read._HEAD", 20)
    assert read(file) == whole
    assert len(whole) == 40


BOMB = '<!DOCTYPE tmx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"", "tmx-empty"),
        (b" \n", "tmx-empty"),
        (b"PK\x03\x04 whatever", "tmx-archive"),
        (b"\x1f\x8b\x08", "tmx-archive"),
        (b"source;target", "tmx-not-xml"),
        (b"<html><body/></html>", "tmx-not-tmx"),
        (b"<tmx><header></tmx>", "tmx-broken"),
        (b"<tmx><header/><body/></tmx>", "tmx-no-units"),
        (b'<?xml version="1.0" encoding="rot13"?><tmx/>', "tmx-charset"),
        ((BOMB + "<tmx><body><tu><tuv><seg>&b;</seg></tuv></tu></body></tmx>").encode(), "tmx-entities"),
        (b'<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tmx><tu/></tmx>', "tmx-entities"),
    ],
)
def test_what_is_no_tmx_is_refused_with_a_sentence(file: bytes, code: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        read(file)
    assert refused.value.details["reason"] == code
    assert refused.value.message.endswith((".", "import"))


def test_a_unit_without_end_is_refused_before_it_fills_the_machine() -> None:
    with pytest.raises(InvalidInputError) as refused:
        read(HEAD + '<tu><tuv xml:lang="en"><seg>' + "x" * (tmx_cut.MAX_UNIT + tmx_cut._CHUNK))
    assert refused.value.details["reason"] == "tmx-unit-endless"
    assert not isinstance(refused.value, InputTooLargeError)


def _variants(**languages: str) -> Unit:
    return Unit(tuple(Variant(name.replace("_", "-"), CodedText.plain_text(text)) for name, text in languages.items()))


def test_variants_of_a_language_count_for_it_and_the_closest_one_holds() -> None:
    made = _variants(ru="Да.", en_US="Yes.", de_AT="Jo.", de="Ja.", fr="Oui.")
    pairs, problems = pairs_of(made, "en", ["ru", "de", "de-AT", "es"])
    assert [(pair.locale, pair.source.plain, pair.target.plain) for pair in pairs] == [
        ("ru", "Yes.", "Да."),
        ("de", "Yes.", "Ja."),
        ("de-AT", "Yes.", "Jo."),
    ]
    assert problems == []


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (_variants(ru="Да."), "unit-no-source"),
        (_variants(en="Yes.", fr="Oui."), "unit-no-target"),
        (_variants(en=" ", ru="Да."), "unit-empty-source"),
        (_variants(en="Yes.", ru="\n"), "unit-empty-target"),
        (_variants(en="Yes.", ru="Д" * (MAX_TEXT + 1)), "unit-too-long"),
    ],
)
def test_units_without_a_pair_say_why(made: Unit, code: str) -> None:
    pairs, problems = pairs_of(made, "en", ["ru"])
    assert pairs == []
    assert [problem.code for problem in problems] == [code]
    assert problems[0].message


@pytest.mark.skipif(not FORMATS.is_dir(), reason="the shared formats are not on this machine")
def test_files_of_other_tools_are_read() -> None:
    for path in sorted(FORMATS.rglob("*.tmx")):
        found = read(path.read_bytes())
        assert all(isinstance(one, Unit) and len(one.variants) > 1 for one in found), path.name
