"""What a JSON file is, and files that call themselves something else, is told from their contents."""

import json

import pytest

from localize.errors import InvalidInputError
from localize.intake.sniff import format_of_name, read_all
from tests.intake.wire_samples import FILES, MESSAGE, NINJS_1, NITF


@pytest.mark.parametrize(
    "content_type", [None, "text/plain", "application/xml", "text/xml; charset=utf-8", "application/x+xml"]
)
@pytest.mark.parametrize("name", ["nitf.xml", "newsml.xml", "message.xml"])
def test_xml_is_known_by_its_first_element(name: str, content_type: str | None):
    received = read_all(FILES[name][1], content_type=content_type)
    assert received[0].article.headline == "Harbour Town keeps its ferry"


@pytest.mark.parametrize(
    "content_type",
    [None, "text/plain", "application/json", "application/vnd.iptc.ninjs+json", "application/x.wire+json"],
)
def test_ninjs_is_known_by_its_members(content_type: str | None):
    (received,) = read_all(json.dumps(NINJS_1).encode(), content_type=content_type)
    assert received.orders.external_id == "urn:fjord:2026:17"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.nitf", "nitf"), ("a.newsml", "newsml-g2"), ("a.ninjs", "ninjs"), ("a.JSON", "json"), ("a.xml", "")],
)
def test_names_of_files_say_what_they_hold(name: str, expected: str):
    assert format_of_name(name) == expected


@pytest.mark.parametrize("content_type", [None, "text/plain"])
@pytest.mark.parametrize("whole", [json.dumps(NINJS_1), NITF, MESSAGE])
def test_a_file_that_breaks_off_is_never_taken_for_a_text(whole: str, content_type: str | None):
    with pytest.raises(InvalidInputError) as caught:
        read_all(whole[: len(whole) // 2].encode(), content_type=content_type)
    assert caught.value.details["reason"] in {"broken-json", "broken-xml"}


def test_line_ends_in_strings_are_read():
    (received,) = read_all(b'{"uri": "x", "headline": "Ferry\tstays", "body_text": "It stays.\n\nUntil 2030."}')
    assert [block.text.plain for block in received.article.blocks] == ["Ferry stays", "It stays.", "Until 2030."]


@pytest.mark.parametrize("data", [b"[]", b"[1, 2]", b'[{"a": 1}]', b"5", b'"x"'])
def test_json_that_holds_no_article_is_refused(data: bytes):
    with pytest.raises(InvalidInputError) as caught:
        read_all(data, format="json")
    assert caught.value.details["reason"] == "json-no-article"
