"""Starts a worker in this process. The command line decides how many and for which lanes."""

import logging
import warnings
from collections.abc import Sequence
from typing import Any, Final

from celery import signals
from celery.exceptions import SecurityWarning

from localize.config import Settings
from workers.app import make_celery
from workers.brokers import LANES, broker_kind
from workers.logs import configure_logging
from workers.ports import JobServiceFactory
from workers.tasks import ServiceSlot

logger = logging.getLogger(__name__)

_NODE: Final = "localize"


def worker_argv(concurrency: int, lanes: Sequence[str] = LANES, node: str = _NODE) -> list[str]:
    """Arguments of ``celery`` for a worker of ``concurrency`` processes that serves these lanes, first named first.

    Two workers on one machine need different ``node`` names, or control commands reach only one of them.
    """
    return [
        "--quiet",
        "worker",
        "--pool=prefork",
        f"--concurrency={concurrency}",
        f"--queues={','.join(lanes)}",
        f"--hostname={node}@%h",
        "--without-gossip",
        "--without-mingle",
        "--without-heartbeat",
        "-O",
        "fair",
        "--loglevel=WARNING",
    ]


def start_worker(
    settings: Settings,
    concurrency: int,
    jobs: JobServiceFactory,
    *,
    lanes: Sequence[str] = LANES,
    node: str = _NODE,
) -> int:
    """Work until SIGTERM or SIGINT asks to end; running tasks are finished. The exit code.

    ``jobs`` is called in each pool process, after the fork. Raises ``ConfigError`` for a bad broker address.
    """
    # It warns that pickled messages would be dangerous to a worker run by root; only JSON is accepted here.
    warnings.simplefilter("ignore", SecurityWarning)
    slot = ServiceSlot(settings, jobs)
    app = make_celery(settings, slot)

    def log_setup(**_signal: Any) -> None:
        configure_logging(settings)

    def ready(**_signal: Any) -> None:
        logger.info("%d processes serve %s (%s broker)", concurrency, ", ".join(lanes), broker_kind(settings))

    signals.setup_logging.connect(log_setup)
    signals.worker_process_init.connect(slot.open)
    signals.worker_ready.connect(ready)
    code: str | int | None = 0
    try:
        app.start(argv=worker_argv(concurrency, lanes, node))
    except SystemExit as end:
        code = end.code
    finally:
        signals.setup_logging.disconnect(log_setup)
        signals.worker_process_init.disconnect(slot.open)
        signals.worker_ready.disconnect(ready)
    return code if isinstance(code, int) else int(code is not None)
