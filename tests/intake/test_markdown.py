"""Markdown: its structure comes in whole, what stands before the text says what it says, nothing in it runs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localize.article import Article, Block, Role
from localize.errors import InputTooLargeError, InvalidInputError
from localize.intake.front_matter import read_date, split_front_matter
from localize.intake.markdown import looks_like_markdown
from localize.intake.received import Received
from localize.intake.sniff import read_all
from tests.strategies import prose


def received(text: str) -> Received:
    return read_all(text.encode(), format="markdown")[0]


def article(text: str) -> Article:
    return received(text).article


def told(read: Article) -> list[tuple[Role, str]]:
    return [(block.role, block.text.plain) for block in read.blocks]


def wraps(block: Block) -> list[str]:
    return [written.partition("#")[0] for written in block.wrap]


def test_structure_is_kept():
    read = article(
        "# Ferry stays until 2030\n\n"
        "By Anna Berg\n\n"
        'The council **voted** on [Monday](https://harbour.example/a "Minutes"), ~~late~~ *early*.\n\n'
        "## What it costs\n\n"
        "> Nobody asked us.\n\n"
        "- Fuel\n- Crew\n  1. Captain\n\n"
        "| Year | Trips |\n|------|------:|\n| 2025 | 900 |\n\n"
        "```sh\nsail --now\n```\n\n---\n\nThe end.\n"
    )
    assert told(read)[:5] == [
        (Role.HEADLINE, "Ferry stays until 2030"),
        (Role.BYLINE, "By Anna Berg"),
        (Role.PARAGRAPH, "The council voted on Monday, late early."),
        (Role.SUBHEAD, "What it costs"),
        (Role.QUOTATION, "Nobody asked us."),
    ]
    assert [code.tag for code in read.blocks[2].codes] == ["strong", "a", "s", "em"]
    assert dict(read.blocks[2].codes[1].attrs) == {"href": "https://harbour.example/a", "title": "Minutes"}
    listed = [block for block in read.blocks if block.role is Role.LIST_ITEM]
    assert [wraps(block) for block in listed] == [["ul", "li"], ["ul", "li"], ["ul", "li", "ol", "li"]]
    cells = [block for block in read.blocks if block.role is Role.TABLE_CELL]
    assert [wraps(block)[-1] for block in cells] == ["th", "th", "td", "td"]
    assert (Role.PREFORMATTED, "sail --now\n") in told(read)
    assert read.notes == ()


@pytest.mark.parametrize(
    ("picture", "parts"),
    [
        ("![A boat](/b.jpg)", [(Role.PICTURE, ""), (Role.ALT_TEXT, "A boat")]),
        ('![](/b.jpg "The boat")', [(Role.PICTURE, ""), (Role.CAPTION, "The boat")]),
        (
            '![A boat](/b.jpg "The boat. Photo: Tom Reed")',
            [
                (Role.PICTURE, ""),
                (Role.ALT_TEXT, "A boat"),
                (Role.CAPTION, "The boat."),
                (Role.CREDIT, "Photo: Tom Reed"),
            ],
        ),
        ("![A boat](/b.jpg)\n*The boat*", [(Role.PICTURE, ""), (Role.ALT_TEXT, "A boat"), (Role.CAPTION, "The boat")]),
        (
            '[![A boat](/b.jpg "The boat")](https://harbour.example/)',
            [(Role.PICTURE, ""), (Role.ALT_TEXT, "A boat"), (Role.CAPTION, "The boat")],
        ),
    ],
)
def test_a_picture_brings_its_words(picture: str, parts: list[tuple[Role, str]]):
    assert told(article(f"# Ferry\n\nIt sails.\n\n{picture}\n\nThe end."))[2:-1] == parts


def test_a_picture_in_the_line_stays_in_the_line():
    read = article("# Ferry\n\nIt ![](https://a.example/i.png) sails.\n")
    assert [code.tag for code in read.blocks[1].codes] == ["img"]


def test_html_in_it_is_sanitised():
    read = article(
        '# Ferry\n\n<script>alert(1)</script>\n\n<p onclick="x()">It <b>sails</b>.</p>\n\n'
        "[a](javascript:alert(1)) <img src=x onerror=alert(1)>\n"
    )
    written = repr(read)
    assert "alert" not in " ".join(text for _, text in told(read)).replace("javascript:alert(1)", "")
    assert "onclick" not in written
    assert "onerror" not in written
    assert not any(code.tag == "a" for block in read.blocks for code in block.codes)


def test_several_headings_of_the_first_level_leave_one_headline():
    read = article("# Ferry\n\nIt sails.\n\n# Costs\n\n## Fuel\n\nMuch.")
    assert [(b.role, b.tag) for b in read.blocks if b.tag.startswith("h")] == [
        (Role.HEADLINE, "h1"),
        (Role.SUBHEAD, "h2"),
        (Role.SUBHEAD, "h3"),
    ]


def test_what_stands_before_the_text_is_used():
    one = received(
        "---\ntitle: 'Ferry: it''s staying'\n"
        "description: >\n  The council\n  voted.\n"
        'authors:\n  - Anna Berg\n  - "Tom Reed"\n'
        "date: 2026-02-18T09:30:00+01:00\n"
        "lang: en_GB # of the text\n"
        "url: https://harbour.example/ferry\nsource: Harbour Desk\nexternal_id: f/1\n---\n\nIt sails.\n\nDaily."
    )
    assert told(one.article) == [
        (Role.HEADLINE, "Ferry: it's staying"),
        (Role.STANDFIRST, "The council voted."),
        (Role.BYLINE, "Anna Berg, Tom Reed"),
        (Role.PARAGRAPH, "It sails."),
        (Role.PARAGRAPH, "Daily."),
    ]
    assert (one.article.published_at, one.language) == ("2026-02-18T09:30:00+01:00", "en-GB")
    assert (one.article.url, one.article.source_name) == ("https://harbour.example/ferry", "Harbour Desk")
    assert one.orders.external_id == "f/1"
    assert one.article.notes == ()


def test_the_heading_in_the_text_goes_before_the_title_and_nothing_is_doubled():
    read = article(
        "---\ntitle: Another\nauthor: Anna Berg\nsubtitle: It sails.\n---\n# Ferry\n\nBy Anna Berg\n\nIt sails.\n"
    )
    assert told(read) == [(Role.HEADLINE, "Ferry"), (Role.BYLINE, "By Anna Berg"), (Role.PARAGRAPH, "It sails.")]


def test_what_is_not_known_or_not_read_is_said():
    read = article("---\ntitle: Ferry\ntags: [a, b]\nmap: {a: b}\n- stray\n---\nIt sails.")
    assert [(note.code, dict(note.params)) for note in read.notes] == [
        ("unknown-fields", {"names": "tags"}),
        ("front-matter-unread", {"count": "2", "shown": "map: {a: b}"}),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nJust a rule.\n\n---\n\nAnd a text.",
        "---\ntitle: never closed\n\nA text.",
        "Text\n---\ntitle: x\n---\n",
    ],
)
def test_rules_are_no_front_matter(text: str):
    assert split_front_matter(text).rest == text


def test_other_fences_and_line_ends_are_read():
    assert split_front_matter('\ufeff+++\r\ntitle = "Ferry"\r\n+++\r\nText').values == {"title": "Ferry"}
    assert split_front_matter("---\rtitle: Ferry\r...\rText").rest == "Text"


@pytest.mark.parametrize(
    ("written", "moment", "code"),
    [
        ("2026-02-18T09:30:00Z", "2026-02-18T09:30:00+00:00", None),
        ("2026-02-18 09:30:00 +0100", "2026-02-18T09:30:00+01:00", None),
        ("2026-02-18", "2026-02-18T12:00:00+00:00", "date-without-time"),
        ("2026-02-18 09:30", "2026-02-18T09:30:00+00:00", "date-without-offset"),
        ("last Monday", None, "date-unread"),
        ("0001-01-01T00:00:00+20:00", None, "date-unread"),
        ("", None, None),
    ],
)
def test_dates_become_moments_or_notes(written: str, moment: str | None, code: str | None):
    read, notes = read_date(written)
    assert (read, [note.code for note in notes]) == (moment, [code] if code else [])


def test_without_any_heading_a_short_first_line_is_the_headline():
    read = article("Ferry stays\n\nThe council *voted* on Monday.")
    assert read.headline == "Ferry stays"
    assert [note.code for note in read.notes] == ["headline-from-first-line"]


@pytest.mark.parametrize(
    "text",
    [
        "# Ferry stays\n\nIt sails.",
        "Ferry\n\nIt sails on [Monday](https://harbour.example/).",
        "Ferry\n\n![boat](/b.jpg)\n",
        "Ferry\n\n```\ncode\n```\n",
        "a | b\n--- | ---\n1 | 2\n",
        "---\ntitle: Ferry\n---\nIt sails.",
        "Ferry\n=====\n\nIt **sails** daily.",
        "Ferry\n\n- Fuel\n- Crew\n\n> Nobody asked.",
    ],
)
def test_markdown_shows_itself(text: str):
    assert looks_like_markdown(text)
    assert looks_like_markdown(text.replace("\n", "\r\n"))


@pytest.mark.parametrize(
    "text",
    [
        "Ferry stays\n\nThe council voted on Monday.",
        "Ferry stays\n\n- Fuel\n- Crew\n",
        "Ferry stays\n\n* * *\n\nThe end.\n\n# # #\n",
        "#ferry #harbour\n\nIt sails.",
        "Ferry [sic] stays (until 2030)\n\nIt sails.",
        "Ferry stays\n------------\nIt sails.",
        "5 * 3 * 2 = 30 and a_b_c",
        "---\n\nA rule before the text.",
    ],
)
def test_plain_text_stays_plain_text(text: str):
    assert not looks_like_markdown(text)


def test_a_file_that_shows_it_is_read_as_markdown():
    (one,) = read_all(b"# Ferry stays\n\nIt **sails**.")
    assert told(one.article) == [(Role.HEADLINE, "Ferry stays"), (Role.PARAGRAPH, "It sails.")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("word " * 210_000, "too-many-chars"),
        ("word\n" * 20_100, "too-many-lines"),
        ("# Ferry\n\n" + "[" * 50_000, "too-many-marks"),
        ("# Ferry\n\n" + "![" * 25_000, "too-many-marks"),
        ("# Ferry\n\n" + "- a\n" * 10_050, "too-many-blocks"),
    ],
)
def test_too_much_is_refused_by_name(text: str, reason: str):
    with pytest.raises(InputTooLargeError) as caught:
        article(text)
    assert caught.value.details["reason"] == reason


@pytest.mark.parametrize("piece", ["> ", "- ", "* ", "[", "![", "*a **b ", "<div>", "`", "1. "])
def test_nonsense_is_an_article_or_a_sentence(piece: str):
    try:
        article(piece * 3_000)
    except InvalidInputError as error:
        assert error.message  # noqa: PT017 - either outcome is right


@given(st.lists(prose, min_size=1, max_size=6))
@settings(max_examples=40)
def test_no_letter_of_a_text_is_lost(lines: list[str]):
    read = article("# A headline\n\n" + "\n\n".join(lines))
    letters = [character for text in ["A headline", *lines] for character in text if character.isalnum()]
    found = [character for _, text in told(read) for character in text if character.isalnum()]
    assert found == letters


@given(st.text(alphabet="ab-:[]'\"#|> \n\t{}&*!,=+\\", max_size=80))
@settings(max_examples=150)
def test_front_matter_of_any_kind_is_read_or_left_alone(inside: str):
    read = split_front_matter(f"---\n{inside}\n---\ntext")
    assert read.rest.endswith("text")
    assert all(isinstance(value, str | tuple) for value in read.values.values())
