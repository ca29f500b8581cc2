"""What each broker needs to keep our promises. Lanes are queues: the numbers of priorities differ between brokers.

``LANES`` is in the order in which a worker serves them.
"""
# mypy: allow-untyped-calls

from typing import Any, Final
from urllib.parse import urlsplit

from kombu.entity import Exchange, Queue
from kombu.transport import TRANSPORT_ALIASES

from localize.config import Settings
from localize.edition import Lane
from localize.errors import ConfigError

LANES: Final[tuple[str, ...]] = (Lane.BREAKING.value, Lane.NORMAL.value, Lane.BACKGROUND.value)
EMBEDDED: Final = "sqlq"
LEASE_SECONDS: Final = 30
DELIVERY_LIMIT: Final = 5


def broker_kind(settings: Settings) -> str:
    """``embedded``, ``redis`` or ``rabbitmq``. Raises ``ConfigError`` for another address."""
    scheme = urlsplit(settings.broker_url).scheme
    kind = {EMBEDDED: "embedded", "redis": "redis", "rediss": "redis", "amqp": "rabbitmq", "amqps": "rabbitmq"}.get(
        scheme
    )
    if kind is None:
        raise ConfigError("LOCALIZE_BROKER_URL: use redis://… or amqp://…, or leave it out for the embedded broker")
    return kind


def broker_url(settings: Settings) -> str:
    """The address as kombu wants it: with a host, even where there is none."""
    return f"{EMBEDDED}://localhost" if broker_kind(settings) == "embedded" else settings.broker_url


def broker_options(settings: Settings) -> dict[str, Any]:
    """Celery settings of this broker: transport, queues, exchange."""
    return _KINDS[broker_kind(settings)](settings)


def sender_options(url: str) -> dict[str, Any]:
    """Transport options that keep a publisher from hanging on a silent server. Seconds."""
    scheme = urlsplit(url).scheme
    if scheme.startswith("redis"):
        return {"socket_timeout": 3.0, "socket_connect_timeout": 1.0}
    if scheme.startswith("amqp"):
        return {"read_timeout": 3.0, "write_timeout": 3.0, "connect_timeout": 1.0}
    return {}


def _embedded(settings: Settings) -> dict[str, Any]:
    TRANSPORT_ALIASES.setdefault(EMBEDDED, "workers.transport:Transport")
    return {
        "broker_transport_options": {"path": str(settings.data_dir / "broker.db"), "visibility_timeout": LEASE_SECONDS},
        "task_queues": _queues("direct"),
    }


def _redis(_settings: Settings) -> dict[str, Any]:
    return {
        "broker_transport_options": {
            "visibility_timeout": 3600,  # longer than any task: it is a fixed clock, not a lease
            "unacked_restore_interval": 10,
            "unacked_restore_throttle": 1,
            "socket_keepalive": True,
            "health_check_interval": 25,
            "queue_order_strategy": "priority",
        },
        "task_queues": _queues("direct"),
    }


def _rabbitmq(_settings: Settings) -> dict[str, Any]:
    return {
        "broker_transport_options": {"confirm_publish": True},
        "task_default_exchange_type": "topic",
        "task_default_queue_type": "quorum",
        "task_queues": _queues("topic", {"x-queue-type": "quorum", "x-delivery-limit": DELIVERY_LIMIT}),
    }


_KINDS: Final = {"embedded": _embedded, "redis": _redis, "rabbitmq": _rabbitmq}


def _queues(exchange_type: str, arguments: dict[str, Any] | None = None) -> tuple[Queue, ...]:
    exchange = Exchange("localize", type=exchange_type, durable=True)
    return tuple(
        Queue(lane, exchange, routing_key=lane, durable=True, queue_arguments=arguments or {}) for lane in LANES
    )
