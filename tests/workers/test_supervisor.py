"""The supervisor as a process of its own: restarts, stops, and takes its children along when it is killed."""

import http.server
import os
import re
import signal
import sys
import threading
import time
from contextlib import AbstractContextManager
from pathlib import Path
from subprocess import Popen

import pytest

from localize.config import load_settings
from tests.workers.jobs import make_jobs
from tests.workers.processes import alive, children, python, wait_for
from workers.app import make_celery
from workers.supervisor import answers

SLEEPER = "import os, time; print('I am', os.getpid(), os.environ['CHILD'], flush=True); time.sleep(600)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + SLEEPER


class Tree:
    """A supervisor's log and process."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "log"

    def start(self, *args: str) -> AbstractContextManager[Popen[bytes]]:
        return python("-m", "tests.workers.run_supervisor", *args, log=self.log)

    def text(self) -> str:
        return self.log.read_text() if self.log.exists() else ""

    def pids(self, name: str) -> list[int]:
        """Process ids of a child, oldest first."""
        return [int(pid) for pid in re.findall(rf"I am (\d+) {name}\b", self.text())]

    def wait_lives(self, name: str, count: int) -> int:
        return int(wait_for(lambda: len(self.pids(name)) >= count and self.pids(name)[-1]))


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path)


def test_lines_carry_the_name_of_the_child(tree: Tree) -> None:
    code = "import sys, time; print('one\\ntwo'); print('to stderr', file=sys.stderr); print('no end', end=''); time.sleep(.3)"
    with tree.start(f"web={code}", f"scheduler={SLEEPER}"):
        wait_for(lambda: "no end" in tree.text())
    for line in ("web       | one", "web       | two", "web       | to stderr", "web       | no end"):
        assert f"{line}\n" in tree.text()
    assert re.search(r"^scheduler \| I am \d+ scheduler$", tree.text(), re.MULTILINE)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stop_ends_every_child_and_exits_with_zero(tree: Tree, number: int) -> None:
    with tree.start(f"web={SLEEPER}", f"worker={SLEEPER}") as supervisor:
        pids = [tree.wait_lives("web", 1), tree.wait_lives("worker", 1)]
        supervisor.send_signal(number)
        assert supervisor.wait(5) == 0
    assert not any(alive(pid) for pid in pids)


def test_a_child_that_does_not_listen_is_killed_after_its_time(tree: Tree) -> None:
    with tree.start(f"worker={STUBBORN}") as supervisor:
        pid = tree.wait_lives("worker", 1)
        time.sleep(0.2)
        started = time.monotonic()
        supervisor.terminate()
        assert supervisor.wait(10) == 0
        assert 1.5 < time.monotonic() - started < 5
    assert not alive(pid)


def test_a_second_ctrl_c_does_not_wait(tree: Tree) -> None:
    with tree.start(f"worker={STUBBORN}") as supervisor:
        pid = tree.wait_lives("worker", 1)
        started = time.monotonic()
        supervisor.send_signal(signal.SIGINT)
        time.sleep(0.3)
        supervisor.send_signal(signal.SIGINT)
        assert supervisor.wait(5) == 0
        assert time.monotonic() - started < 1.8
    assert not alive(pid)


def test_a_killed_child_is_back_in_half_a_second_again_and_again(tree: Tree) -> None:
    with tree.start(f"worker={SLEEPER}") as supervisor:
        for life in range(1, 8):
            pid = tree.wait_lives("worker", life)
            killed = time.monotonic()
            os.kill(pid, signal.SIGKILL)
            if life == 1:
                tree.wait_lives("worker", 2)
                print(f"\nback after {time.monotonic() - killed:.2f} s")
        tree.wait_lives("worker", 8)
        assert supervisor.poll() is None
    assert "SIGKILL" in tree.text()


def test_what_a_dead_child_left_behind_dies_before_it_is_started_again(tree: Tree) -> None:
    code = (
        "import os, subprocess, sys, time; p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
        "print('left', p.pid); " + SLEEPER
    )
    with tree.start(f"worker={code}"):
        os.kill(tree.wait_lives("worker", 1), signal.SIGKILL)
        tree.wait_lives("worker", 2)
        left = int(re.findall(r"left (\d+)", tree.text())[0])
        assert not alive(left)


def test_a_child_that_never_comes_up_ends_everything_with_one_clear_line(tree: Tree) -> None:
    with tree.start("web=raise SystemExit('the port is taken')", f"worker={SLEEPER}") as supervisor:
        pid = tree.wait_lives("worker", 1)
        assert supervisor.wait(20) == 1
    assert not alive(pid)
    assert tree.text().count("web does not start (exit code 1, 5 times)") == 1
    assert tree.text().count("the port is taken") == 5


def test_a_child_that_once_came_up_is_never_given_up(tree: Tree, tmp_path: Path) -> None:
    """Well for a second, then failing at every start: the others go on, and it is tried again."""
    flag = tmp_path / "flag"
    code = (
        f"import os, time, pathlib; p = pathlib.Path({str(flag)!r}); p.exists() and exit(3); p.touch(); time.sleep(1)"
    )
    with tree.start(f"web={code}", f"worker={SLEEPER}") as supervisor:
        wait_for(lambda: tree.text().count("exit code 3") >= 5, seconds=20)
        assert supervisor.poll() is None
        assert len(tree.pids("worker")) == 1


def test_readiness_is_told_once(tree: Tree, tmp_path: Path) -> None:
    flag = tmp_path / "flag"
    with tree.start(f"web={SLEEPER}", f"ready={flag}"):
        pid = tree.wait_lives("web", 1)
        assert "READY" not in tree.text()
        flag.touch()
        wait_for(lambda: "READY" in tree.text())
        os.kill(pid, signal.SIGKILL)
        tree.wait_lives("web", 2)
        time.sleep(0.5)
    assert tree.text().count("READY") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel of Linux ends children with their parent")
def test_children_die_with_a_killed_supervisor(tree: Tree) -> None:
    with tree.start(f"web={SLEEPER}", f"worker={STUBBORN}") as supervisor:
        pids = [tree.wait_lives("web", 1), tree.wait_lives("worker", 1)]
        os.kill(supervisor.pid, signal.SIGKILL)
        wait_for(lambda: not any(alive(pid) for pid in pids), seconds=5)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel of Linux ends children with their parent")
def test_a_workers_pool_dies_with_a_killed_supervisor_and_holds_no_lease(tree: Tree, tmp_path: Path) -> None:
    env = {"LOCALIZE_DATA_DIR": str(tmp_path), "LOCALIZE_SECRET_KEY": "x" * 32}
    settings = load_settings(env)
    jobs = make_jobs(settings)
    code = (
        f"import os, sys; os.environ.update({env!r}); from localize.config import load_settings;"
        "from tests.workers.jobs import make_jobs; from workers.main import start_worker;"
        "sys.exit(start_worker(load_settings(), 2, make_jobs))"
    )
    with tree.start(f"worker={code}") as supervisor:
        job = jobs.add(seconds=60)
        make_celery(settings).send_task("localize.run_job", (job,), queue="normal")
        wait_for(lambda: jobs.rows("SELECT 1 FROM run"))
        (worker,) = children(supervisor.pid)
        pools = children(worker)
        assert len(pools) == 2
        os.kill(supervisor.pid, signal.SIGKILL)
        wait_for(lambda: not any(alive(pid) for pid in [worker, *pools]), seconds=5)
    lease = jobs.rows("SELECT lease_until FROM job")[0][0]
    time.sleep(0.6)
    assert jobs.rows("SELECT lease_until FROM job")[0][0] == lease, "somebody still extends the lease"


def test_a_command_that_does_not_exist_is_named(tmp_path: Path) -> None:
    code = (
        "import sys; from workers.supervisor import ChildSpec, Supervisor;"
        "sys.exit(Supervisor([ChildSpec('web', ['/no/such/command'])]).run())"
    )
    log = tmp_path / "log"
    with python("-c", code, log=log) as supervisor:
        assert supervisor.wait(20) == 1
    assert "/no/such/command: No such file or directory" in log.read_text()


def test_an_address_answers_or_does_not() -> None:
    server = http.server.HTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
    server.RequestHandlerClass.log_message = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    url = f"http://127.0.0.1:{server.server_port}"
    try:
        assert answers(f"{url}/", seconds=5)
        assert not answers(f"{url}/no/such/file", seconds=5)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert not answers(url)
