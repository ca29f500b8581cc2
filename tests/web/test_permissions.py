"""Route × role: the table is walked whole, through the application."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from localize.services import people
from localize.services.context import Context
from localize.workflow import UserRole
from web.permissions import ROUTES, Rule
from web.wiring import create_app

WHO = ["nobody", "translator", "editor", "admin", "token-right", "token-wrong"]


@pytest.fixture
def app(sqlite_ctx: Context) -> Flask:
    """The application over an empty store."""
    made = create_app(sqlite_ctx)
    made.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return made


def test_every_route_is_in_the_table_and_the_table_has_no_other(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ROUTES)


def test_a_route_that_is_not_in_the_table_answers_nobody(app: Flask) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "open")
    assert app.test_client().get("/forgotten").status_code == 403


def _client(app: Flask, ctx: Context, who: str, rule: Rule) -> tuple[FlaskClient, dict[str, str]]:
    client = app.test_client()
    if who in {"translator", "editor", "admin"}:
        person = people.add_person(ctx, email=f"{who}@example.org", role=UserRole(who), password=None)
        with client.session_transaction() as session:
            session["_user_id"] = f"{person.id}:{person.session_key}"
            session["_fresh"] = True
    if who.startswith("token"):
        wrong = next(scope for scope in people.SCOPES if scope != rule.scope)
        scope = rule.scope if who == "token-right" and rule.scope else wrong
        return client, {"Authorization": f"Bearer {people.add_token(ctx, who, [scope])}"}
    return client, {}


def _expected(rule: Rule, who: str) -> bool:
    if rule.public:
        return True
    if rule.scope is not None:
        return who == "token-right"
    return who in {role.value for role in rule.roles}


@pytest.mark.parametrize("endpoint", sorted(ROUTES))
def test_a_route_lets_in_whom_the_table_names(app: Flask, sqlite_ctx: Context, endpoint: str) -> None:
    """Let in: anything but 401, 403 or the way to the sign-in page. Whether the thing exists comes after."""
    rule = ROUTES[endpoint]
    url_rule = next(r for r in app.url_map.iter_rules() if r.endpoint == endpoint)
    path = re.sub(r"<(?:int:)[^>]+>", "999", url_rule.rule)
    path = re.sub(r"<[^>]+>", "999", path)
    method = "GET" if "GET" in (url_rule.methods or ()) else min((url_rule.methods or {"GET"}) - {"OPTIONS", "HEAD"})
    # The sign-in form answers a wrong password with 401 itself.
    refusals = {403} if endpoint == "auth.login_post" else {401, 403}
    let_in = {}
    for who in WHO:
        client, headers = _client(app, sqlite_ctx, who, rule)
        answer = client.open(path, method=method, headers=headers)
        to_sign_in = answer.status_code in {302, 303} and "/login?" in answer.headers.get("Location", "")
        let_in[who] = answer.status_code not in refusals and not to_sign_in
        assert answer.status_code < 500, who
    assert let_in == {who: _expected(rule, who) for who in WHO}
