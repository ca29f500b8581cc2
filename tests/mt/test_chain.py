"""The chain: drafts from the first engine that can, the next one for the rest, never a wrong text."""

import random
import time
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from localize.edition import Lane
from localize.errors import EngineError
from localize.markup import CodedText
from localize.mt.chain import DEADLINES, ChainOutcome, Drafted, EngineFailure, describe_failures, translate
from localize.mt.libretranslate import LibreTranslateEngine
from localize.mt.turn import MAX_TRIES
from localize.ports import NO_HINTS, Engine, EngineLimits, Hints, TagMode
from tests.doubles import GoogleDouble, LibreTranslateDouble, ServiceDouble, pseudo_translate
from tests.engines import FakeEngine
from tests.mt.making import ALL, DEEPL, GOOGLE, LIBRETRANSLATE, MYMEMORY, Make, Naps, coded

TEXTS = coded(
    "The talks in <1>Geneva</1> ended without a deal on Feb. 17.",
    "“We <1>will</1> go on,” he wrote.",
    "Bloomberg",
    "See https://example.org/a?b=1 for the other 25 pages.",
)

# What a service may do instead of translating. After each the answer is a draft by the next engine, or none.
FAULTS = (
    "400", "401", "403", "404", "413", "429", "429:1", "429:9999", "456", "500", "502", "503", "504", "529",
    "garbage", "cut-json", "empty-list", "short-list", "echo", "empty-strings", "blank-strings", "wrong-types",
    "nulls", "wrong-shape", "html", "html-502", "html-items", "reset", "close", "huge", "redirect", "warning", "script", "long-list", "latin",
)  # fmt: skip
# A page has no JSON to cut, lines that are all alike are another fault than an answer in English, and a line more under
# one sentence is part of its answer. Who is asked one text at a time has no list to be too long, and may give back a
# name that stands alone.
OUT_OF_QUESTION = {
    GOOGLE: {"cut-json", "latin", "long-list"},
    MYMEMORY: {"long-list", "echo"},
}
CASES = [
    pytest.param(make, fault, id=f"{make}-{fault}")
    for make in ALL
    for fault in FAULTS
    if fault not in OUT_OF_QUESTION.get(make, ())
]
SLOW_FAULTS = ("hang", "drip", "drip-headers")


class Scripted:
    """An engine that answers each request with the next entry: an error, or a function of the texts."""

    limits = EngineLimits(items=100, chars=10_000, bytes=100_000)
    tag_mode: TagMode | None = None
    private = False

    def __init__(self, *script: Any, name: str = "scripted") -> None:
        self.name = name
        self.script = list(script)
        self.asked: list[list[str]] = []

    def translate_batch(self, texts: Sequence[str], *, source: str, target: str, hints: Hints = NO_HINTS) -> list[str]:
        del source, hints
        self.asked.append(list(texts))
        entry = self.script.pop(0) if self.script else None
        if isinstance(entry, EngineError):
            raise entry
        answers: list[str] = entry(texts) if entry else [pseudo_translate(text, target) for text in texts]
        return answers


def failing(reason: str, *, retryable: bool = False, retry_after: float | None = None) -> EngineError:
    return EngineError(
        f"It said {reason}.", engine="scripted", reason=reason, retryable=retryable, retry_after=retry_after
    )


def run(
    texts: list[CodedText], *engines: Engine, target: str = "ru", naps: Naps | None = None, **more: Any
) -> ChainOutcome:
    naps = naps or Naps()
    return translate(
        texts,
        source="en",
        target=target,
        engines=engines,
        clock=naps.clock,
        sleep=naps.sleep,
        jitter=lambda: 1.0,
        **more,
    )


def sentences(count: int) -> list[CodedText]:
    return [CodedText.plain_text(f"This is the sentence with number {n}.") for n in range(count)]


def right(outcome: ChainOutcome, texts: list[CodedText], target: str = "ru") -> bool:
    """Whether every draft is the translation of its own text."""
    return all(
        draft is None or draft.text.plain == pseudo_translate(text.plain, target)
        for text, draft in zip(texts, outcome.items, strict=True)
    )


@pytest.fixture
def spare() -> Iterator[ServiceDouble]:
    """A service that works."""
    with LibreTranslateDouble() as double:
        yield double


