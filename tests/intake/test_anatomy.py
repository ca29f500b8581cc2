"""The parts of a page are told apart, in text and in HTML alike."""

from pathlib import Path

import pytest

from localize.article import Article, Role
from localize.intake.sniff import read
from tests.intake.sample import HTML, PARTS, TEXT

SHARED = Path(__file__).resolve().parents[3] / "shared" / "samples" / "000_2204dbddb301c9ee.txt"


def text(source: str, *, known: tuple[str, ...] = ()) -> Article:
    return read(source.encode(), format="text", known_notices=known)


def html(source: str, *, known: tuple[str, ...] = ()) -> Article:
    return read(source.encode(), format="html", known_notices=known)


def roles(article: Article) -> list[str]:
    return [block.role.value for block in article.blocks]


def by_role(article: Article, role: Role) -> list[str]:
    return [block.text.plain for block in article.blocks if block.role is role]


BODY = "The first paragraph tells what happened on Tuesday in the town.\n\nThe second one tells a little more about it."


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_sample_page_parses_to_exactly_its_parts(mark: str, end: str):
    article = text(mark + TEXT.replace("\n", end))
    assert [(b.role.value, b.text.plain, dict(b.data)) for b in article.blocks] == list(PARTS)
    assert [b.key for b in article.blocks] == [f"b{n}" for n in range(1, len(PARTS) + 1)]
    assert article.notes == ()


def test_the_sample_page_as_html_gives_the_same_roles():
    article = html(HTML)
    expected = [role for role, _, _ in PARTS]
    expected.insert(expected.index("alt_text"), "picture")
    for at in [index for index, role in enumerate(expected) if role == "teaser_alt"][::-1]:
        expected.insert(at, "picture")
    assert roles(article) == expected
    shown = [(b.role.value, b.text.plain) for b in article.blocks if b.role is not Role.PICTURE]
    wanted = [(role, "Русский Deutsch" if role == "language_switch" else words) for role, words, _ in PARTS]
    assert shown == wanted
    assert [note.code for note in article.notes] == ["furniture-left-out"]


def test_links_and_addresses_of_the_html_page_are_kept():
    blocks = html(HTML).blocks
    data = {b.role: b.data for b in reversed(blocks)}
    assert data[Role.SOURCE_LINK] == {"url": "https://wire.example/ferry"}
    assert data[Role.TEASER_TITLE] == {"group": "1", "url": "/lamp"}
    assert data[Role.PICTURE] == {"src": "https://cdn.example/ferry.jpg"}
    credit = next(b for b in blocks if b.role is Role.CREDIT)
    assert credit.text.dumps() == "<1>Photograph:</1> Piet de Vries/Coast Pictures via Northern Wire"
    assert credit.data["via"] == "Northern Wire"


@pytest.mark.skipif(not SHARED.exists(), reason="the shared sample page is not on this machine")
def test_the_shared_sample_parses_to_its_parts():
    article = text(SHARED.read_text(encoding="utf-8"))
    body = ["paragraph"] * 2 + ["quotation", "paragraph"]
    assert roles(article) == [
        *("edition_date", "navigation", "language_switch", "headline", "reading_time", "alt_text", "caption", "credit"),
        *("subhead", *body, "subhead", *["paragraph"] * 3, "subhead", *["paragraph"] * 3, "subhead"),
        *["paragraph"] * 2,
        *("subhead", *["paragraph"] * 3, "subhead", *["paragraph"] * 2),
        *("notice", "source_link", "notice", "teaser_heading"),
        *["teaser_alt", "teaser_title", "teaser_summary"] * 2,
    ]
    data = {b.role: dict(b.data) for b in article.blocks}
    assert data[Role.EDITION_DATE] == {"date": "2026-02-18"}
    assert data[Role.LANGUAGE_SWITCH] == {"locales": "ru,de"}
    assert data[Role.CREDIT] == {
        "label": "Photograph",
        "names": "Harold Cunningham/AFP/Getty Images",
        "via": "Bloomberg",
    }
    assert by_role(article, Role.ALT_TEXT) == ["Rustem Umerov"]
    assert by_role(article, Role.CAPTION)[0].endswith("on February 17.")
    assert by_role(article, Role.TEASER_ALT) == ["in Odessa", "WhatsApp in Russia"]
    lines = [line for line in SHARED.read_text(encoding="utf-8").splitlines() if line.strip()]
    joined = " ".join(b.text.plain for b in article.blocks)
    assert joined.split() == " ".join(lines).split()


