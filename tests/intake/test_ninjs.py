"""ninjs of every version comes in whole, or is refused by name."""

import copy
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from localize.article import Article, Block, Role
from localize.edition import Lane
from localize.errors import InvalidInputError
from localize.intake.ninjs import find_items, is_ninjs, read_ninjs_document
from localize.intake.received import Received
from localize.intake.sniff import read_all
from localize.release.ninjs import to_ninjs
from tests.intake.wire_samples import NINJS_1, NINJS_3
from tests.release.samples import edition

SUITE = Path(__file__).resolve().parents[3] / "shared" / "data" / "formats" / "ninjs"


def read(document: Any, *, form: str | None = "ninjs") -> Received:
    (received,) = read_all(json.dumps(document).encode(), format=form)
    return received


def text(**members: object) -> dict[str, object]:
    return {"uri": "urn:x", "type": "text", "headline": "Ferry stays", "body_text": "The council voted.", **members}


def of(article: Article, *roles: Role) -> list[str]:
    return [block.text.plain for block in article.blocks if block.role in roles]


def blocks(article: Article, role: Role) -> list[Block]:
    return [block for block in article.blocks if block.role is role]


def notes(received: Received) -> dict[str, str]:
    return {note.code: note.message for note in received.article.notes}


@pytest.mark.parametrize("form", ["ninjs", "json", None])
def test_a_document_of_version_1_comes_in_whole(form: str | None):
    received = read(NINJS_1, form=form)
    article = received.article
    assert article.headline == "Harbour Town keeps its ferry"
    assert of(article, Role.STANDFIRST) == ["A vote of 9 to 6 ends a long dispute."]
    assert of(article, Role.BYLINE) == ["By Ida Moen"]
    assert of(article, Role.DATELINE) == ["HARBOUR TOWN, March 3 (Fjord Wire) —"]
    assert of(article, Role.LIST_ITEM) == ["The boat stays until 2030.", "The fare rises to 4.50 crowns."]
    assert of(article, Role.TABLE_CELL) == ["Year", "Crossings", "2025", "1,200"]
    assert of(article, Role.NOTICE) == ["© 2026 Fjord Wire. All rights reserved."]
    assert [code.tag for code in blocks(article, Role.PARAGRAPH)[1].codes] == ["em", "a"]
    assert article.source_name == "Fjord Wire"
    assert article.published_at == "2026-03-03T17:00:00+01:00"
    assert received.language == "en-GB"


def test_what_a_document_says_about_its_handling_becomes_orders():
    orders = read(NINJS_1).orders
    assert orders.external_id == "urn:fjord:2026:17"
    assert orders.embargo == datetime(2026, 3, 4, 6, 0, tzinfo=UTC)
    assert orders.lane is Lane.BREAKING
    assert read(text(urgency=4)).orders.lane is Lane.NORMAL
    assert read(text()).orders.lane is None


def test_pictures_come_with_caption_and_credit_the_lead_one_first():
    article = read(NINJS_1).article
    assert [b.data["src"] for b in blocks(article, Role.PICTURE)] == [
        "https://cdn.example/b.jpg",
        "https://cdn.example/pier.jpg",
    ]
    assert of(article, Role.CAPTION) == ["The ferry leaves the old pier on March 2.", "The pier in winter."]
    assert of(article, Role.ALT_TEXT) == ["Ferry at the old pier"]
    assert [b.data["names"] for b in blocks(article, Role.CREDIT)] == ["Piet de Vries/Coast Pictures"]
    first = article.blocks.index(blocks(article, Role.PICTURE)[0])
    assert article.blocks[first].wrap == article.blocks[first + 1].wrap
    assert article.blocks[first].wrap[0] != blocks(article, Role.PICTURE)[1].wrap[0]


def test_texts_beside_it_are_teasers_and_other_media_are_named():
    received = read(NINJS_1)
    (teaser,) = blocks(received.article, Role.TEASER_TITLE)
    assert teaser.text.plain == "The last lighthouse keeper"
    assert teaser.data["external_id"] == "urn:fjord:2026:9"
    assert of(received.article, Role.TEASER_SUMMARY) == ["Ninety years in one family."]
    assert "The ferry in the storm" in notes(received)["embed-left-out"]


def test_what_is_for_the_desk_is_a_note_and_no_text():
    received = read(NINJS_1)
    assert notes(received)["editors-note"] == "Note to editors: Updates with the vote."
    assert notes(received)["usage-terms"] == "Usage terms: Not for use in print."
    shown = " ".join(block.text.plain for block in received.article.blocks)
    assert "Updates with" not in shown
    assert "Not for use" not in shown


