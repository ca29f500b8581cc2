"""Reading releases: formats, conditional requests, what is not there."""

import base64
import hashlib
import json
import re
from dataclasses import replace

import pytest
from lxml import html

from localize.services import withdraw
from localize.services.context import Context
from tests.conftest import FakeClock
from tests.release.ninjs_schema import must_be_ninjs
from tests.web.api.conftest import Caller, Desk, make_app

RU = "/api/v1/articles/external:news/1/releases/ru"
FORMATS = ["json", "html", "jsonld", "ninjs", "text", "markdown"]


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
        ("text/markdown", "text/markdown"),
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
        ("markdown", "text/markdown"),
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
        assert answer.get_json()["formats"] == FORMATS


@pytest.mark.parametrize("name", FORMATS)
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
    tags = {api.get(f"{RU}?format={name}").headers["ETag"] for name in FORMATS}
    assert len(tags) == len(FORMATS)


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
    assert 'href="https://news.example.org/desk/api/v1/articles/' in page
    assert "http://localhost" not in page


def test_the_page_is_complete_and_carries_its_style_which_its_policy_allows(api: Caller) -> None:
    answer = api.get(f"{RU}?format=html")
    page = answer.get_data(as_text=True)
    assert page.startswith("<!DOCTYPE html>")
    assert '<html lang="ru"' in page
    assert 'rel="stylesheet"' not in page
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in answer.headers["Content-Security-Policy"]
    assert "script-src" not in answer.headers["Content-Security-Policy"]


def test_json_ld_and_ninjs_are_json(api: Caller) -> None:
    assert json.loads(api.get(f"{RU}?format=jsonld").data)["@type"] == "NewsArticle"
    document = json.loads(api.get(f"{RU}?format=ninjs").data)
    assert document["standard"]["name"] == "ninjs"
    must_be_ninjs(document)


def test_where_readers_find_an_edition_stands_in_every_form(sqlite_ctx: Context, api: Caller) -> None:
    settings = replace(sqlite_ctx.settings, reader_url="https://news.example/{locale}/{external_id}")
    caller = Caller(make_app(replace(sqlite_ctx, settings=settings)).test_client(), api.token)
    own, other = "https://news.example/ru/news/1", "https://news.example/de/news/1"
    document = caller.get(RU).get_json()
    assert document["url"] == own
    assert [a["url"] for a in document["alternates"]] == [own, other]
    linked = caller.get(f"{RU}?format=jsonld").get_json(force=True)
    assert (linked["url"], linked["mainEntityOfPage"], linked["@id"]) == (own, own, own)
    document = caller.get(f"{RU}?format=ninjs").get_json(force=True)
    assert document["uri"] == own
    must_be_ninjs(document)
    page = html.document_fromstring(caller.get(f"{RU}?format=html").get_data())
    assert page.xpath("//link[@rel='canonical']/@href") == [own]
    assert page.xpath("//link[@hreflang]/@href") == [own, other]
    assert page.xpath("//nav//a/@href") == [other]
    assert page.xpath("//meta[@property='og:url']/@content") == [own]


def test_a_teaser_follows_what_is_published_and_so_do_tag_and_date(
    api: Caller, desk: Desk, published: dict[str, int], clock: FakeClock
) -> None:
    teasers = [
        {"external_id": "news/1", "url": "https://courier.example/bus", "title": "The night bus starts"},
        {"url": "https://elsewhere.example/x", "title": "A story of somebody else"},
    ]
    made = api.file(external_id="news/2", teasers=teasers).get_json()
    desk.draft()
    desk.publish(next(e["id"] for e in made["editions"] if e["locale"] == "ru"))
    path = "/api/v1/articles/external:news/2/releases/ru"
    before = api.get(path)
    known, foreign = before.get_json()["teasers"]
    assert (known["state"], known["url"]) == ("published", "http://localhost/api/v1/articles/1/releases/ru")
    assert (known["locale"], known["original_url"]) == ("ru", "https://courier.example/bus")
    assert (foreign["state"], foreign["url"], foreign["locale"]) == ("unknown", "https://elsewhere.example/x", "en")
    shown = html.document_fromstring(api.get(f"{path}?format=html").get_data())
    assert len(shown.xpath("//section[@class='more']//li")) == 2

    clock.tick(minutes=5)
    withdraw.withdraw_edition(desk.ctx, desk.max, published["ru"], "wrong name")
    after = api.get(path, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert [teaser["state"] for teaser in after.get_json()["teasers"]] == ["unpublished", "unknown"]
    assert after.get_json()["content_hash"] == before.get_json()["content_hash"], "the release itself is the same"
    assert api.get(path, headers={"If-Modified-Since": before.headers["Last-Modified"]}).status_code == 200
    shown = html.document_fromstring(api.get(f"{path}?format=html").get_data())
    assert shown.xpath("//section[@class='more']//a/@href") == ["https://elsewhere.example/x"]
    assert "night bus" not in api.get(f"{path}?format=markdown").get_data(as_text=True)
