"""The desk through the application: what whom waits for, live news, taking an edition from the list."""

from datetime import timedelta

import pytest
from itsdangerous import TimestampSigner

from localize.edition import Lane
from localize.errors import EngineError
from localize.services import desk, people, postedit, publish, review
from localize.services.context import Context
from localize.workflow import UserRole
from tests.services.helpers import file, run_sent
from tests.web.pages import Newsroom, account, make_app, newsroom, visit


@pytest.fixture
def room(sqlite_ctx: Context) -> Newsroom:
    """A newsroom with one drafted article."""
    return newsroom(sqlite_ctx)


def test_an_empty_desk_says_what_to_do_next(sqlite_ctx: Context) -> None:
    max_ = account(sqlite_ctx, UserRole.EDITOR, "Max")
    page = visit(make_app(sqlite_ctx), max_).get("/")
    assert page.words("//*[@class='blank']/h2") == ["No article has been filed yet"]
    assert page.tree.xpath("//*[@class='blank']//a/@href") == ["/articles/new"]
    assert "No article has been filed yet." in page.words("//*[@class='desk-head']/p")[0]


def test_a_view_without_articles_leads_to_one_that_has_some(room: Newsroom) -> None:
    page = room.browser(room.vera).get("/?view=turn")
    assert page.words("//*[@class='blank']/h2") == ["Nothing waits for you"]
    assert page.words("//*[@class='blank']/p") == ["1 article has no translator yet."]
    assert page.tree.xpath("//*[@class='blank']//a/@href") == ["/?view=unassigned"]


def test_a_row_shows_both_editions_with_state_strip_and_a_take_button_where_it_is_allowed(room: Newsroom) -> None:
    page = room.browser(room.vera).get("/")
    assert page.words("//header/span[@lang]") == ["Русский", "Deutsch"]
    assert page.words("//*[@class='ed']//p[contains(@class, 'state')]") == [
        "Russian edition: Drafted1 s after filing",
        "German edition: Drafted1 s after filing",
    ]
    strips = page.tree.xpath("//*[@class='strip']/@aria-label")
    assert strips == ["4 segments: 0 reviewed, 4 translated, 0 empty"] * 2
    # Vera works in Russian: German is shown without a link and cannot be taken.
    assert page.tree.xpath("//*[@class='ed']//a/@href") == [f"/editions/{room.ru}/edit"]
    assert page.tree.xpath("//form[@data-take]/@action") == [f"/editions/{room.ru}/actions/take"]


def test_the_viewers_own_language_comes_first(room: Newsroom) -> None:
    assert room.browser(room.jana).get("/").words("//header/span[@lang]") == ["Deutsch", "Русский"]


def test_an_article_in_no_language_of_the_viewer_is_left_out(room: Newsroom) -> None:
    file(room.ctx, "Only French. Nothing else.", external_id="fr", to=("fr",))
    assert len(room.browser(room.vera).get("/").tree.xpath("//li[@class='row']")) == 1
    assert len(room.browser(room.max).get("/").tree.xpath("//li[@class='row']")) == 2


def test_languages_beyond_the_columns_stand_in_the_row_with_their_names(room: Newsroom) -> None:
    file(room.ctx, "Many languages. Indeed.", external_id="many", to=("ru", "de", "fr", "uk"))
    page = room.browser(room.max).get("/")
    assert page.words("//*[@class='more-eds']//*[@class='lang']") == ["Français", "Українська"]
    assert page.words("//header/span[@lang]") == ["Русский", "Deutsch"]


def test_one_target_language_makes_one_column(sqlite_ctx: Context) -> None:
    file(sqlite_ctx, to=("fr",))
    page = visit(make_app(sqlite_ctx), account(sqlite_ctx, UserRole.EDITOR, "Max")).get("/")
    assert page.words("//header/span[@lang]") == ["Français"]
    assert page.tree.xpath("//main/@class") == ["desk cols-1"]


def test_taking_from_the_desk_stays_on_the_desk_and_moves_the_row_to_the_taker(room: Newsroom) -> None:
    browser = room.browser(room.vera)
    form = browser.get("/?view=unassigned").tree.xpath("//form[@data-take]")[0]
    fields = {field.get("name"): field.get("value") for field in form.xpath(".//input")}
    answer = browser.client.post(form.get("action"), data=fields)
    assert (answer.status_code, answer.location) == (303, "/?view=unassigned")
    page = browser.get("/")
    assert page.words("//*[@id='group-turn']//h3") == ["Council opens a new night bus line"]
    assert page.tree.xpath("//*[@id='group-turn']//h3/a/@href") == [f"/editions/{room.ru}/edit"]
    assert "1 article waits for you." in page.text
    assert browser.get("/?view=unassigned").words("//*[@class='blank']/h2") == ["Every edition has a translator"]


def test_what_was_submitted_waits_for_the_editor_and_not_for_its_translator(room: Newsroom) -> None:
    room.submit()
    waiting = room.browser(room.max).get("/")
    assert waiting.tree.xpath("//*[@id='group-turn']//h3/a/@href") == [f"/editions/{room.ru}/review"]
    assert not room.browser(room.vera).get("/").tree.xpath("//*[@id='group-turn']")


def test_a_returned_edition_shows_its_reason(room: Newsroom) -> None:
    room.submit()
    review.send_back(room.ctx, room.max.actor, room.ru, "Two quotations <b>lost</b> their speaker.")
    page = room.browser(room.vera).get("/")
    assert page.words("//*[@class='why']") == ["Returned by Max: “Two quotations <b>lost</b> their speaker.” Read"]
    # Jana has nothing to do with it: her row says nothing of it.
    assert not room.browser(room.jana).get("/").words("//*[@class='why']")


