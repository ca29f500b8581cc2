"""Long polling: a request waits in short steps, and only so many at once, so that threads stay free for others."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import TypeVar

MAX_WAITERS = 16  # of the 32 threads of the embedded server
STEP = 0.25  # seconds between looks at the store; one look is one indexed query

_T = TypeVar("_T")


class Waiters:
    """The waiting places of one process."""

    def __init__(self, places: int = MAX_WAITERS, step: float = STEP) -> None:
        self.step = step
        self._places = BoundedSemaphore(places)

    @contextmanager
    def place(self) -> Iterator[bool]:
        """Take a place if one is free; yields whether it was."""
        taken = self._places.acquire(blocking=False)
        try:
            yield taken
        finally:
            if taken:
                self._places.release()

    def until(self, look: Callable[[], _T], seconds: float) -> _T:
        """Look again and again until there is something (a true value) or ``seconds`` are over; the last look."""
        end = time.monotonic() + seconds
        while True:
            left = end - time.monotonic()
            if left <= 0:
                return look()
            time.sleep(min(self.step, left))
            found = look()
            if found:
                return found
