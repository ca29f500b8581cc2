"""Every error of the API has one shape, and nothing that is sent breaks it."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from localize.errors import StoreError
from localize.services import desk as desk_service
from localize.services import people
from localize.services.context import Context
from tests.web.api.conftest import BUS, Caller
from web.api.problems import PROBLEMS

_ANY_STATE = hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _check(answer: Any, status: int, code: str) -> None:
    body = answer.get_json()
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert body["type"] == f"/api/problems/{code}"
    assert (body["code"], body["status"]) == (code, status)
    assert body["title"]
    assert body["detail"]
    assert PROBLEMS[code][0] == status


def test_an_unknown_address_is_a_problem(api: Caller) -> None:
    for path in ("/api/v1/nothing", "/api/v2/articles", "/api/"):
        _check(api.get(path), 404, "not-found")


def test_a_wrong_method_is_a_problem_that_names_the_right_ones(api: Caller) -> None:
    answer = api("DELETE", "/api/v1/articles")
    _check(answer, 405, "method-not-allowed")
    assert {"GET", "POST"} <= {name.strip() for name in answer.headers["Allow"].split(",")}


@pytest.mark.parametrize("header", [None, "Basic abc", "Bearer", "Bearer ", "Bearer x", "Bearer loc_a_b", "Bearer é"])
def test_without_a_token_nothing_is_told(app: Flask, header: str | None) -> None:
    headers = {"Authorization": header} if header else {}
    answer = app.test_client().get("/api/v1/articles", headers=headers)
    _check(answer, 401, "not-signed-in")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_revoked_token_is_no_token(api: Caller, sqlite_ctx: Context) -> None:
    people.revoke_token(sqlite_ctx, "cms")
    _check(api.get("/api/v1/articles"), 401, "not-signed-in")


@pytest.mark.parametrize(
    ("scope", "method", "path"),
    [
        ("articles:write", "POST", "/api/v1/articles"),
        ("articles:write", "POST", "/api/v1/articles/1/withdraw"),
        ("articles:read", "GET", "/api/v1/articles"),
        ("articles:read", "GET", "/api/v1/articles/1"),
        ("editions:read", "GET", "/api/v1/editions"),
        ("editions:read", "GET", "/api/v1/editions/1"),
        ("editions:read", "GET", "/api/v1/articles/1/releases/ru"),
        ("editions:read", "GET", "/api/v1/releases"),
    ],
)
def test_a_token_without_the_scope_is_told_which_one_it_lacks(
    caller: Callable[..., Caller], scope: str, method: str, path: str
) -> None:
    answer = caller(*(other for other in people.SCOPES if other != scope))(method, path)
    _check(answer, 403, "forbidden")
    assert scope in answer.get_json()["detail"]


def test_a_database_that_is_away_is_a_problem(api: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: object, **more: object) -> None:
        del args, more
        raise StoreError("The database does not answer: disk I/O error")

    monkeypatch.setattr(desk_service, "list_articles", away)
    _check(api.get("/api/v1/articles"), 503, "store")


def test_what_nobody_foresaw_tells_nothing_of_the_inside(
    app: Flask, api: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **more: object) -> None:
        del args, more
        raise RuntimeError("secret detail")

    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    monkeypatch.setattr(desk_service, "list_articles", broken)
    answer = api.get("/api/v1/articles")
    _check(answer, 500, "internal")
    assert "secret" not in answer.get_data(as_text=True)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
_MEMBERS = st.dictionaries(
    st.sampled_from(
        [
            *("external_id", "url", "headline", "standfirst", "byline", "dateline", "published_at", "body_html"),
            *("body_text", "blocks", "picture", "source", "notice", "teasers", "to", "lane", "confidential"),
            *("deadline", "embargo", "change"),
        ]
    ),
    _JSON,
    max_size=6,
)


def _answered(answer: Any) -> None:
    """Success, or a problem that the caller can do something about."""
    assert answer.status_code < 500, answer.get_data(as_text=True)
    if answer.status_code >= 400:
        assert answer.mimetype == "application/problem+json"
        assert answer.get_json()["code"] in PROBLEMS


@_ANY_STATE
@given(members=_MEMBERS, whole=st.booleans())
def test_no_article_in_json_breaks_it(api: Caller, members: dict[str, Any], whole: bool) -> None:
    _answered(api.post("/api/v1/articles", json={**BUS, **members} if whole else members))


@_ANY_STATE
@given(
    data=st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    media_type=st.sampled_from(["application/json", "text/html", "text/plain", "text/plain; charset=x", "a", "; ;"]),
)
def test_no_body_breaks_it(api: Caller, data: bytes, media_type: str) -> None:
    _answered(api.post("/api/v1/articles", data=data, content_type=media_type))


@_ANY_STATE
@given(
    tags=st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<a href='x'>",
                "</a>",
                "<b>",
                "</b>",
                "<ul><li>",
                "<table><tr><td>",
                "<h1>",
                "<!--",
                "&#0;",
            ]
        )
        | st.text(max_size=10),
        max_size=20,
    )
)
def test_no_html_breaks_it(api: Caller, tags: list[str]) -> None:
    html = "".join(tags).encode("utf-8", "replace")
    _answered(api.post("/api/v1/articles?to=ru", data=html, content_type="text/html"))
    _answered(api.post("/api/v1/articles", json={"headline": "H", "body_html": html.decode()}))


@_ANY_STATE
@given(
    path=st.sampled_from(["/api/v1/articles", "/api/v1/editions", "/api/v1/releases"]),
    query=st.dictionaries(
        st.sampled_from(["locale", "state", "updated_since", "after", "before", "limit", "format"]),
        st.text(max_size=30) | st.integers().map(str) | st.datetimes().map(str),
    ),
)
def test_no_query_string_breaks_it(api: Caller, path: str, query: dict[str, str]) -> None:
    encoded = {name: value.encode("utf-8", "replace").decode() for name, value in query.items()}
    _answered(api.get(path, query_string=encoded))


@_ANY_STATE
@given(
    name=st.sampled_from(
        ["Accept", "Idempotency-Key", "If-None-Match", "If-Modified-Since", "Content-Type", "X-Forwarded-Host", "Range"]
    ),
    value=st.text(st.characters(min_codepoint=32, max_codepoint=255, blacklist_characters="\x7f"), max_size=60),
    path=st.sampled_from(["/api/v1/articles", "/api/v1/articles/1/releases/ru", "/api/v1/releases"]),
)
def test_no_header_breaks_it(api: Caller, name: str, value: str, path: str) -> None:
    _answered(api.get(path, headers={name: value}))
    _answered(api.post("/api/v1/articles", data=b"{}", headers={"Content-Type": "application/json", name: value}))


@_ANY_STATE
@given(header=st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=80))
def test_no_token_breaks_it(app: Flask, header: str) -> None:
    for written in (header, f"Bearer {header}", f"Bearer loc_{header}"):
        answer = app.test_client().get("/api/v1/articles", headers={"Authorization": written})
        assert answer.status_code == 401


@_ANY_STATE
@given(reference=st.text(max_size=40), locale=st.text(max_size=10))
def test_no_path_breaks_it(api: Caller, reference: str, locale: str) -> None:
    written = f"/api/v1/articles/external:{_quote(reference)}"
    for path in (written, f"{written}/releases/{_quote(locale)}", f"/api/v1/editions/{_quote(reference)}"):
        _answered(api.get(path))
    _answered(api.post(f"{written}/withdraw", json={"reason": "r"}))


def _quote(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))