def test_a_blocked_edition_says_why_and_can_be_tried_again(room: Newsroom) -> None:
    room.engine.error = EngineError("away", engine="google", reason="unreachable", retryable=True)
    filed = file(room.ctx, "Another story. It is short.", external_id="blocked", to=("ru",))
    run_sent(room.ctx)
    browser = room.browser(room.vera)
    page = browser.get("/?view=blocked")
    assert page.words("//*[@class='why']/span[contains(@class, 'tag')]") == ["Russian blocked"]
    assert "Next try" in page.words("//*[@class='why']")[0]
    people.set_preferences(room.ctx, room.vera.id, ui_locale="de")
    assert "ist nicht erreichbar" in browser.get("/?view=blocked").words("//*[@class='why']")[0]
    people.set_preferences(room.ctx, room.vera.id, ui_locale="en")
    form = page.tree.xpath("//*[@class='why']//form/@action")
    assert form == [f"/editions/{filed.editions[0].id}/actions/retry"]
    room.engine.error = None
    assert browser.post(form[0], {"next": "/"}).location == "/"
    run_sent(room.ctx)
    assert desk.get_edition(room.ctx, filed.editions[0].id).state.value == "drafted"


def test_breaking_news_stands_above_everything_with_its_clock(room: Newsroom) -> None:
    file(room.ctx, "Storm closes the harbour. Ferries wait.", external_id="storm", lane=Lane.BREAKING)
    browser = room.browser(room.max)
    page = browser.get("/")
    clock = page.tree.xpath("//section[@class='breaking']//*[@class='clock']")[0]
    assert (clock.text, clock.getnext().text) == ("15 min", "left of 15 minutes")
    assert clock.get("data-until") == (room.clock.now() + timedelta(minutes=15)).isoformat()
    assert "One story is breaking" in page.text
    room.clock.tick(minutes=17)
    late = browser.get("/").tree.xpath("//*[@class='clock']")[0]
    assert (late.text, late.getnext().text) == ("2 min", "late")


def test_what_is_due_first_stands_first(room: Newsroom) -> None:
    now = room.clock.now()
    for name, hours in (("tomorrow", 26), ("soon", 1), ("late", -1)):
        file(room.ctx, f"The story of {name}. It goes on.", external_id=name, deadline=now + timedelta(hours=hours))
    page = room.browser(room.max).get("/")
    dues = page.words("//*[@id='group-way']//p[contains(@class, 'due')]")
    assert dues == ["60 min late11:00", "in 60 mintoday, 13:00", "Tomorrow14:00", ""]
    assert page.words("//*[@id='to-today']") == ["Due today 2"]


def test_an_article_that_is_out_everywhere_is_no_longer_open(room: Newsroom) -> None:
    for person, edition_id in ((room.vera, room.ru), (room.jana, room.de)):
        room.write(person.actor, edition_id)
        postedit.submit(room.ctx, person.actor, edition_id)
        review.approve(room.ctx, room.max.actor, edition_id)
        publish.publish(room.ctx, room.max.actor, edition_id)
    browser = room.browser(room.max)
    page = browser.get("/?view=published")
    assert page.words("//*[@id='group-out']//*[contains(@class, 'due')]") == ["Done"]
    assert browser.get("/").words("//*[@id='to-open']") == ["Open 0"]
    assert browser.get("/").words("//*[@class='blank']/h2") == ["The desk is clear"]


def test_a_headline_with_markup_stays_text(sqlite_ctx: Context) -> None:
    room = newsroom(sqlite_ctx)
    people.set_preferences(sqlite_ctx, room.max.id, name="<i>Max</i>")
    page = room.browser(people.by_email(sqlite_ctx, "max@example.org")).get("/")
    assert "<i>" not in page.response.text


class TestLive:
    """The poll: news when there are some, 304 while there are none."""

    def test_nothing_new_is_304_although_the_token_of_the_forms_differs(
        self, room: Newsroom, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        browser = room.browser(room.vera)
        first = browser.get("/desk/live")
        assert first.status == 200
        seconds = TimestampSigner("x").get_timestamp() + 30
        monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: seconds)
        assert browser.get("/desk/live").response.data != first.response.data
        again = browser.get("/desk/live", headers={"If-None-Match": first.response.headers["ETag"]})
        assert again.status == 304
        assert not again.response.data

    def test_a_colleagues_step_is_news(self, room: Newsroom) -> None:
        browser = room.browser(room.vera)
        tag = browser.get("/desk/live").response.headers["ETag"]
        postedit.take(room.ctx, room.jana.actor, room.de)
        news = browser.get("/desk/live", headers={"If-None-Match": tag})
        assert news.status == 200
        assert "In review" in news.response.text
        assert "<html" not in news.response.text

    def test_the_page_polls_its_own_view(self, room: Newsroom) -> None:
        page = room.browser(room.vera).get("/?view=unassigned")
        assert page.tree.xpath("//*[@id='live']/@data-url") == ["/desk/live?view=unassigned"]

    def test_an_unknown_view_is_the_open_one(self, room: Newsroom) -> None:
        page = room.browser(room.vera).get("/?view=nonsense")
        assert page.words("//a[@aria-current='page' and starts-with(@id, 'to-')]") == ["Open 1"]
