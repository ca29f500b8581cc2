"""The reader's page of an edition that is not published."""

import pytest

from localize.errors import EngineError
from localize.services import postedit, publish, review
from localize.services.context import Context
from tests.engines import pseudo
from tests.services.helpers import file, run_sent
from tests.web.pages import Newsroom, newsroom


@pytest.fixture
def room(sqlite_ctx: Context) -> Newsroom:
    """A newsroom with one drafted article."""
    return newsroom(sqlite_ctx)


def test_the_preview_is_the_readers_page_with_a_line_that_says_so(room: Newsroom) -> None:
    page = room.browser(room.vera).get(f"/editions/{room.ru}/preview")
    assert page.status == 200
    assert page.tree.get("lang") == "ru"
    assert page.words("//article/h1") == [pseudo("Council opens a new night bus line", "ru")]
    assert page.words("//aside/span") == ["Preview of the Russian edition, not published yet."]
    assert page.tree.xpath("//aside/a/@href") == [f"/editions/{room.ru}/edit"]
    assert page.tree.xpath("//article//p/a/@href") == ["https://example.org/a"]
    assert page.tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    sheets = page.tree.xpath("//link[@rel='stylesheet']/@href")
    assert all(room.browser(None).get(sheet).status == 200 for sheet in sheets)
    assert [sheet.partition("?")[0] for sheet in sheets] == ["/static/css/reader.css", "/static/css/peek.css"]
    assert page.response.headers["Content-Security-Policy"].count("unsafe") == 0


def test_sentences_without_a_translation_are_marked_as_source_where_they_stand(room: Newsroom) -> None:
    room.write(room.vera.actor, room.ru, None, None, "", "")
    page = room.browser(room.vera).get(f"/editions/{room.ru}/preview")
    marked = page.tree.xpath("//article//mark/span[@lang='en']")
    assert [" ".join(found.text_content().split()) for found in marked] == [
        "It runs every 20 minutes until dawn.",
        "Tickets cost 2.80 crowns, says the city council.",
    ]
    assert marked[1].xpath(".//a/@href") == ["https://example.org/a"]
    assert page.words("//article/p[contains(., 'runs')]") == [
        "Тхе лине стартс он 3 Маж. It runs every 20 minutes until dawn."
    ]
    assert "2 segments have no text yet and show the source." in page.words("//aside/span")[0]


def test_a_draft_that_did_not_arrive_shows_the_source_marked(room: Newsroom) -> None:
    room.engine.error = EngineError("away", engine="google", reason="unreachable", retryable=True)
    filed = file(room.ctx, "A short story. It ends.", external_id="b", to=("ru",))
    run_sent(room.ctx)
    page = room.browser(room.vera).get(f"/editions/{filed.editions[0].id}/preview")
    assert page.words("//article/p//mark") == ["A short story.", "It ends."]


def test_a_published_edition_says_so(room: Newsroom) -> None:
    room.submit()
    review.approve(room.ctx, room.max.actor, room.ru)
    publish.publish(room.ctx, room.max.actor, room.ru)
    browser = room.browser(room.vera)
    told = browser.get(f"/editions/{room.ru}/preview").words("//aside/span")
    assert told == ["Preview of the Russian edition, as it is published."]
    review.reopen(room.ctx, room.max.actor, room.ru)
    told = browser.get(f"/editions/{room.ru}/preview").words("//aside/span")
    assert told == ["Preview of the Russian edition. These changes are not published yet."]


def test_the_preview_holds_no_markup_that_a_translator_wrote(room: Newsroom) -> None:
    postedit.take(room.ctx, room.vera.actor, room.ru)
    room.write(room.vera.actor, room.ru, "<script>alert(1)</script>", "<b>x</b> <img src=x onerror=alert(1)>")
    page = room.browser(room.vera).get(f"/editions/{room.ru}/preview")
    assert not page.tree.xpath("//article//script | //article//img | //article//b")


def test_another_language_and_a_missing_edition_are_refused(room: Newsroom) -> None:
    assert room.browser(room.jana).get(f"/editions/{room.ru}/preview").status == 403
    assert room.browser(room.max).get("/editions/999/preview").status == 404


def test_the_switch_names_what_is_not_published_and_the_line_above_leads_to_every_preview(room: Newsroom) -> None:
    page = room.browser(room.max).get(f"/editions/{room.ru}/preview")
    assert page.words("//header//nav//li") == ["Deutsch not published", "Русский"]
    assert not page.tree.xpath("//header//nav//a")
    assert page.tree.xpath("//aside/nav/a/@href") == [
        f"/articles/{room.article}/preview",
        f"/editions/{room.de}/preview",
    ]
    assert room.browser(room.vera).get(f"/editions/{room.ru}/preview").words("//aside/nav/a") == ["English"]


def test_the_original_has_a_page_of_its_own_beside_its_editions(room: Newsroom) -> None:
    page = room.browser(room.vera).get(f"/articles/{room.article}/preview")
    assert page.status == 200
    assert page.tree.get("lang") == "en"
    assert page.words("//article/h1") == ["Council opens a new night bus line"]
    assert page.words("//aside/span") == ["The original, as it arrived."]
    assert page.tree.xpath("//aside/a/@href") == [f"/articles/{room.article}"]
    assert page.words("//aside/nav/a") == ["Русский"]
    assert not page.tree.xpath("//article//mark")
    assert room.browser(room.vera).get("/articles/999/preview").status == 404
    assert room.browser(None).get(f"/articles/{room.article}/preview").status == 302
