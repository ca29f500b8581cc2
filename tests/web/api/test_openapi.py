"""The OpenAPI document: valid, complete, and true of real answers."""

import copy
import json
import re
from typing import Any

import pytest
from flask import Flask
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from localize.errors import EngineError
from tests.conftest import FakeClock
from tests.engines import FakeEngine
from tests.web.api.conftest import Caller, Desk
from web import errors
from web.api.openapi import build
from web.api.operations import OPERATIONS
from web.api.problems import PROBLEMS
from web.permissions import ROUTES


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """The document under some address."""
    return build("https://desk.example.org")


def _strict(schema: Any) -> Any:
    """The schema without its leave to add members, and with every member required: what we write is known."""
    if isinstance(schema, dict):
        made = {key: _strict(value) for key, value in schema.items()}
        if isinstance(schema.get("properties"), dict) and "additionalProperties" not in schema:
            made["additionalProperties"] = False
            made["required"] = list(schema["properties"])
        return made
    return [_strict(one) for one in schema] if isinstance(schema, list) else schema


def _validator(document: dict[str, Any], schema: dict[str, Any]) -> Draft202012Validator:
    root = {**schema, "components": _strict(copy.deepcopy(document["components"]))}
    return Draft202012Validator(root, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _hold(document: dict[str, Any], endpoint: str, answer: Any) -> None:
    """Check a real answer against what the document says of this operation and status."""
    operation = next(o for o in OPERATIONS if o.endpoint == endpoint)
    said = document["paths"][operation.path][operation.method]["responses"]
    assert str(answer.status_code) in said, (endpoint, answer.status_code)
    content = said[str(answer.status_code)].get("content")
    if content is None:
        assert answer.data == b""
        return
    assert answer.mimetype in content
    if answer.mimetype.endswith("json"):
        errors = list(_validator(document, content[answer.mimetype]["schema"]).iter_errors(json.loads(answer.data)))
        assert errors == []


def test_the_document_is_valid_openapi(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_the_document_and_the_routes_are_the_same(app: Flask, document: dict[str, Any]) -> None:
    routed = {
        (re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    described = {(path, method) for path, methods in document["paths"].items() for method in methods}
    assert described == routed


def test_every_operation_is_named_after_its_route_and_asks_for_its_scope(app: Flask, document: dict[str, Any]) -> None:
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith("api."):
            continue
        path = re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule.rule)
        operations = [o for o in document["paths"][path].values() if f"api.{o['operationId']}" == rule.endpoint]
        scope = ROUTES[rule.endpoint].scope
        assert [o["security"] for o in operations] == [[{"token": [scope]}] if scope else []]


def test_path_parameters_are_those_of_the_path(document: dict[str, Any]) -> None:
    for path, methods in document["paths"].items():
        for operation in methods.values():
            named = {p["name"] for p in operation["parameters"] if p["in"] == "path"}
            assert named == set(re.findall(r"{(\w+)}", path))


def test_the_problems_are_those_that_errors_become() -> None:
    """Codes of our own errors stand in the table with the status that they are answered with."""
    for error, status in errors.STATUS.items():
        if error.code in PROBLEMS:
            assert PROBLEMS[error.code][0] == status


def test_the_served_document_names_the_address_it_was_asked_at(app: Flask) -> None:
    answer = app.test_client().get("/api/v1/openapi.json", base_url="https://desk.example.org")
    assert answer.status_code == 200
    assert answer.get_json() == json.loads(json.dumps(build("https://desk.example.org")))


def test_real_answers_are_as_described(
    app: Flask, api: Caller, desk: Desk, document: dict[str, Any], clock: FakeClock, engine: FakeEngine
) -> None:
    """An article's whole way, every answer held against the document."""

    def hold(endpoint: str, answer: Any) -> Any:
        _hold(document, endpoint, answer)
        return answer

    hold("openapi", app.test_client().get("/api/v1/openapi.json"))
    hold("list_releases", api.get("/api/v1/releases"))
    filed = hold("post_article", api.file()).get_json()
    hold("post_article", api.file())
    hold("list_editions", api.get("/api/v1/editions"))
    desk.draft()
    for edition in filed["editions"]:
        desk.publish(edition["id"])
    release = "/api/v1/articles/external:news/1/releases/ru"
    for name in ("json", "html", "jsonld", "ninjs", "text"):
        tag = hold("get_release", api.get(f"{release}?format={name}")).headers["ETag"]
        hold("get_release", api.get(f"{release}?format={name}", headers={"If-None-Match": tag}))
    clock.tick(minutes=1)
    change = {"class": "update"}
    hold("post_article", api.file(headline="Two lines", change=change, deadline="2026-11-24T12:00:00+01:00"))
    engine.error = EngineError("It hangs.", engine="google", reason="timeout", retryable=True)
    desk.draft()
    hold("get_release", api.get(release))
    hold("get_edition", api.get(f"/api/v1/editions/{filed['editions'][0]['id']}"))
    hold("list_editions", api.get("/api/v1/editions"))
    hold("get_article", api.get("/api/v1/articles/external:news/1"))
    hold("list_articles", api.get("/api/v1/articles"))
    hold("withdraw_article", api.post("/api/v1/articles/external:news/1/withdraw", json={"reason": "r"}))
    hold("list_releases", api.get("/api/v1/releases"))
    hold("get_release", api.get(release))


def test_real_problems_are_as_described(app: Flask, api: Caller, document: dict[str, Any]) -> None:
    nobody = app.test_client()
    _hold(document, "list_articles", nobody.get("/api/v1/articles"))
    _hold(document, "post_article", api.post("/api/v1/articles", data=b"{", content_type="application/json"))
    _hold(document, "post_article", api.post("/api/v1/articles", data=b"{", content_type="image/png"))
    _hold(document, "post_article", api.file(headline=5))
    _hold(document, "get_article", api.get("/api/v1/articles/9"))
    _hold(document, "get_release", api.get("/api/v1/articles/9/releases/ru?format=pdf"))
    _hold(document, "list_editions", api.get("/api/v1/editions?limit=x"))
    _hold(document, "list_releases", api.get("/api/v1/releases?after=9"))


def test_a_wrong_answer_would_be_noticed(document: dict[str, Any]) -> None:
    """The check itself: members too many, too few or of another type do not pass."""
    schema = {"$ref": "#/components/schemas/FiledArticle"}
    right = {"id": 1, "external_id": None, "version": 1, "changed": True, "editions": []}
    validator = _validator(document, schema)
    assert validator.is_valid(right)
    assert not validator.is_valid({**right, "more": 1})
    assert not validator.is_valid({**right, "id": "1"})
    assert not validator.is_valid({name: value for name, value in right.items() if name != "version"})


def test_the_page_of_documentation_describes_every_operation_and_problem(app: Flask) -> None:
    answer = app.test_client().get("/api/docs")
    assert answer.status_code == 200
    page = answer.get_data(as_text=True).replace("<wbr>", "")
    for operation in OPERATIONS:
        assert operation.path in page
        assert operation.summary in page
    for code in PROBLEMS:
        assert f"/api/problems/{code}" in page
    assert "curl" in page
    assert 'src="http' not in page
    assert "{base}" not in page
    assert "`" not in page
