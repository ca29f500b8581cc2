"""What is particular to one provider: its wire, its limits, its traps."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from localize.errors import EngineError
from localize.markup import CodedText
from localize.mt.chain import translate
from localize.mt.deepl import FREE_URL, PAID_URL, DeeplEngine
from localize.mt.google import GoogleEngine
from localize.mt.libretranslate import LibreTranslateEngine
from localize.mt.microsoft import MicrosoftEngine
from localize.mt.mymemory import MyMemoryEngine
from localize.ports import Hints
from tests.doubles import (
    DeeplDouble,
    GoogleDouble,
    LibreTranslateDouble,
    MicrosoftDouble,
    MyMemoryDouble,
    pseudo_translate,
)
from tests.doubles.deepl import Glossary
from tests.doubles.server import QUOTA_WARNING, Reply, json_reply
from tests.mt.making import ALL, Make

SENTENCES = [f"Sentence number {n} says that {n * 7} people came." for n in range(1, 8)]


def translated(texts: list[str], target: str = "ru") -> list[str]:
    return [pseudo_translate(text, target) for text in texts]


class TestGoogle:
    """Many sentences as lines of one text, and never a wrong pair."""

    def test_sentences_travel_as_lines_of_one_text(self) -> None:
        with GoogleDouble() as double:
            GoogleEngine(double.url).translate_batch(SENTENCES, source="en", target="ru")
        query = parse_qs(urlsplit(double.requests[0].path).query)
        assert query == {"sl": ["en"], "tl": ["ru"], "q": ["\n".join(SENTENCES)]}

    @pytest.mark.parametrize("lines", ["glue", "shift"])
    def test_lines_that_come_back_glued_or_shifted_are_asked_again(self, lines: str) -> None:
        """The right count alone is no proof: one line cut and two joined give it too."""
        with GoogleDouble(lines=lines) as double:
            found = GoogleEngine(double.url).translate_batch(SENTENCES, source="en", target="ru")
        assert found == translated(SENTENCES)
        assert 1 < len(double.requests) <= 2 * len(SENTENCES)

    def test_a_pair_with_other_digits_is_asked_again_alone_and_then_believed(self) -> None:
        texts = ["He paid two of them.", "Nothing else happened on that day.", "She left early."]

        def rule(text: str, target: str) -> str:
            return pseudo_translate(text.replace("two", "2"), target)

        with GoogleDouble(rule) as double:
            found = GoogleEngine(double.url).translate_batch(texts, source="en", target="ru")
        assert found[0] == rule(texts[0], "ru")
        assert [request.texts for request in double.requests[1:]] == [(texts[0],)]

    def test_line_ends_inside_a_sentence_do_not_split_it(self) -> None:
        with GoogleDouble() as double:
            found = GoogleEngine(double.url).translate_batch(
                ["One\nlonger\u2028line.", "Two."], source="en", target="ru"
            )
        assert found == translated(["One longer line.", "Two."])

    def test_markup_in_a_story_stays_text(self) -> None:
        text = "He typed <b>5 < 6</b> & left."
        with GoogleDouble(lambda text, _target: text.replace("typed", "набрал")) as double:
            found = GoogleEngine(double.url).translate_batch([text], source="en", target="ru")
        assert found == ["He набрал <b>5 < 6</b> & left."]

    @pytest.mark.parametrize("text", ["word " * 1100, "слово " * 500], ids=["characters", "bytes of the address"])
    def test_a_text_over_its_limits_is_not_sent(self, text: str) -> None:
        with GoogleDouble() as double, pytest.raises(EngineError) as caught:
            GoogleEngine(double.url).translate_batch([text], source="en", target="de")
        assert caught.value.reason == "too-large"
        assert double.requests == []

    def test_the_robot_page_is_named_for_what_it_is(self) -> None:
        with GoogleDouble() as double:
            double._wrong = lambda _received, _fault: _sorry(double.url)  # type: ignore[method-assign]
            double.fail_with("redirect")
            with pytest.raises(EngineError, match="proof that a person") as caught:
                GoogleEngine(double.url).translate_batch(["Text"], source="en", target="ru")
        assert (caught.value.reason, caught.value.retryable) == ("rate-limited", True)

    def test_chinese_and_hebrew_have_the_codes_that_the_page_knows(self) -> None:
        with GoogleDouble() as double:
            engine = GoogleEngine(double.url)
            for locale in ("zh", "zh-TW", "he", "de-AT"):
                engine.translate_batch(["Text"], source="en", target=locale)
        assert [request.target for request in double.requests] == ["zh-CN", "zh-TW", "iw", "de"]


def _sorry(url: str) -> Reply:

    other = url.replace("127.0.0.1", "localhost")
    return Reply(302, b"", headers={"Location": f"{other}/sorry/index"})


class TestDeepl:
    """The v2 API."""

    def test_the_request_is_what_the_api_wants(self) -> None:
        with DeeplDouble() as double:
            DeeplEngine("test-key:fx", double.url).translate_batch(['A <a i="1">b</a>'], source="en", target="de")
        (request,) = double.requests
        sent = json.loads(request.body)
        assert request.headers["Authorization"] == "DeepL-Auth-Key test-key:fx"
        assert sent["source_lang"] == "EN"
        assert sent["target_lang"] == "DE"
        assert sent["tag_handling"] == "xml"
        assert "test-key" not in request.path + request.body.decode()

    def test_the_kind_of_key_chooses_the_host(self) -> None:
        assert DeeplEngine("abc:fx")._base_url == FREE_URL
        assert DeeplEngine("abc")._base_url == PAID_URL
        assert DeeplEngine("abc:fx", "http://127.0.0.1:1/v2/")._base_url == "http://127.0.0.1:1"

    def test_netrc_does_not_replace_the_key(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without care, requests puts a login from ~/.netrc over our header."""
        (tmp_path / "netrc").write_text("machine 127.0.0.1 login other password person\n")
        (tmp_path / "netrc").chmod(0o600)
        monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
        monkeypatch.setattr("localize.mt.http._is_loopback", lambda _host: False)
        monkeypatch.setenv("NO_PROXY", "*")
        with DeeplDouble() as double:
            assert DeeplEngine("test-key:fx", double.url).translate_batch(["Text"], source="en", target="de")

    @pytest.mark.parametrize("key", ["ключ", "line\nbreak"])
    def test_a_key_that_cannot_be_sent_is_named_not_shown(self, key: str) -> None:
        with DeeplDouble() as double, pytest.raises(EngineError) as caught:
            DeeplEngine(key, double.url).translate_batch(["Text"], source="en", target="de")
        assert caught.value.reason == "not-set-up"
        assert key not in caught.value.message

    def test_without_a_key_it_says_what_it_takes(self) -> None:
        with pytest.raises(EngineError, match="LOCALIZE_DEEPL_KEY") as caught:
            DeeplEngine(None).translate_batch(["Text"], source="en", target="de")
        assert caught.value.reason == "not-set-up"

    def test_portuguese_needs_a_variant(self) -> None:
        with DeeplDouble() as double:
            engine = DeeplEngine("test-key:fx", double.url)
            for locale in ("pt", "pt-BR", "de-CH"):
                engine.translate_batch(["Text"], source="en-US", target=locale)
        assert [request.target for request in double.requests] == ["pt-pt", "pt-br", "de"]


