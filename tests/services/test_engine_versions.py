"""What other engines say of a segment: known without asking, asked one at a time through every gate, put in as theirs."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from localize.config import EngineRate, Settings
from localize.edition import Lane, OriginKind, TargetState
from localize.errors import ForbiddenError, NotFoundError, TransitionError
from localize.markup import CodedText
from localize.mt import build_engines
from localize.risk import Risk
from localize.services import desk, engine_health, engine_texts, engine_versions, postedit, workbench
from localize.services.ask_engine import run_ask
from localize.services.context import Actor, Context
from localize.services.engine_report import drafting_of
from localize.services.engine_texts import Known
from localize.services.engine_versions import EngineOffer
from localize.services.setup import JobService
from localize.services.workbench import WorkSegment
from localize.terms.lexicon import Lexicon
from localize.terms.term import TargetTerm, Term
from localize.workflow import UserRole
from tests.conftest import FakeClock, FakeDispatcher
from tests.doubles import DeeplDouble, GoogleDouble, LibreTranslateDouble
from tests.services.helpers import file, person

CROWNS = "Tickets cost 2.80 crowns, says the <1>city council</1>."


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting between tries is the chain's own tests' business."""
    monkeypatch.setattr("localize.mt.chain.time.sleep", lambda _: None)


@dataclass
class House:
    """A newsroom whose drafts are LibreTranslate's, with two more engines that may be asked."""

    ctx: Context
    libre: LibreTranslateDouble
    deepl: DeeplDouble
    google: GoogleDouble
    vera: Actor = field(init=False)

    def __post_init__(self) -> None:
        self.vera = person(self.ctx, UserRole.TRANSLATOR, "Vera", "ru")

    def also(self, **values: Any) -> "House":
        """The same with other settings."""
        self.ctx = replace(self.ctx, settings=replace(self.ctx.settings, **values))
        return self

    def work(self) -> None:
        """Do what was announced, as workers do."""
        dispatcher = self.ctx.dispatcher
        assert isinstance(dispatcher, FakeDispatcher)
        waiting, dispatcher.sent = dispatcher.sent, []
        for job_id, _ in waiting:
            JobService(self.ctx).run(job_id, "test")

    def file(self, *paragraphs: str, **more: object) -> int:
        """A drafted Russian edition; its first answer is the headline's."""
        filed = file(self.ctx, *paragraphs, to=("ru",), **more)
        self.work()
        return filed.editions[0].id

    def segment(self, edition: int, position: int = 1) -> WorkSegment:
        """A segment, the headline being 0."""
        bench = workbench.open_edition(self.ctx, self.vera, edition)
        return [segment for block in bench.blocks for segment in block.segments][position]

    def offers(self, edition: int, position: int = 1) -> dict[str, EngineOffer]:
        """By engine."""
        at = self.segment(edition, position).id
        return {one.engine: one for one in engine_versions.offers_of(self.ctx, self.vera, edition, at).offers}

    def ask(self, edition: int, engine: str, position: int = 1) -> EngineOffer:
        """Press the button, let a worker do it, look."""
        engine_versions.ask(self.ctx, self.vera, edition, self.segment(edition, position).id, engine)
        self.work()
        return self.offers(edition, position)[engine]

    def requests(self) -> int:
        """Sent to the two engines that draft nothing here."""
        return len(self.deepl.requests) + len(self.google.requests)


@pytest.fixture
def house(sqlite_ctx: Context, settings: Settings) -> Iterator[House]:
    with LibreTranslateDouble() as libre, DeeplDouble(key="key:fx") as deepl, GoogleDouble() as google:
        named = replace(
            settings,
            engines=("libretranslate", "deepl", "google"),
            libretranslate_url=libre.url,
            deepl_url=deepl.url,
            deepl_key="key:fx",
            google_url=google.url,
            engine_timeout=2.0,
        )
        yield House(replace(sqlite_ctx, settings=named, engines=tuple(build_engines(named))), libre, deepl, google)


