"""The reader's page in three languages: valid, accessible, still while it loads, right on a phone and on paper."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from localize.exchange.catalogue import Catalogue
from localize.release.page import PreviewNote, render_page
from localize.services.context import Context
from tests.journeys.axe import violations
from tests.journeys.stack import ROOT
from tests.journeys.validator import problems
from tests.release.rich import LOCALES, rich
from tests.web.pages import newsroom
from web.presenters.release import reader_style

pytestmark = pytest.mark.pages

PICTURE = ROOT / "web" / "static" / "demo" / "tunnel.svg"
HERE = "https://news.example/tunnel"

NOTE = PreviewNote(
    "Preview of the Russian edition, not published yet.",
    "Back to the text",
    "https://desk.example/editions/1/edit",
    waiting=("fr",),
    not_published="not published",
    no_edition="No Russian edition yet: the published page leaves this out.",
    others=(("https://desk.example/editions/2/preview", "de", "Deutsch"),),
    others_label="Other languages",
    label="Preview",
)


def written(locale: str, note: PreviewNote | None = None) -> str:
    """The page of the rich article."""
    peek = (ROOT / "web" / "static" / "css" / "peek.css").read_text(encoding="utf-8") if note else ""
    return render_page(rich(locale), Catalogue.load(locale), style=reader_style() + peek, preview_note=note)


Opened = Callable[..., Page]


def show(route: Route) -> None:
    """Let a picture arrive, or not: the beach is missing."""
    if "beach" in route.request.url:
        route.abort()
    else:
        route.fulfill(body=PICTURE.read_text(encoding="utf-8"), content_type="image/svg+xml")


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Opened]:
    """Opens a text as a page of a site. ``late`` collects its pictures, which then wait until somebody shows them."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []

    def open_page(text: str, *, late: list[Route] | None = None, **look: Any) -> Page:
        contexts.append(chromium.new_context(**{"viewport": {"width": 1440, "height": 900}, **look}))
        page = contexts[-1].new_page()

        def answer(route: Route) -> None:
            if route.request.url == HERE:
                route.fulfill(body=text, content_type="text/html; charset=utf-8")
            elif not route.request.url.startswith("https://pictures.example/"):
                asked.append(route.request.url)
                route.abort()
            elif late is None:
                show(route)
            else:
                late.append(route)

        page.route("**/*", answer)
        page.goto(HERE, wait_until="domcontentloaded" if late is not None else "load")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert asked == [], "the page asks nobody for anything but pictures"


def test_html_validate_finds_nothing(tmp_path: Path) -> None:
    pages = {locale: written(locale) for locale in LOCALES}
    assert problems(tmp_path, **pages, preview=written("ru", NOTE)) == []


def test_html_validate_finds_nothing_on_previews_as_they_are_served(tmp_path: Path, sqlite_ctx: Context) -> None:
    room = newsroom(sqlite_ctx)
    browser = room.browser(room.max)
    addresses = {"edition": f"/editions/{room.ru}/preview", "original": f"/articles/{room.article}/preview"}
    assert problems(tmp_path, **{name: browser.get(path).response.text for name, path in addresses.items()}) == []


def test_the_tools_pages_are_valid_html_too(tmp_path: Path, sqlite_ctx: Context) -> None:
    room = newsroom(sqlite_ctx)
    browser = room.browser(room.max)
    addresses = {
        "desk": "/",
        "new": "/articles/new",
        "article": f"/articles/{room.article}",
        "editor": f"/editions/{room.ru}/edit",
        "review": f"/editions/{room.ru}/review",
        "account": "/account",
        "keys": "/account/keys",
        "help": "/help",
        "docs": "/api/docs",
    }
    pages = {name: browser.get(path).response.text for name, path in addresses.items()}
    assert problems(tmp_path, "standard", **pages) == []


@pytest.mark.browser
@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "look",
    [
        pytest.param({"color_scheme": "light"}, id="desk-light"),
        pytest.param({"color_scheme": "dark"}, id="desk-dark"),
        pytest.param({"viewport": {"width": 390, "height": 844}, "has_touch": True}, id="phone-light"),
        pytest.param(
            {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "contrast": "more"}, id="phone-dark"
        ),
    ],
)
def test_axe_finds_nothing_and_nothing_sticks_out(opened: Opened, locale: str, look: dict[str, object]) -> None:
    page = opened(written(locale), **look)
    assert violations(page) == []
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_axe_finds_nothing_on_a_preview(opened: Opened) -> None:
    page = opened(written("ru", NOTE))
    assert violations(page) == []


@pytest.mark.browser
def test_nothing_moves_when_pictures_arrive_late_or_never(opened: Opened) -> None:
    waiting: list[Route] = []
    page = opened(written("de"), late=waiting, viewport={"width": 390, "height": 844})
    places = "[...document.querySelectorAll('h2, p, figcaption')].map((e) => e.getBoundingClientRect().top + scrollY)"
    for picture in page.locator("img").all():
        picture.scroll_into_view_if_needed()
    page.wait_for_timeout(100)
    assert len(waiting) == 3
    before = page.evaluate(places)
    for route in waiting:
        show(route)
    page.wait_for_function("[...document.images].every((image) => image.complete)")
    page.wait_for_timeout(50)
    assert page.evaluate(places) == pytest.approx(before, abs=1)


@pytest.mark.browser
def test_a_wide_table_scrolls_by_itself_and_by_keyboard(opened: Opened) -> None:
    text = written("de").replace("<td>", '<td style="min-width: 9rem">')
    page = opened(text, viewport={"width": 390, "height": 844})
    table = page.locator("section.scroll")
    assert table.evaluate("element => element.scrollWidth > element.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('section.scroll').scrollLeft > 0")


@pytest.mark.browser
def test_paper_gets_the_article_with_its_addresses_and_without_the_way_around_the_site(opened: Opened) -> None:
    page = opened(written("en"), color_scheme="dark")
    page.emulate_media(media="print")
    for hidden in (".langs", ".more", ".mast time", ".skip"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator(".end-note .address").is_visible()
    link = page.locator("a[href$=final-report]").first
    said = link.evaluate("element => getComputedStyle(element, '::after').content")
    assert "https://rail.example/kestrel/final-report" in said
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(255, 255, 255)", "a dark screen prints on white paper"
