"""What the process of a server under test does: one application, with settings of its own, until it is killed."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from localize.config import load_settings
from localize.services.setup import build_context
from web import server


def serve(port: int, environment: Mapping[str, str], log: str) -> None:
    """Serve on a port. What the process says goes to ``log``."""
    with Path(log).open("ab", buffering=0) as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
    sys.stdout = sys.stderr = os.fdopen(2, "w", buffering=1, closefd=False)
    for name in [name for name in os.environ if name.startswith("LOCALIZE_")]:
        del os.environ[name]
    settings = load_settings(dict(environment))
    server.serve(build_context(settings), host="127.0.0.1", port=port, threads=8)
