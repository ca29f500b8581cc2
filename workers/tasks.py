"""The task: it carries a job's id and calls one service. What the job is, the database knows."""

import os
import socket
import threading
from typing import Any, Final

from celery import Celery

from localize.config import Settings
from localize.errors import ConfigError
from workers.ports import JobService, JobServiceFactory

RUN_JOB: Final = "localize.run_job"


class ServiceSlot:
    """The job service of the process that asks: made in it, after the fork, and kept."""

    def __init__(self, settings: Settings, factory: JobServiceFactory | None = None) -> None:
        self._settings = settings
        self._factory = factory
        self._lock = threading.Lock()
        self._made: tuple[int, JobService] | None = None

    def open(self, **_signal: Any) -> JobService:
        """The service. Raises what the factory raises; the next call tries again."""
        if self._factory is None:
            raise ConfigError("This process announces jobs and does not run them.")
        with self._lock:
            if self._made is None or self._made[0] != os.getpid():
                self._made = (os.getpid(), self._factory(self._settings))
            return self._made[1]


def register_tasks(app: Celery, slot: ServiceSlot) -> None:
    """Give the application its tasks."""

    def run_job(job_id: int) -> None:
        slot.open().run(job_id, worker_name())

    app.task(name=RUN_JOB, ignore_result=True, shared=False)(run_job)


def worker_name() -> str:
    """Who works here: machine and process."""
    return f"{socket.gethostname()}:{os.getpid()}"
