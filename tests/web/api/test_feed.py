"""The change feed: order, cursors, long polling."""

import threading
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from localize.services import withdraw
from tests.web.api.conftest import Caller, Desk
from web.api.cursor import decode_cursor, encode_cursor
from web.api.waiting import Waiters


def _follow(api: Caller, url: str) -> list[dict[str, object]]:
    """Every item from a page on, until a page is empty."""
    found: list[dict[str, object]] = []
    while True:
        body = api.get(url).get_json()
        if not body["items"]:
            return found
        found += body["items"]
        url = body["next"]


def test_the_feed_tells_everything_in_order(api: Caller, desk: Desk, published: dict[str, int]) -> None:
    withdraw.withdraw_edition(desk.ctx, desk.max, published["ru"], "wrong name")
    items = _follow(api, "/api/v1/releases?limit=1")
    assert [(i["sequence"], i["kind"], i["locale"], i["number"]) for i in items] == [
        (1, "publication", "ru", 1),
        (2, "publication", "de", 1),
        (3, "withdrawal", "ru", 2),
    ]
    assert [i["reason"] for i in items] == [None, None, "wrong name"]
    assert items[0]["external_id"] == "news/1"
    assert api.get(str(items[1]["url"])).status_code == 200
    assert api.get(str(items[0]["url"])).status_code == 410


def test_a_republication_is_called_so(api: Caller, desk: Desk, published: dict[str, int]) -> None:
    api.file(headline="Council opens two lines")
    desk.draft()
    desk.publish(published["ru"])
    items = _follow(api, "/api/v1/releases?locale=ru")
    assert [(i["kind"], i["number"]) for i in items] == [("publication", 1), ("republication", 2)]


@pytest.mark.usefixtures("published")
def test_an_empty_page_gives_the_same_cursor_back(api: Caller) -> None:
    first = api.get("/api/v1/releases?limit=100")
    cursor = first.get_json()["cursor"]
    assert first.headers["Link"] == f'<{first.get_json()["next"]}>; rel="next"'
    second = api.get(first.get_json()["next"]).get_json()
    assert (second["items"], second["cursor"]) == ([], cursor)
    assert second["next"] == first.get_json()["next"]


def test_an_empty_feed_has_a_cursor_to_go_on_from(api: Caller, desk: Desk) -> None:
    body = api.get("/api/v1/releases").get_json()
    assert body["items"] == []
    edition_id = api.file(to=["ru"]).get_json()["editions"][0]["id"]
    desk.draft()
    desk.publish(edition_id)
    assert len(api.get(body["next"]).get_json()["items"]) == 1


@pytest.mark.usefixtures("published")
def test_next_keeps_what_was_asked_for(api: Caller) -> None:
    body = api.get("/api/v1/releases?locale=de&limit=7").get_json()
    assert [item["locale"] for item in body["items"]] == ["de"]
    kept = parse_qs(urlsplit(body["next"]).query)
    assert kept == {"locale": ["de"], "limit": ["7"], "after": [body["cursor"]]}


@pytest.mark.usefixtures("published")
def test_a_plain_number_is_a_cursor_too(api: Caller) -> None:
    assert [i["sequence"] for i in api.get("/api/v1/releases?after=1").get_json()["items"]] == [2]
    assert [i["sequence"] for i in api.get("/api/v1/releases?after=0").get_json()["items"]] == [1, 2]


@pytest.mark.usefixtures("published")
def test_a_cursor_that_the_feed_never_reached_is_expired(api: Caller) -> None:
    """The database was set back to a copy: going on from there would skip what is numbered anew."""
    answer = api.get(f"/api/v1/releases?after={encode_cursor(3)}")
    assert (answer.status_code, answer.get_json()["code"]) == (410, "cursor-expired")
    assert api.get(f"/api/v1/releases?after={encode_cursor(2)}").status_code == 200


@pytest.mark.parametrize("after", ["x", "-1", "djE6", "djE6LTE", "%00", "MTI", "9" * 19, "%D9%A1", "djE6MQ=="])
def test_what_is_no_cursor_is_refused(api: Caller, after: str) -> None:
    answer = api.get(f"/api/v1/releases?after={after}")
    assert answer.status_code == 422
    assert [error["field"] for error in answer.get_json()["errors"]] == ["after"]


@pytest.mark.parametrize("wait", ["31", "-1", "x", "nan", "inf", "1e1", "30.1"])
def test_a_wait_that_is_too_long_or_no_number_is_refused(api: Caller, wait: str) -> None:
    answer = api.get(f"/api/v1/releases?wait={wait}")
    assert [error["field"] for error in answer.get_json()["errors"]] == ["wait"]


@given(st.integers(min_value=0, max_value=10**17))
def test_a_cursor_is_read_back(sequence: int) -> None:
    assert decode_cursor(encode_cursor(sequence)) == sequence


@given(st.text())
def test_no_text_breaks_the_reading_of_a_cursor(text: str) -> None:
    found = decode_cursor(text)
    assert found is None or found >= 0


def test_waiting_ends_with_the_news(app: Flask, api: Caller, desk: Desk) -> None:
    edition_id = api.file(to=["ru"]).get_json()["editions"][0]["id"]
    desk.draft()
    answers: list[list[str]] = []
    waiting = Caller(app.test_client(), api.token)

    def wait() -> None:
        items = waiting.get("/api/v1/releases?wait=20").get_json()["items"]
        answers.append([item["kind"] for item in items])

    thread = threading.Thread(target=wait)
    begun = time.monotonic()
    thread.start()
    time.sleep(0.1)
    desk.publish(edition_id)
    thread.join()
    assert answers == [["publication"]]
    assert time.monotonic() - begun < 10


def test_waiting_for_nothing_ends_after_the_time(api: Caller) -> None:
    begun = time.monotonic()
    answer = api.get("/api/v1/releases?wait=0.3")
    assert answer.get_json()["items"] == []
    assert 0.3 <= time.monotonic() - begun < 3
    assert "wait=0.3" in answer.get_json()["next"]


def test_without_a_place_to_wait_the_caller_is_told_when_to_ask_again(app: Flask, api: Caller) -> None:
    app.extensions["localize.waiters"] = Waiters(places=0)
    answer = api.get("/api/v1/releases?wait=5")
    assert (answer.status_code, answer.get_json()["code"]) == (429, "too-many-waiters")
    assert answer.headers["Retry-After"] == "5"
    assert api.get("/api/v1/releases").status_code == 200


@pytest.mark.usefixtures("published")
def test_news_that_is_there_needs_no_place_to_wait(app: Flask, api: Caller) -> None:
    app.extensions["localize.waiters"] = Waiters(places=0)
    assert len(api.get("/api/v1/releases?wait=5").get_json()["items"]) == 2


def test_a_place_is_given_back(app: Flask, api: Caller) -> None:
    app.extensions["localize.waiters"] = Waiters(places=1, step=0.01)
    for _ in range(3):
        assert api.get("/api/v1/releases?wait=0.02").status_code == 200