class TestWhatIsKnown:
    """Nobody is asked for it."""

    def test_the_machine_draft_is_there_and_the_others_have_a_price(self, house: House) -> None:
        edition = house.file(CROWNS)
        offers = house.offers(edition)
        assert list(offers) == ["libretranslate", "deepl", "google"]
        draft = offers["libretranslate"].version
        assert draft is not None
        assert (draft.known, draft.text.dumps()) == (Known.DRAFT, house.segment(edition).target)
        assert offers["libretranslate"].chars == 0
        assert all(offers[name].version is None for name in ("deepl", "google"))
        # DeepL gets the code as a tag; Google gets the words of the code once more.
        plain = CodedText.loads(CROWNS).plain
        assert offers["google"].chars == len(plain) + len("city council")
        assert offers["deepl"].chars > len(plain)
        assert house.requests() == 0

    def test_what_an_engine_said_of_the_same_sentence_in_another_article_is_known(self, house: House) -> None:
        house.also(engines_by_lane={"background": ("deepl",)})
        house.file("Nobody had asked for it.", CROWNS, external_id="first", lane=Lane.BACKGROUND)
        sent = len(house.deepl.requests)
        assert sent == 1
        # Another headline and other sentences: DeepL would be told other things about it.
        edition = house.file(CROWNS, external_id="second")
        kept = house.offers(edition)["deepl"].version
        assert kept is not None
        assert kept.known is Known.KEPT
        assert kept.text.code_ids == (1,)
        assert "коункил" in kept.text.plain
        assert len(house.deepl.requests) == sent

    def test_kept_answers_go_with_their_time_and_are_not_for_other_sentences(
        self, house: House, clock: FakeClock
    ) -> None:
        house.also(engines_by_lane={"background": ("deepl",)})
        house.file(CROWNS, external_id="first", lane=Lane.BACKGROUND)
        edition = house.file("Nobody had asked for it.", CROWNS, external_id="second")
        assert house.offers(edition, 1)["deepl"].version is None
        assert house.offers(edition, 2)["deepl"].version is not None
        clock.tick(days=house.ctx.settings.engine_cache_days + 1)
        assert house.offers(edition, 2)["deepl"].version is None

    def test_there_is_nothing_to_ask_about_numbers(self, house: House) -> None:
        edition = house.file("2026: 17,5 – 18,5")
        assert house.offers(edition) == {}
        with pytest.raises(NotFoundError):
            house.ask(edition, "deepl")

    def test_without_engines_it_says_so(self, house: House) -> None:
        edition = house.file(CROWNS)
        bare = replace(house.ctx, settings=replace(house.ctx.settings, engines=()), engines=())
        found = engine_versions.offers_of(bare, house.vera, edition, house.segment(edition).id)
        assert [(one.engine, one.chars) for one in found.offers] == [("libretranslate", 0)]
        assert found.lacks == "no-engine"


