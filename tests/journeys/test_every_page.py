"""One walk through every page: three languages, light and dark, desk and phone; axe, width, language, console."""

from collections.abc import Iterator
from itertools import filterfalse
from operator import attrgetter

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize

from localize.services.demo import seed_demo
from tests.journeys.axe import at_hand, violations
from tests.journeys.furnished import Furnished, furnish
from tests.journeys.page_states import STATES
from tests.journeys.page_table import LEFT_OUT, PAGES, Shown
from tests.journeys.server import LiveServer
from web.permissions import ROUTES
from web.wiring import create_app

pytestmark = [pytest.mark.browser, pytest.mark.pages]

SIZES: tuple[ViewportSize, ...] = ({"width": 1440, "height": 900}, {"width": 390, "height": 844})
LANGUAGES = {"en": "en-GB", "ru": "ru-RU", "de": "de-DE"}
_GUEST = attrgetter("guest")
SETTINGS = {
    "LOCALIZE_ENGINES": "google,libretranslate",
    "LOCALIZE_GOOGLE_URL": "http://127.0.0.1:9",
    "LOCALIZE_LIBRETRANSLATE_URL": "http://127.0.0.1:9",
    "LOCALIZE_BUDGET_CHARS_PER_DAY": "10000",
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[LiveServer, Furnished]]:
    """A server over a newsroom in the middle of its day."""
    live = LiveServer(tmp_path_factory.mktemp("house"), more=SETTINGS)
    seed_demo(live.ctx)
    room = furnish(live.ctx)
    live.start()
    yield live, room
    live.close()


def test_every_route_that_answers_get_is_a_page_of_the_walk_or_left_out_with_a_reason(
    house: tuple[LiveServer, Furnished],
) -> None:
    rules = create_app(house[0].ctx).url_map.iter_rules()
    there = {rule.endpoint for rule in rules if "GET" in (rule.methods or ())}
    assert there <= set(ROUTES)
    walked = {shown.endpoint for shown in PAGES if shown.endpoint}
    assert walked & set(LEFT_OUT) == set()
    assert walked | set(LEFT_OUT) == there


def _heard(page: Page) -> list[str]:
    """Errors and complaints of a page, as they come. A 404 is told by the browser itself: pages are tested for theirs."""
    found: list[str] = []

    def hear(said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"} and "status of 404" not in said.text:
            found.append(f"console: {said.text}")

    page.on("pageerror", lambda error: found.append(f"error: {error}"))
    page.on("console", hear)
    return found


# What a colour scheme changes: the colours, and nothing that other rules look at.
_COLOURS = ("color-contrast", "link-in-text-block")


# A frame for what was just asked of the page, then what moves to its end: a second at most, as what is cut short may never
# say that it is over.
_STILL = """() => Promise.race([
    new Promise((then) => setTimeout(then, 1000, "late")),
    (async () => {
        await new Promise((then) => requestAnimationFrame(then));
        await Promise.allSettled(document.getAnimations().map((moving) => moving.finished));
    })(),
])"""


def _seen(page: Page, *only: str) -> list[str]:
    """What is wrong with a page as it stands, frames included, in its size. Colours that change are waited for.

    ``only``: by these rules.
    """
    page.evaluate(_STILL)
    width = page.viewport_size["width"] if page.viewport_size else 0
    found = [f"{width}: {fault}" for frame in page.frames for fault in violations(frame, *only)]
    scrolled = page.evaluate("document.documentElement.scrollWidth")
    return [*found, f"{width}: {scrolled} wide"] if scrolled > width else found


def _faults(page: Page, base: str, shown: Shown, places: dict[str, str | int], language: str) -> list[str]:
    """What is wrong with a page, in both sizes and both colour schemes."""
    page.set_viewport_size(SIZES[0])
    page.emulate_media(color_scheme="light")
    answer = page.goto(base + shown.path.format(**places))
    page.wait_for_selector(shown.ready)
    assert answer is not None
    assert answer.status == (200 if shown.endpoint else 404), shown.name
    lang = page.locator("html").get_attribute("lang")
    found = [] if lang == (shown.lang or language) else [f"lang is {lang}"]
    found += [f"light, {fault}" for fault in _seen(page)]
    page.emulate_media(color_scheme="dark")
    found += [f"dark, {fault}" for fault in _seen(page, *_COLOURS)]
    page.set_viewport_size(SIZES[1])
    found += [f"dark, {fault}" for fault in _seen(page)]
    page.emulate_media(color_scheme="light")
    return [*found, *(f"light, {fault}" for fault in _seen(page, *_COLOURS))]


@pytest.mark.parametrize(
    "language",
    [pytest.param(language, marks=pytest.mark.xdist_group(f"walk in {language}")) for language in LANGUAGES],
)
def test_no_page_has_a_fault(chromium: Browser, house: tuple[LiveServer, Furnished], language: str) -> None:
    live, room = house
    context = chromium.new_context(locale=LANGUAGES[language])
    context.set_default_timeout(10_000)
    at_hand(context)
    page = context.new_page()
    heard = _heard(page)
    faults: list[str] = []
    for shown in (*filter(_GUEST, PAGES), None, *filterfalse(_GUEST, PAGES)):
        if shown is None:
            page.goto(live.link("admin@localhost"))
            continue
        faults += [
            f"{shown.name}: {fault}" for fault in (*_faults(page, live.url, shown, room.places, language), *heard)
        ]
        heard.clear()
    context.close()
    assert faults == [], "\n".join(faults)


@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
def test_no_state_without_an_address_has_a_fault(
    chromium: Browser, house: tuple[LiveServer, Furnished], size: ViewportSize
) -> None:
    live, room = house
    context = chromium.new_context(locale="en-GB", viewport=size)
    context.set_default_timeout(10_000)
    at_hand(context)
    page = context.new_page()
    page.goto(live.link("admin@localhost"))
    faults = _heard(page)
    for name, show in STATES.items():
        show(page, live, room)
        page.emulate_media(color_scheme="light")
        faults += [f"{name}, light: {fault}" for fault in _seen(page)]
        page.emulate_media(color_scheme="dark")
        faults += [f"{name}, dark: {fault}" for fault in _seen(page, *_COLOURS)]
    context.close()
    assert [fault for fault in faults if "status of 409" not in fault] == []
