"""Filing an article through the form, and the page that shows what was read."""

import io
import json
import os
from dataclasses import replace
from typing import Any

import pytest

from localize.article import IntakeNote
from localize.intake.fetch import Fetched
from localize.intake.words import note
from localize.services import desk
from localize.services.context import Context
from localize.services.intake import Filing, file_article
from localize.workflow import UserRole
from tests.conftest import FakeDispatcher
from tests.intake.word_files import para, word
from tests.services.helpers import SENDER, article
from tests.web.api.test_formats import MARKDOWN, NINJS, NITF, item, rss
from tests.web.pages import Browser, Newsroom, Page, account, make_app, newsroom, visit
from web.views import article_form

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
        ("story.md", b"# Harbour Opens Again\n\nIt *opened* on Monday."),
        ("story.docx", word(para("Harbour Opens Again", "Title"), para("It opened on Monday."))),
        ("story.xml", NITF.replace("Ferry stays", "Harbour Opens Again").encode()),
        ("story.rss", rss(item(1, "Harbour Opens Again"))),
        ("story.json", json.dumps({**NINJS, "headline": "Harbour Opens Again"}).encode()),
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
        ({"text": "  \n "}, "Paste the article’s text, choose a file or name an address."),
        ({"way": "text", "text": " "}, "Paste the article’s text."),
        ({"way": "file", "text": TEXT}, "Choose a file."),
        ({"way": "url", "text": TEXT}, "Write the address of the page or feed."),
        ({"way": "url", "url": "ftp://harbour.example/"}, "An address must begin with http:// or https://"),
        ({"way": "url", "url": "http://127.0.0.1/"}, "127.0.0.1 is on this machine or in a closed network"),
        ({"text": TEXT, "format": "pdf"}, "Choose a format of the list."),
        ({"text": TEXT, "to": []}, "Choose at least one language to translate into."),
        ({"text": TEXT, "more": "klingonish"}, "“klingonish” is not a language that Localize knows"),
        ({"text": TEXT, "more": "en"}, "The articles are written in English"),
        ({"text": TEXT, "lane": "express"}, "Choose a lane: breaking, normal or background."),
        ({"text": TEXT, "external_id": "x" * 201}, "at most 200 characters"),
        ({"text": TEXT, "deadline": "soon"}, "Due: “soon” is not a date and a time."),
        ({"file": upload("story.pdf", b"%PDF-1.7")}, "“story.pdf” does not end like a file that is read"),
        ({"file": upload("story.txt", b"")}, "“story.txt” is empty."),
        ({"file": upload("story.json", b"{not json")}, "The JSON is broken at line 1, column 2"),
        ({"file": upload("story.json", b"[1, 2]")}, "The JSON must be an object"),
        ({"file": upload("story.json", b"[" * 100_000)}, "The JSON nests lists or objects too deep."),
        ({"file": upload("story.docx", b"no zip")}, "The Word document is damaged"),
        ({"file": upload("story.xml", b"<?xml version='1.0'?><xliff/>")}, "its first element is xliff"),
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
    assert page.tree.xpath("//*[@class='acts']/a[contains(@href, 'new')]/@href") == ["/articles/new?article=1"]


def test_an_article_without_an_id_says_that_a_new_text_is_a_new_article(browser: Browser) -> None:
    send(browser, text=TEXT)
    page = browser.get("/articles/1")
    assert "a new text becomes a new article" in page.text
    assert not page.tree.xpath("//*[@class='acts']/a[contains(@href, 'new')]")


def test_the_article_page_links_only_the_editions_of_the_viewer(sqlite_ctx: Context) -> None:
    room: Newsroom = newsroom(sqlite_ctx)
    page = room.browser(room.jana).get(f"/articles/{room.article}")
    addresses = page.tree.xpath("//ul[@class='editions']//a/@href")
    assert addresses == [
        f"/editions/{room.de}/edit",
        f"/editions/{room.de}/edit",
        f"/editions/{room.de}/review",
        f"/editions/{room.de}/compare",
        f"/editions/{room.de}/preview",
    ]
    taken = room.browser(room.jana)
    form = page.tree.xpath("//form[@data-take]")[0]
    assert taken.post(form.get("action"), {"next": f"/articles/{room.article}"}).location == f"/articles/{room.article}"


