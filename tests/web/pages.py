"""A browser without scripts for tests of the pages: keeps the session, sends forms with their token, reads HTML."""

from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from localize.services import people, postedit, workbench
from localize.services.context import Actor, Context
from localize.services.people import Person
from localize.workflow import UserRole
from tests.conftest import FakeClock
from tests.engines import FakeEngine
from tests.services.helpers import file, run_sent
from web.wiring import create_app


def make_app(ctx: Context) -> Flask:
    """The application as it is put together for use, tokens of forms included."""
    app = create_app(ctx)
    app.config.update(TESTING=True)
    return app


@dataclass
class Page:
    """An answer with its document."""

    response: TestResponse

    @property
    def status(self) -> int:
        """HTTP state."""
        return self.response.status_code

    @property
    def location(self) -> str:
        """Where a redirection leads."""
        return self.response.headers.get("Location", "")

    @property
    def tree(self) -> Any:
        """The document."""
        return html.document_fromstring(self.response.text)

    @property
    def text(self) -> str:
        """All the words of the page, white space evened out."""
        return " ".join(self.tree.text_content().split())

    def words(self, xpath: str) -> list[str]:
        """The words of each element that is found."""
        return [" ".join(found.text_content().split()) for found in self.tree.xpath(xpath)]


@dataclass
class Browser:
    """Visits pages as one person, or as nobody."""

    client: FlaskClient

    def get(self, path: str, **more: Any) -> Page:
        """Open an address."""
        return Page(self.client.get(path, buffered=True, **more))  # read whole and closed

    def post(self, path: str, fields: dict[str, Any] | None = None, **more: Any) -> Page:
        """Send a form with the token that its page would carry."""
        return Page(self.client.post(path, data={"csrf_token": self.token(), **(fields or {})}, **more))

    def token(self) -> str:
        """A token for forms, as the pages carry it."""
        page = self.get("/help")
        page = page if page.status == 200 else self.get("/login")
        return str(page.tree.xpath("//meta[@name='csrf-token']/@content")[0])


def visit(app: Flask, person: Person | None = None) -> Browser:
    """A browser in which this person is signed in."""
    client = app.test_client()
    if person is not None:
        with client.session_transaction() as session:
            session["_user_id"] = f"{person.id}:{person.session_key}"
            session["_fresh"] = True
    return Browser(client)


def account(ctx: Context, role: UserRole, name: str, *locales: str, password: str | None = None) -> Person:
    """An account."""
    return people.add_person(
        ctx, email=f"{name.lower()}@example.org", role=role, password=password, name=name, locales=locales
    )


@dataclass
class Newsroom:
    """An application with a translator for Russian, one for German, an editor, and two drafted editions."""

    ctx: Context
    app: Flask
    vera: Person
    jana: Person
    max: Person
    article: int
    ru: int
    de: int

    @property
    def clock(self) -> FakeClock:
        """The clock of this newsroom."""
        assert isinstance(self.ctx.clock, FakeClock)
        return self.ctx.clock

    @property
    def engine(self) -> FakeEngine:
        """The engine of this newsroom."""
        engine = self.ctx.engines[0]
        assert isinstance(engine, FakeEngine)
        return engine

    def browser(self, person: Person | None = None) -> Browser:
        """A browser of somebody, or of nobody."""
        return visit(self.app, person)

    def write(self, actor: Actor, edition_id: int, *texts: str | None, confirm: bool = True) -> None:
        """Save the segments in order: a text of one's own, or the draft for None and where no text is given."""
        bench = workbench.open_edition(self.ctx, actor, edition_id)
        segments = [segment for piece in bench.blocks for segment in piece.segments]
        given = [*texts, *[None] * (len(segments) - len(texts))]
        for segment, text in zip(segments, given, strict=True):
            postedit.save_segment(
                self.ctx,
                actor,
                edition_id,
                segment.id,
                text=segment.target if text is None else text,
                base_revision=segment.revision,
                confirm=confirm,
            )

    def submit(self, *texts: str | None) -> None:
        """Vera confirms the Russian edition, with texts of her own where they are given, and submits it."""
        self.write(self.vera.actor, self.ru, *texts)
        postedit.submit(self.ctx, self.vera.actor, self.ru)


def newsroom(ctx: Context, **filing: Any) -> Newsroom:
    """A newsroom with one drafted article."""
    vera = account(ctx, UserRole.TRANSLATOR, "Vera", "ru")
    jana = account(ctx, UserRole.TRANSLATOR, "Jana", "de")
    max_ = account(ctx, UserRole.EDITOR, "Max")
    filed = file(ctx, **filing)
    run_sent(ctx)
    ids = {edition.locale: edition.id for edition in filed.editions}
    return Newsroom(ctx, make_app(ctx), vera, jana, max_, filed.article_id, ids["ru"], ids["de"])
