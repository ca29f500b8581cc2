"""What is particular to one provider: its wire, its limits, its traps."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from localize.errors import EngineError
from localize.mt.deepl import FREE_URL, PAID_URL, DeeplEngine
from localize.mt.google import GoogleEngine
from localize.mt.libretranslate import LibreTranslateEngine
from tests.doubles import DeeplDouble, GoogleDouble, LibreTranslateDouble, pseudo_translate
from tests.doubles.server import Reply

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
