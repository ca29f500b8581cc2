"""Headers, cookies, CSRF, and the one shape of errors."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from localize import errors
from localize.services import people
from localize.services.context import Context
from localize.services.people import TooManyAttemptsError
from localize.workflow import UserRole
from web.errors import PROBLEM_TYPE, STATUS, status_of
from web.wiring import create_app


@pytest.fixture
def app(sqlite_ctx: Context) -> Flask:
    made = create_app(sqlite_ctx)
    made.config.update(TESTING=True)
    return made


def _signed_in(app: Flask, ctx: Context) -> FlaskClient:
    people.add_person(ctx, email="vera@example.org", role=UserRole.TRANSLATOR, password=None)
    client = app.test_client()
    client.get(f"/login/link/{people.make_link(ctx, 'vera@example.org')}")
    return client


def test_every_answer_carries_the_hardening_headers(app: Flask) -> None:
    for path in ("/login", "/healthz", "/nowhere", "/api/v1/articles", "/static/css/app.css"):
        with app.test_client().get(path) as answer:
            headers = answer.headers
        policy = headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(app: Flask, sqlite_ctx: Context) -> None:
    people.add_person(sqlite_ctx, email="vera@example.org", role=UserRole.TRANSLATOR, password=None)
    answer = app.test_client().get(f"/login/link/{people.make_link(sqlite_ctx, 'vera@example.org')}")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_form_without_its_csrf_token_is_refused(app: Flask, sqlite_ctx: Context) -> None:
    client = _signed_in(app, sqlite_ctx)
    assert client.get("/").status_code == 200
    assert client.post("/articles/new", data={"text": "x"}).status_code == 400
    assert client.put("/editions/1/segments/1", json={"text": "x"}).status_code == 400


def test_a_changed_session_key_ends_the_session(app: Flask, sqlite_ctx: Context) -> None:
    client = _signed_in(app, sqlite_ctx)
    people.disable_person(sqlite_ctx, "vera@example.org")
    assert "/login" in client.get("/").headers["Location"]


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/nowhere", 404, "not-found"),
        ("DELETE", "/api/v1/articles", 405, "method-not-allowed"),
        ("GET", "/api/v1/articles", 401, "not-signed-in"),
        ("GET", "/api/v1/articles/1/releases/ru", 401, "not-signed-in"),
    ],
)
def test_errors_of_the_api_are_problem_documents(app: Flask, method: str, path: str, status: int, code: str) -> None:
    answer = app.test_client().open(path, method=method)
    assert answer.status_code == status
    assert answer.content_type == PROBLEM_TYPE
    body = answer.get_json()
    assert (body["status"], body["code"]) == (status, code)
    assert body["type"].endswith(code)
    assert body["detail"]


def _all_errors(base: type[errors.LocalizeError]) -> set[type[errors.LocalizeError]]:
    return {base}.union(*(_all_errors(sub) for sub in base.__subclasses__()))


def test_every_error_has_a_state_and_a_stable_code_of_its_own() -> None:
    known = _all_errors(errors.LocalizeError)
    assert TooManyAttemptsError in known
    assert {cls for cls in known if cls.__module__ == "localize.errors"} <= set(STATUS)
    codes = [cls.code for cls in known]
    assert len(codes) == len(set(codes))
    for cls in known - {errors.EngineError}:
        assert 400 <= status_of(cls("x")) < 600
        assert cls.__doc__


def test_a_page_that_needs_a_session_leads_to_the_sign_in_page_and_back(app: Flask, sqlite_ctx: Context) -> None:
    answer = app.test_client().get("/editions/7/edit")
    assert answer.status_code in {302, 303}
    assert answer.headers["Location"].startswith("/login?next=")
    del sqlite_ctx
