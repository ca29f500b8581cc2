"""Idempotency-Key: the same request gets the same answer, another one is refused."""

import json
import threading

import pytest
from flask import Flask

from localize.services import people
from localize.services.context import Context
from tests.conftest import FakeClock
from tests.web.api.conftest import BUS, Caller

KEY = {"Idempotency-Key": "b8e1"}


def _body(**changed: object) -> dict[str, object]:
    return {name: value for name, value in {**BUS, **changed}.items() if name != "external_id"}


def _count(api: Caller) -> int:
    return len(api.get("/api/v1/articles").get_json()["items"])


def test_a_repeated_request_gets_the_first_answer(api: Caller) -> None:
    """Without an id of the sender's, only the key tells a repetition from a new article."""
    first = api.post("/api/v1/articles", json=_body(), headers=KEY)
    again = api.post("/api/v1/articles", json=_body(), headers=KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.data == first.data
    assert again.headers["Location"] == first.headers["Location"]
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert _count(api) == 1


def test_another_key_is_another_request(api: Caller) -> None:
    api.post("/api/v1/articles", json=_body(), headers=KEY)
    assert api.post("/api/v1/articles", json=_body(), headers={"Idempotency-Key": "c2"}).status_code == 201
    assert _count(api) == 2


@pytest.mark.parametrize("other", ["body", "query", "type"])
def test_a_key_with_another_request_is_refused(api: Caller, other: str) -> None:
    api.post("/api/v1/articles", json=_body(), headers=KEY)
    path = "/api/v1/articles?to=ru" if other == "query" else "/api/v1/articles"
    data = json.dumps(_body(headline="Another")) if other == "body" else json.dumps(_body())
    media_type = "text/plain" if other == "type" else "application/json"
    answer = api.post(path, data=data, content_type=media_type, headers=KEY)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "idempotency-mismatch")
    assert _count(api) == 1


def test_keys_of_different_tokens_do_not_meet(app: Flask, api: Caller, sqlite_ctx: Context) -> None:
    other = Caller(app.test_client(), people.add_token(sqlite_ctx, "second", ["articles:write"]))
    api.post("/api/v1/articles", json=_body(), headers=KEY)
    assert "Idempotency-Replayed" not in other.post("/api/v1/articles", json=_body(), headers=KEY).headers
    assert _count(api) == 2


def test_a_key_is_forgotten_after_a_day(api: Caller, clock: FakeClock) -> None:
    api.post("/api/v1/articles", json=_body(), headers=KEY)
    clock.tick(hours=23, minutes=59)
    assert api.post("/api/v1/articles", json=_body(), headers=KEY).headers["Idempotency-Replayed"] == "true"
    clock.tick(minutes=2)
    assert "Idempotency-Replayed" not in api.post("/api/v1/articles", json=_body(), headers=KEY).headers


def test_a_refused_request_leaves_its_key_free(api: Caller) -> None:
    assert api.post("/api/v1/articles", json=_body(headline=5), headers=KEY).status_code == 422
    assert api.post("/api/v1/articles", data=b"{", content_type="application/json", headers=KEY).status_code == 400
    assert api.post("/api/v1/articles", json=_body(), headers=KEY).status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 256, "a b", "ключ", "a\tb"])
def test_a_key_is_visible_ascii(api: Caller, key: str) -> None:
    written = key.encode().decode("latin-1")
    answer = api.post("/api/v1/articles", json=_body(), headers={"Idempotency-Key": written})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.get_json()["errors"]] == ["Idempotency-Key"]
    assert _count(api) == 0


def test_requests_at_the_same_moment_file_one_article(app: Flask, api: Caller) -> None:
    """Some wait for the first answer, none makes an article of its own."""
    answers: list[int] = []
    start = threading.Barrier(6)

    def send() -> None:
        caller = Caller(app.test_client(), api.token)
        start.wait()
        answers.append(caller.post("/api/v1/articles", json=_body(), headers=KEY).status_code)

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) <= {201, 409}
    assert 201 in answers
    assert _count(api) == 1