TERMS = (("ceasefire", "перемирие"), ("red tape", "волокита"), ("bank", "банк"), ("bank", "берег"))


class TestDeeplHints:
    """Context is sent along; terms become a glossary of the account, once, and never stand in a draft's way."""

    def test_the_context_travels_with_the_texts_and_is_no_text(self) -> None:
        with DeeplDouble() as double:
            engine = DeeplEngine("test-key:fx", double.url)
            engine.translate_batch(["Text"], source="en", target="ru", hints=Hints("Talks end — again"))
            engine.translate_batch(["Text"], source="en", target="ru", hints=Hints("ы" * 5000))
            engine.translate_batch(["Text"], source="en", target="ru")
        bodies = [json.loads(request.body) for request in double.requests]
        assert bodies[0]["context"] == "Talks end — again"
        assert bodies[0]["text"] == ["Text"]
        assert set(bodies[1]["context"]) == {"ы"}
        assert len(bodies[1]["context"].encode()) <= 3 * 1024
        assert "context" not in bodies[2]
        assert double.glossary_requests == []

    def test_terms_are_made_a_glossary_once_and_used_in_every_request(self) -> None:
        with DeeplDouble() as double:
            engine = DeeplEngine("test-key:fx", double.url)
            for hints in (Hints(terms=TERMS), Hints(terms=TERMS[::-1])):
                found = engine.translate_batch(["A ceasefire"], source="en", target="ru", hints=hints)
                assert found == [f"{pseudo_translate('A', 'ru')} перемирие"]
        assert double.glossary_requests == [("GET", "/v2/glossaries"), ("POST", "/v2/glossaries")]
        (made,) = double.glossaries.values()
        assert made.entries == {"ceasefire": "перемирие", "red tape": "волокита"}, (
            "a word with two meanings is left out"
        )

    def test_another_process_finds_it_by_its_name(self) -> None:
        with DeeplDouble() as double:
            for _ in range(2):
                engine = DeeplEngine("test-key:fx", double.url)
                engine.translate_batch(["Text"], source="en", target="ru", hints=Hints(terms=TERMS))
            engine.translate_batch(["Text"], source="en", target="de", hints=Hints(terms=TERMS))
        assert [method for method, _ in double.glossary_requests] == ["GET", "POST", "GET", "GET", "POST"]
        assert len(double.glossaries) == 2, "each pair of languages has its own"

    def test_variants_of_a_language_share_its_glossary(self) -> None:
        with DeeplDouble() as double:
            engine = DeeplEngine("test-key:fx", double.url)
            for target in ("pt", "pt-BR"):
                engine.translate_batch(["Text"], source="en-GB", target=target, hints=Hints(terms=TERMS))
        assert len(double.glossaries) == 1
        assert all("glossary_id" in json.loads(request.body) for request in double.requests)

    def test_old_ones_of_ours_are_deleted_and_those_of_others_kept(self) -> None:
        with DeeplDouble() as double:
            double.glossaries["theirs"] = Glossary("style desk", ("en", "ru"), 0, {"a": "б"})
            engine = DeeplEngine("test-key:fx", double.url)
            for number in range(12):
                terms = (("ceasefire", f"перемирие {number}"),)
                engine.translate_batch(["Text"], source="en", target="ru", hints=Hints(terms=terms))
        assert "theirs" in double.glossaries
        assert [method for method, _ in double.glossary_requests].count("GET") == 1, "the list is remembered"
        kept = [made.entries["ceasefire"] for key, made in double.glossaries.items() if key != "theirs"]
        assert kept == [f"перемирие {number}" for number in range(4, 12)]

    def test_an_account_that_holds_one_has_the_old_one_replaced(self) -> None:
        with DeeplDouble(glossary_limit=1) as double:
            engine = DeeplEngine("test-key:fx", double.url)
            for word in ("перемирие", "прекращение огня"):
                hints = Hints(terms=(("ceasefire", word),))
                found = engine.translate_batch(["ceasefire"], source="en", target="ru", hints=hints)
                assert found == [word]
        assert len(double.glossaries) == 1

    @pytest.mark.parametrize("fault", ["400", "403", "404", "429:60", "456", "500", "garbage", "html", "reset", "hang"])
    def test_without_a_glossary_the_draft_is_made_all_the_same(self, fault: str) -> None:
        with DeeplDouble() as double:
            double.glossary_fault = fault
            engine = DeeplEngine("test-key:fx", double.url, timeout=0.5)
            for _ in range(3):
                found = engine.translate_batch(["A ceasefire"], source="en", target="ru", hints=Hints(terms=TERMS))
                assert found == translated(["A ceasefire"])
        assert len(double.glossary_requests) == 1, "what failed is left alone for a while"
        assert len(double.requests) == 3

    def test_after_a_while_it_is_tried_again(self) -> None:
        now = [0.0]
        with DeeplDouble() as double:
            engine = DeeplEngine("test-key:fx", double.url)
            engine._glossaries._clock = lambda: now[0]
            double.glossary_fault = "500"
            engine.translate_batch(["A"], source="en", target="ru", hints=Hints(terms=TERMS))
            double.glossary_fault, now[0] = None, 601.0
            engine.translate_batch(["A"], source="en", target="ru", hints=Hints(terms=TERMS))
        assert len(double.glossaries) == 1

    def test_a_glossary_that_somebody_deleted_is_done_without(self) -> None:
        with DeeplDouble() as double:
            engine = DeeplEngine("test-key:fx", double.url)
            engine.translate_batch(["A ceasefire"], source="en", target="ru", hints=Hints(terms=TERMS))
            double.glossaries.clear()
            for _ in range(2):
                found = engine.translate_batch(["A ceasefire"], source="en", target="ru", hints=Hints(terms=TERMS))
                assert found == translated(["A ceasefire"])
        assert len(double.requests) == 3

    def test_a_fault_of_the_text_is_told_as_without_a_glossary(self) -> None:
        with DeeplDouble(faults=["413", "413"]) as double, pytest.raises(EngineError) as caught:
            DeeplEngine("test-key:fx", double.url).translate_batch(
                ["Text"], source="en", target="ru", hints=Hints(terms=TERMS)
            )
        assert caught.value.reason == "too-large"


