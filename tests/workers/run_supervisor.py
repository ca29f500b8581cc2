"""A supervisor in a process of its own: ``python -m tests.workers.run_supervisor NAME=CODE … [ready=FILE]``.

Each CODE is a Python program; ``ready`` names a file whose appearance counts as readiness.
"""

import sys
from pathlib import Path

from workers.supervisor import ChildSpec, Supervisor

if __name__ == "__main__":
    given = dict(arg.split("=", 1) for arg in sys.argv[1:])
    flag = Path(given.pop("ready", "/nonexistent"))
    supervisor = Supervisor(
        [ChildSpec(name, [sys.executable, "-c", code], {"CHILD": name}) for name, code in given.items()],
        ready=flag.exists,
        on_ready=lambda: print("READY", flush=True),
        stop_seconds=2.0,
        steady_seconds=0.8,
    )
    sys.exit(supervisor.run())
