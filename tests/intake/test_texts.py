"""Plain text however it was written: line ends, encodings, stray characters; and much of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localize.article import Article, Role
from localize.errors import InvalidInputError
from localize.intake.sniff import read_all
from tests.intake.hostile_texts import MARKDOWN, TEXTS

STORY = "Ferry stays until 2030\n\nThe council voted on Monday. Nobody spoke against it.\n\nFares rise in May."
LINES = [
    (Role.HEADLINE, "Ferry stays until 2030"),
    (Role.PARAGRAPH, "The council voted on Monday. Nobody spoke against it."),
    (Role.PARAGRAPH, "Fares rise in May."),
]


def article(data: bytes, content_type: str | None = None) -> Article:
    (one,) = read_all(data, content_type=content_type)
    return one.article


def told(read: Article) -> list[tuple[Role, str]]:
    return [(block.role, block.text.plain) for block in read.blocks]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\n\r\n", " \t\r\n", "\x0b\n", "\u0085\n"])
def test_any_line_ends_are_line_ends(end: str):
    assert told(article(STORY.replace("\n", end).encode())) == LINES


def test_mixed_line_ends_are_line_ends():
    first, second, third = STORY.split("\n\n")
    assert told(article(f"{first}\r\n\r\n{second}\r\r{third}\n\r\n".encode())) == LINES


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "ascii"])
def test_marked_encodings_are_read_without_a_note(encoding: str):
    read = article(STORY.encode(encoding))
    assert (told(read), read.notes) == (LINES, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_the_mark_goes_before_what_the_sender_says(encoding: str):
    data = f"\ufeff{STORY}".encode(encoding)
    assert told(article(data, "text/plain; charset=utf-8")) == LINES


def test_an_encoding_that_is_wrongly_named_is_noted_where_it_does_harm():
    read = article("Café stays\n\nIt opens.".encode("cp1252"), "text/plain; charset=utf-8")
    assert read.headline == "Caf\ufffd stays"
    assert [(note.code, note.params["count"]) for note in read.notes] == [("characters-replaced", "1")]


def test_utf_16_that_breaks_off_is_read_as_far_as_it_goes():
    read = article(STORY.encode("utf-16")[:-1])
    assert told(read)[:2] == LINES[:2]
    assert [note.code for note in read.notes] == ["characters-replaced"]


@pytest.mark.parametrize("data", [b"Ferry\0stays", bytes(100), "Ferry".encode("utf-16-le"), b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_text_is_refused_as_that(data: bytes):
    with pytest.raises(InvalidInputError) as caught:
        read_all(data)
    assert caught.value.details["reason"] in {"not-text", "unread-format"}


def test_control_characters_are_dropped_and_direction_marks_stay():
    read = article("Ferry\x07 stays\x1b[0m\n\nIt \u200fsails\u200e \u2067now\u2069.\x00".replace("\x00", "").encode())
    assert read.headline == "Ferry stays[0m"
    assert read.blocks[1].text.plain == "It \u200fsails\u200e \u2067now\u2069."


def test_marks_at_the_ends_and_within_do_not_hide_a_text():
    assert told(article(f"\ufeff\ufeff{STORY}\ufeff".encode()))[1:2] == LINES[1:2]
    assert article("\u200e\n\nFerry stays\n\nIt sails.".encode()).word_count >= 4


def test_ten_thousand_paragraphs_are_an_article_and_one_more_is_too_many():
    assert len(article(b"It sails.\n\n" * 9_999).blocks) == 9_999
    with pytest.raises(InvalidInputError) as caught:
        read_all(b"It sails.\n" * 10_001)
    assert caught.value.details["reason"] == "too-many-blocks"


@pytest.mark.parametrize("name", TEXTS)
def test_costly_texts_are_an_article_or_a_sentence(name: str):
    try:
        read_all(TEXTS[name]())
    except InvalidInputError as error:
        assert error.message  # noqa: PT017 - either outcome is right


@pytest.mark.parametrize("name", MARKDOWN)
def test_costly_markdown_is_an_article_or_a_sentence(name: str):
    try:
        read_all(MARKDOWN[name](), format="markdown")
    except InvalidInputError as error:
        assert error.message  # noqa: PT017


@given(st.binary(max_size=200), st.sampled_from([None, "text/plain", "text/markdown", "text/plain; charset=utf-16"]))
@settings(max_examples=150)
def test_any_bytes_are_an_article_or_a_sentence(data: bytes, content_type: str | None):
    try:
        read_all(data, content_type=content_type)
    except InvalidInputError as error:
        assert error.message  # noqa: PT017
