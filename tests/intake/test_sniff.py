"""Formats and encodings are told apart, and what is not read is refused by name."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.article import Article, Role
from localize.errors import InputTooLargeError, InvalidInputError, UnsupportedFormatError
from localize.intake.sniff import read
from localize.intake.words import ACCEPTED, REFUSALS
from tests.strategies import html_bodies, prose, texts


def roles(article: Article) -> list[Role]:
    return [block.role for block in article.blocks]


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (b"<h1>Ferry</h1><p>The council voted.", None),
        (b"\n <!DOCTYPE html><html><body><h1>Ferry</h1><p>The council voted.", None),
        (b"<h1>Ferry</h1><p>The council voted.", "text/html; charset=utf-8"),
        (b"<h1>Ferry</h1><p>The council voted.", "text/plain"),
        (b"Ferry\n\nThe council voted.", None),
        (b"Ferry\n\nThe council voted.", "text/plain; charset=us-ascii"),
        (b'{"headline": "Ferry", "body_text": "The council voted."}', None),
        (b'\xef\xbb\xbf {"headline": "Ferry", "body_html": "<p>The council voted."}\n', None),
        (b'{"headline": "Ferry", "body_html": "<p>The council voted."}', "application/json"),
    ],
)
def test_formats_are_recognised(data: bytes, content_type: str | None):
    article = read(data, content_type=content_type)
    assert roles(article) == [Role.HEADLINE, Role.PARAGRAPH]
    assert article.headline == "Ferry"
    assert article.notes == ()


@pytest.mark.parametrize(
    ("data", "form", "content_type", "named"),
    [
        (b"%PDF-1.7", None, None, "PDF"),
        (b"PK\x03\x04xx", None, None, "zip"),
        (b"\xd0\xcf\x11\xe0", None, None, "old Word file"),
        (b"\x00\x01\x02", None, None, "not text"),
        (b"<?xml version='1.0'?><recipe><step/></recipe>", None, None, "recipe"),
        (b"x", "odt", None, "odt"),
        (b"x", None, "image/png", "image/png"),
    ],
)
def test_other_formats_are_refused_by_name(data: bytes, form: str | None, content_type: str | None, named: str):
    with pytest.raises(UnsupportedFormatError, match=named) as caught:
        read(data, format=form, content_type=content_type)
    assert ACCEPTED in caught.value.message


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (b"<?xml version='1.0'?><rss></rss>", None),
        (b"<newsItem>", None),
        (b"{}", "application/vnd.iptc.ninjs+json"),
        (b"x", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_what_is_not_what_it_claims_to_be_is_refused_with_a_reason(data: bytes, content_type: str | None):
    with pytest.raises(InvalidInputError) as caught:
        read(data, content_type=content_type)
    assert caught.value.details["reason"] in REFUSALS


@pytest.mark.parametrize(
    ("text", "encoding", "content_type", "note"),
    [
        ("Café vote – “yes”", "utf-8", None, None),
        ("Café vote – “yes”", "utf-8-sig", None, None),
        ("Café vote – “yes”", "utf-16", None, None),
        ("Café vote – “yes”", "cp1252", None, "encoding-guessed"),
        ("Паром остаётся до 2030 года", "cp1251", None, "encoding-guessed"),
        ("Паром остаётся до 2030 года", "koi8-r", "text/plain; charset=koi8-r", None),
        ("Café vote", "latin-1", 'text/plain; charset="iso-8859-1"', None),
        ("Café vote", "utf-8", "text/plain; charset=no-such-thing", None),
        ("Café vote", "utf-8", "text/plain; charset=rot13", None),
    ],
)
def test_encodings_are_read(text: str, encoding: str, content_type: str | None, note: str | None):
    article = read(text.encode(encoding), format="text", content_type=content_type)
    assert article.headline == text
    assert [n.code for n in article.notes] == ([note] if note else [])


def test_a_page_may_declare_its_encoding():
    page = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><h1>Паром</h1>'
    assert read(page.encode("cp1251")).headline == "Паром"


def test_characters_that_had_to_be_replaced_are_noted():
    article = read(b"Caf\xe9 vote", format="text", content_type="text/plain; charset=utf-8")
    assert article.headline == "Caf\ufffd vote"
    assert [note.code for note in article.notes] == ["characters-replaced"]


@pytest.mark.parametrize("data", [b"", b" \n ", b"<p></p>", b"<script>x</script>", b"\xef\xbb\xbf"])
def test_nothing_to_read_is_refused(data: bytes):
    with pytest.raises(InvalidInputError, match="The article has no text: "):
        read(data)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"{", "line 1, column 2"),
        (b"[1]", "must be an object"),
        (b"[" * 200_000, "too deep"),
        (b'{"x": ' + b"9" * 5000 + b"}", "too many digits"),
    ],
)
def test_broken_json_is_refused_with_its_place(data: bytes, sentence: str):
    with pytest.raises(InvalidInputError, match=sentence):
        read(data, format="json")


def test_a_file_over_the_limit_is_refused():
    with pytest.raises(InputTooLargeError, match="bytes"):
        read(b"x" * 16_000_001)


@given(
    st.one_of(
        st.binary(max_size=60), html_bodies.map(str.encode), st.lists(prose | texts).map("\n\n".join).map(str.encode)
    )
)
def test_whatever_comes_there_is_an_article_or_a_sentence(data: bytes):
    try:
        article = read(data)
    except InvalidInputError as error:
        assert error.message  # noqa: PT017 - either outcome is right
    else:
        assert any(block.text.plain.strip() for block in article.blocks)


@given(st.lists(prose | texts, max_size=8))
def test_no_word_of_a_text_is_lost(lines: list[str]):
    source = "\n\n".join(["A headline"] + [" ".join(line.split()) for line in lines])
    try:
        article = read(source.encode(), format="text")
    except InvalidInputError:
        return
    joined = "".join("".join(block.text.plain.split()) for block in article.blocks)
    cleaned = [c for c in source if not c.isspace() and c in joined]
    assert joined == "".join(cleaned)


@given(html_bodies)
def test_a_page_is_read_the_same_every_time(html: str):
    try:
        first = read(html.encode(), format="html")
    except InvalidInputError:
        return
    assert read(html.encode(), format="html") == first
    assert json.dumps([block.to_json() for block in first.blocks])


def test_the_json_of_a_payload_is_read_with_known_notices():
    data = json.dumps({"headline": "F", "body_text": "The council voted.\n\nWritten for Coast."}).encode()
    assert roles(read(data, known_notices=["Written for {name}."]))[-1] is Role.NOTICE
