"""Reading releases: formats, conditional requests, what is not there."""

import json
from dataclasses import replace

import pytest
from flask import Flask

from localize.services import withdraw
from localize.services.context import Context
from tests.conftest import FakeClock
from tests.web.api.conftest import Caller, Desk, make_app

RU = "/api/v1/articles/external:news/1/releases/ru"


@pytest.fixture(autouse=True)
def _released(published: dict[str, int]) -> None:
    """Every test here starts from the published article."""


def test_a_release_is_read_by_external_id_and_by_ours(api: Caller) -> None:
    by_theirs = api.get(RU)
    assert by_theirs.status_code == 200
    body = by_theirs.get_json()
    assert body["headline"].startswith("Цоунцил опенс")
    assert (body["locale"], body["number"], body["translated_from_version"]) == ("ru", 1, 1)
    assert [a["locale"] for a in body["alternates"]] == ["ru", "de"]
    assert all(a["url"].startswith("http://localhost/api/v1/") for a in body["alternates"])
    assert api.get(f"/api/v1/articles/{body['article_id']}/releases/ru").data == by_theirs.data


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("application/ld+json", "application/ld+json"),
        ("application/vnd.iptc.ninjs+json", "application/vnd.iptc.ninjs+json"),
        ("text/plain, application/json;q=0.5", "text/plain"),
    ],
)
def test_accept_chooses_the_format(api: Caller, accept: str | None, media_type: str) -> None:
    answer = api.get(RU, headers={"Accept": accept} if accept else {})
    assert answer.status_code == 200
    assert answer.mimetype == media_type
    assert {"Accept", "Authorization"} <= set(answer.vary)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("json", "application/json"),
        ("html", "text/html"),
        ("jsonld", "application/ld+json"),
        ("ninjs", "application/vnd.iptc.ninjs+json"),
        ("text", "text/plain"),
    ],
)
def test_the_format_parameter_goes_before_accept(api: Caller, name: str, media_type: str) -> None:
    answer = api.get(f"{RU}?format={name}", headers={"Accept": "application/ld+json"})
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    assert "Цоунцил опенс" in answer.get_data(as_text=True)


def test_an_unknown_format_is_refused_with_the_known_ones(api: Caller) -> None:
    for answer in (api.get(f"{RU}?format=pdf"), api.get(RU, headers={"Accept": "image/png"})):
        assert answer.status_code == 406
        assert answer.mimetype == "application/problem+json"
        assert answer.get_json()["formats"] == ["json", "html", "jsonld", "ninjs", "text"]


