"""An application over an empty store, and a caller of its API."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from localize.services import people, postedit, publish, review, workbench
from localize.services.context import Actor, Context
from localize.workflow import UserRole
from tests.services.helpers import person, run_sent
from web.wiring import create_app

BUS = {
    "external_id": "news/1",
    "headline": "Council opens a new night bus line",
    "body_html": (
        "<p>The line starts on 3 May. It runs every 20 minutes until dawn.</p>"
        '<p>Tickets cost 2.80 crowns, says the <a href="https://example.org/a">city council</a>.</p>'
    ),
    "to": ["ru", "de"],
}


@dataclass
class Caller:
    """Calls the API with a token."""

    client: FlaskClient
    token: str | None

    def __call__(self, method: str, path: str, *, headers: dict[str, str] | None = None, **more: Any) -> TestResponse:
        sent = dict(headers or {})
        if self.token is not None:
            sent.setdefault("Authorization", f"Bearer {self.token}")
        return self.client.open(path, method=method, headers=sent, **more)

    def get(self, path: str, **more: Any) -> TestResponse:
        return self("GET", path, **more)

    def post(self, path: str, **more: Any) -> TestResponse:
        return self("POST", path, **more)

    def file(self, **changed: Any) -> TestResponse:
        """File the sample article with some members changed; a member that is None is left out."""
        body = {name: value for name, value in {**BUS, **changed}.items() if value is not None}
        return self.post("/api/v1/articles", json=body)


def make_app(ctx: Context) -> Flask:
    """The application as it is put together for use."""
    app = create_app(ctx)
    app.config.update(TESTING=True)
    return app


@pytest.fixture
def app(sqlite_ctx: Context) -> Flask:
    """The application on SQLite."""
    return make_app(sqlite_ctx)


@pytest.fixture
def api(app: Flask, sqlite_ctx: Context) -> Caller:
    """A caller with every scope."""
    return Caller(app.test_client(), people.add_token(sqlite_ctx, "cms", people.SCOPES))


@pytest.fixture
def caller(app: Flask, sqlite_ctx: Context) -> Callable[..., Caller]:
    """Makes callers with the scopes that are named; none: a caller without a token."""

    def make(*scopes: str, name: str = "other") -> Caller:
        return Caller(app.test_client(), people.add_token(sqlite_ctx, name, scopes) if scopes else None)

    return make


@dataclass
class Desk:
    """The people behind the API: drafts, confirms, approves, publishes."""

    ctx: Context
    vera: Actor
    max: Actor

    def draft(self) -> None:
        """Do what the workers would."""
        run_sent(self.ctx)

    def publish(self, edition_id: int, text: str | None = None) -> publish.Snapshot:
        """Bring an edition to its readers, with ``text`` for the headline if there is one."""
        bench = workbench.open_edition(self.ctx, self.vera, edition_id)
        segments = [segment for block in bench.blocks for segment in block.segments]
        for number, segment in enumerate(segments):
            written = text if text is not None and number == 0 else segment.target
            postedit.save_segment(
                self.ctx,
                self.vera,
                edition_id,
                segment.id,
                text=written,
                base_revision=segment.revision,
                confirm=True,
            )
        postedit.submit(self.ctx, self.vera, edition_id)
        review.approve(self.ctx, self.max, edition_id)
        return publish.publish(self.ctx, self.max, edition_id)


@pytest.fixture
def desk(sqlite_ctx: Context) -> Desk:
    """The people of a newsroom."""
    return Desk(sqlite_ctx, person(sqlite_ctx, UserRole.TRANSLATOR, "Vera"), person(sqlite_ctx, UserRole.EDITOR, "Max"))


@pytest.fixture
def published(api: Caller, desk: Desk) -> dict[str, int]:
    """The sample article, published in both locales: edition ids by locale."""
    filed = api.file().get_json()
    desk.draft()
    editions = {edition["locale"]: edition["id"] for edition in filed["editions"]}
    for edition_id in editions.values():
        desk.publish(edition_id)
    return editions
