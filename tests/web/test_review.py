"""The review page and every action on an edition."""

import pytest

from localize.edition import EditionState
from localize.errors import EngineError, WithdrawnError
from localize.services import desk, postedit, publish, review, workbench
from localize.services.context import Context
from localize.workflow import ARRANGING, Action
from tests.engines import pseudo
from tests.services.helpers import TWO, file, run_sent
from tests.web.pages import Newsroom, Page, newsroom
from web.views.review import ACTIONS

JSON = {"Accept": "application/json"}
WRONG_NUMBER = pseudo("It runs every 30 minutes until dawn.", "ru")  # the source says 20


@pytest.fixture
def room(sqlite_ctx: Context) -> Newsroom:
    """A newsroom with one drafted article."""
    return newsroom(sqlite_ctx)


def act(room: Newsroom, person: object, action: str, **fields: str) -> Page:
    browser = room.browser(person)  # type: ignore[arg-type]
    return browser.post(f"/editions/{room.ru}/actions/{action}", dict(fields))


def state(room: Newsroom) -> EditionState:
    return desk.get_edition(room.ctx, room.ru).state


def test_every_action_that_a_person_may_do_has_its_service() -> None:
    assert set(ACTIONS) == set(Action) - ARRANGING - {Action.START, Action.DRAFT, Action.BLOCK, Action.ASSIGN}


def test_changes_to_the_machine_draft_are_marked_word_by_word(room: Newsroom) -> None:
    room.submit("Новая ночная линия", "Тхе лине стартс он 4 Маж.")
    page = room.browser(room.max).get(f"/editions/{room.ru}/review")
    headline, first = page.tree.xpath("//*[@id='s1' or @id='s2']//*[@class='tgt']/p[1]")
    assert headline.xpath("del/@class") == ["was"]
    assert headline.xpath("ins/text()") == ["Новая ночная линия"]
    assert [e.text for e in first.xpath("del")] == ["3"]
    assert first.xpath("ins//text()") == ["4"]


def test_blocks_that_nobody_changed_are_folded_with_their_number(room: Newsroom) -> None:
    room.submit("Новая ночная линия")
    page = room.browser(room.max).get(f"/editions/{room.ru}/review")
    assert page.words("//details[@class='same']/summary") == [
        "Paragraph 1 and paragraph 2: 3 segments, nothing changed"
    ]
    assert page.tree.xpath("//details[@class='same']//*[contains(@class, 'seg')]/@id") == ["s2", "s3", "s4"]


def test_the_clean_text_shows_no_changes_and_folds_nothing(room: Newsroom) -> None:
    room.submit("Новая ночная линия")
    page = room.browser(room.max).get(f"/editions/{room.ru}/review?text=clean")
    assert not page.tree.xpath("//main//ins | //main//del | //details[@class='same']")
    assert page.tree.xpath("//nav[@class='switch']/a[@aria-current]/text()") == ["Clean text"]


def test_an_open_error_stands_in_place_with_both_values_and_keeps_the_gate_shut(room: Newsroom) -> None:
    room.submit(None, None, WRONG_NUMBER)
    page = room.browser(room.max).get(f"/editions/{room.ru}/review")
    assert page.tree.xpath("//*[@id='s3']//mark/@class") == ["error"]
    assert page.words("//*[@id='s3']//*[contains(@class, 'tag red')]") == ["Number differs: 20 in the source, 30 here"]
    assert page.words("//*[@id='gate']/h2") == ["One thing left before approval"]
    assert page.tree.xpath("//li[@class='open hard']//a/@href") == ["#s3"]
    button = page.tree.xpath("//*[@id='do-approve']")[0]
    assert (button.get("aria-disabled"), button.get("type")) == ("true", "button")
    why = page.tree.get_element_by_id(button.get("aria-describedby")).text_content()
    assert "Approve waits for segment 3." in why


def test_approving_with_an_open_error_is_refused_with_the_condition(room: Newsroom) -> None:
    room.submit(None, None, WRONG_NUMBER)
    browser = room.browser(room.max)
    answer = browser.post(f"/editions/{room.ru}/actions/approve")
    assert (answer.status, answer.location) == (303, f"/editions/{room.ru}/review")
    assert "No open error" in browser.get(answer.location).words("//*[@role='alert']")[0]
    told = browser.post(f"/editions/{room.ru}/actions/approve", headers={**JSON})
    assert told.status == 409
    assert told.response.content_type == "application/problem+json"
    assert [c["code"] for c in told.response.json["conditions"]] == ["no-error"]
    assert state(room) is EditionState.SUBMITTED


