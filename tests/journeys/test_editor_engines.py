"""Other engines beside a segment, in a browser: seen, asked, put in, taken back. A worker asks doubles over HTTP."""

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from localize.article import Article, Block, Code, CodeKind, Role, renumber
from localize.markup import CodedText
from localize.mt import build_engines
from localize.services.context import SYSTEM, Context
from localize.services.intake import Filing, file_article
from localize.services.setup import JobService
from tests.doubles import DeeplDouble, LibreTranslateDouble
from tests.journeys.axe import violations
from tests.journeys.editor_page import EditorPage
from tests.journeys.server import LiveServer
from tests.journeys.stories import Draft

pytestmark = [pytest.mark.browser, pytest.mark.pages]

Seat = Callable[..., Page]

SENTENCE = "Tickets cost 2.80 crowns, says the <1>city council</1>."
DRAFT = "Билеты стоят 2,80 кроны, сообщает <1>горсовет</1>."


@dataclass
class House(LiveServer):
    """A server whose chain is LibreTranslate and DeepL, each a double."""

    libre: str = ""
    deepl: str = ""

    def _environment(self) -> dict[str, str]:
        return super()._environment() | {
            "LOCALIZE_ENGINES": "libretranslate,deepl",
            "LOCALIZE_LIBRETRANSLATE_URL": self.libre,
            "LOCALIZE_DEEPL_URL": self.deepl,
            "LOCALIZE_DEEPL_KEY": "key:fx",
        }

    def worker(self, stop: threading.Event) -> None:
        """Do what is due until it is time to stop."""
        ctx = self.ctx
        jobs = JobService(Context(ctx.settings, ctx.store, ctx.clock, engines=tuple(build_engines(ctx.settings))))
        while not stop.wait(0.1):
            for job_id, _ in jobs.due(10):
                jobs.run(job_id, "journey")


@pytest.fixture
def deepl() -> Iterator[DeeplDouble]:
    with DeeplDouble(key="key:fx") as double:
        yield double


@pytest.fixture
def libre() -> Iterator[LibreTranslateDouble]:
    with LibreTranslateDouble() as double:
        yield double


@pytest.fixture
def server(tmp_path: Path, deepl: DeeplDouble, libre: LibreTranslateDouble) -> Iterator[House]:
    live = House(tmp_path, libre=libre.url, deepl=deepl.url)
    live.start()
    yield live
    live.close()


@pytest.fixture
def worker(server: House, edition: int) -> Iterator[None]:
    """Somebody who does the jobs; made after the edition, whose draft is written by the test."""
    del edition
    stop = threading.Event()
    thread = threading.Thread(target=server.worker, args=(stop,), daemon=True)
    thread.start()
    yield
    stop.set()
    thread.join()


@pytest.fixture
def edition(server: House) -> int:
    """A headline and a sentence with a link, drafted by LibreTranslate."""
    server.person("Elena Kravets")
    coded = CodedText.loads(SENTENCE)
    codes = (Code(1, CodeKind.LINK, "a", (("href", "https://example.org"),)),)
    blocks = [
        Block("", Role.HEADLINE, CodedText.plain_text("Night Bus"), tag="h1"),
        Block("", Role.PARAGRAPH, coded, codes),
    ]
    filed = file_article(server.ctx, Article(blocks=renumber(blocks)), Filing(external_id="bus"), SYSTEM)
    number = server.edition(filed, "ru")
    drafts = {"Night Bus": Draft("Ночной автобус", "mt:libretranslate"), SENTENCE: Draft(DRAFT, "mt:libretranslate")}
    server.draft(number, drafts)
    with server.ctx.store.write() as unit:
        job = unit.jobs.open_of_edition(number, locked=True)
        assert job is not None
        job.state = "done"
    return number


