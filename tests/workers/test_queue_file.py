"""Queues in a file: order, leases, fencing, clocks, damage."""

import gc
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workers.processes import ROOT
from workers.queue_file import DELIVERY_LIMIT, QueueFile, Taken


class Clock:
    """Wall-clock seconds that stand until they are changed."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def file(tmp_path: Path, clock: Clock) -> Iterator[QueueFile]:
    made = QueueFile(tmp_path / "new" / "broker.db", lease=30, clock=clock)
    yield made
    made.close()


def taken(file: QueueFile, *queues: str) -> Taken:
    got = file.take(queues or ("q",))
    assert got is not None
    return got


def test_messages_come_in_the_order_they_were_put(file: QueueFile) -> None:
    for number in range(5):
        file.put(["q"], str(number))
    assert [taken(file).payload for _ in range(5)] == ["0", "1", "2", "3", "4"]
    assert file.take(["q"]) is None


def test_a_queue_named_first_is_emptied_first(file: QueueFile) -> None:
    file.put(["slow"], "1")
    file.put(["fast"], "2")
    assert [taken(file, "fast", "slow").payload for _ in range(2)] == ["2", "1"]


def test_a_leased_message_is_out_of_sight_and_comes_back_when_the_lease_ends(file: QueueFile, clock: Clock) -> None:
    file.put(["q"], "x")
    assert taken(file).delivery == 1
    clock.now += 29
    assert file.take(["q"]) is None
    assert file.size("q") == 0
    clock.now += 2
    assert file.size("q") == 1
    assert taken(file).delivery == 2


def test_an_extended_lease_lasts(file: QueueFile, clock: Clock) -> None:
    file.put(["q"], "x")
    held = taken(file)
    for _ in range(5):
        clock.now += 20
        file.extend([(held.id, held.delivery)])
        assert file.take(["q"]) is None
    assert file.ack(held.id, held.delivery)


def test_a_late_holder_can_neither_remove_nor_release_nor_extend_what_another_holds(
    file: QueueFile, clock: Clock
) -> None:
    file.put(["q"], "x")
    late = taken(file)
    clock.now += 31
    second = taken(file)
    assert not file.ack(late.id, late.delivery)
    assert not file.release(late.id, late.delivery)
    clock.now += 20
    file.extend([(late.id, late.delivery)])
    clock.now += 11
    assert taken(file).id == second.id


def test_a_released_message_comes_again_at_once_in_its_old_place(file: QueueFile) -> None:
    file.put(["q"], "1")
    file.put(["q"], "2")
    held = taken(file)
    assert file.release(held.id, held.delivery)
    again = taken(file)
    assert (again.payload, again.delivery) == ("1", 2)


@pytest.mark.parametrize("jump", [-7200.0, -90.0])
def test_a_clock_set_back_does_not_keep_a_dead_holders_message(file: QueueFile, clock: Clock, jump: float) -> None:
    """The lease then lies further ahead than any lease can."""
    file.put(["q"], "x")
    taken(file)
    clock.now += jump
    assert taken(file).delivery == 2


def test_a_clock_set_forward_only_makes_a_message_come_twice(file: QueueFile, clock: Clock) -> None:
    file.put(["q"], "x")
    first = taken(file)
    clock.now += 7200
    second = taken(file)
    assert not file.ack(first.id, first.delivery)
    assert file.ack(second.id, second.delivery)
    assert file.size("q") == 0


def test_a_message_that_kills_every_holder_is_dropped_at_last(
    file: QueueFile, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    file.put(["q"], "poison")
    file.put(["q"], "good")
    for _ in range(DELIVERY_LIMIT):
        assert taken(file).payload == "poison"
        clock.now += 31
    assert taken(file).payload == "good"
    assert "is dropped" in caplog.text


def test_expired_messages_are_not_delivered(file: QueueFile, clock: Clock) -> None:
    file.declare("short", ttl=5)
    file.put(["short"], "by the queue's limit")
    file.put(["q"], "by its own limit", seconds=5)
    file.put(["q"], "no limit")
    clock.now += 6
    assert file.take(["short"]) is None
    assert taken(file).payload == "no limit"


def test_a_queue_that_nobody_listens_to_any_more_is_swept_away(file: QueueFile, clock: Clock) -> None:
    for name, idle in (("lasting", None), ("left", 10.0), ("used", 10.0)):
        file.declare(name, idle=idle)
        file.bind("all", "", "", name)
        file.put([name], "x")
    clock.now += 50
    file.touch(["used"])
    clock.now += 11
    file.sweep()
    assert [queue for _, _, queue in file.bindings("all")] == ["lasting", "used"]
    assert file.size("left") == 0
    assert not file.exists("left")
    assert file.exists("used")


def test_purging_leaves_what_is_being_worked_on(file: QueueFile) -> None:
    for _ in range(3):
        file.put(["q"], "x")
    held = taken(file)
    assert file.purge("q") == 2
    assert file.ack(held.id, held.delivery)


def test_a_deleted_queue_is_gone_with_messages_and_bindings(file: QueueFile) -> None:
    file.declare("q")
    file.bind("all", "key", "", "q")
    file.put(["q"], "x")
    file.delete("q")
    assert file.take(["q"]) is None
    assert file.bindings("all") == []


def test_unbinding_leaves_the_other_bindings(file: QueueFile) -> None:
    file.bind("e", "a", "", "q")
    file.bind("e", "b", "", "q")
    file.unbind("e", "a", "q")
    assert file.bindings("e") == [("b", "", "q")]


def test_a_file_removed_while_open_is_made_anew(file: QueueFile) -> None:
    file.put(["q"], "lost")
    for found in file.log_path.parent.iterdir():
        found.unlink()
    file.put(["q"], "kept")
    assert taken(file).payload == "kept"


def test_a_damaged_file_is_set_aside_and_a_new_one_begun(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "broker.db"
    path.write_bytes(b"this is no database, whatever its name says" * 100)
    file = QueueFile(path, lease=30)
    with pytest.raises(sqlite3.DatabaseError):
        file.put(["q"], "x")
    file.put(["q"], "x")
    assert taken(file).payload == "x"
    assert "is damaged" in caplog.text
    assert [p.read_bytes()[:7] for p in tmp_path.glob("broker.db.damaged-*")] == [b"this is"]
    file.close()


def test_many_threads_share_one_object(file: QueueFile) -> None:
    threads = [threading.Thread(target=lambda: [file.put(["q"], "x") for _ in range(50)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert file.size("q") == 400


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_child_works_on_a_connection_of_its_own(file: QueueFile) -> None:
    """The child opens, writes and ends; the parent's connection is as good as before."""
    gc.collect()  # what earlier tests left open is closed now, not by another thread while a child is born
    stop = threading.Event()
    busy = threading.Thread(target=lambda: [file.size("q") for _ in iter(stop.is_set, True)])
    busy.start()
    try:
        for number in range(20):
            pid = os.fork()
            if pid == 0:
                try:
                    file.put(["q"], str(number))
                finally:
                    os._exit(0)
            assert os.waitpid(pid, 0)[1] == 0
    finally:
        stop.set()
        busy.join()
    assert [taken(file).payload for _ in range(20)] == [str(number) for number in range(20)]


def test_processes_that_start_together_on_no_file_all_succeed(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib, workers.queue_file as f; f.QueueFile(pathlib.Path(sys.argv[1]), lease=30).put(['q'], 'x')"
    )
    path = tmp_path / "broker.db"
    starting = [
        subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=ROOT, stderr=subprocess.PIPE) for _ in range(8)
    ]
    for process in starting:
        assert process.communicate()[1] == b""
        assert process.returncode == 0
    file = QueueFile(path, lease=30)
    assert file.size("q") == 8
    file.close()


def test_taking_from_a_long_queue_is_as_fast_as_from_a_short_one(file: QueueFile) -> None:
    """By plan, not by clock: the queue's index answers, no row is sorted."""
    file.put(["q"] * 2000, "x")
    with sqlite3.connect(file.log_path.with_name("broker.db")) as connection:
        plan = connection.execute(
            "EXPLAIN QUERY PLAN SELECT id FROM message WHERE queue = ? AND lease_until <= 1 ORDER BY id LIMIT 1", ("q",)
        ).fetchall()
    connection.close()
    assert "ix_message_queue" in str(plan)
    assert "TEMP B-TREE" not in str(plan)
