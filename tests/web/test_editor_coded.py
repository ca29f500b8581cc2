"""The browser's reading of coded text (``static/js/editor/coded.js``) is that of ``localize.markup``, to the letter."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, sync_playwright

from localize.markup import CodedText, Mark
from tests.journeys.conftest import CHROMIUM, FLAGS

pytestmark = pytest.mark.browser

_SCRIPTS = Path(__file__).resolve().parents[2] / "web" / "static" / "js" / "editor"


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


def run(page: Page, body: str, argument: Any = None) -> Any:
    """Run a function body with every export of the modules at hand."""
    return page.evaluate(
        """async ([body, argument]) => {
            const coded = await import("http://modules.test/coded.js");
            const diff = await import("http://modules.test/diff.js");
            return new Function("coded", "diff", "argument", body)(coded, diff, argument);
        }""",
        [body, argument],
    )


CASES = [
    "",
    "plain",
    "<1>a</1>",
    "<2/>",
    "<1><2>a</2></1>",
    "</1/>",
    "<01>x",
    "<1234567>",
    "<999999>",
    "< 1>",
    "a &amp; b &lt;1&gt; &quot; &amp;amp;",
    "&",
    "&lt",
    "<<1>>",
    "<1><1></1></1>",
    "𝄞<1>😀</1>é",
    "no\u00a0break\u202fspace\u200b\ufeff",
    "<1/><1/>",
    "tail<3>",
]

_PIECES = [
    "<",
    ">",
    "/",
    "1",
    "23",
    "<1>",
    "</1>",
    "<2/>",
    "</2/>",
    "&",
    "&amp;",
    "&lt;",
    "&gt;",
    "&#60;",
    " ",
    "é",
    "😀",
    "а",
    "\u00a0",
]


def _corpus() -> list[str]:
    chance = random.Random(11)  # noqa: S311 - the same test data every time
    return CASES + ["".join(chance.choices(_PIECES, k=chance.randint(1, 12))) for _ in range(3000)]


def test_reading_and_writing_agree_with_the_server(page: Page) -> None:
    corpus = _corpus()
    theirs = run(
        page,
        """return argument.map((written) => {
            const parts = coded.parse(written);
            return [coded.write(parts), coded.plain(parts), coded.marksOf(parts).map((m) => [m.id, m.edge]),
                    coded.codePointLength(coded.plain(parts))];
        })""",
        corpus,
    )
    for written, answer in zip(corpus, theirs, strict=True):
        ours = CodedText.loads(written)
        marks = [[mark.id, mark.edge.value] for mark in ours.marks]
        assert answer == [ours.dumps(), ours.plain, marks, len(ours.plain)], written


def test_what_was_read_and_written_is_read_the_same_again(page: Page) -> None:
    same = run(
        page,
        """return argument.filter((written) => {
            const once = coded.write(coded.parse(written));
            return JSON.stringify(coded.parse(once)) !== JSON.stringify(coded.parse(written));
        })""",
        _corpus(),
    )
    assert same == []


def test_cutting_and_joining_gives_the_whole_back(page: Page) -> None:
    broken = run(
        page,
        """return argument.filter((written) => {
            const parts = coded.parse(written);
            for (let at = 0; at <= coded.lengthOf(parts); at += 1) {
                const joined = coded.tidy([...coded.slice(parts, 0, at), ...coded.slice(parts, at)]);
                if (coded.write(joined) !== coded.write(parts)) return true;
            }
            return false;
        })""",
        _corpus(),
    )
    assert broken == []


def _stretch(written: str, start: int, end: int) -> str:
    """Plain text between two code points, as the server counts."""
    return CodedText.loads(written).plain[start:end]


@pytest.mark.parametrize("written", ["a<1>😀b</1>c", "<1>ab</1>", "😀😀<2/>x<1>y</1>", "аб <1>вг</1> де"])
def test_a_finding_marks_the_characters_that_the_server_meant(page: Page, written: str) -> None:
    """Spans count code points; a character outside the basic plane has two units in the browser."""
    length = len(CodedText.loads(written).plain)
    for start in range(length):
        for end in range(start + 1, length + 1):
            text = run(
                page,
                """const parts = coded.parse(argument[0]);
                const [from, to] = coded.unitSpan(parts, [argument[1], argument[2]]);
                return coded.plain(coded.slice(parts, from, to));""",
                [written, start, end],
            )
            assert text == _stretch(written, start, end)


@pytest.mark.parametrize(
    ("written", "allowed", "kept"),
    [
        ("<1>a</1>", ["<1>", "</1>"], "<1>a</1>"),
        ("<1>a</1><2/>", ["<2/>"], "a<2/>"),
        ("<1><1>a</1>", ["<1>", "</1>"], "<1>a</1>"),
        ("<9>a", [], "a"),
    ],
)
def test_codes_that_are_not_wanted_are_dropped(page: Page, written: str, allowed: list[str], kept: str) -> None:
    marks = [
        {"id": part.id, "edge": part.edge.value}
        for text in allowed
        for part in CodedText.loads(text).parts
        if isinstance(part, Mark)
    ]
    assert (
        run(page, "return coded.write(coded.repaired(coded.parse(argument[0]), argument[1]))", [written, marks]) == kept
    )


@pytest.mark.parametrize(
    ("written", "place", "step", "edge"),
    [
        ("one two", 7, -1, 4),
        ("one two  ", 9, -1, 4),
        ("one<1>two", 7, -1, 4),
        ("one<1>two", 4, -1, 3),
        ("one<1>two", 3, 1, 4),
        ("one, two", 0, 1, 3),
        ("", 0, 1, 0),
        ("слово 😀", 8, -1, 6),
    ],
)
def test_a_word_ends_at_a_space_or_a_code(page: Page, written: str, place: int, step: int, edge: int) -> None:
    arguments = [written, place, step]
    assert (
        run(page, "return coded.wordEdge(coded.parse(argument[0]), argument[1], argument[2], 'ru')", arguments) == edge
    )


def test_line_breaks_and_tabs_become_one_space(page: Page) -> None:
    assert run(page, "return coded.oneLine(argument)", "a\r\n\tb\u2028c d") == "a b c d"


@pytest.mark.parametrize(
    ("before", "after", "steps"),
    [
        ("a b c", "a b c", [["same", "a b c"]]),
        ("a b c", "a x c", [["same", "a "], ["gone", "b"], ["new", "x"], ["same", " c"]]),
        ("one two three", "one four five", [["same", "one "], ["gone", "two three"], ["new", "four five"]]),
        ("", "new", [["new", "new"]]),
        ("old", "", [["gone", "old"]]),
        ("", "", []),
        ("Да, нет.", "Да. нет.", [["same", "Да"], ["gone", ","], ["new", "."], ["same", " нет."]]),
    ],
)
def test_a_difference_is_told_by_words(page: Page, before: str, after: str, steps: list[list[str]]) -> None:
    found = run(page, "return diff.compare(...argument).map((s) => [s.kind, s.text])", [before, after])
    assert found == steps


def test_a_difference_adds_up_to_both_texts(page: Page) -> None:
    chance = random.Random(5)  # noqa: S311 - the same test data every time
    words = ["a", "b", "c", "день", ",", " ", "  ", "😀"]
    pairs = [["".join(chance.choices(words, k=chance.randint(0, 15))) for _ in range(2)] for _ in range(400)]
    joined = run(
        page,
        """return argument.map(([before, after]) => {
            const steps = diff.compare(before, after);
            const text = (not) => steps.filter((s) => s.kind !== not).map((s) => s.text).join("");
            return [text("new"), text("gone")];
        })""",
        pairs,
    )
    assert joined == pairs


def test_very_long_texts_are_shown_whole(page: Page) -> None:
    kinds = run(page, "return diff.compare('a '.repeat(3000), 'b '.repeat(3000)).map((s) => s.kind)")
    assert kinds == ["gone", "new"]
