"""The schedule: what is due is announced, failures do not end it, one scheduler at a time works."""

import signal
import threading
import time
from pathlib import Path

import pytest

from localize.config import load_settings
from tests.workers.jobs import make_jobs
from tests.workers.processes import python, wait_for
from workers.schedule import SCHEDULE, Beside, Entry, FileLock, announce, run_scheduler


class Announcements:
    """A dispatcher that remembers."""

    def __init__(self, *, away: bool = False) -> None:
        self.sent: list[tuple[int, str]] = []
        self.away = away

    def send(self, job_id: int, lane: str) -> None:
        self.sent.append((job_id, lane))

    def ready(self) -> bool:
        return not self.away


class DueOnce:
    """Jobs that are due at the first question."""

    def __init__(self, *due: tuple[int, str]) -> None:
        self.waiting = list(due)
        self.asked = 0

    def run(self, job_id: int, worker: str) -> None:  # noqa: ARG002
        raise AssertionError("the scheduler runs no jobs")

    def due(self, limit: int) -> list[tuple[int, str]]:
        self.asked += 1
        found, self.waiting = self.waiting[:limit], self.waiting[limit:]
        return found

    def prune(self) -> int:
        return 0


def run_for(seconds: float, jobs: DueOnce, sent: Announcements, **more: object) -> None:
    until = time.monotonic() + seconds
    run_scheduler(jobs, sent, lock=lambda: True, stopping=lambda: time.monotonic() > until, **more)  # type: ignore[arg-type]


def test_what_is_due_is_announced_in_order() -> None:
    sent = Announcements()
    run_for(0.05, DueOnce((2, "breaking"), (1, "normal")), sent)
    assert sent.sent == [(2, "breaking"), (1, "normal")]


def test_nothing_is_marked_as_sent_while_the_broker_is_away() -> None:
    jobs = DueOnce((1, "normal"))
    announce(jobs, Announcements(away=True))
    assert jobs.asked == 0


def test_each_entry_has_its_own_beat() -> None:
    calls: list[str] = []
    schedule = (Entry("fast", 0.1, "fast"), Entry("slow", 10.0, "slow"))
    verbs = {"fast": lambda: calls.append("fast"), "slow": lambda: calls.append("slow")}
    run_for(0.55, DueOnce(), Announcements(), schedule=schedule, verbs=verbs)
    assert calls.count("slow") == 1
    assert 3 <= calls.count("fast") <= 7


def test_a_failing_entry_is_logged_once_and_hinders_nobody(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise OSError("the disk is full")

    sent = Announcements()
    schedule = (Entry("cleaning up", 0.02, "fail"), *SCHEDULE)
    run_for(0.3, DueOnce((1, "normal")), sent, schedule=schedule, verbs={"fail": fail})
    assert sent.sent == [(1, "normal")]
    assert caplog.text.count("the disk is full") == 1


def test_an_entry_with_an_unknown_verb_is_refused_at_once() -> None:
    with pytest.raises(KeyError):
        run_for(0.1, DueOnce(), Announcements(), schedule=(Entry("what", 1.0, "unknown"),))


def test_only_the_holder_of_the_lock_works_and_another_takes_over(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "new" / "lock"), FileLock(tmp_path / "new" / "lock")
    assert first()
    assert first()
    assert not second()
    first.release()
    assert second()
    second.release()


def test_two_schedulers_at_once_announce_a_job_once(tmp_path: Path) -> None:
    """Without any lock: the database decides."""
    jobs = make_jobs(load_settings({}, data_dir=str(tmp_path), secret_key="x" * 32))
    for _ in range(20):
        jobs.add()
    jobs.rows("UPDATE job SET sent_at = NULL")
    both = [Announcements(), Announcements()]
    until = time.monotonic() + 0.5
    threads = [
        threading.Thread(
            target=run_scheduler,
            args=(jobs, sent),
            kwargs={"lock": lambda: True, "stopping": lambda: time.monotonic() > until},
        )
        for sent in both
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(job for sent in both for job, _ in sent.sent) == list(range(1, 21))


def test_a_scheduler_process_announces_and_stops_cleanly(tmp_path: Path) -> None:
    code = (
        "import sys; from localize.config import load_settings; from tests.workers.jobs import make_jobs;"
        "from workers.schedule import start_scheduler; sys.exit(start_scheduler(load_settings(), make_jobs))"
    )
    env = {"LOCALIZE_DATA_DIR": str(tmp_path), "LOCALIZE_SECRET_KEY": "x" * 32}
    jobs = make_jobs(load_settings(env))
    jobs.add()
    jobs.rows("UPDATE job SET sent_at = NULL")
    with python("-c", code, env=env) as scheduler:
        wait_for(lambda: jobs.rows("SELECT 1 FROM job WHERE sent_at IS NOT NULL"))
        scheduler.send_signal(signal.SIGTERM)
        assert scheduler.wait(5) == 0


def test_a_verb_that_takes_its_time_does_not_hold_up_the_others() -> None:
    begun, done = threading.Event(), threading.Event()
    calls: list[float] = []

    def slow() -> None:
        calls.append(time.monotonic())
        begun.set()
        done.wait(10)

    sent = Announcements()
    schedule = (Entry("polling", 0.01, "slow"), *SCHEDULE)
    run_for(0.2, DueOnce((1, "normal")), sent, schedule=schedule, verbs={"slow": Beside(slow)})
    assert begun.is_set()
    assert len(calls) == 1
    assert sent.sent == [(1, "normal")]
    done.set()


def test_what_a_verb_beside_the_schedule_fails_with_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise OSError("the network is away")

    schedule = (Entry("polling feeds", 0.02, "fail"), *SCHEDULE)
    run_for(0.3, DueOnce(), Announcements(), schedule=schedule, verbs={"fail": Beside(fail)})
    assert caplog.text.count("polling feeds failed and is tried again: OSError: the network is away") == 1
