"""XML is read without expanding or fetching anything, in whatever encoding it comes."""

import pytest

from localize.errors import InputTooLargeError, InvalidInputError
from localize.intake.moments import read_moment
from localize.intake.sniff import read_all
from localize.intake.xml_tree import parse_xml
from tests.intake.hostile import READ, REFUSED

_SLOW = (
    *("5,000,000", "MB", "390,000", "18,000", "200,000", "900,000", "breaks", "pre", "50,000", "spaces", "end nowhere"),
    *("texts of", "in each other", "5,000 links", "100,000 items", "underscores", "indented"),
)


def test_names_are_local_and_in_lower_case():
    root = parse_xml(b'<a:News xmlns:a="urn:a" a:b="1" b="2" xml:lang="en"><a:Item/>x</a:News>').root
    assert (root.tag, root.attrs) == ("news", {"b": "2", "lang": "en"})
    assert [element.tag for element in root.elements()] == ["item"]
    assert root.words() == "x"
    assert parse_xml(b"<x:a>1</x:a>").root.tag == "a"  # a prefix that nobody declared


@pytest.mark.parametrize(
    ("data", "notes"),
    [
        ("<a>é“</a>".encode(), []),
        ("<?xml version='1.0' encoding='iso-8859-1'?><a>é“</a>".encode("cp1252"), []),
        ("<?xml version='1.0' encoding='iso-8859-1'?><a>é“</a>".encode(), ["encoding-declared-wrong"]),
        ("<?xml version='1.0' encoding='utf-8'?><a>é“</a>".encode("cp1252"), ["encoding-guessed"]),
        ("<a>é“</a>".encode("utf-16"), []),
        ("<a>é“</a>".encode("utf-16-be"), []),
        ("<a>é“</a>".encode("utf-8-sig"), []),
        ("\n\n <?xml version='1.0' encoding='x-unknown'?><a>é“</a>".encode(), []),
        (b"<a>\x03&eacute;&#8220;&#0;</a>", ["xml-mended"]),
        ("<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/a.dtd'><a>&eacute;“</a>".encode(), []),
    ],
)
def test_encodings_and_entities_are_read(data: bytes, notes: list[str]):
    tree = parse_xml(data)
    assert tree.root.words() == "é“"
    assert [note.code for note in tree.notes] == notes


def test_a_damaged_place_does_not_change_the_encoding_of_the_rest():
    tree = parse_xml("<a>Паром \xff остаётся</a>".encode().replace("ÿ".encode(), b"\xff"))
    assert tree.root.words() == "Паром \ufffd остаётся"
    assert [note.code for note in tree.notes] == ["characters-replaced"]


def test_ampersands_are_mended_but_not_in_cdata():
    tree = parse_xml(b"<a>R&D &amp; AT&T<![CDATA[ &eacute; & ]]>&nbsp;.</a>")
    assert tree.root.raw_text() == "R&D & AT&T &eacute; & \u00a0."
    assert [(note.code, note.params["count"]) for note in tree.notes] == [("xml-mended", "3")]


@pytest.mark.parametrize("name", [name for name in REFUSED if not any(word in name for word in _SLOW)])
def test_hostile_input_is_refused_with_a_sentence(name: str):
    form, make = REFUSED[name]
    with pytest.raises(InvalidInputError) as caught:
        read_all(make(), format=form)
    assert caught.value.message
    assert caught.value.details["reason"]


@pytest.mark.parametrize("name", [name for name in READ if not any(word in name for word in _SLOW)])
def test_what_only_looks_hostile_is_read(name: str):
    form, make = READ[name]
    for one in read_all(make(), format=form):
        shown = "".join(block.text.plain for block in one.article.blocks)
        assert "alert" not in shown
        assert not {"\0", "\x03", "\x1b"} & set(shown)


@pytest.mark.parametrize("start", ["<!ENTITY a 'x'>", "<!ENTITY % a 'x'>", "<!ATTLIST a b CDATA 'x'>"])
def test_declarations_are_refused_before_anything_is_expanded(start: str):
    with pytest.raises(InvalidInputError) as caught:
        parse_xml(f"<!DOCTYPE a [{start}]><a>x</a>".encode())
    assert caught.value.details["reason"] == "xml-own-entities"


def test_broken_xml_is_refused_with_its_place():
    with pytest.raises(InvalidInputError, match="line 2, column"):
        parse_xml(b"<a>\n<b></c></a>")
    with pytest.raises(InputTooLargeError, match="characters"):
        parse_xml(b"<a>" + b"x" * 8_000_001)


@pytest.mark.parametrize(
    ("written", "expected", "assumed"),
    [
        ("2026-03-03T17:30:00+01:00", "2026-03-03T17:30:00+01:00", False),
        ("20260303T173000+0100", "2026-03-03T17:30:00+01:00", False),
        ("2026-03-03 17:30:00Z", "2026-03-03T17:30:00+00:00", False),
        ("2026-03-03T17:30:00+01", "2026-03-03T17:30:00+01:00", False),
        ("20260303+0100", "2026-03-03T00:00:00+01:00", False),
        ("20260303T173000", "2026-03-03T17:30:00+00:00", True),
        ("2026-03-03", "2026-03-03T00:00:00+00:00", True),
        ("Tue, 03 Mar 2026 17:30:00 GMT", "2026-03-03T17:30:00+00:00", False),
    ],
)
def test_times_are_read_as_feeds_write_them(written: str, expected: str, assumed: bool):
    moment = read_moment(written)
    assert moment is not None
    assert (moment.at.isoformat(), moment.assumed) == (expected, assumed)


@pytest.mark.parametrize(
    "written", ["", "soon", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "3.3.2026 x", "1" * 90]
)
def test_what_is_no_time_is_none(written: str):
    assert read_moment(written) is None
