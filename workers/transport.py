"""The embedded broker as a kombu transport, ``sqlq://``: queues in one SQLite file, no server.

Messages survive the death of their holder, are delivered again with ``redelivered`` set, and fanout works, so that
Celery's control commands do. ``queue_file`` holds the queues, ``leases`` keeps what is held; this module only speaks
kombu. Options: ``path`` of the file, ``visibility_timeout`` (the lease, seconds), ``polling_interval`` (seconds between
looks outside an event loop).

When one consumer listens to several queues, a queue named earlier is emptied first.
"""
# mypy: allow-untyped-calls, allow-subclassing-any

import contextlib
import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from queue import Empty
from typing import Any, Final

from kombu.exceptions import ChannelError
from kombu.transport import base, virtual
from kombu.utils.json import dumps, loads

from workers.feed import POLL_SECONDS, LoopFeed
from workers.leases import LeaseKeeper
from workers.queue_file import QueueFile, Taken

logger = logging.getLogger(__name__)

LEASE_SECONDS: Final = 30.0
_BURST: Final = 100  # messages handed on before the event loop gets its turn
_ABANDONED: Final = 3600.0  # seconds an auto-delete queue outlives its last listener


def _tag(taken: Taken) -> str:
    return f"{taken.id}.{taken.delivery}"


def _parse_tag(tag: str) -> tuple[int, int]:
    message_id, _, delivery = tag.partition(".")
    return int(message_id), int(delivery)


class QoS(virtual.QoS):
    """Unacknowledged messages of a channel: their leases are kept until they are settled."""

    channel: Any

    def append(self, message: Any, delivery_tag: str) -> None:
        """Take responsibility for a message."""
        super().append(message, delivery_tag)
        self.channel.connection.keeper.hold(*_parse_tag(delivery_tag))

    def ack(self, delivery_tag: str) -> None:
        """Done: the message is removed."""
        message_id, delivery = _parse_tag(delivery_tag)
        self.channel.connection.keeper.let_go(message_id)
        self.channel.connection.file.ack(message_id, delivery)
        super().ack(delivery_tag)
        self.channel.connection.ring()

    def reject(self, delivery_tag: str, requeue: bool = False) -> None:
        """Not done: the message is delivered again, or dropped."""
        if not requeue:
            self.ack(delivery_tag)
            return
        self.channel.give_back(delivery_tag)
        super().ack(delivery_tag)
        self.channel.connection.ring()


class Channel(virtual.Channel):
    """A channel over the file. Exchanges live in the process, bindings in the file."""

    QoS = QoS
    supports_fanout = True
    connection: Any
    state: Any

    def __init__(self, connection: Any, **kwargs: Any) -> None:
        super().__init__(connection, **kwargs)
        self._unacknowledged: set[str] = set()  # queues whose consumer does not acknowledge

    @property
    def _file(self) -> QueueFile:
        file: QueueFile = self.connection.file
        return file

    def drain_events(self, timeout: float | None = None, callback: Callable[..., Any] | None = None) -> None:  # noqa: ARG002  (kombu's)
        """Deliver one message, of the first queue that has one. Raises ``Empty``."""
        if not self._consumers or not self.qos.can_consume():
            raise Empty
        message, queue = self._take(self._active_queues)
        (callback or self.connection._deliver)(message, queue)  # noqa: SLF001  (kombu's name for it)

    def _take(self, queues: list[str], *, no_ack: bool = False) -> tuple[dict[str, Any], str]:
        """The next message that can be read, in kombu's form."""
        while (taken := self._file.take(queues)) is not None:
            if no_ack or taken.queue in self._unacknowledged:
                self._file.ack(taken.id, taken.delivery)
            try:
                message: dict[str, Any] = loads(taken.payload)
                properties = message["properties"]
                properties["delivery_tag"] = _tag(taken)
                properties.setdefault("delivery_info", {})["redelivered"] = taken.delivery > 1
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                logger.error("A message in %s cannot be read and is dropped: %r", taken.queue, error)  # noqa: TRY400
                self._file.ack(taken.id, taken.delivery)
                continue
            return message, taken.queue
        raise Empty

    def _get(self, queue: str, timeout: float | None = None) -> dict[str, Any]:  # noqa: ARG002  (kombu's signature)
        return self._take([queue])[0]

    def basic_get(self, queue: str, no_ack: bool = False, **_kwargs: Any) -> Any:
        """One message without a consumer, or None."""
        try:
            message: Any = self.Message(self._take([queue], no_ack=no_ack)[0], channel=self)
        except Empty:
            return None
        if not no_ack:
            self.qos.append(message, message.delivery_tag)
        return message

    def basic_consume(self, queue: str, no_ack: bool, callback: Any, consumer_tag: Any, **kwargs: Any) -> Any:
        """Listen to a queue."""
        if no_ack:
            self._unacknowledged.add(queue)
        super().basic_consume(queue, no_ack, callback, consumer_tag, **kwargs)
        self.connection.keeper.listen(queue)
        self.connection.ring()

    def basic_cancel(self, consumer_tag: str) -> None:
        """Stop listening."""
        queue = self._tag_to_queue.get(consumer_tag)
        super().basic_cancel(consumer_tag)
        if queue is not None and queue not in self._active_queues:
            self._unacknowledged.discard(queue)
            self.connection.keeper.ignore(queue)

    def give_back(self, delivery_tag: str) -> None:
        """Let a message be delivered again at once."""
        message_id, delivery = _parse_tag(delivery_tag)
        self.connection.keeper.let_go(message_id)
        self._file.release(message_id, delivery)

    def _restore(self, message: Any) -> None:
        self.give_back(message.delivery_tag)

    def _put(self, queue: str, message: dict[str, Any], **_kwargs: Any) -> None:
        self._append([queue], message)

    def _put_fanout(self, exchange: str, message: dict[str, Any], _routing_key: str, **_kwargs: Any) -> None:
        self._append([queue for _, _, queue in self._file.bindings(exchange)], message)

    def _append(self, queues: list[str], message: dict[str, Any]) -> None:
        expiration = message["properties"].get("expiration")  # milliseconds, as AMQP writes them
        self._file.put(queues, dumps(message), seconds=int(expiration) / 1000 if expiration else None)
        self.connection.ring()

    def get_table(self, exchange: str) -> list[Any]:
        """Bindings of an exchange, made by any process. Our own hold even when the file was lost meanwhile."""
        own = self.state.exchanges.get(exchange, {}).get("table", [])
        return list({*self._file.bindings(exchange), *((key, pattern or "", queue) for key, pattern, queue in own)})

    def _queue_bind(self, exchange: str, routing_key: str | None, pattern: str | None, queue: str) -> None:
        self._file.bind(exchange, routing_key or "", pattern or "", queue)

    def queue_unbind(
        self, queue: str, exchange: str | None = None, routing_key: str = "", arguments: Any = None, **kwargs: Any
    ) -> None:
        """Undo a binding."""
        super().queue_unbind(queue, exchange, routing_key, arguments, **kwargs)
        self._file.unbind(exchange or "amq.direct", routing_key, queue)

    def _new_queue(
        self, queue: str, *, auto_delete: bool = False, arguments: dict[str, Any] | None = None, **_kwargs: Any
    ) -> None:
        """Declare; arguments as RabbitMQ names them, in milliseconds."""
        arguments = arguments or {}
        ttl, idle = arguments.get("x-message-ttl"), arguments.get("x-expires")
        self._file.declare(
            queue,
            ttl=ttl / 1000 if ttl is not None else None,
            idle=idle / 1000 if idle is not None else _ABANDONED if auto_delete else None,
        )

    def _has_queue(self, queue: str, **_kwargs: Any) -> bool:
        return self._file.exists(queue)

    def queue_delete(self, queue: str, if_unused: bool = False, if_empty: bool = False, **_kwargs: Any) -> None:  # noqa: ARG002
        """Remove a queue with its messages and bindings."""
        if if_empty and self._size(queue):
            return
        self.state.queue_bindings_delete(queue)
        for exchange in self.state.exchanges.values():
            exchange["table"] = [binding for binding in exchange["table"] if binding[2] != queue]
        self._file.delete(queue)

    def _size(self, queue: str) -> int:
        return self._file.size(queue)

    def _purge(self, queue: str) -> int:
        return self._file.purge(queue)


