"""Other engines as the editor's side gets them, and a save that says whose version its text is."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from localize.config import EngineRate
from localize.errors import EngineError
from localize.services import engine_health, engine_versions, workbench
from localize.services.context import Context
from localize.services.people import Person
from localize.services.setup import JobService
from localize.workflow import UserRole
from tests.conftest import FakeClock, FakeDispatcher
from tests.engines import FakeEngine
from tests.services.helpers import file, run_sent
from tests.web.pages import account, make_app, visit

SENTENCE = "Tickets cost 2.80 crowns, says the <1>city council</1>."


class Desk:
    """A drafted Russian edition, with Google for the draft and DeepL and Microsoft beside it."""

    def __init__(self, ctx: Context, **article: Any) -> None:
        self.deepl = FakeEngine(lambda text, _: f"Перевод: {text}", name="deepl", private=True)
        self.microsoft = FakeEngine(name="microsoft")
        engines = (FakeEngine(private=True), self.deepl, self.microsoft)
        names = ("google", "deepl", "microsoft")
        settings = replace(ctx.settings, engines=names, deepl_key="k:fx", microsoft_key="k")
        self.ctx = replace(ctx, engines=engines, settings=settings)
        filed = file(self.ctx, SENTENCE, to=("ru",), **article)
        run_sent(self.ctx)
        self.vera: Person = account(self.ctx, UserRole.TRANSLATOR, "Vera", "ru")
        self.edition = filed.editions[0].id
        self.segment = workbench.open_edition(self.ctx, self.vera.actor, self.edition).blocks[1].segments[0]
        self.address = f"/editions/{self.edition}/segments/{self.segment.id}"
        self.also()

    def also(self, **values: Any) -> None:
        """Other settings."""
        self.ctx = replace(self.ctx, settings=replace(self.ctx.settings, **values))
        self.app: Flask = make_app(self.ctx)
        self.browser = visit(self.app, self.vera)

    def work(self) -> None:
        """Do what was announced."""
        assert isinstance(self.ctx.dispatcher, FakeDispatcher)
        waiting, self.ctx.dispatcher.sent = self.ctx.dispatcher.sent, []
        for job_id, _ in waiting:
            JobService(self.ctx).run(job_id, "test")

    def look(self) -> dict[str, Any]:
        """What the side gets."""
        answer: dict[str, Any] = self.browser.client.get(f"{self.address}/engines").json
        return answer

    def engine(self, name: str) -> dict[str, Any]:
        """One engine of it."""
        return next(one for one in self.look()["engines"] if one["engine"] == name)

    def press(self, **body: Any) -> Any:
        """Ask."""
        token = self.browser.token()
        return self.browser.client.post(f"{self.address}/engines", json=body, headers={"X-CSRFToken": token})

    def save(self, **body: Any) -> Any:
        """Save."""
        token = self.browser.token()
        return self.browser.client.put(self.address, json={"confirm": False} | body, headers={"X-CSRFToken": token})


@pytest.fixture
def desk(sqlite_ctx: Context) -> Desk:
    return Desk(sqlite_ctx)


def test_the_draft_is_there_and_each_button_says_what_asking_costs(desk: Desk) -> None:
    answer = desk.look()
    google, deepl, microsoft = answer["engines"]
    assert (google["name"], google["known"], google["text"]) == ("Google", "draft", desk.segment.target)
    assert (google["from"], google["ask"]) == ("The machine draft of this segment", "")
    assert deepl["ask"] == "Ask DeepL (60 characters)"
    assert (deepl["text"], deepl["said"], microsoft["ask"]) == (None, "", "Ask Microsoft (60 characters)")
    assert (answer["note"], answer["asking"]) == ("", False)
    assert desk.deepl.calls == []


def test_a_press_is_answered_at_once_and_the_version_comes_when_a_worker_has_asked(desk: Desk) -> None:
    answer = desk.press(engine="deepl")
    assert answer.status_code == 200
    assert answer.json["asking"] is True
    deepl = desk.engine("deepl")
    assert (deepl["asking"], deepl["said"], deepl["ask"]) == (True, "DeepL is being asked…", "")
    assert desk.deepl.calls == []
    desk.work()
    deepl = desk.engine("deepl")
    assert deepl["text"].startswith("Перевод: Tickets cost 2,80 crowns")
    assert deepl["from"] == "Asked for by Vera, 12:00"
    assert desk.look()["asking"] is False
    assert len(desk.deepl.calls) == 1
    assert desk.microsoft.calls == []


def test_codes_without_a_place_are_told(desk: Desk) -> None:
    desk.deepl.rule = lambda text, _: "Горсовет" if text == "city council" else "Билеты стоят 2.80 кроны, это известно."
    desk.press(engine="deepl")
    desk.work()
    deepl = desk.engine("deepl")
    assert deepl["notes"] == ["Inline codes found no place and stand at the end: they are to be placed."]
    assert "<1>" in deepl["text"]


def test_what_went_wrong_is_a_sentence_and_the_button_stays(desk: Desk) -> None:
    desk.deepl.error = EngineError("The engine refused the text.", engine="deepl", reason="refused", retryable=False)
    desk.press(engine="deepl")
    desk.work()
    deepl = desk.engine("deepl")
    assert (deepl["said"], deepl["ask"]) == ("DeepL refused the key or the request.", "Ask DeepL (60 characters)")


def test_a_resting_engine_says_until_when_and_has_no_button(desk: Desk) -> None:
    engine_health.failed(desk.ctx, "deepl", cause="quota", message="Used up.")
    deepl = desk.engine("deepl")
    assert deepl["ask"] == ""
    assert deepl["said"] == "DeepL rests until 13:00: has no characters left on this account."


def test_an_engine_that_lacks_its_key_says_so(desk: Desk) -> None:
    desk.also(deepl_key=None)
    assert (desk.engine("deepl")["said"], desk.engine("deepl")["ask"]) == ("DeepL is not set up.", "")


def test_a_budget_that_is_too_small_is_told_in_figures(desk: Desk) -> None:
    desk.also(budget_chars_per_day=50, budget_breaking_share=0)
    desk.press(engine="deepl")
    desk.work()
    assert desk.engine("deepl")["said"] == "The sentence needs 60 characters; 50 are left of the day’s budget."
    assert desk.deepl.calls == []


def test_a_full_rate_is_told(desk: Desk) -> None:
    desk.also(engine_rates={"deepl": EngineRate(None, 61)}, budget_breaking_share=0)
    headline = workbench.open_edition(desk.ctx, desk.vera.actor, desk.edition).blocks[0].segments[0].id
    engine_versions.ask(desk.ctx, desk.vera.actor, desk.edition, headline, "deepl")
    desk.press(engine="deepl")
    desk.work()
    assert desk.engine("deepl")["said"] == "DeepL is at its rate limit."


def test_no_answer_within_a_minute_is_told(desk: Desk, clock: FakeClock) -> None:
    desk.press(engine="deepl")
    clock.tick(seconds=61)
    deepl = desk.engine("deepl")
    assert (deepl["said"], deepl["asking"]) == ("DeepL gave no answer within a minute.", False)
    assert deepl["ask"]


def test_a_confidential_article_offers_private_engines_and_refuses_the_others(sqlite_ctx: Context) -> None:
    desk = Desk(sqlite_ctx, confidential=True)
    assert [one["engine"] for one in desk.look()["engines"]] == ["google", "deepl"]
    answer = desk.press(engine="microsoft")
    assert answer.status_code == 403
    assert "confidential" in answer.json["detail"]
    desk.work()
    assert desk.microsoft.calls == []
    desk.ctx = replace(desk.ctx, engines=(desk.microsoft,))
    desk.also(engines=("microsoft",))
    assert desk.look()["note"] == "The article is confidential and no private engine is set up."


@pytest.mark.parametrize("body", [{}, {"engine": 1}, {"engine": ""}])
def test_a_press_without_a_name_is_refused(desk: Desk, body: dict[str, Any]) -> None:
    assert desk.press(**body).status_code == 422


def test_strangers_and_engines_that_are_not_there(desk: Desk) -> None:
    assert desk.press(engine="mymemory").status_code == 404
    assert visit(desk.app).client.get(f"{desk.address}/engines").status_code in {302, 401}
    jana = account(desk.ctx, UserRole.TRANSLATOR, "Jana", "de")
    assert visit(desk.app, jana).client.get(f"{desk.address}/engines").status_code == 403
    assert desk.browser.client.get(f"/editions/{desk.edition}/segments/99999/engines").status_code == 404


def test_a_save_names_the_engine_and_the_server_looks_it_up(desk: Desk) -> None:
    desk.press(engine="deepl")
    desk.work()
    text = desk.engine("deepl")["text"]
    saved = desk.save(text=f"{text} Да.", base_revision=desk.segment.revision, engine="deepl").json
    assert saved["origin"] == "human"
    saved = desk.save(text=text, base_revision=saved["revision"], engine="deepl").json
    assert (saved["origin"], saved["segment"]["origin"]["title"]) == ("mt:deepl", "Machine draft, engine DeepL")
    assert saved["state"] == "translated"


@pytest.mark.parametrize("engine", [1, True, "", "x" * 65, ["deepl"]])
def test_a_save_with_no_name_of_an_engine_is_refused(desk: Desk, engine: object) -> None:
    answer = desk.save(text="Да.", base_revision=desk.segment.revision, engine=engine)
    assert answer.status_code == 422
    assert "engine must be the name of an engine" in answer.json["detail"]
