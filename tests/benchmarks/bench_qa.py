"""How often the checks cry wolf, what they catch, and what they cost: ``pytest tests/benchmarks/bench_qa.py -s``.

Measured on news translated by people and by engines, which is not part of the project: without it, skipped. A finding
on a person's translation is not always false (people drop numbers too), so the rates are upper bounds.
"""

import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from localize.qa import Severity, check_plain

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

Pairs = list[tuple[str, str]]


def _news(locale: str) -> dict[str, Pairs]:
    """Pairs by who translated them; skips where the data is absent."""
    path = DATA / f"news_en-{locale}.jsonl"
    if not path.exists():
        pytest.skip(f"{path} is not on this machine")
    found: dict[str, Pairs] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        for segment in json.loads(line)["segments"]:
            found["person"].append((segment["src"], segment["ref"]))
            for engine in ("ONLINE-B", "ONLINE-W"):
                found[engine].append((segment["src"], segment["mt"][engine]))
    return found


def _numbers(src: str, tgt: str, locale: str) -> list[Severity]:
    return [f.severity for f in check_plain(src, tgt, locale) if f.code.startswith("number_")]


@pytest.mark.parametrize("locale", ["ru", "de"])
def test_false_alarms_stay_rare(locale: str) -> None:
    """Numbers: errors on under 0.5 %, errors and warnings on under 3 % of the sentences. All checks: under 5 %."""
    print(f"\n{'en-' + locale:10} sentences   numbers: errors  +warnings   all: errors  +warnings")
    for who, pairs in _news(locale).items():
        count: Counter[str] = Counter()
        for src, tgt in pairs:
            findings = check_plain(src, tgt, locale)
            weights = {f.severity for f in findings}
            numbers = {f.severity for f in findings if f.code.startswith("number_")}
            count["number errors"] += Severity.ERROR in numbers
            count["numbers"] += bool(numbers - {Severity.NOTE})
            count["errors"] += Severity.ERROR in weights
            count["all"] += bool(weights - {Severity.NOTE})
        rates = {key: 100 * value / len(pairs) for key, value in count.items()}
        print(
            f"{who:10} {len(pairs):9}   {rates['number errors']:14.2f}% {rates['numbers']:9.2f}%"
            f"   {rates['errors']:10.2f}% {rates['all']:9.2f}%"
        )
        assert rates["number errors"] < 0.5
        assert rates["numbers"] < 3
        assert rates["all"] < 5


def _damaged(tgt: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """The target with one digit changed, two swapped, a scale lost, a number dropped."""
    numbers = list(re.finditer(r"(?<![^\W_-])[0-9][0-9.,\u00a0]*", tgt))
    if not numbers:
        return
    number = chance.choice(numbers)
    digits = [n for n in range(*number.span()) if tgt[n].isdigit()]
    place = chance.choice(digits)
    other = chance.choice([c for c in "123456789" if c != tgt[place]])
    yield "digit changed", tgt[:place] + other + tgt[place + 1 :]
    if len(digits) > 1 and tgt[digits[0]] != tgt[digits[1]]:
        a, b = digits[:2]
        yield "digits swapped", tgt[:a] + tgt[b] + tgt[a + 1 : b] + tgt[a] + tgt[b + 1 :]
    scale = re.search(r"(?<=[0-9])[\s\u00a0](?:млн|млрд|миллион\w*|миллиард\w*|Million\w*|Milliarde\w*)", tgt)
    if scale:
        yield "scale lost", tgt[: scale.start()] + tgt[scale.end() :]
    yield "number dropped", tgt[: number.start()] + tgt[number.end() :]


@pytest.mark.parametrize("locale", ["ru", "de"])
def test_damaged_numbers_are_caught(locale: str) -> None:
    """Damage done to sentences without findings: at least 97 % of changed digits are seen."""
    chance = random.Random(7)  # noqa: S311 - a repeatable choice, not a secret
    tried, found, errors = Counter[str](), Counter[str](), Counter[str]()
    for src, tgt in _news(locale)["ONLINE-B"]:
        if _numbers(src, tgt, locale):
            continue
        for damage, damaged in _damaged(tgt, chance):
            weights = _numbers(src, damaged, locale)
            tried[damage] += 1
            found[damage] += bool(weights)
            errors[damage] += Severity.ERROR in weights
    print(f"\n{'en-' + locale:16} tried   found   as error")
    for damage, number in tried.items():
        print(f"{damage:16} {number:5} {100 * found[damage] / number:6.1f}% {100 * errors[damage] / number:9.1f}%")
    assert found["digit changed"] >= 0.97 * tried["digit changed"]
    assert found["digits swapped"] >= 0.97 * tried["digits swapped"]
    assert errors["scale lost"] >= 0.9 * tried["scale lost"]


@pytest.mark.parametrize("locale", ["ru", "de"])
def test_time_of_one_segment(locale: str) -> None:
    """Prints; asserts nothing about time."""
    pairs = [(s, t) for s, t in _news(locale)["ONLINE-B"] if 25 <= len(s.split()) <= 35]
    times = []
    for src, tgt in pairs:
        start = time.perf_counter()
        check_plain(src, tgt, locale)
        times.append(1000 * (time.perf_counter() - start))
    times.sort()
    median, late = times[len(times) // 2], times[int(len(times) * 0.99)]
    print(f"\nen-{locale}: {len(times)} segments of 25 to 35 words: median {median:.3f} ms, 99 % under {late:.3f} ms")
    assert times
