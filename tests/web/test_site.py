"""Help, errors, signs of life."""

import pytest

from localize.edition import EditionState
from localize.errors import StoreError
from localize.services.context import Context
from tests.web.pages import make_app, newsroom, visit


def test_help_names_every_state_and_the_keys(sqlite_ctx: Context) -> None:
    room = newsroom(sqlite_ctx)
    page = room.browser(room.vera).get("/help")
    shapes = page.tree.xpath("//h2[@id='states']/following-sibling::*//use/@href")
    assert shapes == [f"#i-{name}" for name in (*EditionState, "stale")]
    drawn = set(page.tree.xpath("//symbol/@id"))
    assert {shape.removeprefix("#") for shape in page.tree.xpath("//use/@href")} <= drawn
    said = "Ctrl ↵Confirm the segment and go to the next one that needs a person"
    assert said in page.words("//dl[@class='keylist']/div")


def test_nothing_at_an_address_is_told_with_a_way_out(sqlite_ctx: Context) -> None:
    room = newsroom(sqlite_ctx)
    page = room.browser(room.max).get("/nothing/here")
    assert page.status == 404
    assert page.words("//h1") == ["Not found"]
    assert page.tree.xpath("//main//a/@href") == ["/"]


def test_a_text_with_markup_in_an_error_stays_text(sqlite_ctx: Context) -> None:
    room = newsroom(sqlite_ctx)
    page = room.browser(room.max).post(f"/editions/{room.ru}/actions/<script>alert(1)</script>")
    assert page.status == 404
    assert "<script>alert" not in page.response.text


def test_signs_of_life_need_no_session_and_say_when_the_database_is_away(
    sqlite_ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = visit(make_app(sqlite_ctx))
    assert browser.get("/healthz").response.json == {"status": "ok"}
    assert browser.get("/readyz").response.json == {"status": "ready"}

    def away(_: object) -> None:
        raise StoreError("The database does not answer: gone")

    monkeypatch.setattr(type(sqlite_ctx.store), "ping", away)
    answer = browser.get("/readyz")
    assert answer.status == 503
    assert answer.response.json == {"status": "unavailable", "detail": "The database does not answer: gone"}
    assert browser.get("/healthz").status == 200


@pytest.mark.parametrize("path", ["/", "/articles/new", "/articles/1", "/account", "/help", "/login", "/nothing"])
def test_pages_have_one_main_one_heading_labels_and_nothing_inline(sqlite_ctx: Context, path: str) -> None:
    """The content security policy forbids inline script and style: a page that needs them would be broken."""
    room = newsroom(sqlite_ctx)
    who = None if path == "/login" else room.max
    page = room.browser(who).get(path)
    assert "unsafe" not in page.response.headers["Content-Security-Policy"]
    tree = page.tree
    assert len(tree.xpath("//main[@id='main']")) == 1
    assert len(tree.xpath("//h1")) == 1
    assert not tree.xpath("//*[@style] | //style | //script[not(@src)] | //@*[starts-with(name(), 'on')]")
    labelled = set(tree.xpath("//label/@for"))
    for field in tree.xpath("//input[not(@type='hidden')] | //textarea | //select"):
        named = field.get("id") in labelled or field.xpath("ancestor::label") or field.get("aria-hidden") == "true"
        assert named, field.get("name")
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_a_page_that_names_no_picture_gets_the_one_of_the_house(sqlite_ctx: Context) -> None:
    browser = visit(make_app(sqlite_ctx))
    led = browser.get("/favicon.ico")
    assert led.status == 308
    assert browser.get(led.location).response.content_type.startswith("image/svg+xml")