@pytest.mark.parametrize("make", ALL, ids=str)
def test_hints_never_become_texts(make: Make) -> None:
    """Whoever has no use for them translates as without."""
    hints = Hints("What it is about", (("nothing here", "ничего"),))
    with make.double() as double:
        found = make.engine(double.url, 5.0).translate_batch(SENTENCES, source="en", target="ru", hints=hints)
    assert found == translated(SENTENCES)
    assert sum(request.chars for request in double.requests) <= sum(map(len, SENTENCES)) + len(SENTENCES)


class TestLibreTranslate:
    """A server of one's own."""

    def test_a_server_without_keys_is_sent_none(self) -> None:
        with LibreTranslateDouble() as double:
            LibreTranslateEngine(f"{double.url}/").translate_batch(SENTENCES, source="en", target="de")
        sent = json.loads(double.requests[0].body)
        assert sent == {"q": SENTENCES, "source": "en", "target": "de", "format": "text"}

    def test_a_wrong_key_points_to_the_setting(self) -> None:
        with LibreTranslateDouble(key="right") as double, pytest.raises(EngineError) as caught:
            LibreTranslateEngine(double.url, "wr0ng").translate_batch(["Text"], source="en", target="de")
        assert caught.value.message == (
            "LibreTranslate refused the key (403). Check LOCALIZE_LIBRETRANSLATE_KEY. It says: Invalid API key."
        )

    def test_an_unknown_language_is_explained_in_the_servers_words(self) -> None:
        with LibreTranslateDouble() as double, pytest.raises(EngineError, match="xx is not supported") as caught:
            LibreTranslateEngine(double.url).translate_batch(["Text"], source="en", target="xx")
        assert caught.value.reason == "refused"

    def test_without_an_address_it_says_what_it_takes(self) -> None:
        with pytest.raises(EngineError, match="LOCALIZE_LIBRETRANSLATE_URL") as caught:
            LibreTranslateEngine(None).translate_batch(["Text"], source="en", target="de")
        assert caught.value.reason == "not-set-up"

    def test_another_site_behind_the_address_is_pointed_out(self) -> None:
        with GoogleDouble() as double, pytest.raises(EngineError, match="no translator at this address") as caught:
            LibreTranslateEngine(double.url).translate_batch(["Text"], source="en", target="de")
        assert not caught.value.retryable


