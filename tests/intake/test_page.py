"""A page as served comes in whole: the article in its roles, and nothing of what stands around it."""

import re

import pytest

from localize.article import Article, Role
from localize.exchange.catalogue import Catalogue
from localize.intake import page_extract
from localize.intake.sniff import read_all
from localize.release.page import render_page
from tests.intake.page_sample import HEAD, PAGE, PARAGRAPHS
from tests.release.samples import edition


def page(source: str, url: str | None = None) -> Article:
    return read_all(source.encode(), format="html", url=url)[0].article


def shown(article: Article, *roles: Role) -> list[str]:
    return [block.text.plain for block in article.blocks if block.role in roles]


def plain(html: str) -> str:
    return re.sub(r"<[^>]*>", "", html)


@pytest.fixture(scope="module")
def article() -> Article:
    return page(PAGE)


def test_every_part_stands_in_its_role_and_order(article: Article):
    assert [block.role.value for block in article.blocks] == [
        *("headline", "standfirst", "byline", "picture", "alt_text", "caption", "credit"),
        *("dateline", "paragraph", "quotation", "subhead", "paragraph"),
        *("picture", "alt_text", "caption", "credit", "paragraph", "list_item", "list_item"),
        *["table_cell"] * 4,
        *("quotation", "notice", "teaser_heading", "teaser_title", "teaser_title"),
    ]


def test_the_words_are_kept_and_nothing_else(article: Article):
    assert article.headline == "Harbour Town keeps its last ferry"
    assert shown(article, Role.STANDFIRST) == [
        "After a winter of delays the council settles a dispute that split the town."
    ]
    assert shown(article, Role.BYLINE) == ["By Jane Doe and Piet de Vries"]
    texts = [plain(text) for text in PARAGRAPHS]
    quoted = shown(article, Role.QUOTATION)
    assert [*shown(article, Role.PARAGRAPH), quoted[0]] == [texts[0], texts[2], texts[3], texts[1]]
    everything = " ".join(block.text.plain for block in article.blocks)
    for left_out in (
        "cookies",
        "Facebook",
        "Advertisement",
        "newsletter",
        "Anonymous",
        "Dog swims",
        "All rights",
        "Politics",
    ):
        assert left_out not in everything


def test_pictures_have_address_caption_and_credit(article: Article):
    pictures = [block.data["src"] for block in article.blocks if block.role is Role.PICTURE]
    assert pictures == ["https://cdn.example/ferry.jpg", "/b.jpg"]
    assert shown(article, Role.ALT_TEXT) == ["The ferry at the pier", "A map"]
    assert shown(article, Role.CAPTION) == ["The ferry leaves the old pier on Monday.", "The line since 1921"]
    assert shown(article, Role.CREDIT) == ["Jane Doe / Reuters", "Coast Pictures"]


def test_links_and_emphasis_stay(article: Article):
    written = [block.text.dumps() for block in article.blocks]
    assert plain(PARAGRAPHS[1]).replace("Anna Lindqvist", "<1>Anna Lindqvist</1>") in written
    cost = next(block for block in article.blocks if "doubled" in block.text.plain)
    assert dict(cost.codes[0].attrs) == {"href": "/2026/cost"}


def test_the_dateline_says_what_rules_need(article: Article):
    data = next(block.data for block in article.blocks if block.role is Role.DATELINE)
    assert data == {"place": "HARBOUR TOWN", "date": "--03-03", "agency": "Northern Wire", "dash": "—"}


def test_teasers_keep_their_links(article: Article):
    titles = [(b.text.plain, b.data["url"]) for b in article.blocks if b.role is Role.TEASER_TITLE]
    assert titles == [("The last lighthouse keeper of the bay", "/lamp"), ("Harbour Town buys a snowplough", "/snow")]


def test_the_head_of_the_page_is_read(article: Article):
    assert article.url == "https://courier.example/2026/ferry"
    assert article.source_name == "The Coast Courier"
    assert article.published_at == "2026-03-03T18:05:00+01:00"
    assert read_all(PAGE.encode(), format="html")[0].language == "en-GB"


def test_what_was_left_out_is_listed_once(article: Article):
    notes = {note.code: note.message for note in article.notes}
    assert sorted(notes) == ["embed-left-out", "furniture-left-out"]
    assert len(article.notes) == 2
    assert "https://video.example/ferry" in notes["embed-left-out"]
    assert "All the news of the coast" in notes["furniture-left-out"]


