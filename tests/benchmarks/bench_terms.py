"""Terms on texts of others, and what finding them costs: ``python -m tests.benchmarks.bench_terms``. Prints; asserts nothing.

The texts are no part of the project; where they are absent, their parts are skipped with a word.
"""

import json
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from localize.article import Role
from localize.edition import Origin, OriginKind, TargetState
from localize.markup import CodedText
from localize.qa.check import Pair
from localize.qa.terms import Terms
from localize.terms.find import TermIndex
from localize.terms.inflect import occurrences
from localize.terms.lexicon import Lexicon
from localize.terms.term import PartOfSpeech, TargetTerm, Term

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
TERMS = 20_000


def _rows(name: str) -> list[dict[str, Any]]:
    path = DATA / name
    if not path.exists():
        print(f"{path} is not on this machine: skipped")
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _pair(src: str, tgt: str, locale: str, terms: Sequence[Term]) -> Pair:
    return Pair(
        source=CodedText.of([src]),
        target=CodedText.of([tgt]),
        source_locale="en",
        target_locale=locale,
        role=Role.PARAGRAPH,
        state=TargetState.TRANSLATED,
        origin=Origin(OriginKind.HUMAN),
        codes={},
        src=src,
        tgt=tgt,
        lexicon=Lexicon(tuple(terms)),
    )


def _counted(rows: Sequence[tuple[str, str, dict[str, str]]], locale: str, verbose: bool) -> tuple[int, int, int]:
    """Demanded terms; found in the source; found in the target."""
    demanded = in_source = in_target = 0
    for src, tgt, terms in rows:
        for source, target in terms.items():
            demanded += 1
            in_source += any(
                TermIndex([Term(1, source, part_of_speech=kind)]).find(src)
                for kind in (PartOfSpeech.NOUN, PartOfSpeech.VERB, PartOfSpeech.OTHER)
            )
            there = bool(occurrences(tgt, target, locale))
            in_target += there
            if verbose and not there:
                print(f"    {source} = {target} // {tgt}")
    return demanded, in_source, in_target


def terminology(locale: str, *, verbose: bool) -> None:
    """Engines that were given terms: how many demanded ones we find. The person's translation for comparison."""
    rows = _rows(f"terminology_en-{locale}.jsonl")
    if not rows:
        return
    print(f"\nterminology en-{locale}        demanded  in source  in target")
    sides: dict[str, list[tuple[str, str, dict[str, str]]]] = {
        "person": [(r["src"], r["ref"], r["terms"]) for r in rows]
    }
    for row in rows:
        for engine, answers in row["mt"].items():
            for how in ("noterm", "proper"):
                if how in answers:
                    sides.setdefault(f"{engine} {how}", []).append((row["src"], answers[how], row["terms"]))
    for name, pairs in sides.items():
        demanded, in_source, in_target = _counted(pairs, locale, verbose and name == "person")
        print(f"{name:26} {demanded:9} {100 * in_source / demanded:9.1f}% {100 * in_target / demanded:9.1f}%")


def letters(locale: str) -> None:
    """How much inflection matters: the same, when only the dictionary form to the letter counts."""
    rows = _rows(f"terminology_en-{locale}.jsonl")
    terms = [(row["ref"], target) for row in rows for target in row["terms"].values()]
    if terms:
        share = sum(target.casefold() in ref.casefold() for ref, target in terms) / len(terms)
        print(f"{'person, to the letter':26} {len(terms):9} {'':10} {100 * share:9.1f}%")


NEWS = {
    "ru": (
        ("government", ("правительство", "власть")), ("president", ("президент",)), ("prime minister", ("премьер-министр", "премьер")),
        ("police", ("полиция", "полицейский")), ("court", ("суд",)), ("hospital", ("больница", "госпиталь")), ("minister", ("министр",)),
        ("election", ("выборы",)), ("army", ("армия",)), ("school", ("школа",)), ("virus", ("вирус", "коронавирус")), ("city", ("город",)),
        ("country", ("страна",)), ("company", ("компания",)), ("vaccine", ("вакцина",)), ("quarantine", ("карантин",)), ("fire", ("пожар", "огонь")),
        ("bank", ("банк",)), ("war", ("война",)), ("lawyer", ("адвокат", "юрист")), ("journalist", ("журналист",)), ("United States", ("США", "Соединённые Штаты")),
        ("China", ("Китай", "КНР")), ("coach", ("тренер",)), ("team", ("команда", "сборная")), ("report", ("доклад", "отчёт", "сообщение")),
    ),
    "de": (
        ("government", ("Regierung",)), ("president", ("Präsident",)), ("prime minister", ("Premierminister", "Ministerpräsident")),
        ("police", ("Polizei",)), ("court", ("Gericht",)), ("hospital", ("Krankenhaus", "Klinik")), ("minister", ("Minister",)),
        ("election", ("Wahl",)), ("army", ("Armee", "Heer")), ("school", ("Schule",)), ("virus", ("Virus", "Coronavirus")), ("city", ("Stadt",)),
        ("country", ("Land",)), ("company", ("Unternehmen", "Firma")), ("vaccine", ("Impfstoff",)), ("quarantine", ("Quarantäne",)), ("fire", ("Feuer", "Brand")),
        ("bank", ("Bank",)), ("war", ("Krieg",)), ("lawyer", ("Anwalt", "Rechtsanwalt")), ("journalist", ("Journalist",)), ("United States", ("USA", "Vereinigte Staaten")),
        ("China", ("China",)), ("coach", ("Trainer",)), ("team", ("Team", "Mannschaft")), ("report", ("Bericht",)),
    ),
}  # fmt: skip


