"""``localize up`` as a process tree of its own, with ways to look into it and to kill parts of it."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import requests

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    """A port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Stack:
    """A running Localize over a data folder."""

    def __init__(self, folder: Path, *args: str, env: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.args = args
        self.env = {
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/"),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
            "LOCALIZE_DATA_DIR": str(folder),
            **(env or {}),
        }
        self.log = folder / "up.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *, seconds: float = 40) -> "Stack":
        """Start, and wait until the web answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "web.cli", "up", "--port", str(self.port), *self.args],
                env=self.env,
                cwd=self.folder,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.wait_ready(seconds)
        return self

    def wait_ready(self, seconds: float = 40) -> None:
        """Wait until the web answers."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with contextlib.suppress(requests.RequestException):
                if requests.get(f"{self.url}/readyz", timeout=2).status_code == 200:
                    return
            assert self.process is not None
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise AssertionError(f"the web does not answer:\n{self.text()[-4000:]}")

    def text(self) -> str:
        """What was printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def link(self) -> str:
        """The one-time sign-in link, once it is printed."""
        until = time.monotonic() + 20
        while time.monotonic() < until:
            found = re.findall(r"http://\S+/login/link/\S+", self.text())
            if found:
                return str(found[-1])
            time.sleep(0.1)
        raise AssertionError(f"no sign-in link:\n{self.text()[-2000:]}")

    def cli(self, *args: str, stdin: str | None = None, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a command beside the running system."""
        return subprocess.run(
            [sys.executable, "-m", "web.cli", *args],
            env=self.env,
            cwd=self.folder,
            input=stdin,
            capture_output=True,
            text=True,
            check=check,
            timeout=60,
        )

    def token(self, *scopes: str) -> dict[str, str]:
        """Headers of a new API token."""
        chosen = scopes or ("articles:write", "articles:read", "editions:read")
        name = f"test-{time.monotonic_ns()}"
        made = self.cli("token", "add", name, *[part for scope in chosen for part in ("--scope", scope)])
        return {"Authorization": f"Bearer {made.stdout.strip()}"}

    def settle(self, *, seconds: float = 60) -> list[dict[str, Any]]:
        """Wait until no edition waits for a worker; the editions."""
        headers = self.token()

        def rested() -> list[dict[str, Any]] | None:
            found = requests.get(f"{self.url}/api/v1/editions", headers=headers, timeout=5).json()["items"]
            return found if found and all(e["state"] not in {"queued", "translating"} for e in found) else None

        return list(wait_for(rested, seconds=seconds))

    def descendants(self) -> dict[int, str]:
        """Process ids below ours with their command lines."""
        assert self.process is not None
        parents: dict[int, int] = {}
        lines: dict[int, str] = {}
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            with contextlib.suppress(OSError):
                stat = (entry / "stat").read_text().rpartition(")")[2].split()
                if stat[0] == "Z":
                    continue
                parents[int(entry.name)] = int(stat[1])
                lines[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        found: dict[int, str] = {}
        frontier = {self.process.pid}
        while frontier:
            frontier = {pid for pid, parent in parents.items() if parent in frontier and pid not in found}
            found.update({pid: lines[pid] for pid in frontier})
        return found

    def stop(self) -> int:
        """Ctrl-C; the exit code. Whatever is left after 20 s is killed."""
        if self.process is None:
            return 0
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
        code = self.process.returncode
        self.process = None
        return code

    def kill(self) -> None:
        """SIGKILL for the whole tree."""
        assert self.process is not None
        for pid in [*self.descendants(), self.process.pid]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()


@contextlib.contextmanager
def running(folder: Path, *args: str, env: Mapping[str, str] | None = None) -> Iterator[Stack]:
    """A stack for the length of a block."""
    stack = Stack(folder, *args, env=env).start()
    try:
        yield stack
    finally:
        stack.stop()


def wait_for(what: Any, *, seconds: float, every: float = 0.1) -> Any:
    """Call until the answer is true; the answer."""
    until = time.monotonic() + seconds
    while True:
        answer = what()
        if answer:
            return answer
        if time.monotonic() > until:
            raise AssertionError(f"not within {seconds} s")
        time.sleep(every)