@pytest.mark.parametrize("make", ALL, ids=str)
@pytest.mark.parametrize("target", ["ru", "de"])
def test_all_drafts_come_with_their_codes_from_one_request(make: Make, target: str) -> None:
    with make.double() as double:
        outcome = run(TEXTS, make.engine(double.url, 5.0), target=target)
    assert [draft.text.dumps() for draft in outcome.items if draft] == [
        pseudo_translate(text.dumps(), target) for text in TEXTS
    ]
    assert all(draft and draft.unplaced == () and draft.engine == make.name for draft in outcome.items)
    assert len(outcome.calls) == (1 if make.lists else len(TEXTS))
    assert len(double.requests) == (1 if make.lists else sum(call.items for call in outcome.calls))
    assert all(call.ok for call in outcome.calls)
    assert sum(call.chars for call in outcome.calls) == sum(request.chars for request in double.requests)
    assert outcome.failures == []


class TestFaults:
    """Each fault of each service."""

    @pytest.mark.parametrize(("make", "fault"), CASES)
    def test_the_next_engine_drafts_what_a_faulty_one_leaves(
        self, make: Make, fault: str, spare: ServiceDouble
    ) -> None:
        with make.double(faults=[fault], repeat=True) as double:
            outcome = run(TEXTS, make.engine(double.url, 5.0), LibreTranslateEngine(spare.url))
        assert all(outcome.items)
        assert right(outcome, TEXTS)
        assert outcome.failures[0].engine == make.name
        assert len(double.requests) <= 12

    @pytest.mark.parametrize(("make", "fault"), CASES)
    def test_without_another_engine_there_is_no_draft_and_a_reason(self, make: Make, fault: str) -> None:
        with make.double(faults=[fault], repeat=True) as double:
            outcome = run(TEXTS, make.engine(double.url, 5.0))
        assert right(outcome, TEXTS)
        assert outcome.items == [None] * len(TEXTS)
        sentence = describe_failures(outcome.failures)
        assert sentence.endswith(".")
        assert all(failure.reason in EngineError.REASONS for failure in outcome.failures)
        assert "<" not in sentence

    @pytest.mark.parametrize("make", ALL, ids=str)
    @pytest.mark.parametrize("fault", SLOW_FAULTS)
    def test_an_engine_that_never_ends_costs_its_deadline_at_most(
        self, make: Make, fault: str, spare: ServiceDouble
    ) -> None:
        began = time.monotonic()
        with make.double(faults=[fault], repeat=True) as double:
            outcome = translate(
                TEXTS,
                source="en",
                target="ru",
                engines=[make.engine(double.url, 0.2), LibreTranslateEngine(spare.url)],
                deadline=0.5,
                jitter=lambda: 0.0,
            )
        assert time.monotonic() - began < 2
        assert all(outcome.items)
        assert outcome.failures[0].reason == "timeout"

    @pytest.mark.parametrize("make", ALL, ids=str)
    def test_whatever_a_service_does_in_between_no_text_is_wrong(self, make: Make) -> None:
        """Faults in random order over many sentences: drafts are right or missing."""
        texts = sentences(30)
        for seed in range(6):
            mix = random.Random(seed)  # noqa: S311
            faults = [
                mix.choice([None, None, *sorted(set(FAULTS[:-1]) - OUT_OF_QUESTION.get(make, set()))])
                for _ in range(40)
            ]
            with make.double(faults=faults) as double:
                outcome = run(texts, make.engine(double.url, 5.0), make.engine(double.url, 5.0))
            assert right(outcome, texts)
            assert all(outcome.items) or outcome.failures

    def test_a_web_page_for_an_answer_does_not_cost_dozens_of_calls(self) -> None:
        with LIBRETRANSLATE.double(faults=["html"], repeat=True) as double:
            run(sentences(60), LIBRETRANSLATE.engine(double.url, 5.0))
        assert len(double.requests) == 3

    def test_a_list_that_is_short_once_is_halved_and_then_complete(self) -> None:
        with LIBRETRANSLATE.double(faults=["short-list"]) as double:
            outcome = run(sentences(10), LIBRETRANSLATE.engine(double.url, 5.0))
        assert all(outcome.items)
        assert [len(request.texts) for request in double.requests] == [10, 5, 5]


