"""The page of engines, the command and the API: who answers, who rests until when, what the day has cost."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from localize.config import EngineRate
from localize.mt.breaker import BreakerState
from localize.services import engine_health
from localize.services.context import Context, SystemClock
from localize.services.engine_gate import EngineGate
from localize.services.engine_report import engine_report
from localize.store import Store
from localize.workflow import UserRole
from tests.conftest import FakeClock
from tests.engines import FakeEngine
from tests.services.helpers import file, run_sent
from tests.web.pages import Browser, account, make_app, visit
from web.cli import cli


@pytest.fixture
def house(sqlite_ctx: Context) -> Context:
    """Google for all, DeepL for Russian and breaking news; a budget, a price, a rate."""
    settings = replace(
        sqlite_ctx.settings,
        engines=("google",),
        engines_by_locale={"ru": ("deepl", "google")},
        engines_by_lane={"breaking": ("deepl",)},
        engine_rates={"deepl": EngineRate(5, 60_000)},
        engine_prices={"deepl": 20.0},
        budget_chars_per_day=10_000,
        deepl_key="key:fx",
    )
    return replace(sqlite_ctx, settings=settings, engines=(FakeEngine(), FakeEngine(name="deepl", private=True)))


@pytest.fixture
def admin(house: Context) -> Browser:
    return visit(make_app(house), account(house, UserRole.ADMIN, "Ada"))


def test_the_desk_says_which_engines_rest_until_they_answer_again(
    house: Context, admin: Browser, clock: FakeClock
) -> None:
    def foot() -> list[str]:
        return admin.get("/").words("//footer[@class='foot']/span[contains(@class, 'tag')]")[:-2]

    assert foot() == ["Engines: Google, DeepL"]
    engine_health.failed(house, "deepl", cause="unreachable", message="m", requests=99)
    assert foot() == ["Engine: Google", "Resting: DeepL"]
    clock.tick(days=1)
    assert foot() == ["Engine: Google", "Resting: DeepL"], "nobody has tried it since"
    engine_health.failed(house, "google", cause="unreachable", message="m", requests=99)
    assert foot() == ["Resting: Google, DeepL"]
    engine_health.recovered(house, "deepl")
    assert foot() == ["Engine: DeepL", "Resting: Google"]


def test_all_is_well_and_the_figures_are_todays(house: Context, admin: Browser, clock: FakeClock) -> None:
    file(house)
    run_sent(house)
    page = admin.get("/admin/engines")
    assert page.status == 200
    assert page.words("//article[@class='engine']//h2") == ["Google", "DeepL"]
    assert page.words("//article[@class='engine']//p[contains(@class, 'tag')]") == ["Answering", "Answering"]
    report = engine_report(house)
    google, deepl = report.engines
    assert (google.today.requests, deepl.today.requests) == (1, 1)
    figures = page.words("//article[@aria-labelledby='engine-deepl']//dl/div")
    assert figures[:3] == ["Requests1", f"Characters{deepl.today.chars}", "Cost0.00"]
    assert [figure[:6] for figure in figures[3:]] == ["Median", "95 of "]
    facts = page.words("//article[@aria-labelledby='engine-deepl']//p[contains(@class, 'meta')]/span")
    assert facts == [
        "For Russian",
        "Lane: Breaking",
        "Confidential articles too",
        "1 of 5 requests a second",
        f"{deepl.today.chars} of 60,000 characters a minute",
        "4 answers kept",
    ]
    sent = google.today.chars + deepl.today.chars
    assert f"{sent} of 10,000 characters are spent today." in page.text
    assert page.words("//dl[contains(@class, 'budget-legend')]/div") == [
        f"Normal and background{sent}",
        "Breaking0",
        "Kept for breaking2,000",
        f"Left for all{8000 - sent:,}",
    ]
    clock.tick(days=1)
    assert admin.get("/admin/engines").words("//article[@aria-labelledby='engine-google']//dl/div")[0] == "Requests0"


def test_an_engine_that_rests_stands_first_says_why_and_can_be_tried(
    house: Context, admin: Browser, clock: FakeClock
) -> None:
    for _ in range(2):
        engine_health.failed(house, "deepl", cause="quota", message="DeepL’s quota is used up (456).")
        clock.tick(hours=1)
    clock.tick(minutes=-30)
    page = admin.get("/admin/engines")
    assert page.words("//article[@class='engine']//h2") == ["DeepL", "Google"]
    assert page.words("//article[@class='engine']//p[contains(@class, 'tag')]") == ["Rests until 15:00", "Answering"]
    [why] = page.words("//p[@class='engine-why']")
    assert why == "Since 12:00: has no characters left on this account. Rest 2."
    assert "DeepL’s quota is used up (456)." in page.words("//details[@class='engine-said']")[0]
    assert page.words("//article//form/button") == ["Try again now, DeepL"]
    assert admin.post("/admin/engines/deepl/try-now").status == 303
    page = admin.get("/admin/engines")
    assert "DeepL is tried with the next article." in page.words("//div[contains(@class, 'banner')]")[0]
    assert page.words("(//article)[1]//p[contains(@class, 'tag')]") == ["Is tried with the next article"]
    assert engine_report(house).engines[1].state is BreakerState.HALF_OPEN
    mine = EngineGate(house, job_id=1, lane="normal", confidential=False)
    mine.recall(house.engines[1], {}, source="en", target="ru")
    mine.begin("deepl", "DeepL", 10)
    assert admin.get("/admin/engines").words("(//article)[1]//p[contains(@class, 'tag')]") == ["Is being tried"]
    assert admin.post("/admin/engines/deepl/try-now").status == 303
    assert "DeepL does not rest any more." in admin.get("/admin/engines").text
    assert admin.post("/admin/engines/babelfish/try-now").status == 404


def test_an_editor_sees_engines_and_ends_no_rest(house: Context) -> None:
    engine_health.failed(house, "deepl", cause="quota", message="Used up.")
    app = make_app(house)
    editor = visit(app, account(house, UserRole.EDITOR, "Max"))
    page = editor.get("/admin/engines")
    assert page.words("//article[@class='engine']//h2") == ["DeepL", "Google"]
    assert not page.tree.xpath("//main//form")
    assert editor.post("/admin/engines/deepl/try-now").status == 403
    translator = visit(app, account(house, UserRole.TRANSLATOR, "Vera", "ru"))
    assert translator.get("/admin/engines").status == 403
    menus = [browser.get("/").words("//nav[@class='menu']//a") for browser in (editor, translator)]
    assert all("Engines" not in menu for menu in menus)
    assert "Engines" in visit(app, account(house, UserRole.ADMIN, "Ada")).get("/").words("//nav[@class='menu']//a")


def test_what_an_engine_lacks_is_said(house: Context) -> None:
    bare = replace(house, settings=replace(house.settings, deepl_key=None, budget_chars_per_day=0))
    page = visit(make_app(bare), account(bare, UserRole.ADMIN, "Ada")).get("/admin/engines")
    assert "Not set up" in page.words("//article[@aria-labelledby='engine-deepl']//p[contains(@class, 'tag')]")
    assert "Missing: a key in LOCALIZE_DEEPL_KEY." in page.text
    assert "0 characters sent today. No limit is set." in page.text
    none = replace(bare, engines=())
    page = visit(make_app(none), account(none, UserRole.ADMIN, "Eve")).get("/admin/engines")
    assert "No engine is set up" in page.text


def test_a_blocked_edition_says_until_when_its_engine_rests(house: Context, clock: FakeClock) -> None:
    engine_health.failed(house, "google", cause="rate-limited", message="Google has had too many requests.")
    filed = file(house, to=("de",))
    run_sent(house)
    vera = visit(make_app(house), account(house, UserRole.TRANSLATOR, "Vera", "de"))
    page = vera.get(f"/editions/{filed.editions[0].id}/edit")
    assert f"Google rests until {clock.now():%H:01}: asks to wait: too many requests." in page.text


def test_a_blocked_edition_says_how_many_characters_are_missing(house: Context) -> None:
    small = replace(house, settings=replace(house.settings, budget_chars_per_day=100))
    filed = file(small, to=("de",))
    run_sent(small)
    vera = visit(make_app(small), account(small, UserRole.TRANSLATOR, "Vera", "de"))
    page = vera.get(f"/editions/{filed.editions[0].id}/edit")
    assert "characters; 80 are left of the day’s budget." in page.text


class TestCommand:
    """``localize engines``."""

    @pytest.fixture(autouse=True)
    def _settings(self, house: Context, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LOCALIZE_DATA_DIR", str(house.settings.data_dir))
        monkeypatch.setenv("LOCALIZE_DATABASE_URL", house.store.url)
        monkeypatch.setenv("LOCALIZE_ENGINES", "google")
        monkeypatch.setenv("LOCALIZE_BUDGET_CHARS_PER_DAY", "10000")

    def test_it_tells_who_rests(self, house: Context) -> None:
        real = replace(house, clock=SystemClock())
        engine_health.failed(real, "google", cause="quota", message="Used up.")
        said = CliRunner().invoke(cli, ["engines"])
        assert said.exit_code == 0
        assert "rests until" in said.output
        assert "budget: 0 of 10,000 characters spent today; 10,000 left, 2,000 of them" in said.output
        found = json.loads(CliRunner().invoke(cli, ["engines", "--json"]).output)
        assert (found[0]["engine"], found[0]["state"], found[0]["reason"]) == ("google", "open", "quota")
        assert "state" not in found[1], "not in use"

    def test_without_a_database_it_tells_what_the_settings_say(
        self, house: Context, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        missing = house.settings.data_dir / "none.db"
        monkeypatch.setenv("LOCALIZE_DATABASE_URL", f"sqlite:///{missing}")
        said = CliRunner().invoke(cli, ["engines"])
        assert said.output.splitlines()[0].split() == ["engine", "ready", "missing"]
        assert not missing.exists()
        assert not Store(f"sqlite:///{missing}").is_made
