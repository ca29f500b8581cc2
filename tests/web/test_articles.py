"""Filing an article through the form, and the page that shows what was read."""

import io
import json
from typing import Any

import pytest

from localize.services import desk
from localize.services.context import Context
from localize.workflow import UserRole
from tests.conftest import FakeDispatcher
from tests.web.pages import Browser, Newsroom, Page, account, make_app, newsroom, visit

TEXT = "Harbour Opens Again\n\nThe harbour opened on Monday after two years. Ships came at once.\n"


@pytest.fixture
def browser(sqlite_ctx: Context) -> Browser:
    """An editor's browser over an empty desk."""
    return visit(make_app(sqlite_ctx), account(sqlite_ctx, UserRole.EDITOR, "Max"))


def send(browser: Browser, **fields: Any) -> Page:
    """The form with Russian and German ticked and the normal lane."""
    return browser.post("/articles/new", {"to": ["ru", "de"], "lane": "normal", **fields})


def upload(name: str, data: bytes) -> tuple[io.BytesIO, str]:
    return io.BytesIO(data), name


def test_a_pasted_text_is_filed_and_shown_as_it_was_read(sqlite_ctx: Context, browser: Browser) -> None:
    answer = send(browser, text=TEXT)
    assert (answer.status, answer.location) == (303, "/articles/1")
    page = browser.get("/articles/1")
    assert page.words("//main//*[@class='gut']") == ["Headline", "Paragraph"]
    assert page.words("//main//*[@class='src']")[0] == "Harbour Opens Again"
    assert page.words("//ul[@class='editions']//*[@class='lang']") == ["Русский", "Deutsch"]
    article = desk.get_article(sqlite_ctx, "1")
    assert (article.filed_by, article.lane, article.confidential) == ("Max", "normal", False)
    assert isinstance(sqlite_ctx.dispatcher, FakeDispatcher)
    assert len(sqlite_ctx.dispatcher.sent) == 2


def test_what_the_form_says_about_handling_is_kept(sqlite_ctx: Context, browser: Browser) -> None:
    send(
        browser,
        text=TEXT,
        to=["de"],
        more="uk, pt-BR",
        lane="breaking",
        external_id=" cms/7 ",
        confidential="yes",
        deadline="2026-11-24T09:30",
        embargo="2026-11-25T06:00",
    )
    article = desk.get_article(sqlite_ctx, "external:cms/7")
    assert [edition.locale for edition in article.editions] == ["de", "uk", "pt-BR"]
    assert (article.lane, article.confidential) == ("breaking", True)
    assert article.deadline is not None
    assert article.deadline.isoformat() == "2026-11-24T09:30:00+00:00"
    again = browser.get("/articles/new?article=1").tree
    assert again.xpath("//input[@name='external_id']/@value") == ["cms/7"]
    assert again.xpath("//input[@name='to'][@checked]/@value") == ["de"]
    assert again.xpath("//input[@name='more']/@value") == ["uk, pt-BR"]
    assert again.xpath("//input[@name='lane'][@checked]/@value") == ["breaking"]
    assert again.xpath("//input[@name='deadline']/@value") == ["2026-11-24T09:30"]
    assert again.xpath("//input[@name='confidential'][@checked]")


def test_html_is_recognised(browser: Browser) -> None:
    send(browser, text="<h1>Harbour Opens</h1><p>It <em>opened</em> on Monday. Ships came.</p>")
    page = browser.get("/articles/1")
    assert page.words("//h1") == ["Harbour Opens"]
    assert page.tree.xpath("//main//*[contains(@class, 'code')]/@title") == ["1: emphasis begins", "1: emphasis ends"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("story.txt", TEXT.encode()),
        ("STORY.HTML", b"<h1>Harbour Opens Again</h1><p>It opened on Monday.</p>"),
        ("story.json", json.dumps({"headline": "Harbour Opens Again", "body_text": "It opened."}).encode()),
    ],
)
def test_a_file_is_read_by_the_end_of_its_name(browser: Browser, name: str, data: bytes) -> None:
    answer = send(browser, file=upload(name, data))
    assert answer.location == "/articles/1"
    assert browser.get("/articles/1").words("//h1") == ["Harbour Opens Again"]


