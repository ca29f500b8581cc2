"""An edition is sorted into the parts of a page, and the source language never slips in."""

import pytest

from localize.article import Block, Code, CodeKind, Role, renumber
from localize.markup import CodedText
from localize.release.parts import edition_texts, picture_url, plain_text, safe_url, take_apart
from tests.release.samples import RUSSIAN, SOURCE, block, edition


def test_every_part_finds_its_place():
    parts = take_apart(edition())
    assert parts.headline == "Открыт железнодорожный тоннель"
    assert parts.standfirst == "На это ушло девять лет."
    assert parts.byline == "Paul Ames"
    assert parts.reading_minutes == 2
    assert parts.picture is not None
    assert (parts.picture.url, parts.picture.alt) == ("/static/demo/tunnel.svg", "Поезд")
    assert (parts.picture.caption, parts.picture.credit) == ("Первый поезд.", "Фото: Ida Moen/Fjord Pictures")
    assert [b.key for b in parts.body] == ["b10", "b11", "b12"]
    assert [b.key for b in parts.notices] == ["b13"]
    assert parts.teaser_heading == "Не пропустите"
    (teaser,) = parts.teasers
    assert (teaser.title, teaser.summary, teaser.image_alt) == ("Паром", "На борту 8000 книг.", "Полки")
    assert (teaser.url, teaser.external_id) == ("https://a.example/ferry", "x1")


def test_a_block_without_text_is_left_out_and_never_shown_in_the_source_language():
    texts = {key: text for key, text in RUSSIAN.items() if key not in {"b12", "b2"}}
    parts = take_apart(edition(texts=texts))
    assert parts.headline == ""
    assert [b.key for b in parts.body] == ["b10", "b11"]


def test_protected_blocks_keep_their_source_and_furniture_is_gone():
    texts = edition_texts(edition())
    assert texts["b4"].plain == "By Paul Ames"
    assert "b1" not in texts


def test_the_source_edition_shows_the_source():
    parts = take_apart(edition(locale="en", texts={}))
    assert parts.headline == "Rail Tunnel Opens"
    assert [b.key for b in parts.body] == ["b10", "b11", "b12"]


def test_codes_that_the_block_does_not_have_are_dropped():
    texts = {**RUSSIAN, "b12": CodedText.loads("<9>Второй</9> абзац.")}
    assert edition_texts(edition(texts=texts))["b12"].dumps() == "Второй абзац."


def test_a_second_picture_stays_in_the_body():
    blocks = renumber(
        [
            block(Role.HEADLINE, "H"),
            block(Role.PICTURE, data={"url": "https://a.example/1.jpg"}),
            block(Role.CAPTION, "One."),
            block(Role.PICTURE, data={"url": "https://a.example/2.jpg"}),
            block(Role.CAPTION, "Two."),
            block(Role.PARAGRAPH, "P."),
        ]
    )
    parts = take_apart(edition(locale="en", blocks=blocks, texts={}))
    assert parts.picture is not None
    assert parts.picture.caption == "One."
    assert [b.key for b in parts.body] == ["b4", "b5", "b6"]


def test_a_picture_inside_the_text_is_no_lead_picture():
    blocks = renumber(
        [
            block(Role.HEADLINE, "H"),
            block(Role.PARAGRAPH, "P."),
            block(Role.PICTURE, data={"url": "https://a.example/1.jpg"}),
        ]
    )
    parts = take_apart(edition(locale="en", blocks=blocks, texts={}))
    assert parts.picture is None
    assert [b.role for b in parts.body] == [Role.PARAGRAPH, Role.PICTURE]


def test_line_breaks_stay_in_plain_text():
    code = Code(1, CodeKind.BREAK, "br", alone=True)
    made = Block("b1", Role.PARAGRAPH, CodedText.loads("one<1/>two"), (code,))
    assert plain_text(made, made.text) == "one\ntwo"


def test_minutes_are_counted_when_nobody_names_them():
    blocks = tuple(b for b in SOURCE if b.role is not Role.READING_TIME)
    assert take_apart(edition(blocks=blocks)).reading_minutes == 1
    assert take_apart(edition(reading_minutes=4)).reading_minutes == 4


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/x", "https://a.example/x"),
        (" https://a.example/x ", "https://a.example/x"),
        ("/static/a.svg", "/static/a.svg"),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("//evil.example/x", None),
        ("/\\evil.example/x", None),
        ("http://[broken", None),
        ("relative/x", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_and_own_paths_reach_a_page(url: str | None, expected: str | None):
    assert safe_url(url) == expected


def test_own_paths_become_absolute_where_the_base_is_known():
    assert safe_url("/static/a.svg", "https://desk.example") == "https://desk.example/static/a.svg"


@pytest.mark.parametrize(
    ("src", "expected"),
    [
        ("https://a.example/1.jpg", "https://a.example/1.jpg"),
        ("/static/1.jpg", "/static/1.jpg"),
        ("images/1.jpg", "https://courier.example/images/1.jpg"),
        ("//cdn.example/1.jpg", "https://cdn.example/1.jpg"),
        ("javascript:alert(1)", None),
        ("data:image/png;base64,AA", None),
        ("", None),
    ],
)
def test_pictures_stand_where_the_article_left_them(src: str, expected: str | None):
    assert picture_url(src, edition()) == expected


def test_a_picture_of_a_teaser_goes_with_it_and_not_into_the_text():
    blocks = renumber(
        [
            block(Role.HEADLINE, "H"),
            block(Role.PARAGRAPH, "P."),
            block(Role.PICTURE, data={"src": "https://a.example/t.jpg", "group": "1", "width": "640", "height": "360"}),
            block(Role.TEASER_ALT, "A ferry", data={"group": "1"}),
            block(Role.TEASER_TITLE, "Ferry", data={"group": "1"}),
        ]
    )
    parts = take_apart(edition(locale="en", blocks=blocks, texts={}))
    assert [b.role for b in parts.body] == [Role.PARAGRAPH]
    assert parts.picture is None
    (teaser,) = parts.teasers
    assert teaser.picture is not None
    assert (teaser.picture.url, teaser.picture.alt) == ("https://a.example/t.jpg", "A ferry")
    assert (teaser.picture.width, teaser.picture.height) == (640, 360)