class TestAsking:
    """One engine, one segment, by a worker."""

    def test_the_answer_has_its_codes_its_typography_and_who_asked(self, house: House) -> None:
        edition = house.file(CROWNS)
        said = house.ask(edition, "deepl").version
        assert said is not None
        assert (said.known, said.by, said.unplaced) == (Known.ASKED, "Vera", ())
        assert said.text.code_ids == (1,)
        assert "2,80" in said.text.plain  # as Russian sets it: the double leaves 2.80 alone
        [request] = house.deepl.requests
        assert len(request.texts) == 1
        assert house.segment(edition).target == house.offers(edition)["libretranslate"].version.text.dumps()  # type: ignore[union-attr]

    def test_until_a_worker_has_asked_nothing_is_sent_and_a_second_press_asks_no_second_time(
        self, house: House, dispatcher: FakeDispatcher
    ) -> None:
        edition = house.file(CROWNS)
        at = house.segment(edition).id
        for _ in range(2):
            engine_versions.ask(house.ctx, house.vera, edition, at, "deepl")
        assert [lane for _, lane in dispatcher.sent] == ["breaking"]
        assert (house.offers(edition)["deepl"].asked_by, house.offers(edition)["deepl"].chars) == ("Vera", 0)
        assert house.requests() == 0
        house.work()
        engine_versions.ask(house.ctx, house.vera, edition, at, "deepl")
        house.work()
        assert house.requests() == 1

    def test_it_is_on_the_record_with_its_characters_and_kept_for_the_same_sentence_elsewhere(
        self, house: House
    ) -> None:
        house.also(engine_prices={"google": 20.0})
        edition = house.file(CROWNS)
        chars = house.offers(edition)["google"].chars
        house.ask(edition, "google")
        [use] = [use for use in drafting_of(house.ctx, edition) if use.engine == "google"]
        assert (use.requests, use.chars, use.cost) == (1, chars, chars * 20 / 1_000_000)
        other = house.file(CROWNS, external_id="second")
        version = house.offers(other)["google"].version
        assert version is not None
        assert version.known is Known.KEPT

    def test_what_the_article_is_about_and_the_houses_terms_go_with_it(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        edition = house.file(CROWNS)
        terms = (Term(1, "council", (TargetTerm("горсовет"),)), Term(2, "bus", (TargetTerm("автобус"),)))
        monkeypatch.setattr(engine_texts, "lexicon_of", lambda *_: Lexicon(terms))
        said = house.ask(edition, "deepl").version
        assert said is not None
        assert "горсовет" in said.text.plain
        [glossary] = house.deepl.glossaries.values()
        assert glossary.entries == {"council": "горсовет"}, "terms of this sentence alone"
        assert "Council opens a new night bus line" in house.deepl.requests[0].body.decode()

    def test_the_edition_is_neither_drafted_again_nor_counted_as_waiting(self, house: House) -> None:
        edition = house.file(CROWNS)
        before = desk.get_edition(house.ctx, edition)
        engine_versions.ask(house.ctx, house.vera, edition, house.segment(edition).id, "deepl")
        after = desk.get_edition(house.ctx, edition)
        assert (after.state, after.next_try, after.engine) == (before.state, before.next_try, before.engine)
        with house.ctx.store.read() as unit:
            assert unit.jobs.open_of_edition(edition) is None

    def test_a_request_that_nobody_took_in_time_is_not_sent_any_more_and_can_be_made_again(
        self, house: House, clock: FakeClock
    ) -> None:
        edition = house.file(CROWNS)
        engine_versions.ask(house.ctx, house.vera, edition, house.segment(edition).id, "deepl")
        clock.tick(seconds=61)
        offer = house.offers(edition)["deepl"]
        assert (offer.asked_by, offer.failure["reason"], offer.chars > 0) == ("", "late", True)
        house.work()
        assert house.requests() == 0
        assert house.offers(edition)["deepl"].failure["reason"] == "late"
        assert house.ask(edition, "deepl").version is not None

    def test_what_a_worker_that_died_had_begun_is_not_sent_twice(self, house: House, clock: FakeClock) -> None:
        edition = house.file(CROWNS)
        engine_versions.ask(house.ctx, house.vera, edition, house.segment(edition).id, "deepl")
        assert isinstance(house.ctx.dispatcher, FakeDispatcher)
        [(job_id, _)] = house.ctx.dispatcher.sent
        with house.ctx.store.write() as unit:
            now = clock.now()
            assert unit.jobs.claim(job_id, token="dead", worker="dead", now=now, lease_until=now, kind="ask")
        clock.tick(seconds=5)
        assert run_ask(house.ctx, job_id, "next")
        assert house.requests() == 0
        assert house.offers(edition)["deepl"].failure["reason"] == "late"

    def test_who_may_not_write_may_not_ask(self, house: House) -> None:
        edition = house.file(CROWNS)
        at = house.segment(edition).id
        jana = person(house.ctx, UserRole.TRANSLATOR, "Jana", "de")
        with pytest.raises(ForbiddenError):
            engine_versions.ask(house.ctx, jana, edition, at, "deepl")
        postedit.take(house.ctx, house.vera, edition)
        postedit.submit(house.ctx, house.vera, edition)
        with pytest.raises(TransitionError):
            engine_versions.ask(house.ctx, house.vera, edition, at, "deepl")
        with pytest.raises(NotFoundError):
            engine_versions.ask(house.ctx, house.vera, edition, at, "mymemory")
        with pytest.raises(NotFoundError):
            engine_versions.offers_of(house.ctx, house.vera, edition, 999_999)


class TestGates:
    """What drafting may not do, a press may not either."""

    def test_a_confidential_article_goes_to_private_engines_only(self, house: House) -> None:
        house.file(CROWNS, external_id="open")
        edition = house.file(CROWNS, external_id="secret", confidential=True)
        offers = house.offers(edition)
        assert set(offers) == {"libretranslate", "deepl"}
        with pytest.raises(ForbiddenError, match="confidential"):
            house.ask(edition, "google")
        assert house.ask(edition, "deepl").version is not None
        with house.ctx.store.read() as unit:
            assert "deepl" not in unit.engine_cache.count()
        assert house.google.requests == []

    def test_an_article_that_became_confidential_meanwhile_is_not_sent(self, house: House) -> None:
        edition = house.file(CROWNS)
        engine_versions.ask(house.ctx, house.vera, edition, house.segment(edition).id, "google")
        with house.ctx.store.write() as unit:
            row = unit.editions.get(edition)
            assert row is not None
            article = unit.articles.get(row.article_id)
            assert article is not None
            article.confidential = True
        house.work()
        assert house.google.requests == []
        at = house.segment(edition).id
        with house.ctx.store.read() as unit:
            [asked] = unit.engine_versions.of_segment(edition, at)
            assert asked.failure["reason"] == "confidential"

    def test_a_confidential_article_without_private_engines_says_why_nobody_can_be_asked(self, house: House) -> None:
        edition = house.file(CROWNS, confidential=True)
        bare = replace(house.ctx, settings=replace(house.ctx.settings, engines=("google",)))
        alone = replace(bare, engines=tuple(e for e in house.ctx.engines if e.name == "google"))
        found = engine_versions.offers_of(alone, house.vera, edition, house.segment(edition).id)
        assert (found.lacks, [one.engine for one in found.offers]) == ("confidential", ["libretranslate"])

    def test_a_resting_engine_is_shown_as_such_and_not_asked(self, house: House) -> None:
        edition = house.file(CROWNS)
        at = house.segment(edition).id
        engine_versions.ask(house.ctx, house.vera, edition, at, "deepl")
        engine_health.failed(house.ctx, "deepl", cause="quota", message="Used up.")
        house.work()  # it began to rest after the press
        offer = house.offers(edition)["deepl"]
        assert house.requests() == 0
        assert (offer.failure["reason"], offer.failure["params"]["time"]) == ("resting", "13:00")
        assert offer.chars == 0
        assert offer.rest is not None
        assert offer.rest.reason == "quota"

    def test_the_days_budget_holds(self, house: House) -> None:
        edition = house.file(CROWNS)
        house.also(budget_chars_per_day=20, budget_breaking_share=50)
        offer = house.ask(edition, "google")
        assert house.requests() == 0
        assert offer.failure["reason"] == "budget"
        # What is kept for breaking news is not this article's, though somebody waits.
        assert offer.failure["params"] == {"needed": offer.chars, "left": 10, "kept": 10}

    def test_what_is_asked_is_paid_from_the_budget(self, house: House) -> None:
        edition = house.file(CROWNS)
        house.also(budget_chars_per_day=1000)
        chars = house.offers(edition)["google"].chars
        house.ask(edition, "google")
        with house.ctx.store.read() as unit:
            spent = unit.engine_budgets.spent(house.ctx.clock.now().date())
        assert (spent.breaking, spent.others) == (0, chars)

    def test_the_rate_holds(self, house: House) -> None:
        edition = house.file(CROWNS)
        house.also(engine_rates={"google": EngineRate(None, 70)}, budget_breaking_share=0)
        assert house.ask(edition, "google", 0).version is not None
        assert house.ask(edition, "google", 1).failure["reason"] == "rate"
        assert len(house.google.requests) == 1

    @pytest.mark.parametrize(("fault", "reason"), [("403", "refused"), ("456", "quota"), ("echo", "not-translated")])
    def test_a_refusal_is_told_and_the_press_can_be_repeated(
        self, house: House, clock: FakeClock, fault: str, reason: str
    ) -> None:
        edition = house.file(CROWNS)
        house.deepl.fail_with(fault, repeat=True)
        offer = house.ask(edition, "deepl")
        assert (offer.version, offer.failure["reason"]) == (None, reason)
        assert house.segment(edition).origin.engine == "libretranslate"
        house.deepl.fail_with()
        clock.tick(hours=1)
        assert house.ask(edition, "deepl").version is not None

    def test_an_engine_without_its_key_is_named_and_not_asked(self, house: House) -> None:
        edition = house.file(CROWNS)
        offer = house.also(deepl_key=None).offers(edition)["deepl"]
        assert (offer.chars, "LOCALIZE_DEEPL_KEY" in offer.missing) == (0, True)


class TestTaking:
    """A version in the field is the engine's until a person changes or confirms it."""

    def _save(self, house: House, edition: int, text: str, engine: str | None, *, confirm: bool = False) -> WorkSegment:
        at = house.segment(edition)
        postedit.save_segment(
            house.ctx,
            house.vera,
            edition,
            at.id,
            text=text,
            base_revision=at.revision,
            confirm=confirm,
            from_engine=engine,
        )
        return house.segment(edition)

    def test_it_is_machine_text_of_that_engine_and_waits_for_a_person(self, house: House) -> None:
        edition = house.file(CROWNS)
        version = house.ask(edition, "deepl").version
        assert version is not None
        mine = self._save(house, edition, "Мой текст за 2,80 кроны.", None)
        assert (mine.origin.kind, mine.waits) == (OriginKind.HUMAN, False)
        taken = self._save(house, edition, version.text.dumps(), "deepl")
        assert (str(taken.origin), taken.state) == ("mt:deepl", TargetState.TRANSLATED)
        assert taken.waits
        assert Risk.NUMBER in taken.risks
        confirmed = self._save(house, edition, version.text.dumps(), "deepl", confirm=True)
        assert (str(confirmed.origin), confirmed.state, confirmed.waits) == ("mt:deepl", TargetState.REVIEWED, False)

    def test_the_draft_comes_back_as_the_engines_own(self, house: House) -> None:
        edition = house.file(CROWNS)
        draft = house.segment(edition).target
        self._save(house, edition, "Мой текст.", None)
        assert str(self._save(house, edition, draft, "libretranslate").origin) == "mt:libretranslate"

    def test_what_the_engine_did_not_say_is_the_persons(self, house: House) -> None:
        edition = house.file(CROWNS)
        version = house.ask(edition, "deepl").version
        assert version is not None
        assert self._save(house, edition, version.text.dumps() + " Да.", "deepl").origin.kind is OriginKind.HUMAN
        assert self._save(house, edition, version.text.dumps(), "google").origin.kind is OriginKind.HUMAN
