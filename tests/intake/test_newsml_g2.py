"""NewsML-G2 items and messages come in whole, or are refused by name."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from localize.article import Article, Block, Role
from localize.errors import InvalidInputError
from localize.intake.received import Received
from localize.intake.sniff import read_all
from tests.intake.hostile import nitf
from tests.intake.wire_samples import MESSAGE, NEWSML, PICTURE, XHTML, news_item

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "formats" / "newsml-g2"
PLAIN = '<inlineData contenttype="text/plain">The council voted.</inlineData>'


def read(document: str, *, form: str | None = "newsml-g2") -> Received:
    (received,) = read_all(document.encode(), format=form)
    return received


def of(article: Article, *roles: Role) -> list[str]:
    return [block.text.plain for block in article.blocks if block.role in roles]


def blocks(article: Article, role: Role) -> list[Block]:
    return [block for block in article.blocks if block.role is role]


def notes(received: Received) -> dict[str, str]:
    return {note.code: note.message for note in received.article.notes}


@pytest.mark.parametrize("form", ["newsml-g2", None])
def test_an_item_comes_in_whole(form: str | None):
    received = read(NEWSML, form=form)
    article = received.article
    assert article.headline == "Harbour Town keeps its ferry"
    assert of(article, Role.STANDFIRST) == ["The fare rises", "A vote of 9 to 6 ends a long dispute."]
    assert of(article, Role.BYLINE) == ["Ida Moen"]
    assert of(article, Role.DATELINE) == ["HARBOUR TOWN, March 3 (Fjord Wire) —"]
    assert of(article, Role.LIST_ITEM) == ["The boat stays until 2030.", "The fare rises to 4.50 crowns."]
    assert of(article, Role.NOTICE) == ["© 2026 Fjord Wire"]
    assert of(article, Role.TEASER_TITLE) == ["The last lighthouse keeper"]
    assert (article.source_name, article.published_at) == ("Fjord Wire", "2026-03-03T17:00:00+01:00")
    assert received.language == "en"
    assert received.orders.external_id == "urn:fjord:2026:20"
    assert received.orders.embargo == datetime(2026, 3, 4, 6, 0, tzinfo=UTC)
    assert notes(received)["editors-note"] == "Note to editors: Updates with the vote."


def test_a_message_is_an_article_for_each_text_in_order():
    received = read_all(MESSAGE.encode())
    assert [one.article.headline for one in received] == ["Harbour Town keeps its ferry", "Snow"]
    assert [one.orders.external_id for one in received] == ["urn:fjord:2026:21", "urn:fjord:2026:22"]
    assert "Clip" in notes(received[0])["other-items-left-out"]


def test_pictures_go_with_the_text_that_stands_in_a_package_with_them():
    first, second = read_all(MESSAGE.encode())
    assert blocks(first.article, Role.PICTURE) == []
    (picture,) = blocks(second.article, Role.PICTURE)
    assert picture.data["src"] == "https://cdn.example/b.jpg"
    assert of(second.article, Role.CAPTION, Role.ALT_TEXT) == ["Ferry at the old pier", "The ferry leaves the pier."]
    assert "Coast Pictures" in of(second.article, Role.CREDIT)[0]


def test_a_picture_goes_with_the_text_that_links_to_it_or_is_the_only_one():
    link = '<link rel="irel:seeAlso" residref="urn:fjord:picture:1"/>'
    linking = news_item("urn:1", PLAIN, headline="One", more=link)
    other = news_item("urn:2", PLAIN, headline="Two")
    one, two = read_all(f"<newsMessage>{other}{PICTURE}{linking}</newsMessage>".encode())
    assert (blocks(one.article, Role.PICTURE), len(blocks(two.article, Role.PICTURE))) == ([], 1)
    (alone,) = read_all(f"<newsMessage>{other}{PICTURE}</newsMessage>".encode())
    assert len(blocks(alone.article, Role.PICTURE)) == 1
    first, _ = read_all(f"<newsMessage>{other}{linking.replace(link, '')}{PICTURE}</newsMessage>".encode())
    assert "Ferry at the old pier" in notes(first)["other-items-left-out"]


def test_xhtml_is_taken_before_nitf_and_nitf_before_text():
    inner = nitf("<p>As <b>NITF</b> it is.</p>").decode().partition("?>")[2]
    as_nitf = f'<inlineXML contenttype="application/nitf+xml">{inner}</inlineXML>'
    assert of(read(news_item("u", PLAIN + as_nitf, headline="H")).article, Role.PARAGRAPH) == ["As NITF it is."]
    chosen = read(news_item("u", PLAIN + as_nitf + XHTML, headline="H")).article
    assert of(chosen, Role.PARAGRAPH)[0] == "The council voted on Tuesday to keep the ferry."
    empty = '<inlineXML contenttype="application/xhtml+xml"><html><body/></html></inlineXML>'
    assert of(read(news_item("u", empty + PLAIN, headline="H")).article, Role.PARAGRAPH) == ["The council voted."]


def test_html_that_calls_itself_text_is_html():
    content = (
        '<inlineData contenttype="text/plain"><![CDATA[<p>The <b>council</b> voted.</p><p>It stays.</p>]]></inlineData>'
    )
    assert of(read(news_item("u", content, headline="H")).article, Role.PARAGRAPH) == [
        "The council voted.",
        "It stays.",
    ]
    lines = "<inlineData>(Fjord) - The council voted on Tuesday to\nkeep the ferry for now.\n   It stays until 2030.\n</inlineData>"
    assert of(read(news_item("u", lines, headline="H")).article, Role.PARAGRAPH)[1:] == ["It stays until 2030."]


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (PICTURE, "is-picture"),
        (news_item("u", '<remoteContent contenttype="video/mp4" href="x"/>', kind="video"), "is-video"),
        ("<packageItem><groupSet><group/></groupSet></packageItem>", "is-package"),
        ("<conceptItem><concept/></conceptItem>", "is-concept"),
        ("<knowledgeItem><conceptSet/></knowledgeItem>", "is-concept"),
        ("<planningItem><newsCoverageSet/></planningItem>", "is-planning"),
        ("<NewsML><NewsItem/></NewsML>", "newsml-1"),
        ("<rss><channel/></rss>", "wrong-root"),
        (news_item("u", "<inlineXML><sports-content/></inlineXML>", headline="H"), "content-unread"),
        (
            news_item("u", '<remoteContent contenttype="text/html" href="https://a.example/x"/>', headline="H"),
            "text-elsewhere",
        ),
        (NEWSML.replace("stat:usable", "stat:canceled"), "item-canceled"),
        (NEWSML.replace("stat:usable", "http://cv.iptc.org/newscodes/pubstatusg2/withheld"), "item-withheld"),
        (NEWSML.replace("2026-03-04T06:00:00Z", "soon"), "embargo-unreadable"),
        (f"<newsMessage>{PICTURE}{PICTURE}</newsMessage>", "no-item-read"),
        (news_item("u", ""), "no-text"),
    ],
)
def test_what_is_no_article_is_refused_by_name(document: str, reason: str):
    with pytest.raises(InvalidInputError) as caught:
        read(document)
    assert caught.value.details["reason"] == reason


def test_an_empty_embargo_means_until_further_notice():
    received = read(NEWSML.replace("2026-03-04T06:00:00Z", ""))
    assert received.orders.embargo is None
    assert "embargo-open" in notes(received)


def test_headlines_of_other_languages_are_named():
    more = '<headline xml:lang="de">Hafenstadt behält Fähre</headline>'
    received = read(news_item("u", PLAIN, headline="Ferry stays", about=more))
    assert received.article.headline == "Ferry stays"
    assert "Hafenstadt" in notes(received)["bodies-left-out"]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared examples of NewsML-G2 are not on this machine")
def test_the_examples_of_iptc_and_agencies_come_in_or_say_why_not():
    read_ones = set()
    for path in sorted([*SHARED.glob("agency-fixtures/*"), *SHARED.glob("iptc-listings/*")]):
        try:
            received = read_all(path.read_bytes())
        except InvalidInputError as error:
            assert error.details["reason"], path  # noqa: PT017 - either outcome is right
        else:
            read_ones.add(path.parent.name + str(len(received)))
            assert all(one.article.headline for one in received), path
    assert read_ones == {"agency-fixtures1", "agency-fixtures3", "iptc-listings1"}
