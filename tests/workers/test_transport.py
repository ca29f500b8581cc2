"""The embedded broker through kombu, in this process and from others."""

import os
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from kombu import Connection, Consumer, Exchange, Producer, Queue

from tests.workers.peer import Reader, connect, publish
from tests.workers.processes import python, wait_for


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "broker.db"


@pytest.fixture
def connection(path: Path) -> Iterator[Connection]:
    with connect(path) as made:
        yield made


def test_messages_come_in_order(connection: Connection) -> None:
    publish(connection, [1, 2, 3])
    reader = Reader(connection, prefetch=3)
    assert [reader.next().payload for _ in range(3)] == [1, 2, 3]


def test_nothing_more_is_delivered_than_may_be_in_work(connection: Connection) -> None:
    publish(connection, [1, 2])
    reader = Reader(connection, prefetch=1)
    first = reader.next()
    with pytest.raises(TimeoutError):
        reader.next(timeout=0.1)
    first.ack()
    assert reader.next().payload == 2


def test_a_message_is_gone_when_it_is_acknowledged(connection: Connection, path: Path) -> None:
    publish(connection, [1])
    Reader(connection).next().ack()
    with connect(path) as other, pytest.raises(TimeoutError):
        Reader(other).next(timeout=0.1)


def test_what_is_in_hands_when_a_connection_closes_is_delivered_again_and_marked(path: Path) -> None:
    with connect(path) as first:
        publish(first, ["x"])
        message = Reader(first).next()
        assert message.delivery_info["redelivered"] is False
    with connect(path) as second:
        again = Reader(second).next()
    assert (again.payload, again.delivery_info["redelivered"]) == ("x", True)


def test_a_rejected_message_comes_again_or_is_dropped(connection: Connection) -> None:
    publish(connection, ["x"])
    reader = Reader(connection)
    reader.next().requeue()
    again = reader.next()
    assert again.delivery_info["redelivered"] is True
    again.reject()
    with pytest.raises(TimeoutError):
        reader.next(timeout=0.1)


def test_a_consumer_that_does_not_acknowledge_leaves_nothing_behind(connection: Connection, path: Path) -> None:
    publish(connection, ["x"])
    assert Reader(connection, no_ack=True).next().payload == "x"
    assert _rows(path) == 0


def test_single_messages_can_be_fetched(connection: Connection, path: Path) -> None:
    publish(connection, ["a", "b"])
    queue = Queue("q", routing_key="q")(connection.default_channel)
    queue.get().ack()
    assert queue.get(no_ack=True).payload == "b"
    assert queue.get() is None
    assert _rows(path) == 0


def test_queues_are_served_in_the_order_in_which_they_are_named(connection: Connection) -> None:
    publish(connection, list(range(3)), "background")
    publish(connection, ["now"], "breaking")
    reader = Reader(connection, "breaking", "normal", "background", prefetch=9)
    assert [reader.next().payload for _ in range(4)] == ["now", 0, 1, 2]


def test_a_queue_can_be_measured_emptied_and_removed(connection: Connection) -> None:
    publish(connection, [1, 2, 3])
    channel = connection.default_channel
    assert channel.queue_declare("q").message_count == 3
    assert channel.queue_purge("q") == 3
    publish(connection, [4])
    assert channel.queue_delete("q", if_empty=True) is None
    assert channel.queue_declare("q").message_count == 1
    channel.queue_delete("q")
    with pytest.raises(connection.channel_errors):
        channel.queue_declare("q", passive=True)


def test_fanout_reaches_every_listener_in_every_process(connection: Connection, path: Path) -> None:
    exchange = Exchange("news", type="fanout")
    with connect(path) as one, connect(path) as two:
        heard: list[object] = []
        for name, where in (("a", one), ("b", two)):
            queue = Queue(name, exchange, auto_delete=True)
            Consumer(where.channel(), [queue], on_message=lambda m: heard.append(m.payload), no_ack=True).consume()
        Producer(connection.default_channel, exchange).publish("hello")
        one.drain_events(timeout=2)
        two.drain_events(timeout=2)
    assert heard == ["hello", "hello"]


def test_a_topic_exchange_routes_by_pattern_across_processes(connection: Connection, path: Path) -> None:
    exchange = Exchange("things", type="topic")
    with connect(path) as other:
        channel = other.channel()
        Queue("ru", exchange, routing_key="edition.ru.#")(channel).declare()
        Queue("all", exchange, routing_key="edition.#")(channel).declare()
    producer = Producer(connection.default_channel, exchange)
    producer.publish("1", routing_key="edition.ru.new", declare=[exchange])
    producer.publish("2", routing_key="edition.de.new")
    channel = connection.default_channel
    assert (channel.queue_declare("ru").message_count, channel.queue_declare("all").message_count) == (1, 2)


def test_a_message_that_cannot_be_read_is_dropped_and_the_next_one_comes(
    connection: Connection, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    publish(connection, ["good"])
    _execute(path, "INSERT INTO message (id, queue, payload) VALUES (-2, 'q', '{broken'), (-1, 'q', '[]')")
    assert Reader(connection).next().payload == "good"
    assert caplog.text.count("cannot be read") == 2
    assert _rows(path) == 1


def test_messages_outlive_every_process(path: Path) -> None:
    with connect(path) as first:
        publish(first, ["kept"])
    with connect(path) as second:
        assert Reader(second).next().payload == "kept"


def test_a_held_message_is_kept_for_as_long_as_the_work_takes(path: Path) -> None:
    """Leases of 0.3 s, work of 1 s: the other consumer sees nothing."""
    with connect(path, lease=0.3) as one, connect(path, lease=0.3) as two:
        publish(one, ["long"])
        message = Reader(one).next()
        other = Reader(two)
        with pytest.raises(TimeoutError):
            other.next(timeout=1.0)
        message.ack()
    assert _rows(path) == 0


def test_a_killed_consumers_message_comes_again_when_its_lease_ends_and_is_marked(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with connect(path, lease=1.0) as connection:
        publish(connection, ["x"])
        with python("-m", "tests.workers.peer", "consume", str(path), str(out), "1.0", "60") as consumer:
            wait_for(lambda: out.exists() and out.read_text())
            os.kill(consumer.pid, signal.SIGKILL)
            killed = time.monotonic()
            message = Reader(connection).next(timeout=5)
    assert (message.payload, message.delivery_info["redelivered"]) == ("x", True)
    assert time.monotonic() - killed < 2.5


def test_two_producers_and_two_consumers_lose_and_double_nothing(path: Path, tmp_path: Path) -> None:
    outs = [tmp_path / "a", tmp_path / "b"]
    peer = ("-m", "tests.workers.peer")
    with (
        python(*peer, "consume", str(path), str(outs[0]), "30", "0"),
        python(*peer, "consume", str(path), str(outs[1]), "30", "0"),
        python(*peer, "produce", str(path), "0", "500") as one,
        python(*peer, "produce", str(path), "500", "500") as two,
    ):
        assert (one.wait(60), two.wait(60)) == (0, 0)
        wait_for(lambda: _rows(path) == 0, seconds=60)
    got = [line.split()[0] for out in outs for line in out.read_text().splitlines()]
    assert Counter(got) == Counter(str(number) for number in range(1000))
    assert all(out.read_text() for out in outs), "one consumer got everything"


def _execute(path: Path, statement: str) -> list[tuple[int]]:
    connection = sqlite3.connect(path, timeout=10, isolation_level=None)
    try:
        return connection.execute(statement).fetchall()
    finally:
        connection.close()


def _rows(path: Path) -> int:
    return _execute(path, "SELECT count(*) FROM message")[0][0]
