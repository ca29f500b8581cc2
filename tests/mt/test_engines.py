"""Every engine keeps the same promises: one class of tests over all of them."""

import threading
import time
import traceback
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from deep_translator.base import BaseTranslator

from localize.errors import EngineError
from localize.mt.engine import HttpEngine
from tests.doubles import ServiceDouble, pseudo_translate
from tests.mt.making import ALL, DEEPL, KEY, Make

TEXTS = [
    "The talks in Geneva ended on Feb. 17 without a deal.",
    "Kyiv’s envoy said: “It’s 5,000 km, isn’t it?”",
    "Grüße, naïve café — ½ price 😀👩‍👩‍👧 for 25% of readers.",
    "Write to desk@example.org or see https://example.org/a?b=c#d today.",
    "R&amp;D costs rose &lt; 3 percent.",
]


@pytest.fixture(params=ALL, ids=str)
def make(request: pytest.FixtureRequest) -> Make:
    made: Make = request.param
    return made


@pytest.fixture
def double(make: Make) -> Iterator[ServiceDouble]:
    with make.double() as running:
        yield running


@pytest.fixture
def engine(make: Make, double: ServiceDouble) -> HttpEngine:
    return make.engine(double.url, 5.0)


def ask(engine: HttpEngine, texts: list[str], target: str = "ru") -> list[str]:
    return engine.translate_batch(texts, source="en", target=target)


