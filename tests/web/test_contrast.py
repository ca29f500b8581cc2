"""Contrast after WCAG 2.2, computed from the values of the style sheets: light, dark, and high contrast of both."""

import re
from pathlib import Path

import pytest

from localize.services.context import Context
from localize.services.people import by_email
from localize.services.preferences import get_preferences, set_keys
from localize.workflow import UserRole
from tests.web.pages import Browser, account, make_app, newsroom, visit

CSS = Path(__file__).resolve().parents[2] / "web" / "static" / "css"
SIDES = ("light", "dark")
NO_TEXT = {"control", "done"}  # borders and shapes: 3 is enough
GROUNDS = ("canvas", "panel", "raised", "sunken", "page")
SOFT = ("accent-soft", "red-soft", "amber-soft", "green-soft", "violet-soft")
INKS = ("ink", "ink-2", "ink-3", "accent", "red", "amber", "green", "violet")

Colours = dict[str, dict[str, str]]


def sheet(name: str) -> str:
    return (CSS / name).read_text(encoding="utf-8")


def colours(text: str) -> Colours:
    """By side the colours that a sheet gives to the tokens."""
    found = re.findall(r"--([\w-]+):\s*light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", text)
    return {side: {name: values[n] for name, *values in found} for n, side in enumerate(SIDES)}


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


CALM = colours(sheet("tokens.css"))
HIGH = {side: CALM[side] | own for side, own in colours(sheet("contrast.css")).items()}
TABLE = re.findall(r"^ {5}([\w-]+) +on ([\w-]+) +([\d.]+) / +([\d.]+)$", sheet("tokens.css"), re.MULTILINE)


def test_the_ratio_is_that_of_wcag() -> None:
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


def test_the_table_of_contrast_is_true_and_enough() -> None:
    assert len(TABLE) > 50
    for ink, ground, *said in TABLE:
        for side, number in zip(SIDES, said, strict=True):
            found = ratio(CALM[side][ink], CALM[side][ground])
            assert found == pytest.approx(float(number), abs=0.06), (ink, ground, side)
            assert found >= (3 if ink in NO_TEXT else 4.5), (ink, ground, side)


@pytest.mark.parametrize("side", SIDES)
def test_in_high_contrast_every_text_has_seven_to_one(side: str) -> None:
    pairs = {(ink, ground) for ink, ground, *_ in TABLE} | {(ink, ground) for ink in INKS for ground in GROUNDS + SOFT}
    values = HIGH[side]
    short = {
        (ink, ground): round(found, 2)
        for ink, ground in pairs
        if (found := ratio(values[ink], values[ground])) < (3 if ink in NO_TEXT else 7)
    }
    assert short == {}
    assert min(ratio(values["line"], values[ground]) for ground in GROUNDS) >= 3, "hairlines become lines"


def test_high_contrast_leaves_no_colour_to_chance() -> None:
    for side in SIDES:
        assert set(colours(sheet("contrast.css"))[side]) == set(CALM[side])


def test_one_sheet_knows_of_contrast_and_the_readers_page_has_its_values() -> None:
    asking = {path.name for path in CSS.glob("*.css") if "prefers-contrast" in path.read_text(encoding="utf-8")}
    assert asking == {"reader.css"}, "elsewhere a person’s choice would be passed over"
    block = sheet("reader.css").partition("@media (prefers-contrast: more)")[2].partition("@media")[0]
    calm = colours(sheet("reader.css").partition("@media")[0])
    for side, own in colours(block).items():
        assert len(own) > 7
        assert own == {name: HIGH[side][name] for name in own}
        reader = calm[side] | own
        inks = [ink for ink in INKS if ink in reader]
        grounds = [ground for ground in (*GROUNDS, *SOFT) if ground in reader]
        assert min(ratio(reader[ink], reader[ground]) for ink in inks for ground in grounds) >= 7


@pytest.fixture
def vera(sqlite_ctx: Context) -> Browser:
    """Vera, signed in."""
    account(sqlite_ctx, UserRole.TRANSLATOR, "Vera", "ru", password="a long password")
    browser = visit(make_app(sqlite_ctx))
    assert browser.post("/login", {"email": "vera@example.org", "password": "a long password"}).status == 303
    return browser


def chosen(browser: Browser, path: str = "/") -> tuple[str | None, str | None, str | None]:
    """Theme, contrast, and when the sheet of high contrast holds; it is the last sheet of the page."""
    page = browser.get(path).tree
    link = page.xpath("//link[@rel='stylesheet']")[-1]
    assert "/css/contrast.css" in link.get("href")
    return page.get("data-theme"), page.get("data-contrast"), link.get("media")


@pytest.mark.parametrize("theme", ["", "light", "dark"])
def test_a_person_chooses_high_contrast_with_any_theme_and_gives_it_back(
    sqlite_ctx: Context, vera: Browser, theme: str
) -> None:
    me = by_email(sqlite_ctx, "vera@example.org").actor
    set_keys(sqlite_ctx, me, {"confirm": ["F4"]})
    assert chosen(vera) == (None, None, "(prefers-contrast: more)")
    fields = {"form": "preferences", "name": "Vera", "theme": theme}
    vera.post("/account", fields | {"contrast": "more"})
    assert chosen(vera) == (theme or None, "more", None)
    assert vera.get("/account").tree.xpath("//input[@name='contrast'][@checked]/@value") == ["more"]
    vera.post("/language", {"ui_locale": "de"})
    assert chosen(vera, "/help")[1] == "more", "what is not asked for stays"
    vera.post("/account", fields | {"contrast": "loud"})
    assert chosen(vera) == (theme or None, None, "(prefers-contrast: more)")
    assert get_preferences(sqlite_ctx, me).keys == {"confirm": ("F4",)}


def test_the_pages_for_readers_follow_who_looks_at_them(sqlite_ctx: Context) -> None:
    room = newsroom(sqlite_ctx)
    vera = room.browser(room.vera)
    live, preview = f"/editions/{room.ru}/preview/live", f"/editions/{room.ru}/preview"
    assert chosen(vera, live) == (None, None, "(prefers-contrast: more)")
    assert "contrast.css" not in vera.get(preview).response.text
    vera.post("/account", {"form": "preferences", "contrast": "more"})
    assert chosen(vera, live) == (None, "more", None)
    assert "contrast.css" in vera.get(preview).tree.xpath("//link[@rel='stylesheet']/@href")[-1]
