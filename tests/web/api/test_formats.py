"""Every format over the API: one article answers as ever, several answer with a list, and what is said beside wins."""

import json
import os
from dataclasses import replace
from typing import Any

import pytest

from localize.intake.fetch import Fetched
from localize.intake.sniff import DOCX
from localize.services.context import Context
from tests.conftest import FakeDispatcher
from tests.intake.word_files import para, run, word
from tests.web.api.conftest import Caller
from tests.web.api.test_openapi import _hold
from web.api import filing
from web.api.openapi import build

MARKDOWN = "---\nexternal_id: md/1\nlang: en\n---\n# Ferry stays\n\nThe council **voted**.\n"
NINJS = {
    "uri": "https://harbour.example/items/7",
    "type": "text",
    "language": "en",
    "version": "1",
    "headline": "Ferry stays",
    "body_text": "The council voted on Monday.",
}
NITF = (
    '<?xml version="1.0"?><nitf><head><title>Ferry stays</title></head><body><body.head><hedline><hl1>Ferry stays</hl1>'
    "</hedline></body.head><body.content><p>The council voted on Monday.</p></body.content></body></nitf>"
)
G2 = (
    '<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:harbour:7" version="1" '
    'standard="NewsML-G2" standardversion="2.33" conformance="power" xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/>'
    "<provider literal='h'/><versionCreated>2026-02-18T09:30:00Z</versionCreated></itemMeta><contentMeta><headline>Ferry stays"
    '</headline></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml"><html '
    'xmlns="http://www.w3.org/1999/xhtml"><head><title>Ferry stays</title></head><body><p>The council voted on Monday.</p>'
    "</body></html></inlineXML></contentSet></newsItem>"
)


def item(number: int, title: str, language: str = "") -> str:
    said = f"<dc:language>{language}</dc:language>" if language else ""
    return (
        f"<item><guid isPermaLink='false'>feed/{number}</guid><title>{title}</title>{said}<description>"
        f"&lt;p&gt;The council voted on item {number}. It did so without a debate, and went home early.&lt;/p&gt;"
        "</description></item>"
    )


def rss(*items: str, language: str = "en") -> bytes:
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>Harbour Desk</title><link>https://harbour.example/</link><language>{language}</language>"
        f"{''.join(items)}</channel></rss>"
    ).encode()


def post(api: Caller, data: bytes | str, media_type: str | None, query: str = "", **headers: str) -> Any:
    sent = {"Content-Type": media_type, **headers} if media_type else headers
    body = data.encode() if isinstance(data, str) else data
    answer = api.post(f"/api/v1/articles{query}", data=body, headers=sent)
    _hold(build("http://localhost"), "post_article", answer)
    return answer


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (MARKDOWN, "text/markdown"),
        (MARKDOWN, "text/markdown; charset=utf-8; variant=CommonMark"),
        (json.dumps(NINJS), "application/vnd.iptc.ninjs+json"),
        (NITF, "application/vnd.iptc.nitf+xml"),
        (NITF, "application/xml"),
        (NITF.encode("utf-16"), "text/xml"),
        (G2, "application/vnd.iptc.g2.newsitem+xml"),
        (G2, "application/xml"),
        (word(para("Ferry stays", "Title"), para("It sails.")), DOCX),
        (word(para("Ferry stays", "Title"), para("It sails.")), "application/octet-stream"),
        (rss(item(1, "Ferry stays")), "application/rss+xml"),
        (rss(item(1, "Ferry stays")), "application/xml"),
        ("<h1>Ferry stays</h1><p>It sails.</p>", "application/octet-stream"),
        ('{"headline": "Ferry stays", "body_text": "It sails."}', "application/octet-stream"),
    ],
)
def test_one_article_of_any_format_answers_as_ever(api: Caller, data: bytes | str, media_type: str) -> None:
    answer = post(api, data, media_type, "?to=ru")
    body = answer.get_json()
    assert answer.status_code == 201, body
    assert set(body) == {"id", "external_id", "version", "changed", "editions"}
    assert [edition["locale"] for edition in body["editions"]] == ["ru"]
    assert api.get(answer.headers["Location"]).get_json()["headline"] == "Ferry stays"


def test_the_parameter_names_the_format_whatever_the_type_says(api: Caller) -> None:
    for media_type in ("application/json", "text/plain", "application/x-www-form-urlencoded", None):
        answer = post(api, json.dumps(NINJS), media_type, "?format=ninjs")
        assert answer.status_code in {200, 201}, answer.get_json()
    assert post(api, "# Ferry\n\nIt *sails*.", "text/plain", "?format=markdown").status_code == 201
    wrong = post(api, "x", "text/plain", "?format=pdf")
    assert (wrong.status_code, wrong.get_json()["errors"][0]["field"]) == (422, "format")


