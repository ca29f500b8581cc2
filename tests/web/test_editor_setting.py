"""What the browser makes of what is typed (``setting.js``) is what the rules of ``localize.typography`` make of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, sync_playwright

from localize.markup import CodedText
from localize.typography.normalise import normalise
from localize.typography.typing import in_browsers, typing_rules
from tests.journeys.conftest import CHROMIUM, FLAGS

_SCRIPTS = Path(__file__).resolve().parents[2] / "web" / "static" / "js" / "editor"
_TYPE = """async ([text, rules]) => {
    const { edits } = await import("http://modules.test/setting.js");
    let now = "";
    for (const char of text) {
        now += char;
        for (const edit of edits(now, now.length, rules).reverse()) {
            now = now.slice(0, edit.start) + edit.after + now.slice(edit.end);
        }
    }
    return now;
}"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page whose modules come from the folder, without a server."""
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}")

    def answer(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        if name.endswith(".js"):
            route.fulfill(path=_SCRIPTS / name, content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html><title>modules</title><html lang=en>", content_type="text/html")

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        opened = browser.new_page()
        opened.route("**/*", answer)
        opened.goto("http://modules.test/")
        yield opened
        browser.close()


def typed(page: Page, text: str, locale: str) -> str:
    """A text as it stands after it was typed character by character."""
    rules: Any = typing_rules(locale)
    return str(page.evaluate(_TYPE, [text, rules.to_json()]))


TYPED = [
    ("ru", 'Он сказал: "Да".', "Он сказал: «Да»."),
    ("ru", 'Фирма "Завод "Весна"" закрыта.', "Фирма «Завод „Весна“» закрыта."),
    ("ru", "Цена - 5 кг и 10 % ...", "Цена\u00a0— 5\u00a0кг и 10\u00a0% …"),
    ("ru", "Москва -- столица", "Москва\u00a0— столица"),
    ("ru", "Это т. е. то, до н. э. и др. вещи", "Это т.\u00a0е. то, до\u00a0н.\u00a0э. и\u00a0др. вещи"),
    ("ru", "А. С. Пушкин, 12 мая 2026 года.", "А.\u00a0С.\u00a0Пушкин, 12\u00a0мая 2026\u00a0года."),
    ("ru", "- Да, - сказал он.", "—\u00a0Да,\u00a0— сказал он."),
    ("ru", "Через 5 минут, 5 - 3 = 2, кто-то", "Через 5 минут, 5 - 3 = 2, кто-то"),
    ("ru", 'https://a.example/--x?"q" и a@"b"', 'https://a.example/--x?"q" и a@"b"'),
    ("de", "Er sagte: \"Ja, 'Haus' ist gut\".", "Er sagte: „Ja, ‚Haus‘ ist gut“."),
    ("de", '"Wort "innen" aussen"', "„Wort ‚innen‘ aussen“"),
    ("de", "Das geht's - oder -- nicht...", "Das geht’s – oder – nicht…"),
    (
        "de",
        "Um 5 Uhr, 2,8 Mrd. Euro, z. B. 10% Rabatt",
        "Um 5\u00a0Uhr, 2,8\u00a0Mrd. Euro, z.\u00a0B. 10\u00a0% Rabatt",
    ),
    ("de", "Dr. Braun kam am 3. Mai 2026.", "Dr.\u00a0Braun kam am 3.\u00a0Mai 2026."),
    ("de", "5-10, 5--10, E-Mail", "5-10, 5–10, E-Mail"),
    ("en", "\"It's 'so'\" -- he said...", "“It’s ‘so’” -- he said..."),
    ("fr", '"Oui" non ; rien', "«\u00a0Oui\u00a0» non\u00a0; rien"),
]


@pytest.mark.browser
@pytest.mark.parametrize(("locale", "text", "set_"), TYPED)
def test_typed_text_is_set_as_the_locale_has_it(page: Page, locale: str, text: str, set_: str) -> None:
    assert typed(page, text, locale) == set_


@pytest.mark.browser
@pytest.mark.parametrize(("locale", "text", "set_"), TYPED)
def test_the_rules_of_the_server_find_nothing_more_to_do(page: Page, locale: str, text: str, set_: str) -> None:
    """Typed text and put-right text agree: nobody's helpers fight the button."""
    source = CodedText.plain_text("")
    once = normalise(CodedText.plain_text(typed(page, text, locale)), locale, source=source)
    assert once.text.plain == set_


def test_a_locale_without_a_style_has_no_rules() -> None:
    assert typing_rules("ja") is None
    assert typing_rules("de-AT") == typing_rules("de")


def test_patterns_mean_letters_of_every_script_in_browsers_too() -> None:
    assert in_browsers(r"(?<![\w.’'-])[A-Z]\.(?P<space> )(?=[^\W\d_])") == (
        r"(?<![\p{L}\p{N}_.’'\-])[A-Z]\.(?<space> )(?=\p{L})"
    )
    assert r"\b" not in in_browsers(r"\bт\.")
