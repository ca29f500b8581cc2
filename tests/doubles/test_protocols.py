"""The doubles are strict: what a provider would refuse, they refuse."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.doubles import (
    FAULTS,
    DeeplDouble,
    GoogleDouble,
    LibreTranslateDouble,
    MicrosoftDouble,
    MyMemoryDouble,
    pseudo_translate,
)

BROWSER = {"User-Agent": "Mozilla/5.0"}
GOOD = {"q": ["One text."], "source": "en", "target": "ru", "format": "text"}
DEEPL_GOOD = {"text": ["One text."], "target_lang": "RU"}
DEEPL_AUTH = {"Authorization": "DeepL-Auth-Key test-key:fx"}


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/translate", GOOD, 200),
        ("GET", "/translate", None, 405),
        ("POST", "/other", GOOD, 404),
        ("POST", "/translate", {**GOOD, "q": "not a list"}, 400),
        ("POST", "/translate", {**GOOD, "target": "xx"}, 400),
        ("POST", "/translate", {"q": ["x"]}, 400),
        ("POST", "/translate", {**GOOD, "q": ["x"] * 4}, 400),
    ],
)
def test_libretranslate(method: str, path: str, body: Any, status: int) -> None:
    with LibreTranslateDouble(batch_limit=3) as double:
        answer = requests.request(method, double.url + path, json=body, timeout=5)
    assert answer.status_code == status
    if status == 200:
        assert answer.json() == {"translatedText": [pseudo_translate("One text.", "ru")]}
    else:
        assert answer.json()["error"]
        assert double.requests == []


def test_libretranslate_with_a_key_wants_it() -> None:
    with LibreTranslateDouble(key="right") as double:
        assert requests.post(f"{double.url}/translate", json=GOOD, timeout=5).status_code == 403
        assert requests.post(f"{double.url}/translate", json={**GOOD, "api_key": "right"}, timeout=5).ok


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        (DEEPL_AUTH, DEEPL_GOOD, 200),
        ({}, DEEPL_GOOD, 403),
        ({"Authorization": "DeepL-Auth-Key wrong"}, DEEPL_GOOD, 403),
        (DEEPL_AUTH, {"text": ["x"] * 51, "target_lang": "RU"}, 400),
        (DEEPL_AUTH, {"text": ["x"], "target_lang": "ru"}, 400),
        (DEEPL_AUTH, {"text": ["x" * 140_000], "target_lang": "RU"}, 413),
        (DEEPL_AUTH, {"text": ["a <b>"], "target_lang": "RU", "tag_handling": "xml"}, 400),
    ],
)
def test_deepl(headers: Mapping[str, str], body: Any, status: int) -> None:
    with DeeplDouble() as double:
        assert requests.post(f"{double.url}/v2/translate", json=body, headers=headers, timeout=5).status_code == status


@pytest.mark.parametrize(
    ("params", "headers", "status"),
    [
        ({"sl": "en", "tl": "ru", "q": "One text."}, BROWSER, 200),
        ({"sl": "en", "tl": "ru", "q": "One text."}, {}, 404),
        ({"sl": "en", "tl": "ru"}, BROWSER, 400),
        ({"sl": "en", "tl": "ru", "q": "x" * 5000}, BROWSER, 400),
    ],
)
def test_google(params: Mapping[str, str], headers: Mapping[str, str], status: int) -> None:
    with GoogleDouble() as double:
        answer = requests.get(f"{double.url}/m", params=params, headers=headers, timeout=5)
    assert answer.status_code == status
    assert ("result-container" in answer.text) == (status == 200)


MICROSOFT = "/translate?api-version=3.0&from=en&to=ru"
MICROSOFT_AUTH = {"Ocp-Apim-Subscription-Key": "test-key"}


@pytest.mark.parametrize(
    ("path", "headers", "body", "status"),
    [
        (MICROSOFT, MICROSOFT_AUTH, [{"Text": "One text."}], 200),
        (MICROSOFT, {}, [{"Text": "One text."}], 401),
        (MICROSOFT, {**MICROSOFT_AUTH, "Ocp-Apim-Subscription-Region": "eastus"}, [{"Text": "One text."}], 401),
        (MICROSOFT.replace("3.0", "2.0"), MICROSOFT_AUTH, [{"Text": "One text."}], 400),
        (MICROSOFT.replace("ru", "RU"), MICROSOFT_AUTH, [{"Text": "One text."}], 400),
        (MICROSOFT, MICROSOFT_AUTH, ["One text."], 400),
        (MICROSOFT, MICROSOFT_AUTH, [{"Text": "x"}] * 1001, 400),
        (MICROSOFT, MICROSOFT_AUTH, [{"Text": "x" * 50_001}], 400),
        (f"{MICROSOFT}&textType=html", MICROSOFT_AUTH, [{"Text": "a <span>b"}], 400),
        (f"{MICROSOFT}&textType=html", MICROSOFT_AUTH, [{"Text": "a <b"}], 400),
    ],
)
def test_microsoft(path: str, headers: Mapping[str, str], body: Any, status: int) -> None:
    with MicrosoftDouble() as double:
        assert requests.post(double.url + path, json=body, headers=headers, timeout=5).status_code == status


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"q": "One text.", "langpair": "en-GB|ru-RU"}, 200),
        ({"q": "One text.", "langpair": "en|ru"}, "403"),
        ({"q": "One text."}, "403"),
        ({"langpair": "en-GB|ru-RU"}, "403"),
        ({"q": "ю" * 251, "langpair": "en-GB|ru-RU"}, "403"),
    ],
)
def test_mymemory(params: Mapping[str, str], said: Any) -> None:
    with MyMemoryDouble() as double:
        answer = requests.get(f"{double.url}/get", params=params, timeout=5)
    assert answer.status_code == 200
    assert answer.json()["responseStatus"] == said


@pytest.mark.parametrize("fault", sorted(FAULTS.keys() - {"hang", "drip", "drip-headers", "huge", "reset", "close"}))
def test_every_fault_of_an_answer_can_be_played(fault: str) -> None:
    with LibreTranslateDouble(faults=[fault]) as double:
        answer = requests.post(f"{double.url}/translate", json=GOOD, timeout=5, allow_redirects=False)
    right = b'{"translatedText": ["' + pseudo_translate("One text.", "ru").encode() + b'"]}'
    assert answer.content != right


def test_pseudo_translations_keep_what_must_stay() -> None:
    text = "In 2026, 5,000 people saw https://a.org/b?c=d; mail x@y.org <1>now</1> &amp; then."
    for target in ("ru", "de"):
        found = pseudo_translate(text, target)
        for kept in ("2026", "5,000", "https://a.org/b?c=d;", "x@y.org", "<1>", "</1>", "&amp;"):
            assert kept in found
    assert not any("a" <= char <= "z" for char in pseudo_translate("all of these words", "ru"))
    assert pseudo_translate("The reporters", "de") == "Der reportersen"


def test_it_runs_by_hand() -> None:
    command = [sys.executable, "-m", "tests.doubles", "libretranslate", "--port", "0", "--fault", "503:7"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().strip()
            answer = requests.post(f"{url}/translate", json=GOOD, timeout=5)
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "7")
        finally:
            process.terminate()
