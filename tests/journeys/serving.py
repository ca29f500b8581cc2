"""What the process of a server under test does: one application, with settings of its own, until it is killed.

Servers are forked from a process that has called ``warm``: what takes long and is the same for all of them is done there.
"""

import gc
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from localize.config import load_settings
from localize.services.setup import build_context
from localize.terms.dictionaries import read_dictionaries
from tests.templates import share_templates
from web import server
from web.wiring import create_app


def warm() -> None:
    """Compile the templates and read the dictionaries; the garbage collector leaves alone what is there by then."""
    share_templates()
    with TemporaryDirectory() as folder:
        app = create_app(build_context(load_settings({}, data_dir=folder, secret_key="x" * 32, engines="")))
        for name in app.jinja_env.list_templates():
            app.jinja_env.get_template(name)
    read_dictionaries(("ru", "de"))
    gc.collect()
    gc.freeze()


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
