"""Filing, listing, reading and withdrawing articles."""

from typing import Any

import pytest

from localize.intake.sniff import TYPES
from localize.services import review
from localize.services.context import Context
from tests.conftest import FakeDispatcher
from tests.web.api.conftest import Caller, Desk


def test_a_new_article_is_created_with_its_editions(api: Caller, dispatcher: FakeDispatcher) -> None:
    answer = api.file()
    assert answer.status_code == 201
    body = answer.get_json()
    assert set(body) == {"id", "external_id", "version", "changed", "editions"}
    assert (body["external_id"], body["version"], body["changed"]) == ("news/1", 1, True)
    assert [(e["locale"], e["state"]) for e in body["editions"]] == [("ru", "queued"), ("de", "queued")]
    assert set(body["editions"][0]) == {"id", "locale", "state", "url"}
    assert api.get(answer.headers["Location"]).get_json()["id"] == body["id"]
    assert api.get(body["editions"][0]["url"]).get_json()["id"] == body["editions"][0]["id"]
    assert len(dispatcher.sent) == 2


def test_the_same_article_again_changes_nothing(api: Caller) -> None:
    first = api.file()
    again = api.file()
    assert again.status_code == 200
    assert again.get_json() == {**first.get_json(), "changed": False}
    assert "Location" not in again.headers


def test_other_content_is_a_new_version(api: Caller) -> None:
    api.file()
    answer = api.file(headline="Council opens two lines", change={"class": "factual", "note": "Two, not one."})
    body = answer.get_json()
    assert (answer.status_code, body["changed"], body["version"]) == (200, True, 2)
    detail = api.get("/api/v1/articles/external:news/1").get_json()
    assert [version["number"] for version in detail["versions"]] == [1, 2]
    assert detail["versions"][0]["change"] is None
    assert detail["versions"][1]["change"] == {"class": "factual", "note": "Two, not one."}


def test_an_article_without_an_id_of_its_sender_is_new_every_time(api: Caller) -> None:
    first, second = (api.file(external_id=None).get_json() for _ in range(2))
    assert first["external_id"] is None
    assert first["id"] != second["id"]


def test_html_is_filed_as_it_is(api: Caller) -> None:
    page = (
        "<article><h1>Night bus starts</h1><p>It runs until dawn.</p>"
        "<blockquote><p>“At last,” says a baker.</p></blockquote></article>"
    )
    answer = api.post(
        "/api/v1/articles?external_id=page%2F1&to=ru&to=de&lane=breaking&confidential=true",
        data=page,
        content_type="text/html; charset=utf-8",
    )
    assert answer.status_code == 201
    assert [e["locale"] for e in answer.get_json()["editions"]] == ["ru", "de"]
    detail = api.get("/api/v1/articles/external:page/1").get_json()
    assert (detail["lane"], detail["confidential"]) == ("breaking", True)
    assert [block["role"] for block in detail["blocks"]][:2] == ["headline", "paragraph"]


def test_plain_text_is_filed_as_it_is(api: Caller) -> None:
    text = "Night bus starts\n\nIt runs until dawn. Tickets cost 2.80 crowns.\n"
    answer = api.post("/api/v1/articles?to=ru,de", data=text.encode(), content_type="text/plain")
    assert answer.status_code == 201
    assert answer.get_json()["external_id"] is None
    assert [e["locale"] for e in answer.get_json()["editions"]] == ["ru", "de"]


@pytest.mark.parametrize("media_type", ["image/png", "application/x-www-form-urlencoded", "text/csv", ""])
def test_other_media_types_are_refused_with_those_that_are_read(api: Caller, media_type: str) -> None:
    answer = api.post("/api/v1/articles", data=b"{}", headers={"Content-Type": media_type} if media_type else {})
    body = answer.get_json()
    assert (answer.status_code, body["code"]) == (415, "unsupported-format")
    assert body["accepted"][:3] == ["application/json", "text/html", "text/plain"]
    assert set(body["accepted"]) == {*TYPES, "application/xml", "text/xml", "application/octet-stream"}
    assert ", ".join(body["accepted"]) in body["detail"]


def test_a_charset_that_is_not_read_is_refused(api: Caller) -> None:
    answer = api.post("/api/v1/articles", data="Größe".encode("latin-1"), content_type="text/plain; charset=latin-1")
    assert answer.status_code == 415
    assert "send UTF-8" in answer.get_json()["detail"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b'{"headline": "a"} x',
        b'{"headline": "\xff"}',
        b'{"headline": NaN}',
        b'{"headline": -Infinity}',
        b'{"headline": "a", "headline": "b"}',
        b'{"picture": {"url": "a", "url": "b"}, "headline": "a"}',
        b"[" * 100_000,
        b'{"a":' * 400 + b"1" + b"}" * 400,
        b"[" * 40 + b"]" * 40,
        b'{"headline": ' + b"9" * 5000 + b"}",
        b'{"headline": "\\ud800"}',
        b'{"\\udfff": "a"}',
    ],
)
def test_broken_json_is_a_bad_request(api: Caller, data: bytes) -> None:
    answer = api.post("/api/v1/articles", data=data, content_type="application/json")
    assert (answer.status_code, answer.get_json()["code"]) == (400, "malformed-body")
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize("data", [b"[]", b"1", b"null", b'"text"'])
def test_json_that_is_no_object_is_not_an_article(api: Caller, data: bytes) -> None:
    answer = api.post("/api/v1/articles", data=data, content_type="application/json")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid-input")


