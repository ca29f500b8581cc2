"""Real workers in processes of their own, on each broker: tasks run, nothing is lost to SIGKILL, lanes overtake."""

import os
import signal
import statistics
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from localize.config import Settings, load_settings
from tests.workers.brokers import BROKERS, broker, rabbitmq_queues
from tests.workers.jobs import FileJobs, make_jobs
from tests.workers.processes import alive, children, python, wait_for
from workers.app import make_celery
from workers.dispatch import CeleryDispatcher
from workers.schedule import announce


class Desk:
    """Jobs, a dispatcher and workers on one broker."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.env = {"LOCALIZE_DATA_DIR": str(folder), "LOCALIZE_SECRET_KEY": "x" * 32}
        if url:
            self.env["LOCALIZE_BROKER_URL"] = url
        self.settings: Settings = load_settings(self.env)
        self.jobs: FileJobs = make_jobs(self.settings)
        self.app = make_celery(self.settings)
        self.dispatcher = CeleryDispatcher(self.app, wait=10)

    def worker(self, concurrency: int = 2) -> AbstractContextManager[subprocess.Popen[bytes]]:
        """A worker."""
        return python("-m", "tests.workers.run_worker", str(concurrency), env=self.env, log=self.folder / "worker.log")

    def send(self, lane: str = "normal", seconds: float = 0.0) -> int:
        """Write a job and announce it."""
        job = self.jobs.add(lane, seconds)
        self.dispatcher.send(job, lane)
        return job

    def ran(self, job: int) -> list[tuple[float, ...]]:
        """(process, time) of each start of a job."""
        return self.jobs.rows("SELECT pid, started FROM run WHERE job = ? ORDER BY started", job)

    def wait_done(self, count: int, seconds: float = 30) -> None:
        """Wait until so many jobs have had their effect."""
        wait_for(lambda: self.jobs.effects() >= count, seconds=seconds)

    def log(self) -> str:
        """What the workers have printed."""
        return (self.folder / "worker.log").read_text()

    def nothing_doubled(self, count: int) -> None:
        """Each job has had its effect once."""
        assert self.jobs.rows("SELECT count(*), count(DISTINCT job) FROM effect") == [(count, count)]


@pytest.fixture(params=BROKERS)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    with broker(request.param) as url:
        yield Desk(tmp_path, url)


@pytest.fixture
def embedded(tmp_path: Path) -> Desk:
    return Desk(tmp_path, "")


def test_jobs_run_in_pool_processes_soon_after_they_are_announced(desk: Desk) -> None:
    with desk.worker() as worker:
        desk.send()
        desk.wait_done(1)
        waits = []
        for _ in range(30):
            sent = time.time()
            job = desk.send()
            started = wait_for(lambda job=job: desk.ran(job), every=0.002)[0][1]
            waits.append((started - sent) * 1000)
            time.sleep(0.03)
        pools = set(children(worker.pid))
        assert {int(pid) for (pid,) in desk.jobs.rows("SELECT DISTINCT pid FROM run")} <= pools
        desk.wait_done(31)
    desk.nothing_doubled(31)
    cuts = statistics.quantiles(waits, n=20)
    print(
        f"\nenqueue to start, {desk.app.conf.broker_url.partition(':')[0]}: p50 {cuts[9]:.1f} ms, p95 {cuts[18]:.1f} ms"
    )
    assert cuts[9] < 500


def test_a_job_whose_pool_process_is_killed_runs_again(desk: Desk) -> None:
    """Its parent survives and gives the message back; the job's own lease decides when it can be claimed."""
    with desk.worker():
        job = desk.send(seconds=1.5)
        victim = int(wait_for(lambda: desk.ran(job))[0][0])
        os.kill(victim, signal.SIGKILL)
        _sweep_until_done(desk, 1)
        first, *again = desk.ran(job)
        assert first[0] == victim
        assert victim not in {int(pid) for pid, _ in again}
    desk.nothing_doubled(1)


def test_an_idle_pool_process_that_is_killed_is_replaced_and_blocks_nobody(desk: Desk) -> None:
    with desk.worker() as worker:
        desk.send()
        desk.wait_done(1)
        for _ in range(3):
            pools = set(children(worker.pid))
            for pid in pools:
                os.kill(pid, signal.SIGKILL)
            wait_for(lambda pools=pools: len(set(children(worker.pid)) - pools) == 2)
        for _ in range(10):
            desk.send()
        _sweep_until_done(desk, 11)
    desk.nothing_doubled(11)


def test_a_killed_worker_takes_its_pool_along_and_the_next_one_finishes_the_work(desk: Desk) -> None:
    with desk.worker() as worker:
        jobs = [desk.send(seconds=1.0) for _ in range(2)] + [desk.send() for _ in range(4)]
        wait_for(lambda: all(desk.ran(job) for job in jobs[:2]))
        pools = children(worker.pid)
        os.kill(worker.pid, signal.SIGKILL)
        wait_for(lambda: not any(alive(pid) for pid in pools), seconds=5)
        assert desk.jobs.effects() == 0
    with desk.worker():
        _sweep_until_done(desk, 6)
    desk.nothing_doubled(6)


