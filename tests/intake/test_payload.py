"""The API's JSON document as an article, with every wrong field named."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.article import Article, Role
from localize.edition import Lane
from localize.errors import InputTooLargeError, InvalidInputError
from localize.intake.payload import read_article, read_payload
from tests.intake.sample import HTML, PARTS, TEXT

FULL: Mapping[str, Any] = {
    "external_id": "ferry-1",
    "url": "https://news.example/ferry",
    "headline": "Ferry Stays",
    "standfirst": "What it means.",
    "byline": "Jane Doe",
    "dateline": "Harbour Town, March 3",
    "published_at": "2026-03-03T09:30:00+01:00",
    "body_html": "<p>The council voted.</p><h2>Next</h2><p>“We will stay as long as we can,” she said.</p>",
    "picture": {"url": "/ferry.jpg", "alt": "A ferry", "caption": "At the pier.", "credit": "Photo: P. de Vries"},
    "source": {"name": "Northern Wire", "url": "https://wire.example/"},
    "notice": "Written with care.\n\nThe original article can be found at the following link: Northern Wire.",
    "teasers": [
        {"title": "Lamp", "summary": "It burns.", "url": "https://news.example/lamp", "image_alt": "A lamp"},
        {"title": "Snow", "external_id": "snow-1"},
    ],
    "to": ["ru", "de"],
    "lane": "breaking",
    "confidential": True,
    "deadline": "2026-03-03T12:00:00Z",
    "embargo": "2026-03-03T11:00:00Z",
    "change": {"class": "typo", "note": "a name"},
}


def shown(article: Article) -> list[tuple[str, str]]:
    return [(block.role.value, block.text.plain) for block in article.blocks]


def errors(raw: Mapping[str, Any]) -> dict[str, str]:
    with pytest.raises(InvalidInputError) as caught:
        read_article(raw)
    listed = caught.value.details["errors"]
    assert listed[0]["message"].rstrip(".") in caught.value.message
    return {error["field"]: error["message"] for error in listed}


def test_every_member_finds_its_place():
    article, orders = read_payload(FULL)
    assert shown(article) == [
        ("headline", "Ferry Stays"),
        ("standfirst", "What it means."),
        ("byline", "Jane Doe"),
        ("dateline", "Harbour Town, March 3"),
        ("picture", ""),
        ("alt_text", "A ferry"),
        ("caption", "At the pier."),
        ("credit", "Photo: P. de Vries"),
        ("paragraph", "The council voted."),
        ("subhead", "Next"),
        ("quotation", "“We will stay as long as we can,” she said."),
        ("notice", "Written with care."),
        ("source_link", "The original article can be found at the following link: Northern Wire."),
        ("teaser_alt", "A lamp"),
        ("teaser_title", "Lamp"),
        ("teaser_summary", "It burns."),
        ("teaser_title", "Snow"),
    ]
    assert article.url == "https://news.example/ferry"
    assert (article.source_name, article.source_url) == ("Northern Wire", "https://wire.example/")
    assert article.published_at == "2026-03-03T09:30:00+01:00"
    assert article.notes == ()
    data = [dict(block.data) for block in article.blocks]
    assert data[4] == {"src": "/ferry.jpg"}
    assert data[7] == {"label": "Photo", "names": "P. de Vries"}
    assert data[14] == {"group": "1", "url": "https://news.example/lamp"}
    assert data[16] == {"group": "2", "external_id": "snow-1"}
    assert (orders.external_id, orders.to, orders.lane) == ("ferry-1", ("ru", "de"), Lane.BREAKING)
    assert orders.confidential is True
    assert orders.deadline is not None
    assert orders.deadline.isoformat() == "2026-03-03T12:00:00+00:00"
    assert orders.change == {"class": "typo", "note": "a name"}


def test_containers_have_numbers_of_their_own():
    blocks = read_article({**FULL, "body_html": "<ul><li>One</ul><figure><img src=/x.jpg></figure>"}).blocks
    wraps = {name for block in blocks for name in block.wrap}
    assert len({name.partition("#")[2] for name in wraps}) == len(wraps)


def test_a_whole_page_as_text_does_not_double_the_headline():
    article = read_article({"headline": PARTS[3][1], "body_text": TEXT})
    assert sorted(shown(article)) == sorted((role, words) for role, words, _ in PARTS)
    assert [block.role for block in article.blocks].count(Role.HEADLINE) == 1


def test_a_headline_in_the_body_is_found_and_goes_first():
    for raw in ({"body_text": TEXT}, {"body_html": HTML}):
        assert read_article(raw).headline == PARTS[3][1]
    article = read_article({"body_html": "<h1>Ferry</h1><p>Text.", "standfirst": "What it means."})
    assert [block.role.value for block in article.blocks] == ["headline", "standfirst", "paragraph"]


def test_parts_that_came_named_are_not_doubled_by_the_page():
    raw = {"headline": "Ferry Stays", "standfirst": "What it means.", "body_html": "<p>What it means.</p><p>Text."}
    assert [text for _, text in shown(read_article(raw))] == ["Ferry Stays", "What it means.", "Text."]


def test_a_headline_alone_is_an_article():
    assert shown(read_article({"headline": "  Ferry\n Stays "})) == [("headline", "Ferry Stays")]


def test_notices_may_be_a_list():
    article = read_article({"headline": "F", "notice": ["One.", "All rights reserved."]})
    assert [block.role.value for block in article.blocks] == ["headline", "notice", "notice"]


def test_blocks_may_be_sent_ready_made():
    article = read_article(
        {
            "headline": "Ferry",
            "blocks": [
                {"role": "paragraph", "html": "One <a href='/x'>link</a> &amp; more"},
                {"role": "subhead", "text": "Next", "level": 3},
                {"role": "list_item", "text": "First"},
                {"role": "list_item", "text": "Second"},
                {"role": "picture", "url": "https://cdn.example/a.jpg"},
                {"role": "credit", "text": "Photo: A. Smith"},
                {"role": "reading_time", "text": "2 min read", "minutes": 2},
                {"role": "source_link", "text": "Source: Wire", "url": "https://wire.example/"},
            ],
        }
    )
    blocks = article.blocks[1:]
    assert blocks[0].text.dumps() == "One <1>link</1> &amp; more"
    assert (blocks[1].tag, blocks[1].data) == ("h3", {"level": "3"})
    assert blocks[2].wrap[0] == blocks[3].wrap[0] != blocks[2].wrap[1] != blocks[3].wrap[1]
    assert blocks[4].data == {"src": "https://cdn.example/a.jpg"}
    assert blocks[5].data == {"label": "Photo", "names": "A. Smith"}
    assert blocks[6].data == {"minutes": "2"}
    assert blocks[7].data == {"url": "https://wire.example/"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"headline": 5}, "headline"),
        ({"headline": ["x"]}, "headline"),
        ({"url": "ftp://x.example/"}, "url"),
        ({"url": "/only/a/path"}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"published_at": "yesterday"}, "published_at"),
        ({"published_at": "2026-03-03T09:30:00"}, "published_at"),
        ({"body_text": "x"}, "body_text"),
        ({"body_html": 5}, "body_html"),
        ({"picture": "x.jpg"}, "picture"),
        ({"picture": {"url": "data:image/png;base64,x"}}, "picture.url"),
        ({"picture": {"url": "//evil.example/x"}}, "picture.url"),
        ({"source": {"url": 1}}, "source.url"),
        ({"notice": {"text": "x"}}, "notice"),
        ({"notice": ["x", 1]}, "notice[1]"),
        ({"teasers": {}}, "teasers"),
        ({"teasers": [1]}, "teasers[0]"),
        ({"teasers": [{"summary": "x"}]}, "teasers[0].title"),
        ({"to": "ru"}, "to"),
        ({"lane": "fast"}, "lane"),
        ({"confidential": "yes"}, "confidential"),
        ({"deadline": 5}, "deadline"),
        ({"change": {"class": "big"}}, "change.class"),
        ({"change": {"note": "x"}}, "change.class"),
        ({"external_id": "x" * 201}, "external_id"),
        ({"headline": None, "body_html": "<p>Text.</p>"}, "headline"),
    ],
)
def test_a_wrong_member_is_named(change: dict[str, Any], field: str):
    found = errors({**FULL, **change})
    assert list(found) == [field]
    assert found[field].endswith(".")


@pytest.mark.parametrize(
    ("block", "field"),
    [
        ({"text": "x"}, "blocks[0].role"),
        ({"role": "aside", "text": "x"}, "blocks[0].role"),
        ({"role": "table_cell", "text": "x"}, "blocks[0].role"),
        ({"role": "paragraph"}, "blocks[0].text"),
        ({"role": "paragraph", "text": " "}, "blocks[0].text"),
        ({"role": "paragraph", "text": "x", "html": "x"}, "blocks[0].text"),
        ({"role": "paragraph", "html": "<p>one<p>two"}, "blocks[0].html"),
        ({"role": "subhead", "text": "x", "level": 9}, "blocks[0].level"),
        ({"role": "picture"}, "blocks[0].src"),
        ("x", "blocks[0]"),
    ],
)
def test_a_wrong_block_is_named(block: Any, field: str):
    assert list(errors({"headline": "F", "blocks": [block]})) == [field]


def test_all_errors_come_at_once():
    assert set(errors({"headline": 1, "url": 2, "lane": "x", "body_html": "<p>x"})) == {"headline", "url", "lane"}


def test_unknown_members_are_noted_and_not_refused():
    article = read_article({"headline": "F", "colour": "red"})
    assert [(note.code, "colour" in note.message) for note in article.notes] == [("unknown-fields", True)]


@pytest.mark.parametrize("raw", [{}, {"headline": ""}, {"body_html": "<script>x</script>"}, {"body_text": " \n "}])
def test_an_article_without_text_is_refused(raw: dict[str, Any]):
    with pytest.raises(InvalidInputError, match=r"no text|no headline"):
        read_article(raw)


def test_a_body_over_the_limit_is_refused():
    for name in ("body_html", "body_text"):
        with pytest.raises(InputTooLargeError, match=f"{name}: .*2,000,000"):
            read_article({"headline": "F", name: "x" * 2_000_001})


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters(), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*FULL, "blocks", "body_text", "x"]), _JSON, max_size=5))
def test_whatever_is_sent_there_is_an_article_or_a_sentence(raw: dict[str, Any]):
    try:
        article = read_article(raw)
    except InvalidInputError as error:
        assert error.message  # noqa: PT017 - either outcome is right
    else:
        assert article.blocks
