"""The web process: the application behind its HTTP server, with a heap that stays quiet while people write."""

import gc
import threading

import waitress
from flask import Flask

from localize.services.context import Context
from localize.services.setup import prepare
from web.wiring import create_app

THREADS = 32


def serve(ctx: Context, *, host: str, port: int, threads: int = THREADS) -> None:
    """Serve the pages and the API until the process ends. Templates are compiled and dictionaries read meanwhile."""
    app = create_app(ctx)
    threading.Thread(target=_make_ready, args=(app, ctx), name="ready", daemon=True).start()
    settle()
    waitress.serve(
        app,
        host=host,
        port=port,
        threads=threads,
        ident=None,
        channel_timeout=120,
        # Behind a proxy the address and scheme come from its headers; Flask's ProxyFix reads them.
        clear_untrusted_proxy_headers=ctx.settings.public_url is None,
        _quiet=True,
    )


def settle() -> None:
    """What is loaded by now stays for good: the garbage collector need not look at it again, nor look so often.

    A full collection over what a process loads takes more than 100 ms, and whoever saves just then waits for it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _make_ready(app: Flask, ctx: Context) -> None:
    """Do now what else the first person at a page, or at a check, would wait for."""
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    prepare(ctx)
    settle()