def test_a_single_line_is_a_headline():
    assert roles(text("Ferry stays")) == ["headline"]
    assert roles(text("Search")) == ["headline"]


def test_a_text_without_furniture_is_headline_and_paragraphs():
    assert roles(text("Ferry Stays Until 2030\n\n" + BODY)) == ["headline", "paragraph", "paragraph"]


def test_a_text_that_begins_with_a_paragraph_has_no_headline_and_says_so():
    article = text("A long first paragraph that nobody would take for a headline, as it has a full stop at its end, "
                   "and goes on for more than one hundred characters.\n\n" + BODY)  # fmt: skip
    assert roles(article) == ["paragraph"] * 3
    assert [note.code for note in article.notes] == ["no-headline"]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("By Jane Doe", "byline"),
        ("By Jane van der Berg and Mary O’Neil, Northern Wire", "byline"),
        ("5 min read", "reading_time"),
        ("Min read", "reading_time"),
        ("Reading time: 3 minutes", "reading_time"),
        ("Updated: 3 March 2026, 14:05", "edition_date"),
        ("Русский | Deutsch", "language_switch"),
        ("GENEVA, Feb 18 (Reuters)", "dateline"),
        ("Share", "navigation"),
    ],
)
def test_lines_between_headline_and_text(line: str, role: str):
    expected = ["headline", role, "paragraph", "paragraph"]
    assert roles(text(f"Ferry Stays Until 2030\n\n{line}\n\n{BODY}")) == expected
    pieces = "".join(f"<p>{p}</p>" for p in [line, *BODY.split("\n\n")])
    assert roles(html(f"<h1>Ferry Stays</h1>{pieces}")) == expected


@pytest.mark.parametrize(
    "line",
    ["The town is by far the largest.", "By the end of the week, nothing was left.", "It takes 5 minutes to read."],
)
def test_sentences_that_only_begin_like_furniture_are_paragraphs(line: str):
    assert roles(text(f"Ferry Stays Until 2030\n\n{line}\n\n{BODY}")) == ["headline", *["paragraph"] * 3]


def test_a_dateline_before_the_first_paragraph_is_a_block_of_its_own():
    article = text("Talks Resume\n\nGENEVA, Feb 18 (Reuters) — The talks began on Tuesday.\n\n" + BODY)
    assert roles(article)[:3] == ["headline", "dateline", "paragraph"]
    assert article.blocks[1].text.plain == "GENEVA, Feb 18 (Reuters) —"
    assert article.blocks[2].text.plain == "The talks began on Tuesday."


@pytest.mark.parametrize(
    ("credit", "names"),
    [
        ("Photo: Piet de Vries", "Piet de Vries"),
        ("Image: Coast Pictures", "Coast Pictures"),
        ("Picture: Coast Pictures", "Coast Pictures"),
        ("(Photo by Piet de Vries/Coast Pictures)", "Piet de Vries/Coast Pictures"),
        ("(AP Photo/Piet de Vries)", "AP Photo/Piet de Vries"),
        ("© Coast Pictures", "Coast Pictures"),
        ("Courtesy of Harbour Town", "Harbour Town"),
    ],
)
def test_captions_with_credits(credit: str, names: str):
    caption = "The ferry at the old pier on Monday."
    article = text(f"Ferry Stays Until 2030\n\nA ferry\n{caption} {credit}\n\n{BODY}")
    assert roles(article) == ["headline", "alt_text", "caption", "credit", "paragraph", "paragraph"]
    assert by_role(article, Role.CAPTION) == [caption]
    assert next(b for b in article.blocks if b.role is Role.CREDIT).data["names"] == names
    below = text(f"Ferry Stays Until 2030\n\nA ferry\n{caption}\n{credit}\n\n{BODY}")
    assert roles(below) == roles(article)
    figure = html(f"<h1>F</h1><figure><img src=/a.jpg><figcaption>{caption} {credit}</figcaption></figure><p>Text.")
    assert roles(figure) == ["headline", "picture", "caption", "credit", "paragraph"]


@pytest.mark.parametrize(
    ("paragraph", "role"),
    [
        ("“We will stay here as long as it takes,” she said.", "quotation"),
        ('"We will stay here as long as it takes," she said.', "quotation"),
        ("'It's what we wanted and we don't regret it,' she said.", "quotation"),
        ("‘It’s what we wanted and we don’t regret it,’ she said.", "quotation"),
        ("“We will stay. And the next paragraph goes on with it.", "quotation"),
        ("“Progress” was the word that everybody at the table used on Tuesday evening.", "paragraph"),
        ("'Tis the season in which the ferry does not run at all.", "paragraph"),
        ("She said that “we will stay here as long as it takes”.", "paragraph"),
    ],
)
def test_direct_quotations(paragraph: str, role: str):
    assert roles(text(f"Ferry Stays\n\n{BODY}\n\n{paragraph}\n\n{BODY}"))[3] == role
    assert roles(html(f"<h1>Ferry</h1><p>{paragraph}</p>"))[1] == role