def test_the_whole_way_goes_through_the_page(room: Newsroom) -> None:
    """Each step by the form that the page shows, as a person without scripts would go it."""
    room.write(room.vera.actor, room.ru)

    def press(person: object, action: str, **fields: str) -> str:
        browser = room.browser(person)  # type: ignore[arg-type]
        page = browser.get(f"/editions/{room.ru}/review")
        forms = page.tree.xpath(f"//form[@action='/editions/{room.ru}/actions/{action}']")
        assert len(forms) == 1, action
        sent = {field.get("name"): field.get("value") or "" for field in forms[0].xpath(".//input")}
        return browser.client.post(forms[0].get("action"), data={**sent, **fields}).location

    here = f"/editions/{room.ru}/review"
    assert press(room.vera, "submit") == here
    assert press(room.max, "return", reason="The headline is dull.") == here
    assert press(room.vera, "submit") == here
    assert press(room.max, "approve") == here
    assert press(room.max, "publish") == here
    assert publish.released(room.ctx, "external:a-1", "ru").number == 1
    assert press(room.max, "withdraw", reason="A name is wrong.") == here
    assert press(room.max, "reopen") == f"/editions/{room.ru}/edit"
    assert state(room) is EditionState.IN_REVIEW
    page = room.browser(room.max).get(here)
    assert page.words("//*[@id='history']//li")[:2] == [
        "Reopened by Max 12:00",
        "Withdrawn by Max 12:00A name is wrong.",
    ]


def test_what_the_tool_did_by_itself_says_why_in_the_persons_language(room: Newsroom) -> None:
    room.submit()
    file(room.ctx, "The line starts on 4 May. It runs every 20 minutes until dawn.", TWO[1])
    browser = room.browser(room.max)
    reasons = {
        language: browser.get(f"/editions/{room.ru}/review", headers={"Accept-Language": language})
        .words("//*[@id='history']//li")[0]
        .partition(" 12:00")[2]
        for language in ("en", "ru", "de")
    }
    assert reasons == {
        "en": "The source has changed.",
        "ru": "Оригинал изменился.",
        "de": "Das Original hat sich geändert.",
    }


def test_why_a_draft_was_blocked_stays_in_the_history_in_the_words_of_then(room: Newsroom) -> None:
    room.engine.error = EngineError("The key is wrong.", engine="google", reason="refused", retryable=False)
    filed = file(room.ctx, "Nobody has said this before.", external_id="b-1")
    run_sent(room.ctx)
    page = room.browser(room.max).get(f"/editions/{filed.editions[0].id}/review", headers={"Accept-Language": "de"})
    because = page.tree.xpath("//*[@id='history']//p[not(q)]/span[@lang='en']")
    assert [one.text_content() for one in because] == ["The key is wrong."]


@pytest.mark.parametrize("reached", [EditionState.IN_REVIEW, EditionState.SUBMITTED, EditionState.APPROVED])
def test_a_reopened_editions_live_release_is_withdrawn_and_the_work_goes_on(
    room: Newsroom, reached: EditionState
) -> None:
    room.submit()
    for action in ("approve", "publish", "reopen"):
        act(room, room.max, action)
    if reached is not EditionState.IN_REVIEW:
        room.submit("Новая ночная линия")
    if reached is EditionState.APPROVED:
        act(room, room.max, "approve")
    assert state(room) is reached
    here = f"/editions/{room.ru}/review"
    form = f"//form[@action='/editions/{room.ru}/actions/withdraw']"

    page = room.browser(room.max).get(here)
    assert "Readers have release 1 until the next one." in page.words("//*[@id='gate']/p")[0]
    assert page.words("//*[@id='ask-withdraw']/summary") == ["Withdraw release 1…"]
    assert not room.browser(room.vera).get(here).tree.xpath(form)
    assert "release 1 is live" in room.browser(room.max).get("/").text
    assert "These changes are not published yet." in room.browser(room.max).get(f"/editions/{room.ru}/preview").text

    act(room, room.vera, "withdraw", reason="No.")
    act(room, room.max, "withdraw", reason=" ")
    assert publish.released(room.ctx, "external:a-1", "ru").number == 1
    act(room, room.max, "withdraw", reason="A name is wrong.")
    with pytest.raises(WithdrawnError) as caught:
        publish.released(room.ctx, "external:a-1", "ru")
    assert caught.value.details["reason"] == "A name is wrong."
    assert state(room) is reached

    page = room.browser(room.max).get(here)
    assert page.words("//*[@id='history']//li")[0] == "Withdrawn by Max 12:00A name is wrong."
    assert "What was published is withdrawn." in page.words("//*[@id='gate']/p")[0]
    assert not page.tree.xpath(form)
    assert "is live" not in room.browser(room.max).get("/").text
    assert "What was published is withdrawn." in room.browser(room.max).get(f"/editions/{room.ru}/preview").text
    browser = room.browser(room.max)
    browser.post(f"/editions/{room.ru}/actions/withdraw", {"reason": "Twice."})
    assert browser.get(here).words("//*[@role='alert']") == ["Nothing is live that could be withdrawn."]
    assert [one.kind for one in publish.feed(room.ctx, after=0, locale=None, limit=9)] == ["publication", "withdrawal"]


