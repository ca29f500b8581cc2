"""Another process on the embedded broker: ``python -m tests.workers.peer produce|consume FILE …``."""

import os
import sys
import time
from pathlib import Path
from typing import Any

from kombu import Connection, Consumer, Producer, Queue
from kombu.transport import TRANSPORT_ALIASES

TRANSPORT_ALIASES.setdefault("sqlq", "workers.transport:Transport")


def connect(path: Path, *, lease: float = 30.0) -> Connection:
    """A connection to the broker in this file."""
    return Connection("sqlq://localhost", transport_options={"path": str(path), "visibility_timeout": lease})


def publish(connection: Connection, bodies: list[Any], queue: str = "q") -> None:
    """Append messages to a queue."""
    producer = Producer(connection.default_channel, routing_key=queue)
    for body in bodies:
        producer.publish(body, declare=[Queue(queue, routing_key=queue)])


class Reader:
    """Consumes queues of a connection and keeps what it gets; acknowledges only when asked to."""

    def __init__(self, connection: Connection, *queues: str, prefetch: int = 1, no_ack: bool = False) -> None:
        self.connection = connection
        self.messages: list[Any] = []
        self.consumer = Consumer(
            connection.channel(),
            [Queue(name, routing_key=name) for name in queues or ("q",)],
            on_message=self.messages.append,
            prefetch_count=prefetch,
            no_ack=no_ack,
        )
        self.consumer.consume()

    def next(self, *, timeout: float = 2.0) -> Any:
        """The next message."""
        self.connection.drain_events(timeout=timeout)
        return self.messages[-1]


def _consume(path: Path, out: Path, lease: float, seconds: float) -> None:
    """Consume until killed, writing each body to ``out`` before it is acknowledged ``seconds`` later."""
    with connect(path, lease=lease) as connection, out.open("a", encoding="ascii", buffering=1) as lines:
        reader = Reader(connection)
        while True:
            try:
                message = reader.next(timeout=10)
            except TimeoutError:
                continue
            lines.write(f"{message.payload} {os.getpid()} {message.delivery_info['redelivered']}\n")
            time.sleep(seconds)
            message.ack()


def _produce(path: Path, first: int, count: int) -> None:
    with connect(path) as connection:
        publish(connection, list(range(first, first + count)))


if __name__ == "__main__":
    if sys.argv[1] == "consume":
        _consume(Path(sys.argv[2]), Path(sys.argv[3]), float(sys.argv[4]), float(sys.argv[5]))
    else:
        _produce(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
