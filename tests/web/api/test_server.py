"""The API over real HTTP on a loopback port: what a test client does not show."""

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import quote

import pytest
import requests
from flask import Flask
from waitress import wasyncore
from waitress.server import create_server

from tests.web.api.conftest import BUS, Caller, Desk


@pytest.fixture
def port(app: Flask) -> Iterator[int]:
    """A server as the embedded one, on a free port."""
    server = create_server(app, host="127.0.0.1", port=0, threads=4, max_request_body_size=8 * 1024 * 1024)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield server.effective_port
    # In the server's own thread: nothing is closed under its hands.
    with suppress(OSError):  # it was awake, and has closed even the pipe that would wake it
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map, ignore_all=True))
    thread.join()
    server.task_dispatcher.shutdown()


@pytest.fixture
def base(port: int) -> str:
    """Address of the API."""
    return f"http://127.0.0.1:{port}/api/v1"


@pytest.fixture
def session(api: Caller) -> Iterator[requests.Session]:
    """A publishing system's session with its token."""
    with requests.Session() as made:
        made.headers["Authorization"] = f"Bearer {api.token}"
        yield made


@pytest.mark.parametrize("external_id", ["a/b c", "http://example.org//x?y=z#w", "Ölpreis/№5", "50%", "a;b"])
def test_an_article_goes_its_whole_way(base: str, session: requests.Session, desk: Desk, external_id: str) -> None:
    filed = session.post(f"{base}/articles", json={**BUS, "external_id": external_id, "to": ["ru"]}, timeout=10)
    assert filed.status_code == 201
    assert session.get(filed.headers["Location"], timeout=10).json()["external_id"] == external_id
    desk.draft()
    desk.publish(filed.json()["editions"][0]["id"])
    url = f"{base}/articles/external:{quote(external_id, safe='')}/releases/ru"
    release = session.get(url, timeout=10)
    assert (release.status_code, release.json()["external_id"]) == (200, external_id)
    again = session.get(url, headers={"If-None-Match": release.headers["ETag"]}, timeout=10)
    assert (again.status_code, again.content) == (304, b"")
    head = session.head(url, timeout=10)
    assert (head.status_code, head.headers["ETag"]) == (200, release.headers["ETag"])
    feed = session.get(f"{base}/releases", timeout=10).json()
    assert session.get(feed["items"][0]["url"], timeout=10).json() == release.json()
    assert session.get(feed["next"], timeout=10).json()["items"] == []


def test_a_body_that_comes_in_chunks_is_read(port: int, api: Caller) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    data = json.dumps(BUS).encode()
    headers = {"Authorization": f"Bearer {api.token}", "Content-Type": "application/json"}
    connection.request("POST", "/api/v1/articles", (data[i : i + 50] for i in range(0, len(data), 50)), headers)
    answer = connection.getresponse()
    assert answer.status == 201
    assert json.loads(answer.read())["external_id"] == "news/1"
    connection.close()


def test_a_body_over_the_limit_is_a_problem(base: str, session: requests.Session) -> None:
    answer = session.post(f"{base}/articles", json={"headline": "H", "body_text": "x" * 3_000_000}, timeout=10)
    assert (answer.status_code, answer.headers["Content-Type"]) == (413, "application/problem+json")


def test_an_empty_body_is_a_problem(base: str, session: requests.Session) -> None:
    answer = session.post(f"{base}/articles", data=b"", headers={"Content-Type": "application/json"}, timeout=10)
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed-body")


def test_a_host_that_is_no_host_breaks_nothing(port: int, api: Caller) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/api/v1/releases", headers={"Host": 'x"><y', "Authorization": f"Bearer {api.token}"})
    answer = connection.getresponse()
    assert answer.status < 500
    answer.read()
    connection.close()
