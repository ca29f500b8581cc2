"""What workers need from the domain: jobs that can be run or are due to be announced, feeds that are due."""

from collections.abc import Callable
from typing import Protocol

from localize.config import Settings


class JobService(Protocol):
    """The jobs of one database. ``localize.services`` has the real one."""

    def run(self, job_id: int, worker: str) -> None:
        """Claim a job, do it, finish it. Returns at once when there is nothing to do; safe to run twice at a time."""
        ...

    def due(self, limit: int) -> list[tuple[int, str]]:
        """Jobs (id, lane) whose announcement is due, in order, at most ``limit``; marks them as sent."""
        ...

    def prune(self) -> object:
        """Drop what is kept for a while only and is too old now. Safe to run twice at a time."""
        ...


JobServiceFactory = Callable[[Settings], JobService]
"""Makes the service inside the process that uses it: database connections do not survive a fork."""


class FeedService(Protocol):
    """The feeds of one database. ``localize.services`` has the real one."""

    def poll(self) -> object:
        """Poll what is due; may take minutes. Returns at once when there is nothing to do; safe to run twice at a time."""
        ...


FeedServiceFactory = Callable[[Settings], FeedService]
"""Makes the service inside the process that polls."""