class Transport(virtual.Transport):
    """Connects channels to the file, and the file to Celery's event loop."""

    Channel = Channel
    cycle: Any
    driver_type = driver_name = "sqlq"
    polling_interval = POLL_SECONDS
    connection_errors: Any = (sqlite3.Error, OSError)
    channel_errors: Any = (ChannelError,)
    implements = base.Transport.implements.extend(
        asynchronous=True, exchange_type=frozenset({"direct", "topic", "fanout"}), heartbeats=False
    )

    def __init__(self, client: Any, **kwargs: Any) -> None:
        super().__init__(client, **kwargs)
        options = client.transport_options
        lease = float(options.get("visibility_timeout", LEASE_SECONDS))
        self.file = QueueFile(Path(options["path"]), lease=lease)
        self.keeper = LeaseKeeper(self.file)
        self._bell = threading.Event()
        self._feed: LoopFeed | None = None

    def driver_version(self) -> str:
        """Version of SQLite."""
        return sqlite3.sqlite_version

    def establish_connection(self) -> Any:
        """Open the file. Raises ``sqlite3.Error`` or ``OSError`` when that cannot be done."""
        self.file.bindings("")
        return super().establish_connection()

    def ring(self) -> None:
        """Something has changed in this process: look into the queues now."""
        self._bell.set()
        if self._feed is not None:
            self._feed.ring()

    def register_with_event_loop(self, connection: Any, loop: Any) -> None:  # noqa: ARG002  (kombu's signature)
        """Deliver inside the event loop from now on."""
        self._leave_loop()
        self._feed = LoopFeed(loop, self.file.log_path, self._deliver_all)

    def _deliver_all(self) -> None:
        with contextlib.suppress(Empty):
            for _ in range(_BURST):
                self.cycle.get(self._deliver)
            self.ring()  # there may be more, after the loop's other duties

    def drain_events(self, connection: Any, timeout: float | None = None, **_kwargs: Any) -> None:  # noqa: ARG002
        """Wait for one message and deliver it. Raises ``TimeoutError`` after ``timeout`` seconds, if it is given."""
        until = None if timeout is None else time.monotonic() + timeout
        while True:
            self._bell.clear()
            with contextlib.suppress(Empty):
                self.cycle.get(self._deliver)
                return
            rest = self.polling_interval if until is None else min(self.polling_interval, until - time.monotonic())
            if rest <= 0:
                raise TimeoutError
            self._bell.wait(rest)

    def close_connection(self, connection: Any) -> None:
        """Give back what is held, and close the file."""
        self._leave_loop()
        super().close_connection(connection)
        self.keeper.close()
        self.file.close()

    def _leave_loop(self) -> None:
        feed, self._feed = self._feed, None
        if feed is not None:
            feed.close()
