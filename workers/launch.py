"""Starts one command so that it dies with its parent: ``launch.py PARENT_PID COMMAND…``. Needs nothing but Python.

The kernel kills the command when the parent ends, even when the parent itself was killed. Linux only; elsewhere the
command is started plainly.
"""

import ctypes
import os
import signal
import sys
from typing import Final

_PR_SET_PDEATHSIG: Final = 1


def main(argv: list[str]) -> None:
    """Become the command."""
    parent, command = int(argv[0]), argv[1:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(1)  # it died before we could ask to be told
    try:
        os.execvp(command[0], command)  # noqa: S606  (our own command line, no shell wanted)
    except OSError as error:
        sys.exit(f"{command[0]}: {error.strerror}")


if __name__ == "__main__":
    main(sys.argv[1:])
