"""How near proposals come to what is printed: ``pytest tests/benchmarks/bench_names.py -s``.

Measured on name tokens of Wikidata, all languages mixed and noisy, and on translated news; neither is part of the project:
without them, skipped. Half of the tokens, told apart by a hash, was never looked at while the rules were written.
"""

import hashlib
import json
import random
import time
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from localize.article import Role
from localize.edition import Origin, OriginKind, TargetState
from localize.locales import territory_names
from localize.markup import CodedText
from localize.qa.finding import Finding
from localize.qa.names import Names
from localize.qa.run import check_segment
from localize.terms.consistency import inconsistencies
from localize.terms.detect import detect
from localize.terms.lexicon import Lexicon
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


def _register(article: list[tuple[str, str]], locale: str) -> tuple[Name, ...]:
    """Persons of an article whose proposal is what the translator wrote: a register that agrees with the translation."""
    kept = []
    text = " ".join(target for _, target in article)
    for n, candidate in enumerate(detect([source for source, _ in article], _NOBODY)):
        proposal = propose(candidate, locale)
        form = NameForm(proposal.text, declined=proposal.declined)
        name = Name(n, candidate.kind, candidate.written, (), proposal.gender, form)
        if candidate.kind is NameKind.PERSON and named(text, name, locale):
            kept.append(name)
    return tuple(kept)


def _said(source: str, target: str, locale: str, names: tuple[Name, ...]) -> list[Finding]:
    found = check_segment(
        CodedText.plain_text(source),
        CodedText.plain_text(target),
        source_locale="en",
        target_locale=locale,
        role=Role.PARAGRAPH,
        target_state=TargetState.TRANSLATED,
        origin=Origin(OriginKind.HUMAN),
        lexicon=Lexicon((), names),
    )
    return [finding for finding in found if finding.code in Names.severities]


@pytest.mark.parametrize("locale", ["ru", "de"])
def test_misspelt_names_in_translated_news(locale: str) -> None:
    """One letter of each rendered surname changed: caught, and the place shown. And alarms on the text as it was."""
    chance = random.Random(4)  # noqa: S311 - a repeatable sample
    count: Counter[str] = Counter()
    for article in _news(locale, "person"):
        names = _register(article, locale)
        for source, target in article:
            heard = {found.name.id: found.name for found in NameIndex(names).find(source)}
            said = _said(source, target, locale, names)
            count.update(pairs=1, mentions=len(heard), absent=sum(f.code == "name_absent" for f in said))
            count["differs"] += sum(f.code == "name_differs" for f in said)
            for name in heard.values():
                spans = named(target, name, locale)
                if len(spans) != 1:
                    continue
                start, end = spans[0]
                surname = max(start, target.rfind(" ", start, end) + 1)
                at = surname + (end - surname) // 3
                letter = chance.choice(
                    [c for c in ("авеилнорст" if locale == "ru" else "aeilnorst") if c != target[at].lower()]
                )
                wrong = target[:at] + (letter.upper() if target[at].isupper() else letter) + target[at + 1 :]
                told = _said(source, wrong, locale, names)
                count["spelt wrong"] += 1
                count["caught"] += any(dict(f.params)["target"] == (name.form and name.form.text) for f in told)
                count["shown"] += any(a <= at < b for f in told for a, b in f.target_spans)
    print(f"\n{locale}: misspelt names", dict(count))
