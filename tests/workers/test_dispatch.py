"""The dispatcher: hints arrive, a broker that is away costs nobody time and one line in the log."""

import logging
import os
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from localize.config import load_settings
from tests.workers.processes import wait_for
from workers import dispatch
from workers.app import make_celery
from workers.dispatch import CeleryDispatcher


def dispatcher_for(folder: Path, url: str = "", wait: float = 1.5) -> CeleryDispatcher:
    environ = {"LOCALIZE_BROKER_URL": url} if url else {}
    return CeleryDispatcher(make_celery(load_settings(environ, data_dir=str(folder), secret_key="x" * 32)), wait=wait)


def queued(folder: Path) -> dict[str, int]:
    connection = sqlite3.connect(folder / "broker.db", timeout=10)
    try:
        return dict(connection.execute("SELECT queue, count(*) FROM message GROUP BY queue").fetchall())
    finally:
        connection.close()


@pytest.fixture
def silent_server() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(16)
        yield server.getsockname()[1]


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_hints_reach_the_queue_of_their_lane(tmp_path: Path) -> None:
    dispatcher = dispatcher_for(tmp_path)
    for lane in ("breaking", "normal", "normal", "background"):
        dispatcher.send(1, lane)
    assert queued(tmp_path) == {"breaking": 1, "normal": 2, "background": 1}


def test_many_threads_send_at_once(tmp_path: Path) -> None:
    dispatcher = dispatcher_for(tmp_path, wait=20)
    threads = [
        threading.Thread(target=lambda: [dispatcher.send(job, "normal") for job in range(25)]) for _ in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert queued(tmp_path) == {"normal": 400}


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_child_sends_by_itself(tmp_path: Path) -> None:
    dispatcher = dispatcher_for(tmp_path, wait=20)
    dispatcher.send(1, "normal")
    pid = os.fork()
    if pid == 0:
        try:
            dispatcher.send(2, "normal")
        finally:
            os._exit(0)
    assert os.waitpid(pid, 0)[1] == 0
    assert queued(tmp_path) == {"normal": 2}


@pytest.mark.parametrize("scheme", ["redis", "amqp"])
def test_a_broker_that_is_away_costs_little_time_and_one_line(
    tmp_path: Path, closed_port: int, scheme: str, caplog: pytest.LogCaptureFixture
) -> None:
    dispatcher = dispatcher_for(tmp_path, f"{scheme}://user:geheim@127.0.0.1:{closed_port}")
    started = time.monotonic()
    for job in range(100):
        dispatcher.send(job, "normal")
    assert time.monotonic() - started < 2
    assert caplog.text.count("cannot be reached") == 1
    assert "geheim" not in caplog.text
    assert not dispatcher.ready()


@pytest.mark.parametrize("scheme", ["redis", "amqp"])
def test_a_broker_that_is_silent_holds_nobody_up(
    tmp_path: Path, silent_server: int, scheme: str, caplog: pytest.LogCaptureFixture
) -> None:
    dispatcher = dispatcher_for(tmp_path, f"{scheme}://127.0.0.1:{silent_server}")
    started = time.monotonic()
    for job in range(100):
        dispatcher.send(job, "normal")
    assert time.monotonic() - started < 2
    assert caplog.text.count("cannot be reached") == 1


def test_sending_works_again_when_the_broker_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The data folder cannot be made at first: a file stands in its place."""
    monkeypatch.setattr(dispatch, "RETRY_SECONDS", 0.2)
    folder = tmp_path / "data"
    dispatcher = dispatcher_for(folder)
    folder.touch()
    dispatcher.send(1, "normal")
    assert not dispatcher.ready()
    folder.unlink()
    wait_for(dispatcher.ready)
    with caplog.at_level(logging.INFO):
        dispatcher.send(2, "normal")
        wait_for(lambda: "answers again" in caplog.text)
    dispatcher.send(3, "normal")
    assert queued(folder) == {"normal": 2}