class TestRetries:
    """Again while it can help, and no longer."""

    def test_waits_double_and_end_after_four_retries(self) -> None:
        naps = Naps()
        engine = Scripted(*[failing("server-error", retryable=True)] * 9)
        outcome = run(sentences(1), engine, naps=naps)
        assert naps.slept == [1.0, 2.0, 4.0, 8.0]
        assert len(engine.asked) == MAX_TRIES
        assert outcome.items == [None]
        assert [call.reason for call in outcome.calls] == ["server-error"] * 5
        assert [call.attempt for call in outcome.calls] == [1, 2, 3, 4, 5]

    def test_retry_after_is_waited_for(self) -> None:
        naps = Naps()
        outcome = run(sentences(3), Scripted(failing("rate-limited", retryable=True, retry_after=7.5)), naps=naps)
        assert naps.slept == [7.5]
        assert all(outcome.items)
        assert outcome.failures == []

    def test_a_wait_beyond_the_deadline_is_not_begun(self) -> None:
        naps = Naps()
        engine = Scripted(failing("rate-limited", retryable=True, retry_after=50))
        outcome = run(sentences(3), engine, naps=naps, deadline=45)
        assert naps.slept == []
        assert len(engine.asked) == 1
        assert (outcome.failures[0].retryable, outcome.failures[0].retry_after) == (True, 50)
        assert outcome.failures[0].items == 3

    def test_the_deadline_is_the_jobs_and_each_engine_gets_its_share_of_what_is_left(self) -> None:
        naps = Naps()
        down = [failing("server-error", retryable=True, retry_after=4)] * 9
        first, second, third = Scripted(*down, name="a"), Scripted(*down, name="b"), Scripted(*down, name="c")
        outcome = run(sentences(1), first, second, third, naps=naps, deadline=27)
        assert [len(engine.asked) for engine in (first, second, third)] == [3, 3, 3]
        assert naps.time <= 27
        assert outcome.items == [None]

    def test_an_engine_whose_turn_comes_too_late_is_not_begun(self) -> None:
        naps = Naps()

        def slow(_texts: Sequence[str]) -> list[str]:
            naps.sleep(70)
            return []

        late = Scripted(name="late")
        outcome = run(sentences(1), Scripted(slow), late, naps=naps, deadline=60)
        assert late.asked == []
        assert outcome.failures[-1].reason == "no-time"

    def test_breaking_news_waits_less_than_others(self) -> None:
        assert set(DEADLINES) == set(Lane)
        assert DEADLINES["breaking"] < DEADLINES["normal"] < DEADLINES["background"]

    def test_waits_are_drawn_from_the_whole_span(self) -> None:
        """Full jitter: workers that failed together do not come back together."""
        naps = Naps()
        drawn = iter([0.0, 0.9, 0.25, 0.5])
        translate(
            sentences(1),
            source="en",
            target="ru",
            engines=[Scripted(*[failing("timeout", retryable=True)] * 4)],
            clock=naps.clock,
            sleep=naps.sleep,
            jitter=lambda: next(drawn),
        )
        assert naps.slept == [0.0, 1.8, 1.0, 4.0]

    @pytest.mark.parametrize("make", ALL, ids=str)
    @pytest.mark.parametrize("fault", ["401", "403", "456"])
    @pytest.mark.parametrize("count", [1, 60])
    def test_a_final_refusal_costs_one_request_however_much_there_is_to_send(
        self, make: Make, fault: str, count: int
    ) -> None:
        with make.double(faults=[fault], repeat=True) as double:
            run(sentences(count), make.engine(double.url, 5.0))
        assert len(double.requests) == 1

    @pytest.mark.parametrize("reason", ["quota", "refused", "not-set-up"])
    def test_what_is_final_is_not_asked_again(self, reason: str) -> None:
        engine = Scripted(failing(reason))
        spare = Scripted(name="spare")
        outcome = run(sentences(3), engine, spare)
        assert len(engine.asked) == 1
        assert {draft.engine for draft in outcome.items if draft} == {"spare"}

    def test_one_text_that_a_server_stumbles_over_does_not_hold_up_the_others(self) -> None:
        texts = sentences(16)
        with LibreTranslateDouble(
            faults=lambda r: "500" if any("number 11." in t for t in r.texts) else None
        ) as double:
            outcome = run(texts, LibreTranslateEngine(double.url))
        assert [n for n, draft in enumerate(outcome.items) if draft is None] == [11]
        assert right(outcome, texts)

    def test_one_text_that_is_refused_does_not_hold_up_the_others(self) -> None:
        texts = sentences(16)
        for poisoned in (0, 7, 15):
            poison = f"number {poisoned}."
            with LibreTranslateDouble(
                faults=lambda r, p=poison: "400" if any(p in t for t in r.texts) else None
            ) as double:
                outcome = run(texts, LibreTranslateEngine(double.url))
            assert [n for n, draft in enumerate(outcome.items) if draft is None] == [poisoned]

    def test_a_batch_over_the_servers_own_limit_is_halved_until_it_fits(self) -> None:
        with LibreTranslateDouble(batch_limit=7) as double:
            outcome = run(sentences(20), LibreTranslateEngine(double.url))
        assert all(outcome.items)
        assert sum(len(request.texts) for request in double.requests) == 20

    def test_a_language_that_the_server_does_not_know_ends_soon(self) -> None:
        with LibreTranslateDouble() as double:
            outcome = run(sentences(60), LibreTranslateEngine(double.url), target="xx")
        assert len(outcome.calls) <= 9
        assert "xx is not supported" in describe_failures(outcome.failures)