def test_returning_without_a_reason_is_refused_and_nothing_moves(room: Newsroom) -> None:
    room.submit()
    browser = room.browser(room.max)
    browser.post(f"/editions/{room.ru}/actions/return", {"reason": "  "})
    assert state(room) is EditionState.SUBMITTED
    alert = browser.get(f"/editions/{room.ru}/review").words("//*[@role='alert']")
    assert alert == ["Say why: a reason is needed."]


def test_what_the_role_or_the_state_forbids_is_not_offered(room: Newsroom) -> None:
    room.submit()
    page = room.browser(room.vera).get(f"/editions/{room.ru}/review")
    offered = {path.split("/")[-1] for path in page.tree.xpath("//*[@id='gate']//form/@action")}
    assert offered == {"reopen"}
    assert not page.tree.xpath("//*[@id='do-approve']")
    assert "An editor approves it" in page.text


def test_a_translator_who_approves_anyway_is_refused(room: Newsroom) -> None:
    room.submit()
    assert act(room, room.vera, "approve").status == 303
    assert state(room) is EditionState.SUBMITTED
    answer = room.browser(room.vera).post(f"/editions/{room.ru}/actions/approve", headers=JSON)
    assert (answer.status, answer.response.json["code"]) == (403, "forbidden")


def test_the_wrong_state_says_which_state_it_is(room: Newsroom) -> None:
    browser = room.browser(room.max)
    answer = browser.post(f"/editions/{room.ru}/actions/publish")
    alert = browser.get(answer.location).words("//*[@role='alert']")
    assert alert == ["“Publish” is not possible now. State of the edition: Drafted."]
    told = browser.post(f"/editions/{room.ru}/actions/publish", headers=JSON)
    assert (told.status, told.response.json["code"]) == (409, "wrong-state")


def test_somebody_elses_language_is_refused_and_leads_to_the_desk(room: Newsroom) -> None:
    browser = room.browser(room.jana)
    assert browser.get(f"/editions/{room.ru}/review").status == 403
    answer = browser.post(f"/editions/{room.ru}/actions/take")
    assert (answer.status, answer.location) == (303, "/")
    assert "does not work in this language" in browser.get("/").words("//*[@role='alert']")[0]


def test_scripts_get_json(room: Newsroom) -> None:
    answer = room.browser(room.vera).post(f"/editions/{room.ru}/actions/take", headers=JSON)
    assert answer.status == 200
    change = desk.get_edition(room.ctx, room.ru).change
    assert answer.response.json == {"id": room.ru, "action": "take", "state": "in_review", "change": change}


@pytest.mark.parametrize("action", ["start", "draft", "block", "nonsense"])
def test_steps_of_the_machine_and_unknown_ones_are_nowhere(room: Newsroom, action: str) -> None:
    assert act(room, room.max, action).status == 404


def test_an_edition_that_is_not_there_is_404_for_pages_and_scripts(room: Newsroom) -> None:
    browser = room.browser(room.max)
    assert browser.get("/editions/999/review").status == 404
    assert browser.post("/editions/999/actions/take").status == 404
    assert browser.post("/editions/999/actions/take", headers=JSON).response.json["code"] == "not-found"


def test_an_action_needs_the_token_of_a_form(room: Newsroom) -> None:
    client = room.browser(room.vera).client
    assert client.post(f"/editions/{room.ru}/actions/take").status_code == 400
    assert state(room) is EditionState.DRAFTED


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example"])
def test_an_action_never_leads_to_another_site(room: Newsroom, target: str) -> None:
    assert act(room, room.vera, "take", next=target).location == f"/editions/{room.ru}/edit"


def test_whoever_wrote_the_text_is_told_that_another_must_approve(room: Newsroom) -> None:
    room.write(room.max.actor, room.ru)
    postedit.submit(room.ctx, room.max.actor, room.ru)
    page = room.browser(room.max).get(f"/editions/{room.ru}/review")
    assert page.words("//li[@class='open']/b") == ["A second pair of eyes"]
    assert "Approve waits for somebody else" in page.words("//*[@id='why']")[0]