def test_an_article_that_is_not_there_is_404(browser: Browser) -> None:
    assert browser.get("/articles/7").status == 404
    assert browser.get("/articles/new?article=7").status == 404
    assert browser.get("/articles/new?article=x").status == 200


@pytest.mark.parametrize(
    "text", ["# Harbour Opens\n\nIt **opened**. Ships came.", "---\ntitle: Harbour Opens\n---\nIt opened."]
)
def test_markdown_is_recognised(browser: Browser, text: str) -> None:
    send(browser, text=text)
    assert browser.get("/articles/1").words("//h1") == ["Harbour Opens"]


def test_a_named_format_goes_before_what_the_text_looks_like(browser: Browser) -> None:
    send(browser, text="Harbour *opens*\n\nIt opened.", format="markdown")
    assert browser.get("/articles/1").words("//h1") == ["Harbour opens"]


def test_the_way_that_is_chosen_counts_and_the_rest_is_kept(browser: Browser) -> None:
    answer = send(browser, way="file", text="A text\n\nOf another kind.", file=upload("story.txt", TEXT.encode()))
    assert browser.get(answer.location).words("//h1") == ["Harbour Opens Again"]
    wrong = send(browser, way="url", url="ftp://harbour.example/", text="Kept text")
    assert wrong.tree.xpath("//input[@name='way'][@checked]/@value") == ["url"]
    assert wrong.tree.xpath("//input[@name='url']/@value") == ["ftp://harbour.example/"]
    assert wrong.words("//textarea[@name='text']") == ["Kept text"]


def test_a_text_file_that_is_refused_comes_back_with_its_format(browser: Browser) -> None:
    answer = send(browser, way="file", file=upload("story.md", b"# Harbour\n\nIt *opened*."), to=[])
    assert answer.tree.xpath("//input[@name='way'][@checked]/@value") == ["text"]
    assert answer.tree.xpath("//select[@name='format']/option[@selected]/@value") == ["markdown"]
    binary = send(browser, way="file", file=upload("story.docx", word(para("x"))), to=[])
    assert binary.words("//textarea[@name='text']") == [""]
    assert "Choose the file again" in binary.text


def serve(monkeypatch: pytest.MonkeyPatch, data: bytes, content_type: str) -> None:
    def fetch_url(ctx: Context, url: str) -> Fetched:
        del ctx
        return Fetched(url, 200, data, content_type, notes=(note("url-insecure"),))

    monkeypatch.setattr(article_form, "fetch_url", fetch_url)