def test_a_document_of_version_3_comes_in_whole():
    received = read(NINJS_3)
    article = received.article
    assert article.headline == "Harbour Town keeps its ferry"
    assert of(article, Role.STANDFIRST) == ["The fare rises", "A vote of 9 to 6 ends a long dispute."]
    assert of(article, Role.CAPTION, Role.ALT_TEXT) == ["A white boat", "The ferry leaves the old pier."]
    assert of(article, Role.SUBHEAD) == ["A narrow vote", "The ferry"]
    assert of(article, Role.PARAGRAPH)[-1].startswith("Built in 1961")
    assert (article.source_name, article.url) == ("Fjord Wire", "https://wire.example/ferry")
    assert article.notes == ()


def test_html_is_taken_before_text_and_other_texts_are_named():
    other = "Сегодня совет проголосовал за сохранение парома до конца десятилетия, несмотря на расходы города."
    received = read(text(body_html="<p>The <b>council</b> voted.</p>", body_russian=other))
    assert blocks(received.article, Role.PARAGRAPH)[0].codes[0].tag == "b"
    assert "russian" in notes(received)["bodies-left-out"]


@pytest.mark.parametrize("media_type", ["application/nitf+xml", "text/vnd.IPTC.NITF"])
def test_a_body_may_be_a_nitf_document(media_type: str):
    nitf = (
        "<nitf><body><body.head><hedline><hl1>Its own headline</hl1></hedline><byline>By Ida Moen</byline></body.head>"
        "<body.content><p>The council voted.</p><hl2>Why</h2></body.content></body></nitf>"
    )
    bodies = [{"contentType": media_type, "value": nitf.replace("</h2>", "</hl2>")}]
    article = read({"uri": "urn:x", "bodies": bodies}).article
    assert (article.headline, of(article, Role.BYLINE)) == ("Its own headline", ["By Ida Moen"])
    assert of(article, Role.SUBHEAD) == ["Why"]
    broken = read(
        {"uri": "urn:x", "bodies": [{"contentType": media_type, "value": nitf}, {"value": "The plain text."}]}
    )
    assert of(broken.article, Role.PARAGRAPH) == ["The plain text."]


def test_a_picture_that_the_body_shows_is_not_doubled():
    body = '<p>The council voted.</p><figure><img src="https://cdn.example/t.jpg"></figure><p>It stays.</p>'
    document = copy.deepcopy(NINJS_1) | {"body_html": body}
    article = read(document).article
    assert [block.role for block in article.blocks if block.role in {Role.PICTURE, Role.CREDIT, Role.PARAGRAPH}] == [
        Role.PICTURE,  # the other one goes to the head
        Role.PARAGRAPH,
        Role.PICTURE,
        Role.CREDIT,
        Role.PARAGRAPH,
    ]
    assert [b.data["src"] for b in blocks(article, Role.PICTURE)] == [
        "https://cdn.example/pier.jpg",
        "https://cdn.example/b.jpg",
    ]


def test_a_summary_that_is_cut_from_the_text_is_no_part_of_it():
    body = "<p>The council voted on Tuesday to keep the ferry.</p><p>It stays.</p>"
    cut = read(text(body_text=None, body_html=body, description_text="The council voted on Tuesday to"))
    assert [block.role for block in cut.article.blocks] == [Role.HEADLINE, Role.PARAGRAPH, Role.PARAGRAPH]
    whole = read(text(body_html=body, description_text="The council voted on Tuesday to keep the ferry."))
    assert [block.role for block in whole.article.blocks] == [Role.HEADLINE, Role.STANDFIRST, Role.PARAGRAPH]


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"type": "picture"}, "is-picture"),
        ({"type": "graphic"}, "is-picture"),
        ({"type": "video"}, "is-video"),
        ({"type": "audio"}, "is-audio"),
        ({"type": "event"}, "is-event"),
        ({"type": "planning"}, "is-planning"),
        ({"pubstatus": "canceled"}, "item-canceled"),
        ({"pubStatus": "withheld"}, "item-withheld"),
        ({"embargoed": "next Monday"}, "embargo-unreadable"),
        ({"embargoed": ["2026"]}, "embargo-unreadable"),
        ({"body_text": {"a": 1}}, "body-not-text"),
        ({"body_text": None, "bodies": [{"value": 5}]}, "body-not-text"),
        ({"body_text": None, "headline": None, "description_text": "A summary alone."}, "no-text"),
        (
            {"body_text": None, "renditions": {"nitf": {"href": "https://wire.example/x", "mimetype": "text/xml"}}},
            "text-elsewhere",
        ),
        (
            {"body_text": "", "associations": [{"type": "text", "headline": "A", "body_text": "The first."}]},
            "is-package",
        ),
    ],
)
def test_what_is_no_article_is_refused_by_name(members: dict[str, object], reason: str):
    with pytest.raises(InvalidInputError) as caught:
        read(text(**members))
    assert caught.value.details["reason"] == reason
    assert caught.value.message.endswith(".")