def test_our_own_rules_find_the_article_without_the_library(article: Article, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(page_extract, "MAX_CHARS", 0)
    assert page(PAGE).blocks == article.blocks


@pytest.mark.parametrize("failure", [ValueError("bad"), RecursionError()])
def test_the_library_may_fail(article: Article, monkeypatch: pytest.MonkeyPatch, failure: Exception):
    def stumble(*_: object, **__: object) -> str:
        raise failure

    monkeypatch.setattr(page_extract, "extract", stumble)
    assert page(PAGE).blocks == article.blocks


def test_a_page_without_top_heading_takes_its_title():
    article = page(PAGE.replace("<h1>Harbour Town keeps its last ferry</h1>", ""))
    assert article.headline == "Harbour Town keeps its last ferry"
    assert "headline-from-title" in [note.code for note in article.notes]
    assert article.blocks[0].role is Role.HEADLINE


def test_the_heading_that_says_the_title_is_the_headline():
    source = PAGE.replace("<h1>Harbour Town keeps its last ferry</h1>", "<h2>Harbour Town keeps its last ferry</h2>")
    article = page(source.replace("<nav>", "<h1>The Coast Courier for all the coast</h1><nav>"))
    assert article.headline == "Harbour Town keeps its last ferry"
    assert "headline-from-title" not in [note.code for note in article.notes]


def test_byline_and_picture_come_from_the_head_when_the_text_has_none():
    head = HEAD.replace(
        "<style>",
        '<meta property="og:image" content="/lead.jpg"><meta property="og:image:alt" content="A pier"><style>',
    )
    source = PAGE.replace(HEAD, head).replace('<div class="byline">', '<div hidden class="x">')
    source = re.sub(
        r'<div class="wp-caption">.*?</div>', "", re.sub(r"<figure>.*?</figure>", "", source), flags=re.DOTALL
    )
    article = page(source.replace("By <a", "<a"), url="https://courier.example/x")
    assert shown(article, Role.BYLINE) == ["By Jane Doe and Piet de Vries"]
    lead = [
        (b.role.value, b.text.plain, b.data.get("src"))
        for b in article.blocks
        if b.role in {Role.PICTURE, Role.ALT_TEXT}
    ]
    assert lead == [("picture", "", "https://courier.example/lead.jpg"), ("alt_text", "A pier", None)]


def test_a_page_laid_out_with_tables_gives_paragraphs():
    source = PAGE.replace("<main>", "<table><tr><td><ul><li>").replace("</main>", "</ul></table>")
    article = page(source)
    assert [plain(PARAGRAPHS[0]), plain(PARAGRAPHS[2]), plain(PARAGRAPHS[3])] == shown(article, Role.PARAGRAPH)
    paragraph = next(block for block in article.blocks if block.role is Role.PARAGRAPH)
    assert (paragraph.tag, paragraph.wrap) == ("p", ())
    assert len(shown(article, Role.TABLE_CELL)) == 4


def test_top_stories_below_the_text_are_no_part_of_it():
    stories = "".join(
        f'<p><a href="/s/{n}">Another story of the coast, number {n}</a></p><p>It tells of what happened there on day {n}, at length.</p>'
        for n in range(4)
    )
    article = page(PAGE.replace("<p>Reporting by", f"<h4>Top stories</h4>{stories}<p>Reporting by"))
    assert "day 2" not in " ".join(block.text.plain for block in article.blocks)
    assert shown(article, Role.NOTICE) == ["Reporting by Jane Doe; editing by Piet de Vries"]


def test_a_small_page_is_read_as_it_stands():
    article = page(
        "<html><body><h1>Ferry Stays</h1><p>The council voted.</p><p>Share this with friends at sea.</p></body></html>"
    )
    assert [block.role.value for block in article.blocks] == ["headline", "paragraph", "paragraph"]
    assert article.notes == ()


def test_a_page_without_any_text_is_still_read():
    source = (
        "<html><body><nav>" + "<a href=/x>Section of news</a><br>" * 20 + "</nav><h1>Live: the vote</h1></body></html>"
    )
    assert page(source).headline == "Live: the vote"


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_pages_that_we_write_ourselves_are_read_as_they_stand(locale: str):
    written = render_page(edition(locale=locale), Catalogue.load(locale))
    whole, fragment = page(written), page(written[written.index("<h1>") : written.index("</article>")])
    texts = [block.text.plain for block in whole.blocks]
    for block in fragment.blocks:
        assert block.text.plain in texts
    assert whole.published_at == "2026-11-23T13:10:00+00:00"