def test_text_that_is_not_utf_8_is_a_bad_request(api: Caller) -> None:
    answer = api.post("/api/v1/articles", data=b"Headline\n\n\xff\xfe", content_type="text/plain")
    assert (answer.status_code, answer.get_json()["code"]) == (400, "malformed-body")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("external_id", "x" * 201),
        ("external_id", "a\nb"),
        ("external_id", "a\u0000b"),
        ("external_id", ""),
        ("external_id", 7),
        ("external_id", " a"),
        ("headline", ["a"]),
        ("body_html", 1),
        ("to", "ru"),
        ("to", ["xx-nothing"]),
        ("to", ["en"]),
        ("lane", "fast"),
        ("confidential", "yes"),
        ("deadline", "tomorrow"),
        ("deadline", "2026-11-23T12:00:00"),
        ("embargo", "0001-01-01T00:00:00+23:00"),
        ("embargo", 5),
        ("change", {"class": "other"}),
        ("change", "typo"),
        ("published_at", "yesterday"),
        ("teasers", [{"title": 5}]),
        ("picture", {"url": "javascript:alert(1)"}),
        ("body_text", "A second body."),
    ],
)
def test_a_member_that_is_wrong_is_named(api: Caller, field: str, value: Any) -> None:
    answer = api.file(**{field: value})
    body = answer.get_json()
    assert (answer.status_code, body["code"]) == (422, "invalid-input"), body
    assert any(error["field"].split(".")[0].split("[")[0] == field for error in body["errors"]), body["errors"]
    assert api.get("/api/v1/articles").get_json()["items"] == []


def test_an_article_without_any_text_is_refused(api: Caller) -> None:
    answer = api.file(headline=None, body_html="<p> </p>")
    assert (answer.status_code, answer.get_json()["errors"][0]["field"]) == (422, "headline")


def test_members_that_mean_nothing_become_a_note(api: Caller) -> None:
    filed = api.file(surprise="x")
    assert filed.status_code == 201
    notes = api.get(filed.headers["Location"]).get_json()["notes"]
    assert any("surprise" in note for note in notes)


def test_every_wrong_member_is_named_at_once(api: Caller) -> None:
    answer = api.file(headline=5, lane="fast", deadline="soon", external_id="x" * 300)
    named = {error["field"] for error in answer.get_json()["errors"]}
    assert {"headline", "lane", "deadline", "external_id"} <= named
    assert all(error["message"] for error in answer.get_json()["errors"])


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("external_id=" + "x" * 201, "external_id"),
        ("external_id=a%00b", "external_id"),
        ("lane=fast", "lane"),
        ("confidential=perhaps", "confidential"),
    ],
)
def test_a_wrong_parameter_beside_a_page_is_named(api: Caller, query: str, field: str) -> None:
    answer = api.post(f"/api/v1/articles?{query}", data=b"Headline\n\nText.", content_type="text/plain")
    assert answer.status_code == 422
    assert [error["field"] for error in answer.get_json()["errors"]] == [field]


def test_an_unknown_locale_beside_a_page_is_refused(api: Caller) -> None:
    answer = api.post("/api/v1/articles?to=zz", data=b"Headline\n\nText.", content_type="text/plain")
    assert answer.status_code == 422


def test_a_body_over_two_megabytes_is_refused(api: Caller) -> None:
    answer = api.file(body_html="x" * (2 * 1024 * 1024))
    assert (answer.status_code, answer.mimetype) == (413, "application/problem+json")


def test_a_text_just_under_the_limit_is_taken_or_refused_in_words(api: Caller) -> None:
    """Large is not broken: either it is filed, or the answer says which limit it is over."""
    answer = api.post("/api/v1/articles", data=b"Headline\n\n" + b"word " * 200_000, content_type="text/plain")
    assert answer.status_code in {201, 413, 422}


@pytest.mark.parametrize(
    "external_id",
    [
        "a/b",
        "http://example.org//a?b=c#d",
        "with space",
        "news:2026:1",
        "Ölpreis/№5",
        "a%2Fb",
        "a+b&c",
        "трамвай",
        "a/",
    ],
)
def test_any_external_id_is_found_again(api: Caller, desk: Desk, external_id: str) -> None:
    filed = api.file(external_id=external_id, to=["ru"]).get_json()
    desk.draft()
    desk.publish(filed["editions"][0]["id"])
    quoted = _quoted(external_id)
    assert api.get(f"/api/v1/articles/external:{quoted}").get_json()["external_id"] == external_id
    release = api.get(f"/api/v1/articles/external:{quoted}/releases/ru")
    assert release.status_code == 200
    assert release.get_json()["external_id"] == external_id
    withdrawn = api.post(f"/api/v1/articles/external:{quoted}/withdraw", json={"reason": "r"})
    assert withdrawn.get_json() == {"withdrawn": [filed["editions"][0]["id"]]}