class TestEveryEngine:
    """What the chain relies on."""

    @pytest.mark.parametrize("target", ["ru", "de"])
    def test_answers_come_in_order_one_for_each_text(self, engine: HttpEngine, target: str) -> None:
        assert ask(engine, TEXTS, target) == [pseudo_translate(text, target) for text in TEXTS]

    def test_a_batch_is_one_request_on_one_connection(
        self, make: Make, engine: HttpEngine, double: ServiceDouble
    ) -> None:
        for _ in range(3):
            ask(engine, TEXTS)
        assert len(double.requests) == 3 * (1 if make.lists else len(TEXTS))
        assert double.connections == 1

    def test_an_empty_batch_asks_nobody(self, engine: HttpEngine, double: ServiceDouble) -> None:
        assert ask(engine, []) == []
        assert double.requests == []

    def test_it_is_a_deep_translator_engine(self, engine: HttpEngine) -> None:
        assert isinstance(engine, BaseTranslator)
        assert engine.translate("One text", source="en", target="ru") == pseudo_translate("One text", "ru")

    def test_the_limits_it_states_are_accepted(self, engine: HttpEngine, double: ServiceDouble) -> None:
        """A request filled to the limit passes the provider's own check."""
        limits = engine.limits
        text = "Word after word — and so on. " * 4
        count = min(limits.items, limits.chars // len(text), limits.bytes // engine.measure(text))
        assert len(ask(engine, [text.strip()] * count)) == count
        assert len(double.requests) == 1

    def test_two_threads_never_get_each_others_answers(self, engine: HttpEngine) -> None:
        start = threading.Barrier(8)

        def work(number: int) -> bool:
            start.wait()
            texts = [f"Thread {number} asks for sentence {n}." for n in range(6)]
            return all(ask(engine, texts) == [pseudo_translate(text, "ru") for text in texts] for _ in range(5))

        with ThreadPoolExecutor(8) as pool:
            assert all(pool.map(work, range(8)))

    @pytest.mark.parametrize(
        ("fault", "reason", "retryable"),
        [
            ("429", "rate-limited", True),
            ("500", "server-error", True),
            ("502", "server-error", True),
            ("503", "server-error", True),
            ("504", "server-error", True),
            ("529", "server-error", True),
            ("html-502", "server-error", True),
            ("reset", "unreachable", True),
            ("close", "unreachable", True),
            ("401", "refused", False),
            ("403", "refused", False),
            ("404", "refused", False),
            ("413", "too-large", False),
            ("456", "quota", False),
            ("garbage", "bad-answer", False),
            ("empty-list", "bad-answer", False),
            ("empty-strings", "bad-answer", False),
            ("blank-strings", "bad-answer", False),
            ("wrong-types", "bad-answer", False),
            ("nulls", "bad-answer", False),
            ("wrong-shape", "bad-answer", False),
            ("html", "bad-answer", False),
            ("huge", "bad-answer", False),
            ("redirect", "refused", False),
        ],
    )
    def test_each_fault_is_an_error_with_its_reason(
        self, engine: HttpEngine, double: ServiceDouble, fault: str, reason: str, retryable: bool
    ) -> None:
        double.fail_with(fault)
        with pytest.raises(EngineError) as caught:
            ask(engine, TEXTS)
        assert (caught.value.reason, caught.value.retryable) == (reason, retryable)
        assert caught.value.engine == engine.name
        assert reason in EngineError.REASONS
        assert caught.value.message.startswith(engine.label)
        assert caught.value.message[-1] in ".…"
        assert caught.value.sent

    @pytest.mark.parametrize("fault", ["400", "413"])
    def test_too_much_for_one_request_is_told_from_a_text_that_is_refused(
        self, make: Make, engine: HttpEngine, double: ServiceDouble, fault: str
    ) -> None:
        """Servers say 400 for both: of several texts fewer may pass, a lone one is refused."""
        double.fail_with(fault, fault)
        with pytest.raises(EngineError) as several:
            ask(engine, TEXTS)
        with pytest.raises(EngineError) as alone:
            ask(engine, TEXTS[:1])
        assert several.value.reason == ("too-large" if make.lists or fault == "413" else "refused")
        assert alone.value.reason == ("too-large" if fault == "413" else "refused")

    def test_a_text_of_any_script_comes_through_whole(self, make: Make) -> None:
        """Cyrillic, emoji with joiners, a letter from two code points, signs of every plane, lines of markup."""
        texts = ["Й и Ё — «да»", "😀👩‍👩‍👧🏳️‍🌈 stay", "e\u0301 is é", "𝔘 and 漢字 and עברית", "a &lt; b &amp;amp; c"]
        with make.double(lambda text, _target: text + " да") as double:
            found = ask(make.engine(double.url, 5.0), texts)
        assert found == [unicodedata.normalize("NFC", f"{text} да") for text in texts]

    @pytest.mark.parametrize(("source", "target"), [("en", "ru"), ("en-GB", "de-DE"), ("en", "de"), ("en", "pt-BR")])
    def test_our_locales_are_what_the_service_calls_them(
        self, make: Make, engine: HttpEngine, double: ServiceDouble, source: str, target: str
    ) -> None:
        if (make.name, target) == ("libretranslate", "pt-BR"):
            pytest.skip("the double's server has no Portuguese installed")
        assert engine.translate_batch(["One text."], source=source, target=target)
        assert double.requests[0].target.lower().startswith(target[:2])

    @pytest.mark.parametrize("fault", ["hang", "drip", "drip-headers"])
    def test_a_server_that_never_ends_is_left_in_time(self, make: Make, double: ServiceDouble, fault: str) -> None:
        double.fail_with(fault)
        engine = make.engine(double.url, 0.3)
        began = time.monotonic()
        with pytest.raises(EngineError, match=r"did not answer within 0\.3 seconds") as caught:
            ask(engine, TEXTS)
        assert time.monotonic() - began < 2
        assert (caught.value.reason, caught.value.retryable) == ("timeout", True)

    def test_after_a_cut_request_the_next_one_works(self, make: Make, double: ServiceDouble) -> None:
        double.fail_with("hang", None)
        engine = make.engine(double.url, 0.3)
        with pytest.raises(EngineError):
            ask(engine, TEXTS)
        assert len(ask(engine, TEXTS)) == len(TEXTS)

    def test_a_closed_port_is_said_to_refuse(self, make: Make) -> None:
        with make.double() as gone:
            url = gone.url
        with pytest.raises(EngineError, match=r"cannot be reached: 127\.0\.0\.1 refuses the connection\.") as caught:
            ask(make.engine(url, 2.0), TEXTS)
        assert caught.value.retryable
        assert not caught.value.sent

    def test_retry_after_is_handed_on(self, engine: HttpEngine, double: ServiceDouble) -> None:
        double.fail_with("429:7")
        with pytest.raises(EngineError, match="in 7 seconds") as caught:
            ask(engine, TEXTS)
        assert caught.value.retry_after == 7

    def test_no_error_ever_holds_a_key(self, make: Make, engine: HttpEngine, double: ServiceDouble) -> None:
        """Neither its message nor the traceback that a log would print."""
        for fault in ("400", "401", "403", "500", "html", "reset", "garbage", "redirect", "429", "456"):
            double.fail_with(fault)
            with pytest.raises(EngineError) as caught:
                ask(engine, TEXTS)
            printed = "".join(traceback.format_exception(caught.value)) + repr(caught.value.details)
            assert make.secret not in printed
            assert "k3y" not in printed

    def test_texts_that_cannot_be_encoded_do_not_break_the_request(self, engine: HttpEngine) -> None:
        assert len(ask(engine, ["Half a pair \ud83d here and there.", "A second sentence."])) == 2

    def test_answers_are_composed_and_free_of_control_characters(self, make: Make) -> None:
        with make.double(lambda _text, _target: "о\x07дин и\u0306") as double:
            assert ask(make.engine(double.url, 5.0), ["one text"]) == ["о дин й"]

    def test_a_proxy_in_the_environment_does_not_come_between_us_and_loopback(
        self, make: Make, double: ServiceDouble, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        assert len(ask(make.engine(double.url, 5.0), TEXTS)) == len(TEXTS)


def test_a_provider_that_repeats_the_key_is_scrubbed() -> None:
    """The provider's own words are passed on, the key in them is not."""
    with DEEPL.double() as double:
        double._fail = lambda handler, _received, _fault: (  # type: ignore[method-assign]
            handler.send_response(500),
            handler.send_header("Content-Length", str(len(body))),
            handler.end_headers(),
            handler.wfile.write(body),
        )[0]
        body = f'{{"message": "no luck with {KEY} today"}}'.encode()
        double.fail_with("500")
        with pytest.raises(EngineError, match="no luck with … today"):
            ask(DEEPL.engine(double.url, 5.0), TEXTS)