def test_ninjs_is_told_by_its_type_only(api: Caller) -> None:
    """In our own documents a member named uri means nothing, as ever."""
    answer = post(api, json.dumps({**NINJS, "external_id": "own/1"}), "application/json")
    notes = api.get(answer.headers["Location"]).get_json()["notes"]
    assert any("uri" in note for note in notes)


@pytest.mark.parametrize(
    ("data", "media_type", "status"),
    [
        (b"{", "application/vnd.iptc.ninjs+json", 400),
        (b'{"uri": "a", "uri": "b"}', "application/vnd.iptc.ninjs+json", 400),
        (b"# Caf\xe9\n\nText", "text/markdown", 400),
        (b"# Ferry\n\nText", "text/markdown; charset=koi8-r", 415),
        (b"no zip", DOCX, 422),
        (b"<a>", "application/vnd.iptc.nitf+xml", 422),
        (b"<?xml version='1.0'?><xliff/>", "application/xml", 415),
        (b"%PDF-1.7", "application/octet-stream", 415),
        (b"", "application/octet-stream", 422),
    ],
)
def test_what_cannot_be_read_is_a_problem_with_a_reason(api: Caller, data: bytes, media_type: str, status: int) -> None:
    answer = post(api, data, media_type)
    assert answer.status_code == status, answer.get_json()
    assert answer.get_json()["detail"]
    assert api.get("/api/v1/articles").get_json()["items"] == []


def test_what_the_document_says_holds_where_the_query_says_nothing(api: Caller) -> None:
    assert post(api, MARKDOWN, "text/markdown").get_json()["external_id"] == "md/1"
    named = post(
        api,
        MARKDOWN,
        "text/markdown",
        "?external_id=other&lane=breaking&confidential=true&embargo=2026-12-01T06:00:00%2B01:00&deadline=2026-12-01T05:00:00Z",
    )
    assert named.get_json()["external_id"] == "other"
    detail = api.get(named.headers["Location"]).get_json()
    assert (detail["lane"], detail["confidential"]) == ("breaking", True)
    assert detail["embargo"].startswith("2026-12-01T05:00:00")
    own = {"headline": "Ferry", "body_text": "It sails.", "external_id": "j/1", "lane": "background"}
    json_answer = post(api, json.dumps(own), "application/json", "?lane=breaking")
    assert api.get(json_answer.headers["Location"]).get_json()["lane"] == "breaking"


def test_another_language_is_refused_unless_the_sender_knows_better(api: Caller) -> None:
    text = MARKDOWN.replace("lang: en", "lang: fr")
    refused = post(api, text, "text/markdown")
    assert (refused.status_code, refused.get_json()["reason"]) == (422, "other-language")
    assert post(api, text, "text/markdown", "?language=en-GB").status_code == 201
    assert post(api, text, "text/markdown", "?language=klingonish").get_json()["errors"][0]["field"] == "language"


def test_several_articles_answer_with_a_list(api: Caller, dispatcher: FakeDispatcher) -> None:
    feed = rss(item(1, "Ferry stays"), item(2, "Bridge closes"), item(3, "Tram returns"))
    answer = post(api, feed, "application/rss+xml", "?to=ru,de")
    body = answer.get_json()
    assert answer.status_code == 201
    assert "Location" not in answer.headers
    assert body["refused"] == []
    assert [one["position"] for one in body["articles"]] == [1, 2, 3]
    assert [(one["created"], one["changed"], one["version"]) for one in body["articles"]] == [(True, True, 1)] * 3
    assert all([e["locale"] for e in one["editions"]] == ["ru", "de"] for one in body["articles"])
    assert len(dispatcher.sent) == 6
    again = post(api, feed.replace(b"Bridge closes", b"Bridge shuts"), "application/rss+xml")
    assert again.status_code == 200
    assert [(one["created"], one["changed"]) for one in again.get_json()["articles"]] == [
        (False, False),
        (False, True),
        (False, False),
    ]