class TestMicrosoft:
    """The v3 API."""

    def test_the_request_is_what_the_api_wants(self) -> None:
        text = 'A <span id="1">b</span> of <span id="2" class="notranslate">a@b.org</span>'
        with MicrosoftDouble(region="westeurope") as double:
            engine = MicrosoftEngine("test-key", "westeurope", double.url)
            assert engine.translate_batch([text, "Two"], source="en", target="de")
        (request,) = double.requests
        query = parse_qs(urlsplit(request.path).query)
        assert query == {"api-version": ["3.0"], "from": ["en"], "to": ["de"], "textType": ["html"]}
        assert json.loads(request.body) == [{"Text": text}, {"Text": "Two"}]
        assert "test-key" not in request.path + request.body.decode()

    def test_a_thousand_texts_are_one_request(self) -> None:
        texts = [f"Text {n}." for n in range(1000)]
        with MicrosoftDouble() as double:
            assert MicrosoftEngine("test-key", None, double.url).translate_batch(
                texts, source="en", target="ru"
            ) == translated(texts)
        assert len(double.requests) == 1

    def test_codes_and_addresses_travel_as_html_and_come_back_in_place(self) -> None:
        """A pair within a pair, a place, and an address that must not change: tags of a kind that HTML can hold."""
        text = CodedText.loads("Read <1>the <2>whole</2> report</1> at https://example.org/a?b=1&c=2 <3/>now.")
        with MicrosoftDouble() as double:
            outcome = translate(
                [text], source="en", target="ru", engines=[MicrosoftEngine("test-key", None, double.url)]
            )
        (draft,) = outcome.items
        assert draft is not None
        assert draft.text.dumps() == pseudo_translate(text.dumps(), "ru")
        assert (draft.unplaced, draft.displaced) == ((), ())
        (sent,) = double.requests[0].texts
        assert '<span id="4" class="notranslate">' not in sent.partition("https")[2]
        assert 'class="notranslate">https://example.org/a?b=1&amp;c=2</span>' in sent
        assert "<img id=" in sent

    @pytest.mark.parametrize(
        "answer", ["«Да»&nbsp;&mdash; 5 &lt; 6 &amp;amp; &copy;", "«Да»\u00a0— 5 &lt; 6 &amp;amp; ©"]
    )
    def test_html_entities_are_read_once(self, answer: str) -> None:
        with MicrosoftDouble(lambda _text, _target: answer) as double:
            outcome = translate(
                [CodedText.plain_text("“Yes” — 5 < 6 &amp; ©")],
                source="en",
                target="ru",
                engines=[MicrosoftEngine("test-key", None, double.url)],
            )
        (draft,) = outcome.items
        assert draft is not None
        assert draft.text.plain == "«Да»\u00a0— 5 < 6 &amp; ©"

    def test_free_characters_that_are_used_up_are_no_wrong_key(self) -> None:
        body = {"error": {"code": 403001, "message": "The operation is not allowed: the free quota is exceeded."}}
        with MicrosoftDouble() as double:
            double._wrong = lambda _received, _fault: json_reply(403, body)  # type: ignore[method-assign]
            double.fail_with("html")
            with pytest.raises(EngineError, match="quota is used up") as caught:
                MicrosoftEngine("test-key", None, double.url).translate_batch(["Text"], source="en", target="de")
        assert (caught.value.reason, caught.value.retryable) == ("quota", False)

    @pytest.mark.parametrize(("key", "region"), [("wrong", "westeurope"), ("test-key", None), ("test-key", "eastus")])
    def test_a_wrong_key_or_region_points_to_the_settings(self, key: str, region: str | None) -> None:
        with MicrosoftDouble(region="westeurope") as double, pytest.raises(EngineError) as caught:
            MicrosoftEngine(key, region, double.url).translate_batch(["Text"], source="en", target="de")
        assert "Check LOCALIZE_MICROSOFT_KEY" in caught.value.message
        assert caught.value.reason == "refused"

    def test_chinese_and_portuguese_have_the_tags_that_it_knows(self) -> None:
        with MicrosoftDouble() as double:
            engine = MicrosoftEngine("test-key", None, double.url)
            for locale in ("zh", "zh-TW", "pt", "pt-PT", "de-AT"):
                engine.translate_batch(["Text"], source="en-US", target=locale)
        assert [request.target for request in double.requests] == ["zh-Hans", "zh-Hant", "pt", "pt-PT", "de"]

    def test_without_a_key_it_says_what_it_takes(self) -> None:
        with pytest.raises(EngineError, match="LOCALIZE_MICROSOFT_KEY") as caught:
            MicrosoftEngine(None).translate_batch(["Text"], source="en", target="de")
        assert caught.value.reason == "not-set-up"


