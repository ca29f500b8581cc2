"""One foreground process tree: starts the parts, passes their lines on, restarts what dies, stops them all cleanly.

When the supervisor itself is killed, the kernel kills its children (``launch``). Single-threaded on purpose: a child
is bound to the thread that started it.
"""

import contextlib
import http.client
import logging
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, Final
from urllib.parse import urlsplit

logger = logging.getLogger(__name__)

STEADY_SECONDS: Final = 10.0  # after which a child counts as having come up
TRIES: Final = 5  # starts of a child that never came up before everything is given up
FIRST_DELAY: Final = 0.2
LONGEST_DELAY: Final = 10.0
STOP_SECONDS: Final = 10.0  # for a warm stop; then SIGKILL
_TICK: Final = 0.2
_LINE: Final = 8192  # bytes after which a line is passed on without its end
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_KILLED: Final = (-signal.SIGKILL, -signal.SIGTERM)  # somebody else's doing, not a failure to start
_LAUNCH: Final = Path(__file__).with_name("launch.py")


@dataclass(frozen=True, slots=True)
class ChildSpec:
    """A part of the system: the name its lines carry, its command, and variables on top of our environment."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] | None = None


class _Child:
    """A child over its lives."""

    def __init__(self, spec: ChildSpec) -> None:
        self.spec = spec
        self.process: subprocess.Popen[bytes] | None = None
        self.start_at = 0.0
        self.came_up = False
        self.failures = 0
        self._started = 0.0
        self._pending = b""

    def start(self) -> IO[bytes]:
        """Begin a life, in a session of its own: Ctrl-C reaches the supervisor alone. What it prints comes there."""
        self._started = time.monotonic()
        self._pending = b""
        process = subprocess.Popen(  # noqa: S603  (our own command line)
            [sys.executable, "-I", "-S", str(_LAUNCH), str(os.getpid()), *self.spec.argv],
            env={**os.environ, "PYTHONUNBUFFERED": "1", **(self.spec.env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.process = process
        output: IO[bytes] = process.stdout  # type: ignore[assignment]  # a pipe was asked for
        os.set_blocking(output.fileno(), False)
        return output

    def lines(self, *, last: bool = False) -> Iterator[bytes]:
        """What it has printed since, line by line; ``last``: without waiting for the end of a line."""
        if self.process is None or self.process.stdout is None:
            return
        with contextlib.suppress(BlockingIOError):
            while chunk := os.read(self.process.stdout.fileno(), 65536):
                self._pending += chunk
        *whole, self._pending = self._pending.split(b"\n")
        yield from whole
        if self._pending and (last or len(self._pending) > _LINE):
            yield self._pending
            self._pending = b""

    def died(self) -> int | None:
        """Its exit code, once, when it has ended: whatever it left behind in its group is killed first."""
        if self.process is None:
            return None
        # Look without reaping: as long as the zombie is there, nobody else can have its process group's number.
        if os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            return None
        self.signal_group(signal.SIGKILL)
        return self.process.wait()

    def bury(self) -> None:
        """Forget the ended life."""
        if self.process is not None and self.process.stdout is not None:
            self.process.stdout.close()
        self.process = None

    def plan_restart(self, code: int, steady: float) -> None:
        """Count the death, and set the time of the next start. A life of ``steady`` seconds was a good one."""
        now = time.monotonic()
        if now - self._started >= steady:
            self.came_up = True
            self.failures = 0
        self.failures += 1
        longest = 1.0 if code in _KILLED else LONGEST_DELAY
        self.start_at = now + min(FIRST_DELAY * 2 ** (self.failures - 1), longest)

    def hopeless(self, code: int) -> bool:
        """Whether it has never come up and is not going to."""
        return not self.came_up and self.failures >= TRIES and code not in _KILLED

    def signal(self, number: int) -> None:
        """Tell the child alone; it looks after its own."""
        if self.process is not None:
            self.process.send_signal(number)

    def signal_group(self, number: int) -> None:
        """Tell the child and all that it has started."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)