def test_breaking_news_overtakes_two_hundred_background_messages(desk: Desk) -> None:
    for _ in range(200):
        desk.send("background", seconds=0.02)
    with desk.worker():
        wait_for(lambda: desk.jobs.effects() > 3)
        urgent = desk.send("breaking")
        wait_for(lambda: desk.ran(urgent))
        before = desk.jobs.rows(
            "SELECT count(*) FROM run, job WHERE job = id AND lane = 'background' AND started > sent_first"
            " AND started BETWEEN (SELECT sent_first FROM job WHERE id = ?) AND ?",
            urgent,
            desk.ran(urgent)[0][1],
        )[0][0]
        assert before <= 12, "background work went first"
        assert desk.jobs.effects() < 150


def test_a_warm_stop_finishes_what_runs_and_gives_the_rest_back(desk: Desk) -> None:
    with desk.worker() as worker:
        running = [desk.send(seconds=0.8) for _ in range(2)]
        waiting = [desk.send() for _ in range(3)]
        wait_for(lambda: all(desk.ran(job) for job in running))
        worker.terminate()
        assert worker.wait(15) == 0
    assert desk.jobs.effects() >= 2
    with desk.worker():
        desk.wait_done(5)
    desk.nothing_doubled(5)
    assert all(len(desk.ran(job)) == 1 for job in running + waiting)


def test_a_job_that_fails_is_logged_and_does_not_stop_the_worker(embedded: Desk) -> None:
    with embedded.worker():
        embedded.dispatcher.send("not a number", "normal")  # type: ignore[arg-type]
        embedded.jobs.rows(
            "CREATE TRIGGER refuse BEFORE INSERT ON run WHEN NEW.job = 1 BEGIN SELECT RAISE(FAIL, 'no'); END"
        )
        embedded.send()
        embedded.send()
        embedded.wait_done(1)
        wait_for(lambda: "IntegrityError" in embedded.log())


def test_control_commands_reach_a_worker_on_the_embedded_broker(embedded: Desk) -> None:
    with embedded.worker():
        embedded.send()
        embedded.wait_done(1)
        replies = embedded.app.control.ping(timeout=1)
        queues = embedded.app.control.inspect(timeout=1).active_queues()
    assert [list(reply.values()) for reply in replies] == [[{"ok": "pong"}]]
    assert [q["name"] for q in next(iter(queues.values()))] == ["breaking", "normal", "background"]


def test_a_killed_workers_messages_come_back_by_themselves_on_the_embedded_broker(embedded: Desk) -> None:
    """Without any scheduler: the lease of the message ends, and the next worker is given it, marked as redelivered."""
    embedded.app.conf.broker_transport_options["visibility_timeout"] = 30
    with embedded.worker(1) as worker:
        job = embedded.send(seconds=30)
        wait_for(lambda: embedded.ran(job))
        os.kill(worker.pid, signal.SIGKILL)
    embedded.jobs.rows("UPDATE job SET seconds = 0")
    _shorten_leases(embedded)
    with embedded.worker(1):
        embedded.wait_done(1)
    assert len(embedded.ran(job)) == 2


def test_a_broker_file_removed_under_running_processes_is_made_anew_by_all(embedded: Desk) -> None:
    with embedded.worker():
        embedded.send()
        embedded.wait_done(1)
        for file in embedded.folder.glob("broker.db*"):
            file.unlink()
        embedded.send()
        embedded.wait_done(2)
    embedded.nothing_doubled(2)


@pytest.mark.rabbitmq
def test_rabbitmq_gets_quorum_queues_with_a_delivery_limit(tmp_path: Path) -> None:
    with broker("rabbitmq") as url:
        desk = Desk(tmp_path, url)
        for lane in ("breaking", "normal", "background"):
            desk.send(lane)
        made = rabbitmq_queues(url)
    assert set(made) == {"breaking", "normal", "background"}
    assert {str(row["type"]) for row in made.values()} == {"quorum"}
    assert all("x-delivery-limit" in str(row["arguments"]) for row in made.values())


def test_workers_start_and_stop_within_a_few_seconds(embedded: Desk) -> None:
    started = time.monotonic()
    with embedded.worker() as worker:
        wait_for(lambda: "serve breaking, normal, background (embedded broker)" in embedded.log())
        ready = time.monotonic()
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(10) == 0
        ended = time.monotonic()
    print(f"\nworker ready after {ready - started:.1f} s, stopped after {ended - ready:.1f} s")
    assert "Warning" not in embedded.log()


def _sweep_until_done(desk: Desk, count: int) -> None:
    """What the scheduler does, every quarter of a second, until the work is done."""
    stop = threading.Event()

    def sweep() -> None:
        while not stop.wait(0.25):
            announce(desk.jobs, desk.dispatcher)

    sweeping = threading.Thread(target=sweep)
    sweeping.start()
    try:
        desk.wait_done(count, seconds=45)
    finally:
        stop.set()
        sweeping.join()


def _shorten_leases(desk: Desk) -> None:
    """Let half a minute pass for the messages that a killed worker held."""
    time.sleep(1.1)  # the job's own lease
    with desk.app.connection_for_write() as connection:
        file = connection.default_channel._file
        with file._file.open() as database:
            assert database.execute("UPDATE message SET lease_until = lease_until - 30 WHERE lease_until > 0").rowcount
