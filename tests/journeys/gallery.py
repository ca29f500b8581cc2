"""The gallery of ``docs/pages``: a sheet for each page and language, light and dark, desk and phone, and the list of them.

The pages are those of the walk (``page_table``, ``page_states``) over the sample system, which is filled further so
that they show what they are made for.
"""

import base64
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from localize.config import load_settings
from localize.services.setup import build_context
from tests.journeys.furnished import Furnished, furnish
from tests.journeys.page_states import STATES
from tests.journeys.page_table import PAGES, Shown
from tests.journeys.stack import Stack, running

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LANGUAGES: Mapping[str, str] = MappingProxyType({"en": "en-GB", "ru": "ru-RU", "de": "de-DE"})
SIZES: Mapping[str, ViewportSize] = MappingProxyType(
    {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 900}}
)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SCALE, GAP = 0.5, 12  # of a sheet against the screen, so that text stays legible; pixels between pictures
QUALITY = 66
SETTINGS = {
    "LOCALIZE_SITE_NAME": "The Norrhaven Courier",
    "LOCALIZE_ENGINES": "google,libretranslate",
    "LOCALIZE_LIBRETRANSLATE_URL": "http://127.0.0.1:9",
    "LOCALIZE_BUDGET_CHARS_PER_DAY": "500000",
}


class Subject(NamedTuple):
    """What a sheet shows: a page by its address, or a state of one that is brought about."""

    name: str
    bring: Callable[[Page, Stack, Furnished], None]
    guest: bool = False


def _subject(shown: Shown) -> Subject:
    def bring(page: Page, stack: Stack, room: Furnished) -> None:
        page.goto("about:blank")
        page.goto(stack.url + shown.path.format(**room.places))
        page.wait_for_selector(shown.ready)

    return Subject(shown.name, bring, shown.guest)


SUBJECTS = (*map(_subject, PAGES), *(Subject(name, show) for name, show in STATES.items()))


def write_gallery(folder: Path) -> None:
    """Start the sample system, fill it, and write every sheet and the list into an emptied folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with (
        tempfile.TemporaryDirectory() as data,
        running(Path(data), "--demo", env=SETTINGS) as stack,
        _furnished(stack) as room,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for language in LANGUAGES:
            shots = _shots(browser, stack, room, language)
            for name, pictures in shots.items():
                (folder / f"{name}-{language}.webp").write_bytes(_sheet(browser, pictures))
        browser.close()
    (folder / "README.md").write_text(_list(), encoding="utf-8")


@contextmanager
def _furnished(stack: Stack) -> Iterator[Furnished]:
    """The system's newsroom with more in it, once its own samples rest."""
    stack.settle()
    settings = load_settings({name: text for name, text in stack.env.items() if name.startswith("LOCALIZE_")})
    ctx = build_context(settings)
    yield furnish(ctx)
    ctx.store.close()


def _shots(browser: Browser, stack: Stack, room: Furnished, language: str) -> Mapping[str, list[str]]:
    """By name: a page's pictures in both sizes and schemes, in the order of a sheet."""
    found: dict[str, list[str]] = defaultdict(list)
    for size in SIZES.values():
        context = browser.new_context(viewport=size, locale=LANGUAGES[language], reduced_motion="reduce")
        page = context.new_page()
        signed_in = False
        for subject in sorted(SUBJECTS, key=lambda subject: not subject.guest):
            if not subject.guest and not signed_in:
                page.goto(stack.url + "/login/link/" + _link(stack))
                signed_in = True
            subject.bring(page, stack, room)
            page.wait_for_timeout(400)
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                page.wait_for_timeout(100)
                found[subject.name].append(base64.b64encode(page.screenshot()).decode())
        context.close()
    return found


def _link(stack: Stack) -> str:
    return stack.cli("user", "link", "admin@localhost").stdout.strip().rpartition("/")[2]


def _sheet(browser: Browser, pictures: list[str]) -> bytes:
    """The pictures beside each other, as WebP."""
    widths = [round(size["width"] * SCALE) for size in SIZES.values() for _ in SCHEMES]
    height = round(900 * SCALE)
    size: ViewportSize = {"width": sum(widths) + GAP * (len(widths) + 1), "height": height + 2 * GAP}
    page = browser.new_page(viewport=size)
    images = "".join(
        f'<img alt="" width="{width}" height="{height}" src="data:image/png;base64,{picture}">'
        for width, picture in zip(widths, pictures, strict=True)
    )
    page.set_content(
        f"<style>body {{ margin: 0; padding: {GAP}px; display: flex; gap: {GAP}px; background: #8b9096; }}</style>{images}"
    )
    page.evaluate("Promise.all([...document.images].map((image) => image.decode())).then(() => 0)")
    answer = page.context.new_cdp_session(page).send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    page.close()
    return base64.b64decode(answer["data"])


def _list() -> str:
    """The README of the folder."""
    lines = [
        "# Every page of Localize",
        "",
        "Written by `python -m tests.journeys.pictures --gallery`: each page at 1440 and 390 pixels, light and dark.",
    ]
    for subject in SUBJECTS:
        lines += ["", f"## {subject.name.replace('-', ' ').capitalize()}", ""]
        lines += [f"![{subject.name}, {language}]({subject.name}-{language}.webp)" for language in LANGUAGES]
    return "\n".join(lines) + "\n"
