"""How near proposals come to what is printed: ``pytest tests/benchmarks/bench_names.py -s``.

Measured on name tokens of Wikidata, all languages mixed and noisy, and on translated news; neither is part of the project:
without them, skipped. Half of the tokens, told apart by a hash, was never looked at while the rules were written.
"""

import hashlib
import json
import time
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from localize.locales import territory_names
from localize.terms.consistency import inconsistencies
from localize.terms.detect import detect
from localize.terms.name import Gender, Name, NameForm, NameKind
from localize.terms.name_forms import named
from localize.terms.name_index import NameIndex
from localize.terms.propose import propose, russian_word

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def _tokens() -> list[tuple[str, str, int, bool]]:
    """Latin, Cyrillic, how often, and whether held out."""
    path = DATA / "names_en-ru.tsv"
    if not path.exists():
        pytest.skip(f"{path} is not on this machine")
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        latin, cyrillic, count = line.split("\t")
        held = hashlib.sha256(latin.encode()).digest()[0] % 2 == 1
        if len(latin) > 2:
            rows.append((latin, cyrillic, int(count), held))
    return rows


def test_transcription_of_name_tokens_into_russian() -> None:
    """Exact share and mean similarity (1 - normalised edit distance), by token and weighted by frequency."""
    sums: dict[tuple[bool, str], float] = defaultdict(float)
    for latin, cyrillic, count, held in _tokens():
        best = {latin: cyrillic}
        ours = russian_word(latin).lower().replace("ё", "е").replace("’", "'")
        wanted = best[latin].replace("ё", "е")
        near = Levenshtein.normalized_similarity(ours, wanted)
        for key, value in (
            ("n", 1),
            ("exact", ours == wanted),
            ("near", near),
            ("w", count),
            ("wexact", count * (ours == wanted)),
        ):
            sums[held, key] += value
    print("\nname tokens        n   exact  similarity   exact by frequency")
    for held, label in ((False, "developed on"), (True, "held out")):
        n, weight = sums[held, "n"], sums[held, "w"]
        print(
            f"{label:14} {n:6.0f}  {sums[held, 'exact'] / n:6.1%}  {sums[held, 'near'] / n:10.3f}  {sums[held, 'wexact'] / weight:18.1%}"
        )


_WHO = ("person", "ONLINE-B", "ONLINE-G")
_NOBODY = NameIndex([])


def _news(locale: str, who: str) -> list[list[tuple[str, str]]]:
    """Articles as pairs of source and translation."""
    path = DATA / f"news_en-{locale}.jsonl"
    if not path.exists():
        pytest.skip(f"{path} is not on this machine")
    articles = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [
        [(s["src"], s["ref"] if who == "person" else s["mt"][who]) for s in article["segments"]] for article in articles
    ]


@pytest.mark.parametrize("locale", ["ru", "de"])
def test_proposals_for_persons_against_what_translators_wrote(locale: str) -> None:
    """Of the persons detected in the news, those whose proposed form, inflected or by the surname, is in the translation."""
    print(f"\n{locale}: proposals for persons      there   share     certain ones")
    for who in _WHO:
        count: Counter[str] = Counter()
        for article in _news(locale, who):
            for candidate in detect([source for source, _ in article], _NOBODY):
                if candidate.kind is not NameKind.PERSON:
                    continue
                proposal = propose(candidate, locale)
                form = NameForm(proposal.text, declined=proposal.declined)
                name = Name(1, candidate.kind, candidate.written, (), proposal.gender, form)
                targets = " ".join(article[n][1] for n in dict.fromkeys(n for n, _, _ in candidate.spans))
                hit = bool(named(targets, name, locale))
                count.update(n=1, hit=hit, sure=proposal.certain, sure_hit=hit and proposal.certain)
        sure = f"{count['sure_hit']} of {count['sure']}"
        print(f"{who:20} {count['hit']:8} of {count['n']:4} {count['hit'] / count['n']:7.1%}   {sure:>14}")


@pytest.mark.parametrize("locale", ["ru", "de"])
def test_alarms_about_countries_on_translated_news(locale: str) -> None:
    """With CLDR's countries as the register. A person who writes «the island» for Britain is an alarm, too."""
    house = territory_names(locale)
    names = [
        Name(n, NameKind.PLACE, english, (), Gender.UNKNOWN, NameForm(house[code], declined=not house[code].isupper()))
        for n, (code, english) in enumerate(territory_names("en").items())
        if code in house
    ]
    index = NameIndex(names)
    print(f"\n{locale}: countries           mentions   not found   per article")
    for who in _WHO:
        mentions = missing = 0
        examples: list[str] = []
        articles = _news(locale, who)
        for source, target in (pair for article in articles for pair in article):
            for name in {found.name.id: found.name for found in index.find(source)}.values():
                mentions += 1
                if not named(target, name, locale):
                    missing += 1
                    examples.append(name.source)
        print(f"{who:22} {mentions:8} {missing:11} {missing / len(articles):12.2f}   {', '.join(examples[:6])}")


@pytest.mark.parametrize("locale", ["ru", "de"])
def test_names_rendered_in_several_ways_in_translated_news(locale: str) -> None:
    """Without a register. In a person's translation nearly each should be a slip of the pen, else it is a false alarm."""
    print(f"\n{locale}: renderings       names told   articles   ms an article")
    for who in _WHO:
        articles = _news(locale, who)
        begun = time.perf_counter()
        told = [inconsistencies(article, locale, _NOBODY) for article in articles]
        took = 1000 * (time.perf_counter() - begun) / len(articles)
        print(f"{who:18} {sum(map(len, told)):11} {sum(map(bool, told)):10} {took:15.0f}")
        print("   ", "; ".join("/".join(r.text for r in item.renderings) for items in told for item in items))
