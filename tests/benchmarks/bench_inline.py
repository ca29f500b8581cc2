"""Where inline codes end up, with and without an engine's tags: ``pytest tests/benchmarks/bench_inline.py -s``.

The pairs are not part of the project: without them, skipped. Words are always those of the reference, so this measures
the placing of codes and not an engine. With tags, the double gives them back where the reference has them: what is
lost then is lost by reading and verifying. Without tags, all hangs on how a fragment comes back when it is translated
alone, which no reference tells: three rules of ``tests.mt.inline.Fragments`` stand for that, and the first is a best
case that real engines do not reach. Codes with the same tag whose inner texts differ are paired in their order, so an
engine that rightly swaps two of them counts as wrong here. Locked texts are not part of it.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from localize.mt.chain import translate
from localize.mt.deepl import DeeplEngine
from localize.mt.engine import HttpEngine
from localize.mt.libretranslate import LibreTranslateEngine
from localize.mt.microsoft import MicrosoftEngine
from localize.ports import TagMode
from tests.doubles import DeeplDouble, LibreTranslateDouble, MicrosoftDouble, ServiceDouble
from tests.mt.inline import Fragments, InlinePair, Plain, Score, Tagged, read_pair, score

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def _pairs(locale: str) -> list[InlinePair]:
    path = DATA / f"inline_tags_en-{locale}.jsonl"
    if not path.exists():
        pytest.skip(f"{path} is not on this machine")
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    found = [read_pair(row["src"], row["ref"]) for row in rows]
    unique = {pair.source.plain: pair for pair in found if pair is not None and pair.source.marks}
    return list(unique.values())


def _run(pairs: list[InlinePair], locale: str, double: ServiceDouble, make: Callable[[str], HttpEngine]) -> Score:
    with double:
        outcome = translate(
            [pair.source for pair in pairs],
            source="en",
            target=locale,
            engines=[make(double.url)],
            locked=[() for _ in pairs],
        )
    return score(pairs, outcome)


@pytest.mark.parametrize("locale", ["ru", "de"])
def test_no_code_is_lost_or_doubled(locale: str) -> None:
    """Printed: how many are placed right, misplaced, kept at the end and told."""
    pairs = _pairs(locale)
    found = {
        "XML tags": _run(
            pairs, locale, DeeplDouble(Tagged(pairs, TagMode.XML)), lambda url: DeeplEngine("test-key:fx", url)
        ),
        "HTML tags": _run(
            pairs,
            locale,
            MicrosoftDouble(Tagged(pairs, TagMode.HTML)),
            lambda url: MicrosoftEngine("test-key", url=url),
        ),
    }
    for name, fragments in {
        "plain, fragments as they stand": Fragments(as_it_stands=True),
        "plain, without endings": Fragments(),
        "plain, without endings, 20 % wrong": Fragments(wrong=0.2),
    }.items():
        found[name] = _run(pairs, locale, LibreTranslateDouble(Plain(pairs, locale, fragments)), LibreTranslateEngine)
    print(f"\nen-{locale}: {len(pairs)} texts, {sum(len(pair.source.code_ids) for pair in pairs)} codes")
    print(f"{'':36} {'right':>7} {'misplaced':>10} {'flagged':>8} {'lost':>5} {'doubled':>8} {'no draft':>9}")
    for name, result in found.items():
        shares = [100 * n / max(result.codes, 1) for n in (result.right, result.misplaced, result.flagged)]
        print(
            f"{name:36} {shares[0]:6.1f}% {shares[1]:9.1f}% {shares[2]:7.1f}%"
            f" {result.lost:5} {result.doubled:8} {result.undrafted:9}"
        )
        assert (result.lost, result.doubled) == (0, 0), name


if __name__ == "__main__":
    raise SystemExit(pytest.main([__file__, "-s", "-q"]))
