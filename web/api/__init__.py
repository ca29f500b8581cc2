"""The HTTP API under /api/v1 and its documentation."""

from flask import Flask

from web.api import articles, docs, editions, feed, releases, versions
from web.api.blueprint import blueprint
from web.api.waiting import Waiters

__all__ = ["articles", "docs", "editions", "feed", "register", "releases", "versions"]


def register(app: Flask) -> None:
    """Add the API to an application."""
    app.extensions["localize.waiters"] = Waiters()
    app.register_blueprint(blueprint)
