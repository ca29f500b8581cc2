"""What a source version changed, over the API."""

from typing import Any

import pytest

from tests.web.api.conftest import BUS, Caller

AGAIN = BUS | {
    "body_html": (
        '<p>Tickets cost 2.90 crowns, says the <a href="https://example.org/b">city council</a>.</p>'
        "<p>The line starts on 3 May. It runs every 20 minutes until dawn.</p>"
    ),
    "url": "https://news.example/bus",
    "change": {"class": "factual", "note": "The price."},
}


@pytest.fixture
def changed(api: Caller) -> dict[str, Any]:
    """The answer after an article was sent twice."""
    assert api.post("/api/v1/articles", json=BUS).status_code == 201
    assert api.post("/api/v1/articles", json=AGAIN).json["changed"] is True
    answer = api.get("/api/v1/articles/external:news%2F1/versions/2/changes?since=1")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json
    return found


def test_changed_sentences_are_named_wherever_their_block_moved(changed: dict[str, Any]) -> None:
    (change,) = changed["changes"]
    assert (change["kind"], change["moved"]) == ("changed", True)
    assert [(one["position"], one["text"]) for one in change["old"]] == [
        (4, "Tickets cost 2.80 crowns, says the city council.")
    ]
    assert [one["position"] for one in change["new"]] == [2]
    assert [step for step in change["words"] if step["op"] != "equal"] == [
        {"op": "delete", "text": "2.80"},
        {"op": "insert", "text": "2.90"},
    ]
    assert change["attributes"] == [{"name": "href", "old": "https://example.org/a", "new": "https://example.org/b"}]


def test_data_class_and_counts_are_told(changed: dict[str, Any]) -> None:
    assert (changed["since"], changed["version"]) == (1, 2)
    assert changed["change"] == {"class": "factual", "note": "The price."}
    assert changed["meta"] == [{"name": "url", "old": None, "new": "https://news.example/bus"}]
    assert (changed["counts"]["changed"], changed["counts"]["unchanged"]) == (1, 3)


def test_by_default_it_is_compared_with_the_one_before(api: Caller, changed: dict[str, Any]) -> None:
    assert api.get("/api/v1/articles/external:news%2F1/versions/2/changes").json == changed
    assert api.get("/api/v1/articles/external:news%2F1/versions/1/changes").json["changes"] == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("versions/3/changes", 404),
        ("versions/0/changes", 404),
        ("versions/2/changes?since=9", 404),
        ("versions/99999999999999999999999/changes", 404),
        ("versions/2/changes?since=x", 422),
        ("versions/2/changes?since=0", 422),
    ],
)
@pytest.mark.usefixtures("changed")
def test_what_is_not_there_is_said(api: Caller, path: str, status: int) -> None:
    answer = api.get(f"/api/v1/articles/external:news%2F1/{path}")
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