@pytest.mark.parametrize("name", ["json", "html", "jsonld", "ninjs", "text"])
def test_what_has_not_changed_is_not_sent_again(api: Caller, name: str) -> None:
    first = api.get(f"{RU}?format={name}")
    tag = first.headers["ETag"]
    assert not tag.startswith("W/")
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = api.get(f"{RU}?format={name}", headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    since = api.get(f"{RU}?format={name}", headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert since.status_code == 304
    older = {"If-Modified-Since": "Mon, 01 Jan 2024 00:00:00 GMT"}
    assert api.get(f"{RU}?format={name}", headers=older).status_code == 200


def test_every_format_has_a_tag_of_its_own(api: Caller) -> None:
    tags = {api.get(f"{RU}?format={name}").headers["ETag"] for name in ("json", "html", "jsonld", "ninjs", "text")}
    assert len(tags) == 5


def test_a_tag_goes_before_a_date(api: Caller) -> None:
    """RFC 9110: with If-None-Match, If-Modified-Since does not count."""
    first = api.get(RU)
    headers = {"If-None-Match": '"other"', "If-Modified-Since": first.headers["Last-Modified"]}
    assert api.get(RU, headers=headers).status_code == 200


def test_head_says_what_get_would(api: Caller) -> None:
    got, head = api.get(RU), api("HEAD", RU)
    assert head.status_code == 200
    assert head.data == b""
    for name in ("ETag", "Last-Modified", "Content-Type", "Content-Length"):
        assert head.headers[name] == got.headers[name]


def test_a_newer_source_changes_the_tag_and_says_since_when(api: Caller, clock: FakeClock) -> None:
    before = api.get(RU)
    assert before.get_json()["stale_since"] is None
    clock.tick(minutes=5)
    assert api.file(headline="Council opens two new night bus lines").get_json()["changed"] is True
    after = api.get(RU, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.get_json()["stale_since"] == clock.time.isoformat()
    assert after.get_json()["content_hash"] == before.get_json()["content_hash"]
    dated = api.get(RU, headers={"If-Modified-Since": before.headers["Last-Modified"]})
    assert dated.status_code == 200


def test_an_alternate_that_goes_changes_tag_and_date(
    api: Caller, desk: Desk, published: dict[str, int], clock: FakeClock
) -> None:
    before = api.get(RU)
    clock.tick(minutes=5)
    withdraw.withdraw_edition(desk.ctx, desk.max, published["de"], "wrong name")
    after = api.get(RU, headers={"If-Modified-Since": before.headers["Last-Modified"]})
    assert after.status_code == 200
    assert after.headers["ETag"] != before.headers["ETag"]
    assert [a["locale"] for a in after.get_json()["alternates"]] == ["ru"]


def test_an_edition_without_a_release_is_not_published(api: Caller) -> None:
    api.file(external_id="news/2")
    for path in ("external:news/2/releases/ru", "external:news/2/releases/fr"):
        answer = api.get(f"/api/v1/articles/{path}")
        assert (answer.status_code, answer.get_json()["code"]) == (404, "not-published")
    missing = api.get("/api/v1/articles/external:nothing/releases/ru")
    assert (missing.status_code, missing.get_json()["code"]) == (404, "not-found")


def test_a_withdrawn_release_is_gone_with_its_tombstone(api: Caller, clock: FakeClock) -> None:
    clock.tick(minutes=1)
    answer = api.post("/api/v1/articles/external:news/1/withdraw", json={"reason": "A name is wrong."})
    assert answer.status_code == 200
    assert len(answer.get_json()["withdrawn"]) == 2
    gone = api.get(RU)
    body = gone.get_json()
    assert (gone.status_code, gone.mimetype, body["code"]) == (410, "application/problem+json", "withdrawn")
    assert body["reason"] == "A name is wrong."
    assert body["withdrawn_at"] == clock.time.isoformat()
    assert (body["external_id"], body["locale"], body["number"]) == ("news/1", "ru", 2)


def test_addresses_are_those_of_the_host_that_was_called(api: Caller) -> None:
    answer = api.get(RU, base_url="https://desk.example.org")
    urls = [alternate["url"] for alternate in answer.get_json()["alternates"]]
    assert all(url.startswith("https://desk.example.org/api/v1/articles/") for url in urls)


def test_the_public_address_goes_before_the_host_that_was_called(sqlite_ctx: Context, api: Caller) -> None:
    """Behind a proxy, with a path of its own."""
    public = replace(sqlite_ctx, settings=replace(sqlite_ctx.settings, public_url="https://news.example.org/desk"))
    caller = Caller(make_app(public).test_client(), api.token)
    listed = caller.get("/api/v1/releases").get_json()
    assert listed["next"].startswith("https://news.example.org/desk/api/v1/releases?after=")
    assert listed["items"][0]["url"].startswith("https://news.example.org/desk/api/v1/articles/")
    page = caller.get(f"{RU}?format=html").get_data(as_text=True)
    assert "https://news.example.org/desk/static/css/look.css" in page
    assert "http://localhost" not in page


def test_the_page_is_complete_and_its_style_sheets_are_there(app: Flask, api: Caller) -> None:
    page = api.get(f"{RU}?format=html").get_data(as_text=True)
    assert page.startswith("<!DOCTYPE html>")
    assert '<html lang="ru"' in page
    with app.test_client() as client:
        sheet = client.get("/static/css/look.css")
        assert sheet.status_code == 200
        sheet.close()
    assert "http://localhost/static/css/look.css" in page


def test_json_ld_and_ninjs_are_json(api: Caller) -> None:
    assert json.loads(api.get(f"{RU}?format=jsonld").data)["@type"] == "NewsArticle"
    assert json.loads(api.get(f"{RU}?format=ninjs").data)["standard"]["name"] == "ninjs"
