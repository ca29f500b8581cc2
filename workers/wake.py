"""Wakes a process when another one writes to a file, so that nobody has to look many times a second.

Linux only, through inotify. Elsewhere, or when the system has no watch left, ``watch`` gives None and the caller polls.
"""

import ctypes
import os
import sys
from pathlib import Path
from typing import Final

_IN_MODIFY: Final = 0x2
_IN_NONBLOCK: Final = os.O_NONBLOCK
_IN_CLOEXEC: Final = getattr(os, "O_CLOEXEC", 0)


class FileWatch:
    """A file descriptor that becomes readable when the file is written to."""

    def __init__(self, fd: int) -> None:
        self._fd = fd

    def fileno(self) -> int:
        """The descriptor, for an event loop."""
        return self._fd

    def clear(self) -> None:
        """Forget what has been reported so far."""
        try:
            while os.read(self._fd, 4096):
                continue
        except BlockingIOError:
            return

    def close(self) -> None:
        """End the watch."""
        fd, self._fd = self._fd, -1
        if fd >= 0:
            os.close(fd)


def watch(path: Path) -> FileWatch | None:
    """Watch an existing file. None: not possible here."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    fd = libc.inotify_init1(_IN_NONBLOCK | _IN_CLOEXEC)
    if fd < 0:
        return None
    if libc.inotify_add_watch(fd, os.fsencode(path), _IN_MODIFY) < 0:
        os.close(fd)
        return None
    return FileWatch(fd)