def _quoted(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())


@pytest.mark.parametrize(
    "reference",
    ["999", "0", "9" * 40, "-1", "²", "abc", "external:", "external:%00", "external:%ED%A0%80", "x" * 5000, "%FF"],
)
def test_a_reference_to_nothing_is_not_found(api: Caller, reference: str) -> None:
    for path in (reference, f"{reference}/releases/ru"):
        answer = api.get(f"/api/v1/articles/{path}")
        assert (answer.status_code, answer.get_json()["code"]) == (404, "not-found")


def test_an_article_is_read_with_its_blocks_and_editions(api: Caller, desk: Desk) -> None:
    filed = api.file().get_json()
    desk.draft()
    body = api.get(f"/api/v1/articles/{filed['id']}").get_json()
    assert body["headline"] == "Council opens a new night bus line"
    assert (body["version"], body["filed_by"], body["lane"]) == (1, "cms", "normal")
    headline, first, second = body["blocks"]
    assert (headline["role"], headline["text"]) == ("headline", "Council opens a new night bus line")
    assert first["text"] == "The line starts on 3 May. It runs every 20 minutes until dawn."
    assert '<a href="https://example.org/a">city council</a>' in second["html"]
    assert [e["state"] for e in body["editions"]] == ["drafted", "drafted"]
    assert body["editions"][0]["progress"]["total"] == 4


def test_articles_are_listed_newest_first_page_by_page(api: Caller) -> None:
    ids = [api.file(external_id=f"n{number}").get_json()["id"] for number in range(5)]
    seen: list[int] = []
    url: str | None = "/api/v1/articles?limit=2"
    pages = 0
    while url:
        answer = api.get(url)
        body = answer.get_json()
        seen += [item["id"] for item in body["items"]]
        url = body["next"]
        assert answer.headers.get("Link") == (f'<{url}>; rel="next"' if url else None)
        pages += 1
    assert seen == ids[::-1]
    assert pages == 3


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "limit=1.5", "before=-1", "before=" + "9" * 30])
def test_wrong_paging_is_named(api: Caller, query: str) -> None:
    answer = api.get(f"/api/v1/articles?{query}")
    assert answer.status_code == 422
    assert [error["field"] for error in answer.get_json()["errors"]] == [query.partition("=")[0]]


def test_withdrawing_twice_takes_nothing_back_the_second_time(api: Caller, published: dict[str, int]) -> None:
    path = "/api/v1/articles/external:news/1/withdraw"
    assert api.post(path, json={"reason": "A name is wrong."}).get_json() == {"withdrawn": sorted(published.values())}
    assert api.post(path, json={"reason": "A name is wrong."}).get_json() == {"withdrawn": []}
    assert {e["state"] for e in api.get("/api/v1/editions").get_json()["items"]} == {"withdrawn"}


def test_an_article_is_withdrawn_with_its_reopened_editions_until_one_is_published_anew(
    api: Caller, desk: Desk, published: dict[str, int]
) -> None:
    path = "/api/v1/articles/external:news/1"
    review.reopen(desk.ctx, desk.max, published["ru"])
    assert api.post(f"{path}/withdraw", json={"reason": "r"}).get_json() == {"withdrawn": sorted(published.values())}
    states = {e["locale"]: e["state"] for e in api.get("/api/v1/editions").get_json()["items"]}
    assert states == {"ru": "in_review", "de": "withdrawn"}
    assert api.get(f"{path}/releases/ru").status_code == 410
    assert api.get(path).get_json()["withdrawn_at"]
    desk.publish(published["ru"])
    assert api.get(f"{path}/releases/ru").status_code == 200
    assert api.get(path).get_json()["withdrawn_at"] is None


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"reason": ""},
        {"reason": " \n"},
        {"reason": "a\u0000"},
        {"reason": 5},
        {"reason": "x" * 2001},
        {"reason": "r", "x": 1},
    ],
)
def test_a_withdrawal_needs_a_reason(api: Caller, published: dict[str, int], body: dict[str, Any]) -> None:
    answer = api.post("/api/v1/articles/external:news/1/withdraw", json=body)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid-input")
    assert answer.get_json()["errors"]
    assert api.get(f"/api/v1/editions/{published['ru']}").get_json()["state"] == "published"


def test_a_withdrawal_is_json(api: Caller) -> None:
    answer = api.post("/api/v1/articles/1/withdraw", data=b"reason=x", content_type="text/plain")
    assert answer.status_code == 415


def test_what_a_token_files_carries_its_name(api: Caller, sqlite_ctx: Context) -> None:
    api.file()
    with sqlite_ctx.store.read() as unit:
        row = unit.articles.by_external_id("news/1")
        assert row is not None
        assert row.filed_by == "cms"