def test_a_publishing_systems_file_keeps_its_own_id_unless_the_form_names_one(
    sqlite_ctx: Context, browser: Browser
) -> None:
    body = json.dumps({"external_id": "cms/9", "headline": "Harbour", "body_text": "It opened.", "lane": "breaking"})
    send(browser, file=upload("a.json", body.encode()))
    assert desk.get_article(sqlite_ctx, "external:cms/9").lane == "normal"
    send(browser, file=upload("a.json", body.encode()), external_id="mine")
    assert desk.get_article(sqlite_ctx, "external:mine").id == 2


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": "  \n "}, "Paste the article’s text, or choose a file."),
        ({"text": TEXT, "to": []}, "Choose at least one language to translate into."),
        ({"text": TEXT, "more": "klingonish"}, "“klingonish” is not a language that Localize knows"),
        ({"text": TEXT, "more": "en"}, "The articles are written in en"),
        ({"text": TEXT, "lane": "express"}, "Choose a lane: breaking, normal or background."),
        ({"text": TEXT, "external_id": "x" * 201}, "at most 200 characters"),
        ({"text": TEXT, "deadline": "soon"}, "Due: “soon” is not a date and a time."),
        ({"file": upload("story.pdf", b"%PDF-1.7")}, "“story.pdf” cannot be read: send a .txt, .html or .json file."),
        ({"file": upload("story.txt", b"")}, "“story.txt” is empty."),
        ({"file": upload("story.json", b"{not json")}, "“story.json” is not JSON"),
        ({"file": upload("story.json", b"[1, 2]")}, "“story.json” holds no article"),
        ({"file": upload("story.json", b"[" * 100_000)}, "“story.json”"),
        ({"file": upload("story.json", b'{"headline": 3}')}, ""),
        ({"file": upload("story.txt", TEXT.encode()), "text": "Also a text"}, "There is a text and a file"),
    ],
)
def test_what_cannot_be_filed_comes_back_with_the_reason(
    sqlite_ctx: Context, browser: Browser, fields: dict[str, Any], sentence: str
) -> None:
    answer = send(browser, **fields)
    assert answer.status == 422
    alert = answer.words("//*[@role='alert']")[0]
    assert alert.startswith("Nothing was filed.")
    assert sentence in alert
    assert desk.list_desk(sqlite_ctx) == []


def test_everything_typed_comes_back_with_an_error(browser: Browser) -> None:
    typed = "\n\n  <b>A text</b> & more\n"
    answer = send(
        browser,
        text=typed,
        to=["de"],
        more="xx-none",
        lane="background",
        external_id="e/1",
        confidential="yes",
        deadline="2026-11-24T09:30",
    )
    form = answer.tree
    assert answer.status == 422
    # HTML drops the line break right after the tag, so a browser shows what was typed.
    assert "<textarea" in answer.response.text
    written = answer.response.text.partition("autofocus>\n")[2].partition("</textarea>")[0]
    assert written == "\n\n  &lt;b&gt;A text&lt;/b&gt; &amp; more\n"
    assert form.xpath("//input[@name='to'][@checked]/@value") == ["de"]
    assert form.xpath("//input[@name='more']/@value") == ["xx-none"]
    assert form.xpath("//input[@name='lane'][@checked]/@value") == ["background"]
    assert form.xpath("//input[@name='external_id']/@value") == ["e/1"]
    assert form.xpath("//input[@name='deadline']/@value") == ["2026-11-24T09:30"]
    assert form.xpath("//input[@name='confidential'][@checked]")


def test_a_file_that_is_refused_for_another_reason_leaves_its_text_in_the_field(browser: Browser) -> None:
    answer = send(browser, file=upload("story.txt", TEXT.encode()), to=[])
    assert "Harbour Opens Again" in answer.words("//textarea[@name='text']")[0]


def test_the_same_text_again_says_that_nothing_changed_and_another_becomes_a_version(browser: Browser) -> None:
    send(browser, text=TEXT, external_id="cms/1")
    again = send(browser, text=TEXT, external_id="cms/1")
    assert again.location == "/articles/1"
    assert "This text is version 1 already: nothing changed." in browser.get("/articles/1").text
    send(browser, text=TEXT + "\nA last sentence came.", external_id="cms/1")
    page = browser.get("/articles/1")
    assert page.words("//*[@class='cols']") == ["Source as it was read, version 2"]
    assert page.tree.xpath("//*[@class='acts']/a/@href") == ["/articles/new?article=1"]


def test_an_article_without_an_id_says_that_a_new_text_is_a_new_article(browser: Browser) -> None:
    send(browser, text=TEXT)
    page = browser.get("/articles/1")
    assert "a new text becomes a new article" in page.text
    assert not page.tree.xpath("//*[@class='acts']/a")


def test_the_article_page_links_only_the_editions_of_the_viewer(sqlite_ctx: Context) -> None:
    room: Newsroom = newsroom(sqlite_ctx)
    page = room.browser(room.jana).get(f"/articles/{room.article}")
    addresses = page.tree.xpath("//ul[@class='editions']//a/@href")
    assert addresses == [
        f"/editions/{room.de}/edit",
        f"/editions/{room.de}/edit",
        f"/editions/{room.de}/review",
        f"/editions/{room.de}/preview",
    ]
    taken = room.browser(room.jana)
    form = page.tree.xpath("//form[@data-take]")[0]
    assert taken.post(form.get("action"), {"next": f"/articles/{room.article}"}).location == f"/articles/{room.article}"


def test_an_article_that_is_not_there_is_404(browser: Browser) -> None:
    assert browser.get("/articles/7").status == 404
    assert browser.get("/articles/new?article=7").status == 404
    assert browser.get("/articles/new?article=x").status == 200