class Supervisor:
    """Runs children until SIGINT, SIGTERM or SIGHUP, or until one of them cannot be started at all.

    ``ready`` is asked a few times a second, must answer fast, and ``on_ready`` is called once when it first says yes.
    ``out`` takes the children's lines, each with the child's name in front.
    """

    def __init__(
        self,
        children: Sequence[ChildSpec],
        *,
        ready: Callable[[], bool] | None = None,
        on_ready: Callable[[], None] | None = None,
        out: BinaryIO | None = None,
        stop_seconds: float = STOP_SECONDS,
        steady_seconds: float = STEADY_SECONDS,
    ) -> None:
        self._children = [_Child(spec) for spec in children]
        self._ready = ready
        self._on_ready = on_ready
        self._out = out or sys.stdout.buffer
        self._stop_seconds = stop_seconds
        self._steady_seconds = steady_seconds
        self._width = max(len(spec.name) for spec in children)
        self._asked = 0  # how often we were asked to stop
        self._failed = False
        self._selector = selectors.DefaultSelector()

    def run(self) -> int:
        """Run. 0 after a stop that was asked for, 1 when a child could not be started. Main thread only."""
        with self._signals():
            while not self._asked and not self._failed:
                self._start_due()
                self._wait()
                self._reap()
                self._look_whether_ready()
            self._stop()
        self._selector.close()
        return 1 if self._failed else 0

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        """Signals end the wait. What a handler may not do, the loop does."""

        def note(number: int, _frame: object) -> None:
            if number != signal.SIGCHLD:
                self._asked += 1

        ear, mouth = socket.socketpair()
        ear.setblocking(False)
        mouth.setblocking(False)
        before = {number: signal.signal(number, note) for number in (*_SIGNALS, signal.SIGCHLD)}
        old_fd = signal.set_wakeup_fd(mouth.fileno(), warn_on_full_buffer=False)
        self._selector.register(ear, selectors.EVENT_READ)
        try:
            yield
        finally:
            self._selector.unregister(ear)
            signal.set_wakeup_fd(old_fd)
            for number, handler in before.items():
                signal.signal(number, handler)
            ear.close()
            mouth.close()

    def _start_due(self) -> None:
        now = time.monotonic()
        for child in self._children:
            if child.process is None and now >= child.start_at:
                self._selector.register(child.start(), selectors.EVENT_READ, child)

    def _wait(self) -> None:
        """Wait for lines, signals or time to pass, and pass lines on."""
        for key, _ in self._selector.select(_TICK):
            if isinstance(key.data, _Child):
                self._pass_on(key.data)
            elif isinstance(key.fileobj, socket.socket):
                key.fileobj.recv(4096)

    def _pass_on(self, child: _Child, *, last: bool = False) -> None:
        for line in child.lines(last=last):
            self._write(child.spec.name, line)

    def _write(self, name: str, line: bytes) -> None:
        with contextlib.suppress(BrokenPipeError):  # nobody reads any more; the work goes on
            self._out.write(f"{name:<{self._width}} | ".encode() + line + b"\n")
            self._out.flush()

    def _reap(self) -> None:
        for child in self._children:
            code = child.died()
            if code is None or child.process is None:
                continue
            self._pass_on(child, last=True)
            if child.process.stdout is not None:
                self._selector.unregister(child.process.stdout)
            child.bury()
            if self._asked or self._failed:
                continue
            child.plan_restart(code, self._steady_seconds)
            if child.hopeless(code):
                self._failed = True
                self._say(f"{child.spec.name} does not start ({_ending(code)}, {TRIES} times). Its last lines say why.")
            else:
                self._say(f"{child.spec.name} ended ({_ending(code)}) and is started again.")

    def _say(self, text: str) -> None:
        self._write("localize", text.encode())

    def _look_whether_ready(self) -> None:
        if self._ready is None or not self._ready():
            return
        self._ready = None
        if self._on_ready is not None:
            self._on_ready()

    def _stop(self) -> None:
        """Warm stop; after ``stop_seconds``, or when asked a second time, SIGKILL for all groups."""
        asked = self._asked
        for child in self._children:
            child.signal(signal.SIGTERM)
        until = time.monotonic() + self._stop_seconds
        while any(child.process is not None for child in self._children):
            self._wait()
            self._reap()
            if time.monotonic() > until or self._asked > asked:
                for child in self._children:
                    child.signal_group(signal.SIGKILL)


def _ending(code: int) -> str:
    return f"exit code {code}" if code >= 0 else signal.Signals(-code).name


def answers(url: str, *, seconds: float = 0.3) -> bool:
    """Whether a http address answers with success; for ``Supervisor.ready``."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "127.0.0.1", parts.port, timeout=seconds)
    try:
        connection.request("GET", parts.path or "/")
        return connection.getresponse().status < 400
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