def test_subheads_stand_between_paragraphs_and_have_no_full_stop():
    source = "Ferry Stays\n\n{}\n\nWhat Comes Next\n\n{}\n\nNobody knows.\n\n{}\n\nThe End"
    article = text(source.format(BODY, BODY, BODY))
    assert by_role(article, Role.SUBHEAD) == ["What Comes Next"]


@pytest.mark.parametrize("heading", ["Read more", "Related", "Don’t miss", "See also:", "You may also like"])
def test_teaser_headings(heading: str):
    article = text(f"Ferry Stays\n\n{BODY}\n\n{heading}\n\nFirst Title\n\nSecond Title")
    assert roles(article)[3:] == ["teaser_heading", "teaser_title", "teaser_title"]
    assert [b.data["group"] for b in article.blocks[4:]] == ["1", "2"]
    in_box = (
        f"<h1>F</h1><p>One.</p><aside><p>{heading}</p><ul><li><a href=/a>Other Title</a></ul></aside><p>Two goes on."
    )
    assert roles(html(in_box)) == ["headline", "paragraph", "teaser_heading", "teaser_title", "paragraph"]


def test_rules_between_teasers_are_no_teasers():
    article = html("<h1>F</h1><p>One.</p><h2>Related</h2><hr><h3>Other Title</h3><p>Its summary.</p><hr>")
    assert roles(article)[2:] == ["teaser_heading", "teaser_title", "teaser_summary"]


def test_text_that_goes_on_after_a_teaser_is_text_again():
    article = text(f"Ferry Stays\n\n{BODY}\n\nRead more\n\nOther Title\n\nIts summary ends here.\n\n{BODY}")
    assert roles(article)[3:] == ["teaser_heading", "teaser_title", "teaser_summary", "paragraph", "paragraph"]


def test_known_notices_are_recognised_whatever_their_typography():
    known = ("Written for {publisher}'s readers, with love.",)
    line = "Written  for Coast Pictures’s readers, with love."
    assert roles(text(f"Ferry Stays\n\n{BODY}\n\n{line}", known=known))[-1] == "notice"
    assert roles(text(f"Ferry Stays\n\n{BODY}\n\n{line}"))[-1] == "paragraph"


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("© 2026 Coast Pictures. All rights reserved.", "notice"),
        ("All rights reserved.", "notice"),
        ("Originally published by Northern Wire", "source_link"),
        ("Source: Northern Wire", "source_link"),
        ("Read the original article on Northern Wire", "source_link"),
        ("All rights groups in the country condemned the decision.", "paragraph"),
        ("The original plan was to stop the ferry in 2027.", "paragraph"),
    ],
)
def test_notices_and_what_only_looks_like_one(line: str, role: str):
    assert roles(text(f"Ferry Stays\n\n{BODY}\n\n{line}\n\n{BODY}"))[3] == role


def test_hard_wrapped_lines_are_put_together_again():
    wrapped = (
        "Ferry Stays Until 2030\n\nThe council of Harbour Town voted 9 to 6 to keep the ferry running\n"
        "until 2030. The decision ends a dispute that began in November and\ndivided the town.\n\n" + BODY
    )
    article = text(wrapped)
    assert roles(article) == ["headline", *["paragraph"] * 3]
    assert "running until 2030. The" in article.blocks[1].text.plain


def test_what_stands_before_the_top_heading_is_left_out_with_a_note():
    article = html("<p>Politics</p><h1>Ferry Stays</h1><p>Text that says more.</p>")
    assert roles(article) == ["headline", "paragraph"]
    assert "Politics" in article.notes[0].message


def test_hints_of_class_names_are_read_and_forgotten():
    article = html(
        '<h1>Ferry</h1><p class="standfirst">What it means.</p><div class="byline">Jane Doe</div><p>Text that says more.'
    )
    assert roles(article) == ["headline", "standfirst", "byline", "paragraph"]


def test_a_page_without_top_heading_takes_its_title():
    article = html("<title>Ferry Stays | Our Site</title><p>Text that says more.</p>")
    assert article.headline == "Ferry Stays"
    assert "headline-from-title" in [note.code for note in article.notes]