def test_of_several_those_that_cannot_be_filed_are_told(api: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    feed = rss(item(1, "Ferry stays"), item(2, "Le bac reste"), item(3, "Tram returns"))
    _speak(monkeypatch, {"Le bac reste": "fr"})
    body = post(api, feed, "application/rss+xml").get_json()
    assert [one["position"] for one in body["articles"]] == [1, 3]
    (refused,) = body["refused"]
    assert (refused["position"], refused["headline"], refused["code"]) == (2, "Le bac reste", "invalid-input")
    assert "written in fr" in refused["detail"]
    assert len(api.get("/api/v1/articles").get_json()["items"]) == 2


def test_when_none_of_several_can_be_filed_each_reason_is_told(api: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    _speak(monkeypatch, {"Ferry stays": "fr", "Tram returns": "fr"})
    answer = post(api, rss(item(1, "Ferry stays"), item(2, "Tram returns")), "application/rss+xml")
    assert answer.status_code == 422
    assert [error["field"] for error in answer.get_json()["errors"]] == ["articles[0]", "articles[1]"]


def _speak(monkeypatch: pytest.MonkeyPatch, languages: dict[str, str]) -> None:
    """Let articles say that they are in another language."""
    real = filing.read_all

    def read_all(*given: Any, **named: Any) -> Any:
        return [
            replace(one, language=languages.get(one.article.headline, one.language)) for one in real(*given, **named)
        ]

    monkeypatch.setattr(filing, "read_all", read_all)


def test_one_id_cannot_name_several_articles(api: Caller) -> None:
    answer = post(api, rss(item(1, "Ferry stays"), item(2, "Tram returns")), "application/xml", "?external_id=x")
    assert (answer.status_code, answer.get_json()["errors"][0]["field"]) == (422, "external_id")


def test_a_key_covers_the_whole_body(api: Caller) -> None:
    feed = rss(item(1, "Ferry stays"), item(2, "Bridge closes"))
    first = post(api, feed, "application/rss+xml", **{"Idempotency-Key": "k1"})
    again = post(api, feed, "application/rss+xml", **{"Idempotency-Key": "k1"})
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.get_json() == first.get_json()
    other = post(api, feed + b" ", "application/rss+xml", **{"Idempotency-Key": "k1"})
    assert other.get_json()["code"] == "idempotency-mismatch"


def test_several_articles_are_filed_together_or_not_at_all(
    api: Caller, sqlite_ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*given: Any) -> None:
        del given
        raise RuntimeError("The process ends here.")

    monkeypatch.setattr("web.api.present.filed_articles", broken)
    answer = post(api, rss(item(1, "Ferry stays"), item(2, "Tram returns")), "application/rss+xml")
    assert answer.status_code == 500
    with sqlite_ctx.store.read() as unit:
        assert unit.articles.count() == 0


def test_a_word_document_may_be_larger_than_other_bodies(api: Caller) -> None:
    noise = bytes(range(256)) * 12_000
    large = word(para("Ferry stays", "Title"), para(run("It sails.")), more={"word/media/image1.png": _stored(noise)})
    assert len(large) > 2 * 1024 * 1024
    assert post(api, large, DOCX).status_code == 201
    assert post(api, b"x" * (17 * 1024 * 1024), DOCX).status_code == 413
    assert post(api, large, "text/plain").status_code == 413


def _stored(noise: bytes) -> bytes:
    """Bytes that hardly can be packed."""
    return os.urandom(len(noise))


def _serve(monkeypatch: pytest.MonkeyPatch, data: bytes, content_type: str | None = None) -> list[str]:
    asked: list[str] = []

    def fetch_url(ctx: Context, url: str) -> Fetched:
        del ctx
        asked.append(url)
        return Fetched("https://harbour.example/moved", 200, data, content_type)

    monkeypatch.setattr(filing, "fetch_url", fetch_url)
    return asked


def test_an_article_is_read_from_an_address(api: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _serve(monkeypatch, MARKDOWN.encode(), "text/markdown")
    sent = {"fetch": "https://harbour.example/ferry", "to": ["de"], "lane": "breaking"}
    answer = post(api, json.dumps(sent), "application/json")
    assert answer.status_code == 201, answer.get_json()
    assert asked == ["https://harbour.example/ferry"]
    assert answer.get_json()["external_id"] == "md/1"
    detail = api.get(answer.headers["Location"]).get_json()
    assert (detail["lane"], [e["locale"] for e in detail["editions"]]) == ("breaking", ["de"])


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"fetch": "ftp://harbour.example/"}, "fetch"),
        ({"fetch": ""}, "fetch"),
        ({"fetch": 5}, "fetch"),
        ({"fetch": "https://harbour.example/", "headline": "x"}, "headline"),
        ({"fetch": "https://harbour.example/", "to": ["xx-none"]}, "to[0]"),
        ({"fetch": "https://harbour.example/", "lane": "fast"}, "lane"),
    ],
)
def test_a_wrong_fetch_is_named_and_asks_nobody(
    api: Caller, monkeypatch: pytest.MonkeyPatch, sent: dict[str, Any], field: str
) -> None:
    asked = _serve(monkeypatch, b"")
    answer = post(api, json.dumps(sent), "application/json")
    assert answer.status_code == 422
    assert field in [error["field"] for error in answer.get_json()["errors"]]
    assert asked == []


def test_addresses_of_closed_networks_are_refused(api: Caller) -> None:
    for address in ("http://127.0.0.1/", "http://[::1]/", "http://10.0.0.1/x", "http://localhost/"):
        answer = post(api, json.dumps({"fetch": address}), "application/json")
        assert (answer.status_code, answer.get_json()["reason"]) == (422, "url-private"), answer.get_json()
