"""The Celery application: made by ``make_celery`` from settings, never at import."""

from typing import Any, Final

from celery import Celery

from localize.config import Settings
from localize.edition import Lane
from localize.errors import LocalizeError
from workers.brokers import broker_options, broker_url, sender_options
from workers.tasks import ServiceSlot, register_tasks

SOFT_LIMIT: Final = 540  # seconds a task may take before it is told to end; no request to an engine lasts so long
HARD_LIMIT: Final = 600  # seconds after which its process is killed; the job is claimed again when its lease ran out

_COMMON: Final[dict[str, Any]] = {
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "worker_lost_wait": 1.0,
    "worker_prefetch_multiplier": 1,
    "task_ignore_result": True,
    "result_backend": None,
    "task_serializer": "json",
    "result_serializer": "json",
    "accept_content": ["json"],
    "task_soft_time_limit": SOFT_LIMIT,
    "task_time_limit": HARD_LIMIT,
    "broker_connection_retry_on_startup": True,
    "broker_connection_timeout": 2.0,
    "task_publish_retry": True,
    "task_publish_retry_policy": {"max_retries": 1, "interval_start": 0.0, "interval_step": 0.1, "interval_max": 0.1},
    "task_default_queue": Lane.NORMAL.value,
    "task_default_routing_key": Lane.NORMAL.value,
    "task_default_exchange": "localize",
    "task_create_missing_queues": False,
    "worker_max_tasks_per_child": 500,
    "worker_hijack_root_logger": False,
    "worker_redirect_stdouts": False,
    "worker_send_task_events": False,
    "enable_utc": True,
}


def make_celery(settings: Settings, slot: ServiceSlot | None = None) -> Celery:
    """An application for this broker. ``slot`` is needed where tasks run; announcing them needs none.

    Opens nothing. Raises ``ConfigError`` when the broker's address is of no known kind.
    """
    app = Celery("localize", broker=broker_url(settings), set_as_current=False)
    app.conf.update(_COMMON | broker_options(settings))
    register_tasks(app, slot or ServiceSlot(settings))
    return app


def check_broker(settings: Settings) -> None:
    """Connect to the broker once. Raises ``LocalizeError`` saying why it cannot be reached, ``ConfigError`` as above."""
    options = sender_options(settings.broker_url)
    with make_celery(settings).connection_for_write(transport_options=options) as connection:
        try:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=3)
        except Exception as error:
            raise LocalizeError(f"The broker cannot be reached: {error}") from error
