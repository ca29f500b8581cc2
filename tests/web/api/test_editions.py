"""Editions: lists, filters, one edition's state."""

import pytest

from localize.errors import EngineError
from tests.conftest import FakeClock
from tests.engines import FakeEngine, pseudo
from tests.web.api.conftest import Caller, Desk


def test_an_edition_tells_its_state_progress_and_clocks(api: Caller, desk: Desk, clock: FakeClock) -> None:
    filed_at = clock.time.isoformat()
    edition_id = api.file(to=["ru"]).get_json()["editions"][0]["id"]
    queued = api.get(f"/api/v1/editions/{edition_id}").get_json()
    assert (queued["state"], queued["drafted_at"], queued["release"]) == ("queued", None, None)
    assert queued["progress"] == {"total": 4, "initial": 4, "translated": 0, "confirmed": 0}
    clock.tick(seconds=2)
    desk.draft()
    drafted = api.get(f"/api/v1/editions/{edition_id}").get_json()
    assert (drafted["state"], drafted["drafted_at"]) == ("drafted", clock.time.isoformat())
    assert drafted["progress"] == {"total": 4, "initial": 0, "translated": 4, "confirmed": 0}
    assert drafted["filed_at"] == filed_at
    clock.tick(seconds=2)
    desk.publish(edition_id)
    published = api.get(f"/api/v1/editions/{edition_id}").get_json()
    assert (published["state"], published["release"], published["version"]) == ("published", 1, 1)
    assert published["published_at"] == clock.time.isoformat()
    assert published["progress"]["confirmed"] == 4
    assert published["assignee"] == "Vera"
    assert published["blocked"] is None
    assert published["stale_since"] is None


def test_a_stale_edition_says_since_when(api: Caller, published: dict[str, int], clock: FakeClock) -> None:
    clock.tick(minutes=1)
    api.file(headline="Council opens two lines")
    edition = api.get(f"/api/v1/editions/{published['ru']}").get_json()
    assert edition["stale_since"] == clock.time.isoformat()
    assert edition["version"] == 2


def test_a_blocked_edition_says_why_and_when_it_is_tried_again(api: Caller, desk: Desk, engine: FakeEngine) -> None:
    engine.error = EngineError("It hangs.", engine="google", reason="timeout", retryable=True)
    edition_id = api.file(to=["ru"]).get_json()["editions"][0]["id"]
    desk.draft()
    edition = api.get(f"/api/v1/editions/{edition_id}").get_json()
    assert edition["state"] == "blocked"
    assert edition["blocked"]["code"]
    assert edition["blocked"]["sentence"]
    assert edition["blocked"]["next_try"] > edition["filed_at"]


def test_findings_are_counted(api: Caller, desk: Desk, engine: FakeEngine) -> None:
    engine.rule = lambda text, target: pseudo(text, target).translate(str.maketrans("0123456789", "9876543210"))
    edition_id = api.file(to=["ru"]).get_json()["editions"][0]["id"]
    desk.draft()
    findings = api.get(f"/api/v1/editions/{edition_id}").get_json()["findings"]
    assert findings["errors"] > 0
    assert set(findings) == {"errors", "warnings"}


def test_editions_are_filtered(api: Caller, desk: Desk, clock: FakeClock) -> None:
    api.file(external_id="n1")
    desk.draft()
    clock.tick(hours=1)
    later = clock.time.isoformat()
    api.file(external_id="n2")

    def found(query: str) -> list[tuple[str, str, str]]:
        items = api.get(f"/api/v1/editions?{query}").get_json()["items"]
        return [(item["external_id"], item["locale"], item["state"]) for item in items]

    assert found("locale=ru") == [("n1", "ru", "drafted"), ("n2", "ru", "queued")]
    assert found("state=queued") == [("n2", "ru", "queued"), ("n2", "de", "queued")]
    assert found("locale=de&state=drafted") == [("n1", "de", "drafted")]
    assert found("locale=fr") == []
    # A plus sign that nobody encoded arrives as a space, and is understood.
    for written in (later.replace("+", "%2B"), later, later.replace("+00:00", "Z")):
        assert [item[0] for item in found(f"updated_since={written}")] == ["n2", "n2"]


def test_editions_are_paged_by_id_with_their_filters(api: Caller) -> None:
    for number in range(5):
        api.file(external_id=f"n{number}")
    seen: list[int] = []
    url: str | None = "/api/v1/editions?locale=ru&limit=2"
    while url:
        answer = api.get(url)
        body = answer.get_json()
        assert {item["locale"] for item in body["items"]} == {"ru"}
        seen += [item["id"] for item in body["items"]]
        url = body["next"]
        assert answer.headers.get("Link") == (f'<{url}>; rel="next"' if url else None)
    assert len(seen) == 5
    assert seen == sorted(seen)


@pytest.mark.parametrize(
    "query",
    [
        "locale=zz-nothing",
        "locale=%00",
        "state=ready",
        "updated_since=yesterday",
        "updated_since=2026-11-23",
        "updated_since=2026-11-23T10:00:00",
        "updated_since=0001-01-01T00:00:00%2B23:00",
        "after=x",
        "limit=501",
        "limit=%D9%A1",
    ],
)
def test_a_wrong_filter_is_named(api: Caller, query: str) -> None:
    answer = api.get(f"/api/v1/editions?{query}")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid-input")
    assert [error["field"] for error in answer.get_json()["errors"]] == [query.partition("=")[0]]


def test_all_wrong_filters_are_named_at_once(api: Caller) -> None:
    answer = api.get("/api/v1/editions?state=x&limit=0&after=-3")
    assert {error["field"] for error in answer.get_json()["errors"]} == {"state", "limit", "after"}


@pytest.mark.parametrize("reference", ["999", "9223372036854775807", "9223372036854775808", "9" * 60, "x", "-1"])
def test_an_edition_that_is_not_there_is_not_found(api: Caller, reference: str) -> None:
    answer = api.get(f"/api/v1/editions/{reference}")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_an_edition_tells_what_its_draft_took(api: Caller, desk: Desk) -> None:
    edition_id = api.file(to=["ru"]).get_json()["editions"][0]["id"]
    nothing = {"requests": 0, "chars": 0, "cost": 0.0, "engines": []}
    assert api.get(f"/api/v1/editions/{edition_id}").get_json()["drafting"] == nothing
    desk.draft()
    took = api.get(f"/api/v1/editions/{edition_id}").get_json()["drafting"]
    [google] = took["engines"]
    assert (google["engine"], google["requests"], google["attempts"], google["failures"]) == ("google", 1, 1, {})
    assert google["texts"] >= 4
    assert (took["requests"], took["chars"]) == (1, google["chars"])
    assert "drafting" not in api.get("/api/v1/editions").get_json()["items"][0]