def news(locale: str, *, verbose: bool) -> None:
    """A small termbase of ours on news that people translated: how often the check says that a term is missing.

    Not every alarm is false (people choose other words), so that the rate is an upper bound.
    """
    articles = _rows(f"news_en-{locale}.jsonl")
    terms = [
        Term(at, source, tuple(TargetTerm(target) for target in targets), part_of_speech=PartOfSpeech.NOUN)
        for at, (source, targets) in enumerate(NEWS[locale], start=1)
    ]
    check, index = Terms(), TermIndex(terms)
    sentences = mentioned = alarms = 0
    for article in articles:
        for segment in article["segments"]:
            sentences += 1
            found = {one.term.id for one in index.find(segment["src"])}
            mentioned += len(found)
            for finding in check.find(_pair(segment["src"], segment["ref"], locale, terms)):
                alarms += 1
                if verbose:
                    print(f"    {dict(finding.params)} // {segment['src']} // {segment['ref']}")
    if sentences:
        print(
            f"\nnews en-{locale}: {sentences} sentences of people's translations, {mentioned} terms in them,"
            f" {alarms} said to be missing ({100 * alarms / max(mentioned, 1):.1f} % of terms, {100 * alarms / sentences:.1f} % of sentences)"
        )


def _timed(work: Callable[[], object], times: int) -> float:
    """Milliseconds of the processor in the median run: other processes do not count."""
    runs = []
    for _ in range(times):
        start = time.process_time()
        work()
        runs.append(1000 * (time.process_time() - start))
    return sorted(runs)[len(runs) // 2]


def _words() -> Iterator[str]:
    """Words that look like English and are many."""
    chance = random.Random(5)  # noqa: S311 - a repeatable choice, not a secret
    heads = ["pro", "con", "ar", "mo", "stra", "del", "tri", "ma", "po", "gre", "shi", "ban", "cor", "fle", "hu", "ne"]
    tails = [
        "ment",
        "tion",
        "ble",
        "ster",
        "nate",
        "ler",
        "gy",
        "rity",
        "dom",
        "ship",
        "ver",
        "lent",
        "mark",
        "tory",
        "pact",
        "ring",
    ]
    while True:
        yield "".join([*chance.choices(heads, k=3), chance.choice(tails)])


def speed() -> None:
    """A termbase of 20,000 and an article of 40 sentences."""
    words = _words()
    terms = [
        Term(at, " ".join(next(words) for _ in range(1 + at % 3)), part_of_speech=list(PartOfSpeech)[at % 4])
        for at in range(TERMS)
    ]
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    index = TermIndex(terms)
    made = time.process_time() - start
    size = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    chance = random.Random(6)  # noqa: S311 - as above
    article = [
        " ".join([*(next(words) for _ in range(20)), *(chance.choice(terms).source for _ in range(2))]) + "."
        for _ in range(40)
    ]
    found = sum(len(index.find(sentence)) for sentence in article)
    once = _timed(lambda: [index.find(sentence) for sentence in article], 50)
    print(
        f"\n{TERMS} terms: index made in {made:.2f} s, {size:.0f} MB; 40 sentences, {found} terms found, in {once:.2f} ms"
    )


def loading() -> None:
    """What the dictionaries cost the process that needs them."""
    for locale, word, text in (("ru", "рынок", "На рынках спокойно."), ("de", "Haus", "Die Häuser stehen.")):
        before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        occurrences(text, word, locale)
        spent, size = time.process_time() - start, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        again = _timed(lambda text=text, word=word, locale=locale: occurrences(text, word, locale), 200)  # type: ignore[misc]
        print(f"{locale}: first question {spent:.2f} s, {size:.0f} MB; the next {1000 * again:.0f} µs")


def main() -> None:
    """All of it; with ``-v`` what was not found."""
    verbose = "-v" in sys.argv
    loading()
    speed()
    for locale in ("ru", "de"):
        terminology(locale, verbose=verbose)
        letters(locale)
        news(locale, verbose=verbose)


if __name__ == "__main__":
    main()