def test_an_address_is_read_and_shown_on_the_article(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    serve(monkeypatch, MARKDOWN.encode(), "text/markdown")
    assert send(browser, way="url", url="https://harbour.example/story").location == "/articles/1"
    page = browser.get("/articles/1")
    assert page.tree.xpath("//dl[@class='facts']//a/@href") == ["https://harbour.example/story"]
    assert page.words("//ul[@class='notes']/li") == [
        "The address leads from https to plain http: on that way the text could have been changed."
    ]


def test_several_articles_lead_to_the_desk_with_their_number(browser: Browser) -> None:
    feed = rss(item(1, "Ferry stays"), item(2, "Bridge closes"))
    assert send(browser, way="file", file=upload("feed.xml", feed)).location == "/"
    assert "2 articles filed." in browser.get("/").text
    changed = feed.replace(b"Bridge closes", b"Bridge shuts")
    send(browser, way="file", file=upload("feed.xml", changed))
    assert "0 articles filed. 1 became a new version. 1 was here already." in browser.get("/").text
    named = send(browser, way="file", file=upload("feed.xml", feed), external_id="x")
    assert "An external id names one article; there are 2 in this." in named.words("//*[@role='alert']")[0]


def test_another_language_is_refused_until_the_person_says_otherwise(browser: Browser) -> None:
    text = "---\nlang: fr\n---\n# Le bac reste\n\nLe conseil a voté."
    refused = send(browser, text=text)
    assert "written in French; articles here are written in English" in refused.words("//*[@role='alert']")[0]
    assert refused.words("//label[input[@name='language']]") == ["It is written in English, whatever it says itself"]
    assert not browser.get("/articles/new").tree.xpath("//input[@name='language']")
    assert send(browser, text=text, language="yes").location == "/articles/1"


@pytest.mark.parametrize(("language", "number"), [("en", "12,000"), ("ru", "12 000"), ("de", "12.000")])
def test_notes_are_in_the_persons_language(sqlite_ctx: Context, browser: Browser, language: str, number: str) -> None:
    known = IntakeNote("images-left-out", "As it was in English.", {"count": "12,000"})
    noted = replace(article("It opened."), notes=(known, IntakeNote("gone", "As it was written.")))
    filed = file_article(sqlite_ctx, noted, Filing(), SENDER)
    browser.post("/language", {"ui_locale": language, "next": "/"})
    said = browser.get(f"/articles/{filed.article_id}").words("//ul[@class='notes']/li")
    assert number in said[0]
    assert said[1] == "As it was written."


def test_notes_are_kept_with_the_version_that_they_are_about(browser: Browser) -> None:
    send(browser, text="---\nodd: x\n---\n# Harbour\n\nIt opened.", external_id="cms/1")
    send(browser, text="# Harbour\n\nIt opened twice.", external_id="cms/1")
    page = browser.get("/articles/1")
    assert page.words("//section[@aria-labelledby='h-notes']") == []
    assert page.words("//details[@class='version-notes']//li") == ["Fields that mean nothing here: odd."]


def test_what_the_source_says_of_itself_is_shown_and_linked_with_care(browser: Browser) -> None:
    send(
        browser,
        text="---\nurl: https://harbour.example/a\nsource: Harbour Desk\ndate: 2026-02-18T09:30:00Z\n---\n# Harbour\n\nIt opened.",
    )
    facts = browser.get("/articles/1").words("//dl[@class='facts']/dd")
    assert facts[:5] == ["Harbour Desk", "https://harbour.example/a", "18 Feb 09:30", "English", "3"]


def test_a_document_with_pictures_is_taken(browser: Browser) -> None:
    noise = os.urandom(3_000_000)
    large = word(para("Harbour Opens Again", "Title"), para("It opened."), more={"word/media/image1.png": noise})
    # Written by hand: the client's own encoder leaves a temporary file open.
    fields = {"csrf_token": browser.token(), "way": "file", "to": "ru", "lane": "normal"}
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()
    ]
    head = '--x\r\nContent-Disposition: form-data; name="file"; filename="story.docx"\r\n\r\n'
    body = "".join([*parts, head]).encode() + large + b"\r\n--x--\r\n"
    answer = browser.client.post("/articles/new", data=body, content_type="multipart/form-data; boundary=x")
    assert answer.headers["Location"] == "/articles/1"
    huge = browser.client.post(
        "/articles/new", data=body + bytes(14_000_000), content_type="multipart/form-data; boundary=x"
    )
    assert huge.status_code == 413


def test_the_article_tells_what_its_drafts_took(sqlite_ctx: Context) -> None:
    room = newsroom(sqlite_ctx)
    page = room.browser(room.vera).get(f"/articles/{room.article}")
    lines = page.words("//section[@aria-labelledby='h-drafting']//li")
    assert [line.split(":")[0] for line in lines] == ["Russian Google", "German Google"]
    assert all(": 1 request, " in line and " characters, " in line for line in lines)