def test_a_headline_alone_comes_in_with_a_note():
    received = read({"uri": "urn:x", "headline": "Ferry sinks", "urgency": 1})
    assert [block.role for block in received.article.blocks] == [Role.HEADLINE]
    assert "no-body" in notes(received)


def test_sloppy_members_are_read_and_those_that_cannot_be_are_named():
    received = read(
        {
            "guid": "urn:y",
            "Headline": " Ferry\n stays ",
            "body_html": None,
            "bodies": ["<p>The council voted.</p>"],
            "by": ["Ida Moen"],
            "usageterms": ["Print only.", "Not online."],
            "versioncreated": "2026-03-03T18:30:00",
            "located": {"name": "x"},
            "associations": [{"type": "picture", "renditions": [{"href": "/local.jpg"}], "name": "p1"}, None, 5],
            "language": "English",
        }
    )
    assert received.article.headline == "Ferry stays"
    assert received.orders.external_id == "urn:y"
    assert received.language is None
    assert of(received.article, Role.BYLINE) == ["Ida Moen"]
    assert notes(received)["usage-terms"] == "Usage terms: Print only. Not online."
    assert {"date-without-offset", "unread-fields", "picture-without-address"} <= notes(received).keys()
    assert "located" in notes(received)["unread-fields"]


def test_an_id_that_is_too_long_is_kept_short_and_the_same_every_time():
    long = "urn:" + "x" * 400
    first, second, other = (read(text(uri=name)).orders.external_id for name in (long, long, long + "y"))
    assert first == second != other
    assert len(str(first)) <= 200


def test_lists_and_answers_of_interfaces_are_opened():
    picture = {"uri": "urn:p", "type": "picture", "headline": "A boat"}
    for wrapped in (
        [text(), picture],
        {"total": 2, "item": [text(), picture]},
        {"data": {"items": [{"item": text()}, picture]}},
    ):
        (received,) = read_all(json.dumps(wrapped).encode(), format="json")
        assert received.article.headline == "Ferry stays"
        assert "A boat: This is a picture" in notes(received)["other-items-left-out"]
    with pytest.raises(InvalidInputError, match="None of the 2 items") as caught:
        read_all(json.dumps([picture, picture]).encode(), format="ninjs")
    assert caught.value.details["reason"] == "no-item-read"


def test_our_own_document_is_not_taken_for_ninjs():
    ours = {"headline": "Ferry", "body_text": "Voted.", "source": {"name": "x"}, "type": "text"}
    assert not is_ninjs(ours)
    assert not is_ninjs({**text(), "external_id": "7"})
    assert find_items({"headline": "Ferry", "items": [1, 2]}) == []
    assert read(ours, form=None).article.headline == "Ferry"
    with pytest.raises(InvalidInputError) as caught:
        read({"version": "https://jsonfeed.org/version/1.1", "items": [{"title": "x", "content_text": "y"}]}, form=None)
    assert caught.value.details["reason"] == "json-feed"


@pytest.mark.parametrize("made", [edition(), edition(locale="en", texts={})])
def test_what_a_release_writes_reads_back(made: Any):
    document = to_ninjs(made)
    received = read_ninjs_document(document)
    assert received.language == document["language"]
    assert received.article.headline == document["headlines"][0]["value"]
    plain = next(body["value"] for body in document["bodies"] if body["contentType"] == "text/plain")
    shown = of(received.article, Role.PARAGRAPH, Role.SUBHEAD, Role.QUOTATION, Role.LIST_ITEM)
    assert shown
    assert all(" ".join(line.split()) in " ".join(plain.split()) for line in shown)
    assert received.orders.external_id == document["uri"]
    teasers = {block.data.get("external_id") for block in blocks(received.article, Role.TEASER_TITLE)}
    assert teasers == {"x1"}  # the original and the other editions are none


def shared(*names: str) -> Sequence[Path]:
    return sorted(path for name in names for path in (SUITE / name).rglob("*.json")) if SUITE.exists() else []


@pytest.mark.skipif(not SUITE.exists(), reason="the shared examples of ninjs are not on this machine")
def test_the_examples_of_iptc_and_agencies_come_in_or_say_why_not():
    read_ones = 0
    for path in shared("examples", "doc-examples", "superdesk", "test_suite"):
        try:
            received = read_all(path.read_bytes())
        except InvalidInputError as error:
            assert error.details["reason"], path  # noqa: PT017 - either outcome is right
        else:
            read_ones += 1
            assert all(one.article.headline or one.article.notes for one in received), path
    assert read_ones > 50
