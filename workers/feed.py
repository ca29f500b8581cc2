"""Calls the embedded broker's transport inside Celery's event loop whenever there may be something to deliver."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from workers.wake import FileWatch, watch

POLL_SECONDS: Final = 0.02  # where no watch on the file is possible
IDLE_SECONDS: Final = 0.25  # where one is: leases run out without a write
_FOLLOW: Final = (0.002, 0.15)  # seconds after a write: first and last look, each twice as late as the one before


class LoopFeed:
    """Looks when this process rings, when another one writes to ``path``, and now and then. No thread, no waiting."""

    def __init__(self, loop: Any, path: Path, look: Callable[[], None]) -> None:
        self._loop = loop
        self._look = look
        self._rung = False
        self._following = False
        self._closed = False
        self._watch: FileWatch | None = watch(path)
        if self._watch is not None:
            loop.add_reader(self._watch.fileno(), self._on_write)
        self._timer = loop.call_repeatedly(IDLE_SECONDS if self._watch is not None else POLL_SECONDS, self._now)

    def ring(self) -> None:
        """Look in the loop's next turn, not at the next tick."""
        if not self._rung and not self._closed:
            self._rung = True
            self._loop.call_soon(self._now)

    def close(self) -> None:
        """Leave the loop."""
        self._closed = True
        self._timer.cancel()
        if self._watch is not None:
            self._loop.remove(self._watch.fileno())
            self._watch.close()
            self._watch = None

    def _now(self) -> None:
        self._rung = False
        if not self._closed:
            self._look()

    def _on_write(self) -> None:
        """Somebody writes. What is written can be read a little later, when the transaction has ended."""
        if self._watch is not None:
            self._watch.clear()
        self._now()
        if not self._following:
            self._follow(_FOLLOW[0])

    def _follow(self, delay: float) -> None:
        self._following = not self._closed and delay <= _FOLLOW[1]
        if self._following:
            self._loop.call_later(delay, self._look_again, delay)

    def _look_again(self, delay: float) -> None:
        self._now()
        self._follow(2 * delay)