class TestMyMemory:
    """A public service whose errors look like translations."""

    def test_it_asks_over_https_with_regions_and_the_address_of_the_desk(self) -> None:
        assert MyMemoryEngine()._base_url.startswith("https://")
        with MyMemoryDouble() as double:
            MyMemoryEngine("desk@example.org", double.url).translate_batch(["One", "Two"], source="en", target="ru")
        queries = [parse_qs(urlsplit(request.path).query) for request in double.requests]
        assert queries == [
            {"q": [text], "langpair": ["en-GB|ru-RU"], "de": ["desk@example.org"]} for text in ("One", "Two")
        ]

    @pytest.mark.parametrize(
        ("text", "status", "finished", "reason"),
        [
            (QUOTA_WARNING, 200, False, "quota"),
            (QUOTA_WARNING, "429", True, "quota"),
            ("Полезный текст", 200, True, "quota"),
            ("QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 500 CHARS", "403", False, "too-large"),
            ("QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 500 CHARS", 200, False, "too-large"),
            ("'XX' IS AN INVALID TARGET LANGUAGE . EXAMPLE: LANGPAIR=EN|IT", "403", False, "refused"),
            ("INVALID LANGUAGE PAIR SPECIFIED", 200, False, "refused"),
            ("Полезный текст", "500", False, "server-error"),
            ("Полезный текст", None, False, "bad-answer"),
            (None, 200, False, "bad-answer"),
            ("", 200, False, "bad-answer"),
        ],
    )
    def test_what_stands_in_the_place_of_a_translation_is_an_error(
        self, text: str | None, status: Any, finished: bool, reason: str
    ) -> None:
        body = {"responseData": {"translatedText": text}, "quotaFinished": finished, "responseStatus": status}
        with MyMemoryDouble() as double:
            double._wrong = lambda _received, _fault: json_reply(200, body)  # type: ignore[method-assign]
            double.fail_with("html")
            with pytest.raises(EngineError) as caught:
                MyMemoryEngine(None, double.url).translate_batch(["One text."], source="en", target="ru")
        assert caught.value.reason == reason

    def test_the_days_quota_says_when_it_ends(self) -> None:
        with MyMemoryDouble(faults=["warning"]) as double, pytest.raises(EngineError) as caught:
            MyMemoryEngine(None, double.url).translate_batch(["One text."], source="en", target="ru")
        assert caught.value.retry_after == 13 * 3600 + 31 * 60 + 29
        assert not caught.value.retryable

    def test_the_days_quota_under_a_status_of_its_own_is_the_same(self) -> None:
        with MyMemoryDouble(quota=10) as double, pytest.raises(EngineError) as caught:
            MyMemoryEngine(None, double.url).translate_batch(["A text of many words."], source="en", target="ru")
        assert (caught.value.reason, caught.value.retryable) == ("quota", False)

    def test_a_text_over_its_limit_is_not_sent(self) -> None:
        with MyMemoryDouble() as double, pytest.raises(EngineError) as caught:
            MyMemoryEngine(None, double.url).translate_batch(["слово " * 50], source="en", target="de")
        assert caught.value.reason == "too-large"
        assert double.requests == []

    def test_quotation_marks_come_as_entities_and_a_story_about_entities_keeps_them(self) -> None:
        with MyMemoryDouble(lambda text, _target: f"&quot;{text}&#39;s") as double:
            engine = MyMemoryEngine(None, double.url)
            found = engine.translate_batch(["Plain", "Write &amp; here"], source="en", target="de")
        assert found == ["\"Plain's", "&quot;Write &amp; here&#39;s"]

    def test_a_name_that_stands_alone_may_come_back_and_a_sentence_may_not(self) -> None:
        texts = [CodedText.plain_text("Bloomberg"), CodedText.plain_text("They left the room early.")]
        with MyMemoryDouble(faults=["echo"], repeat=True) as double:
            outcome = translate(texts, source="en", target="de", engines=[MyMemoryEngine(None, double.url)])
        assert [item and item.text.plain for item in outcome.items] == ["Bloomberg", None]
        assert outcome.failures[0].reason == "not-translated"