class TestWhatCounts:
    """What is kept as a translation."""

    def test_a_sentence_that_comes_back_as_it_went_goes_to_the_next_engine(self) -> None:
        """The next engine gets that one only."""

        def echo_first(texts: Sequence[str]) -> list[str]:
            return [texts[0].upper(), *(pseudo_translate(text, "ru") for text in texts[1:])]

        spare = Scripted(name="spare")
        outcome = run(sentences(4), Scripted(echo_first), spare)
        assert spare.asked == [["This is the sentence with number 0."]]
        assert [draft.engine for draft in outcome.items if draft] == ["spare", "scripted", "scripted", "scripted"]
        assert outcome.failures[0].reason == "not-translated"
        assert outcome.failures[0].message == "scripted gave back a sentence untranslated."

    def test_a_short_name_may_stay_as_it_is(self) -> None:
        outcome = run(coded("Bloomberg"), Scripted(list), target="de")
        assert outcome.items == [Drafted(CodedText.plain_text("Bloomberg"), "scripted")]

    def test_a_name_among_translated_sentences_may_stay_as_it_is(self) -> None:
        def keep_names(texts: Sequence[str]) -> list[str]:
            return [text if text == "Bloomberg" else pseudo_translate(text, "de") for text in texts]

        assert all(run([*coded("Bloomberg"), *sentences(2)], Scripted(keep_names), target="de").items)

    def test_a_batch_that_comes_back_whole_is_no_translation_however_short(self) -> None:
        outcome = run(coded("Bloomberg", "Axios"), Scripted(list), target="de")
        assert outcome.items == [None, None]
        assert describe_failures(outcome.failures) == "scripted gave back 2 sentences untranslated."

    def test_numbers_and_addresses_are_copied_and_not_sent(self) -> None:
        engine = Scripted()
        texts = coded("25–30", "https://example.org/News", "<1>desk@example.org</1>", "* * *", "@desk #1", "")
        outcome = run(texts, engine)
        assert engine.asked == []
        assert outcome.items == [Drafted(text, "") for text in texts]

    def test_another_script_is_no_russian(self) -> None:
        outcome = run(sentences(1), Scripted(lambda _texts: ["Dies ist ganz bestimmt kein Russisch."]))
        assert outcome.items == [None]
        assert outcome.failures[0].reason == "not-translated"

    def test_a_short_latin_name_is_good_russian(self) -> None:
        assert run(coded("The WhatsApp app"), Scripted(lambda _texts: ["WhatsApp"])).items[0] is not None

    @pytest.mark.parametrize(
        "answer",
        [
            "<html><body>Fehler</body></html>",
            "Ein <b>Satz</b> hier.",
            "Text <script>x()",
            "<!doctype html>",
            "...",
            "x" * 900,
        ],
    )
    def test_markup_pages_and_loops_are_no_translation(self, answer: str) -> None:
        outcome = run(sentences(1), Scripted(lambda _texts: [answer]), target="de")
        assert outcome.items == [None]
        assert outcome.failures[0].reason == "bad-answer"

    def test_a_story_about_markup_may_have_markup(self) -> None:
        text = CodedText.plain_text("Write <b>like this</b> to make it bold.")
        outcome = run([text], Scripted(lambda _texts: ["Schreiben Sie <b>so</b>, damit es fett wird."]), target="de")
        assert outcome.items[0] is not None
        assert outcome.items[0].text.dumps().count("&lt;b&gt;") == 1

    @pytest.mark.parametrize(
        "answer", [None, "text", [], [1, 2], ["a", None], ["a", " "], ["a"], ["a", "b", "c"], {"a": 1}]
    )
    def test_a_foreign_engine_is_checked_as_well(self, answer: Any) -> None:
        outcome = run(sentences(2), Scripted(*[lambda _texts: answer] * 9), target="de")
        assert outcome.items == [None, None]