def test_segments_without_a_text_keep_submission_waiting(room: Newsroom) -> None:
    room.write(room.vera.actor, room.ru, None, "")
    page = room.browser(room.vera).get(f"/editions/{room.ru}/review")
    assert page.tree.xpath("//*[@id='do-submit']/@aria-disabled") == ["true"]
    assert page.words("//*[@id='why']") == ["Submit waits for the segments without a text: 2."]
    assert page.words("//*[@id='s2']//*[@class='tgt']//p") == ["No text yet"]


def test_an_embargo_holds_publication_and_says_until_when(sqlite_ctx: Context) -> None:
    room = newsroom(sqlite_ctx, embargo=sqlite_ctx.clock.now().replace(day=25))
    room.submit()
    review.approve(room.ctx, room.max.actor, room.ru)
    page = room.browser(room.max).get(f"/editions/{room.ru}/review")
    assert page.tree.xpath("//*[@id='do-publish']/@aria-disabled") == ["true"]
    assert page.words("//*[@id='why']") == ["Held by an embargo until Wed 12:00."]
    answer = room.browser(room.max).post(f"/editions/{room.ru}/actions/publish", headers=JSON)
    assert answer.status == 409
    assert "embargo" in answer.response.json["detail"]


def test_texts_and_reasons_with_markup_stay_text(room: Newsroom) -> None:
    room.submit("<script>alert(1)</script>", "&lt;b&gt;Тхе&lt;/b&gt; лине стартс он 3 Маж.")
    review.send_back(room.ctx, room.max.actor, room.ru, "<img src=x onerror=alert(1)>")
    page = room.browser(room.max).get(f"/editions/{room.ru}/review")
    assert not page.tree.xpath("//main//script | //main//b | //aside//img")
    assert "<script>alert(1)</script>" in page.tree.xpath("string(//*[@id='s1'])")


def test_the_work_is_told_in_figures(room: Newsroom) -> None:
    room.submit("Новая ночная линия")
    page = room.browser(room.max).get(f"/editions/{room.ru}/review")
    names, values = page.words("//dl[@class='facts']/dt"), page.words("//dl[@class='facts']/dd")
    facts = dict(zip(names, values, strict=True))
    assert facts["Changed by hand"] == "1 of 4 segments"
    assert facts["Machine drafts kept as they were"] == "3"
    assert facts["Engine"] == "Google"
    assert 0 < int(facts["Words changed"].rstrip("%")) < 100


def test_what_is_at_risk_says_so_and_an_editor_confirms_it_in_place(room: Newsroom) -> None:
    postedit.take(room.ctx, room.vera.actor, room.ru)
    postedit.submit(room.ctx, room.vera.actor, room.ru)
    browser = room.browser(room.max)
    page = browser.get(f"/editions/{room.ru}/review")
    assert page.words("//*[@id='s1']//*[contains(@class, 'tag amber')]") == [
        "Machine draft, not confirmed by a person: headline"
    ]
    waiting = page.tree.xpath("//*[@data-risk]/@id")
    links = page.tree.xpath("//li[contains(@class, 'open')]//a/@href")
    assert waiting[0] == "s1"
    assert links == [f"#{name}" for name in waiting]
    for form in page.tree.xpath("//form[@class='stand']"):
        answer = browser.post(form.get("action"), {f.get("name"): f.get("value") for f in form.xpath("./input[@name]")})
        assert answer.status == 303
    page = browser.get(f"/editions/{room.ru}/review")
    assert page.words("//*[@id='gate']/h2") == ["Ready for approval"]
    act(room, room.max, "approve")
    assert state(room) is EditionState.APPROVED


def test_a_text_that_changed_since_it_was_read_is_not_confirmed(room: Newsroom) -> None:
    bench = workbench.open_edition(room.ctx, room.vera.actor, room.ru)
    segment = bench.blocks[0].segments[0]
    address = f"/editions/{room.ru}/review/confirm/{segment.id}"
    room.write(room.vera.actor, room.ru, "Другой заголовок", confirm=False)
    browser = room.browser(room.max)
    answer = browser.post(address, {"revision": str(segment.revision), "position": "1"})
    assert answer.location == f"/editions/{room.ru}/review#s1"
    assert "has changed since you read it" in browser.get(answer.location).words("//*[@role='alert']")[0]
    assert workbench.open_edition(room.ctx, room.vera.actor, room.ru).blocks[0].segments[0].state == "translated"
    assert browser.post(address, {"revision": "x"}).status == 422


def test_a_translator_finds_no_button_to_confirm_in_what_is_submitted(room: Newsroom) -> None:
    postedit.take(room.ctx, room.vera.actor, room.ru)
    postedit.submit(room.ctx, room.vera.actor, room.ru)
    assert not room.browser(room.vera).get(f"/editions/{room.ru}/review").tree.xpath("//form[@class='stand']")
