"""NITF comes in whole, or is refused by name."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from localize.article import Article, Block, Role
from localize.edition import Lane
from localize.errors import InvalidInputError
from localize.intake.received import Received
from localize.intake.sniff import read_all
from tests.intake.hostile import nitf
from tests.intake.wire_samples import NITF

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "formats" / "nitf"


def read(data: bytes | str, *, form: str | None = "nitf") -> Received:
    (received,) = read_all(data.encode() if isinstance(data, str) else data, format=form)
    return received


def of(article: Article, *roles: Role) -> list[str]:
    return [block.text.plain for block in article.blocks if block.role in roles]


def blocks(article: Article, role: Role) -> list[Block]:
    return [block for block in article.blocks if block.role is role]


def notes(received: Received) -> dict[str, str]:
    return {note.code: note.message for note in received.article.notes}


@pytest.mark.parametrize("form", ["nitf", None])
def test_a_document_comes_in_whole(form: str | None):
    received = read(NITF, form=form)
    article = received.article
    assert article.headline == "Harbour Town keeps its ferry"
    assert of(article, Role.STANDFIRST) == ["The fare rises", "A vote of 9 to 6 ends a long dispute."]
    assert of(article, Role.BYLINE) == ["By Ida Moen, Fjord Wire"]
    assert of(article, Role.DATELINE) == ["HARBOUR TOWN"]
    assert of(article, Role.SUBHEAD) == ["A narrow vote"]
    assert of(article, Role.LIST_ITEM) == ["The boat stays until 2030.", "The fare rises."]
    assert of(article, Role.TABLE_CELL) == ["Year", "Crossings", "2025", "1,200"]
    assert of(article, Role.QUOTATION)[0] == "We have listened."
    assert of(article, Role.NOTICE, Role.PARAGRAPH)[-1] == "Jan Berg contributed to this report."
    assert (article.source_name, article.url) == ("Fjord Wire Service", "https://wire.example/ferry")
    assert article.published_at == "2026-03-03T17:30:00+01:00"
    assert received.language == "en-GB"


def test_what_names_mean_is_read_for_its_text_and_markup_is_kept():
    article = read(NITF).article
    first, second = blocks(article, Role.PARAGRAPH)[:2]
    assert first.text.plain == "The council of Harbour Town voted to keep the ferry for 1.2 million crowns a year."
    assert second.text.plain == "Mayor Anna Lindqvist called it a relief, as the minutes, all of them, show."
    assert [code.tag for code in second.codes] == ["q", "a", "em"]


def test_a_picture_stands_where_it_stood_with_caption_and_credit():
    article = read(NITF).article
    (picture,) = blocks(article, Role.PICTURE)
    assert picture.data["src"] == "https://cdn.example/ferry.jpg"
    assert of(article, Role.ALT_TEXT, Role.CAPTION) == ["A white boat", "The ferry leaves the old pier."]
    (credit,) = blocks(article, Role.CREDIT)
    assert credit.data["names"] == "Piet de Vries/Coast Pictures"
    assert article.blocks.index(picture) > article.blocks.index(blocks(article, Role.TABLE_CELL)[-1])


def test_orders_and_notes_for_the_desk():
    received = read(NITF)
    assert received.orders.external_id == "fjord-2026-19"
    assert received.orders.embargo == datetime(2026, 3, 4, 6, 0, tzinfo=UTC)
    assert received.orders.lane is Lane.NORMAL
    said = [note.message for note in received.article.notes if note.code == "editors-note"]
    assert said == ["Note to editors: Adds the vote in paragraph 2", "Note to editors: Pictures to follow."]
    assert "ferry.mp4" in notes(received)["embed-left-out"]
    assert "ENDS" not in of(received.article, Role.PARAGRAPH)
    assert "BC-FERRY" not in received.article.headline


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"20260304T060000Z"', '"20260303T173000+0100"', None),  # released when it is issued: no embargo
        ('management-status="usable"', 'management-status="embargoed"', "2026-03-04T06:00:00+00:00"),
    ],
)
def test_a_release_that_is_later_than_the_issue_is_an_embargo(old: str, new: str, expected: str | None):
    embargo = read(NITF.replace(old, new)).orders.embargo
    assert (embargo and embargo.isoformat()) == expected


def test_an_embargo_without_end_is_noted():
    open_end = NITF.replace('management-status="usable"', 'management-status="embargoed"')
    assert "embargo-open" in notes(read(open_end.replace('<date.release norm="20260304T060000Z"/>', "")))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('management-status="usable"', 'management-status="canceled"', "item-canceled"),
        ('management-status="usable"', 'management-status="withheld"', "item-withheld"),
        ('"20260304T060000Z"', '"tomorrow"', "embargo-unreadable"),
        ("<nitf ", "<article ", "wrong-root"),
    ],
)
def test_what_is_no_article_is_refused_by_name(old: str, new: str, reason: str):
    document = NITF.replace(old, new).replace("</nitf>", "</article>" if "article" in new else "</nitf>")
    with pytest.raises(InvalidInputError) as caught:
        read(document)
    assert caught.value.details["reason"] == reason


def test_an_empty_document_is_refused():
    with pytest.raises(InvalidInputError) as caught:
        read(nitf("").replace(b"<hl1>Ferry</hl1>", b""))
    assert caught.value.details["reason"] == "no-text"


def test_without_a_headline_the_title_is_it():
    received = read(
        "<nitf><head><title>Ferry stays</title></head><body><body.content><p>Voted.</p></body.content></body></nitf>"
    )
    assert received.article.headline == "Ferry stays"
    assert "headline-from-item" in notes(received)


def test_lines_and_paragraphs_of_the_wire_are_put_right():
    indented = (
        "<p>(Adds vote)\n    The council voted on Tuesday to keep the\nferry for now.\n    It stays until 2030.</p>"
    )
    assert of(read(nitf(indented)).article, Role.PARAGRAPH) == [
        "(Adds vote)",
        "The council voted on Tuesday to keep the ferry for now.",
        "It stays until 2030.",
    ]
    broken = "<p>   The council of the town voted on Tuesday to keep the old <br />ferry for now, and more.</p>"
    (paragraph,) = blocks(read(nitf(broken)).article, Role.PARAGRAPH)
    assert paragraph.text.plain == "The council of the town voted on Tuesday to keep the old ferry for now, and more."
    assert paragraph.codes == ()
    verse = read(nitf("<p>Roses are red,<br/>violets are blue</p>")).article
    assert [code.tag for code in blocks(verse, Role.PARAGRAPH)[0].codes] == ["br"]
    printed = "<p>\n      The council voted\n      to keep the ferry.\n    </p>"
    assert of(read(nitf(printed)).article, Role.PARAGRAPH) == ["The council voted to keep the ferry."]
    dash = read(nitf("<p>OSLO, Norway (AP) _ The council voted.</p>")).article
    assert of(dash, Role.DATELINE, Role.PARAGRAPH) == ["OSLO, Norway (AP) —", "The council voted."]


def test_running_text_sent_as_pre_is_running_text_and_columns_stay():
    text = "<pre>The council voted on Tuesday.\n\nIt will keep the ferry.\n</pre>"
    assert of(read(nitf(text)).article, Role.PARAGRAPH) == ["The council voted on Tuesday.", "It will keep the ferry."]
    table = "<p>Results:</p><pre>Oslo      3   1\nBergen    2   2\nMolde     0   4\n</pre>"
    assert len(blocks(read(nitf(table)).article, Role.PREFORMATTED)) == 1


def test_what_was_escaped_twice_reads_right_and_embed_code_is_left_out():
    received = read(
        nitf('<p>He said &amp;quot;no&amp;quot; at A&amp;B &lt; C.</p><p>&lt;script src="x"&gt;&lt;/script&gt;</p>')
    )
    assert of(received.article, Role.PARAGRAPH) == ['He said "no" at A&B < C.']
    assert "<script" in notes(received)["embed-left-out"]


@pytest.mark.parametrize("name", ["nitf", "n:nitf"])
def test_namespaces_do_not_matter(name: str):
    declared = 'xmlns="http://iptc.org/std/NITF/2006-10-18/" xmlns:n="urn:n"'
    document = nitf("<p>Voted.</p>").decode().replace("<nitf>", f"<{name} {declared}>").replace("</nitf>", f"</{name}>")
    assert read(document, form=None).article.headline == "Ferry"
    assert (
        read("<x:nitf>" + document.partition("<nitf")[2].partition(">")[2].replace("</nitf>", "</x:nitf>"))
        if name == "nitf"
        else True
    )


def test_several_documents_in_an_envelope_are_several_articles():
    one = nitf("<p>Voted.</p>").decode().partition("?>")[2]
    received = read_all(f"<batch>{one}{one.replace('Ferry', 'Snow')}</batch>".encode(), format="nitf")
    assert [r.article.headline for r in received] == ["Ferry", "Snow"]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared examples of NITF are not on this machine")
def test_the_examples_of_agencies_come_in_with_headline_and_text():
    for path in sorted(SHARED.glob("*.xml")):
        (received,) = read_all(path.read_bytes())
        assert received.article.headline, path
        assert of(received.article, Role.PARAGRAPH), path
        assert received.article.published_at, path