class TestTelling:
    """What the caller learns, and when."""

    def test_each_answer_is_handed_on_at_once(self) -> None:
        """So that it can be kept before the next request begins."""
        kept: list[list[int]] = []
        seen: list[int] = []

        class Small(Scripted):
            limits = EngineLimits(items=2, chars=1000, bytes=10_000)

            def translate_batch(
                self, texts: Sequence[str], *, source: str, target: str, hints: Hints = NO_HINTS
            ) -> list[str]:
                seen.append(sum(map(len, kept)))
                return super().translate_batch(texts, source=source, target=target, hints=hints)

        outcome = run(sentences(5), Small(), on_chunk=lambda chunk: kept.append([index for index, _ in chunk]))
        assert kept == [[0, 1], [2, 3], [4]]
        assert seen == [0, 2, 4]
        assert [(call.items, call.ok) for call in outcome.calls] == [(2, True), (2, True), (1, True)]

    def test_every_engine_gets_the_hints(self) -> None:
        hints = Hints("What it is about", (("ceasefire", "перемирие"),))
        first, second = FakeEngine(lambda text, _target: text), FakeEngine()
        outcome = run(sentences(2), first, second, hints=hints)
        assert all(outcome.items)
        assert (first.hints, second.hints) == ([hints], [hints])

    def test_what_on_chunk_raises_stops_the_chain(self) -> None:
        def lost(_chunk: object) -> None:
            raise LookupError("the job is gone")

        with pytest.raises(LookupError):
            run(sentences(3), Scripted(), on_chunk=lost)

    def test_answers_before_a_failure_are_kept_and_not_sent_again(self) -> None:
        class Small(Scripted):
            limits = EngineLimits(items=2, chars=1000, bytes=10_000)

        spare = Scripted(name="spare")
        outcome = run(sentences(6), Small(None, failing("quota")), spare)
        assert [draft.engine for draft in outcome.items if draft] == ["scripted"] * 2 + ["spare"] * 4
        assert sum(map(len, spare.asked)) == 4

    def test_no_engine_and_no_text_are_said_plainly(self) -> None:
        assert run([], Scripted()).items == []
        outcome = run(sentences(1))
        assert outcome.items == [None]
        assert describe_failures(outcome.failures) == "No translation engine is set up."

    def test_several_failures_become_one_sentence(self) -> None:
        failures = [EngineFailure("a", "quota", "A is used up."), EngineFailure("b", "timeout", "B is late.")]
        assert describe_failures(failures) == "No engine gave a usable draft: A is used up; B is late."

    def test_google_asks_one_by_one_when_its_lines_are_glued(self) -> None:
        texts = sentences(12)
        with GoogleDouble(lines="glue") as double:
            outcome = run(texts, GOOGLE.engine(double.url, 5.0))
        assert all(outcome.items)
        assert right(outcome, texts)
        assert len(double.requests) <= len(texts) + 3

    def test_deepl_takes_fifty_texts_a_request(self) -> None:
        with DEEPL.double() as double:
            outcome = run(sentences(120), DEEPL.engine(double.url, 5.0))
        assert all(outcome.items)
        assert [len(request.texts) for request in double.requests] == [50, 50, 20]

    def test_an_article_is_drafted_within_the_latency_of_its_requests(self) -> None:
        texts = [CodedText.loads(f"Sentence {n} has <1>a link</1> and <2>one more</2> for {n}.") for n in range(40)]
        with LibreTranslateDouble(latency=0.2) as double:
            began = time.monotonic()
            outcome = translate(texts, source="en", target="ru", engines=[LibreTranslateEngine(double.url)])
            took = time.monotonic() - began
        assert all(draft and not draft.unplaced for draft in outcome.items)
        assert len(double.requests) <= 2
        assert took < len(double.requests) * 0.2 + 1