@pytest.mark.usefixtures("worker")
def test_an_engine_is_asked_by_a_press_and_its_version_goes_in_as_its_own(
    server: House, edition: int, deepl: DeeplDouble, seat: Seat
) -> None:
    editor = EditorPage(seat("elena@example.org"), server, edition).open(2)
    side = editor.page.locator("#engines")
    button = side.get_by_role("button", name=re.compile(r"^Ask DeepL \(\d+ characters\)"))
    expect(button).to_be_visible()
    expect(side.locator(".engine-text")).to_have_count(1)  # the draft is in the text, word for word
    assert deepl.requests == []
    assert violations(editor.page) == []
    button.focus()
    editor.press("Enter")
    version = side.get_by_role("group", name="Version of DeepL")
    expect(version).to_contain_text("Asked for by Elena Kravets")
    expect(side.get_by_role("button", name="Insert the version of DeepL")).to_be_focused()
    assert violations(editor.page) == []
    editor.press("Enter")
    expect(editor.field).to_be_focused()
    taken = editor.text()
    assert taken.startswith("Тиккетс кост 2,80")
    assert "<1>киты коункил</1>" in taken
    origin = editor.segment(2).locator(".spine small")
    editor.is_saved()
    expect(origin).to_have_attribute("title", "Machine draft, engine DeepL")
    expect(editor.segment(2).locator(".spine .translated")).to_be_visible()  # nobody has said that it is right
    expect(version).to_contain_text("The text is this version, word for word.")
    # Now the text has changed: the draft is another engine's version.
    expect(side.get_by_role("group", name="Version of LibreTranslate")).to_contain_text("The machine draft")
    editor.press("Control+z")
    assert editor.text() == DRAFT
    expect(origin).to_have_attribute("title", "Machine draft, engine LibreTranslate")
    editor.press("Control+y")
    expect(origin).to_have_attribute("title", "Machine draft, engine DeepL")
    editor.type("!")
    expect(origin).to_have_text("MT, edited")
    assert len(deepl.requests) == 1
    with server.ctx.store.read() as unit:
        [use] = [one for one in unit.engine_calls.of_edition(edition) if one.engine == "deepl"]
        assert (use.requests, use.chars > 50) == (1, True)


@pytest.mark.usefixtures("worker")
def test_both_are_done_from_the_field_by_keys(server: House, edition: int, seat: Seat) -> None:
    editor = EditorPage(seat("elena@example.org"), server, edition).open(2)
    expect(editor.page.locator("#engines")).to_be_visible()
    editor.press("Alt+Shift+g")
    expect(editor.segment(2).locator(".tools .note")).to_have_text("No engine has another version of this segment.")
    editor.press("Alt+g")
    expect(editor.page.get_by_role("group", name="Version of DeepL")).to_be_visible()
    expect(editor.segment(2).locator(".tools .note")).to_have_text("DeepL has answered.")
    expect(editor.field).to_be_focused()
    editor.press("Alt+Shift+g")
    assert editor.text().startswith("Тиккетс")
    editor.press("Alt+Shift+g")
    assert editor.text() == DRAFT
    editor.press("Alt+g")
    expect(editor.segment(2).locator(".tools .note")).to_have_text("No engine is left to be asked about this segment.")


@pytest.mark.usefixtures("worker")
def test_a_refusal_is_a_sentence_the_text_stays_and_the_rest_takes_the_button_away(
    server: House, edition: int, deepl: DeeplDouble, seat: Seat
) -> None:
    deepl.fail_with("456", repeat=True)
    editor = EditorPage(seat("elena@example.org"), server, edition).open(2)
    editor.page.get_by_role("button", name=re.compile("^Ask DeepL")).click()
    side = editor.page.locator("#engines")
    expect(side).to_contain_text(re.compile(r"DeepL rests until .*: has no characters left on this account\."))
    expect(side.get_by_role("button", name=re.compile("^Ask DeepL"))).to_have_count(0)
    assert editor.text() == DRAFT


def test_while_no_worker_answers_the_page_says_that_it_waits(server: House, edition: int, seat: Seat) -> None:
    editor = EditorPage(seat("elena@example.org"), server, edition).open(2)
    side = editor.page.locator("#engines")
    editor.page.get_by_role("button", name=re.compile("^Ask DeepL")).click()
    expect(side).to_contain_text("DeepL is being asked…")
    editor.press("Control+ArrowUp", "Control+ArrowDown")
    expect(side).to_contain_text("DeepL is being asked…")
    editor.open(2)
    expect(side).to_contain_text("DeepL is being asked…")


def test_a_press_without_a_connection_says_that_nothing_was_asked(server: House, edition: int, seat: Seat) -> None:
    editor = EditorPage(seat("elena@example.org"), server, edition).open(2)
    button = editor.page.get_by_role("button", name=re.compile("^Ask DeepL"))
    expect(button).to_be_visible()
    editor.page.context.set_offline(True)
    button.click()
    expect(editor.page.locator("#engines")).to_contain_text("Not asked: the server does not answer.")
    editor.page.context.set_offline(False)
    button.click()
    expect(editor.page.locator("#engines")).to_contain_text("DeepL is being asked…")
