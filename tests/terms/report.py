"""How well terms and names are found, by class of cases: ``python -m tests.terms.report [-v]``. Prints; asserts nothing."""

import sys
from collections.abc import Iterator, Mapping

from localize.terms.find import TermIndex
from localize.terms.inflect import name_occurrences, occurrences
from localize.terms.name import Gender
from localize.terms.term import CaseRule, PartOfSpeech, Term
from tests.terms import cases_de, cases_en, cases_ru
from tests.terms.marked import Score, score, unmarked

GENDERS: Mapping[str, Gender] = {"m": Gender.MASCULINE, "f": Gender.FEMININE, "u": Gender.UNKNOWN}
KINDS: Mapping[str, PartOfSpeech] = {
    "n": PartOfSpeech.NOUN,
    "p": PartOfSpeech.PROPER_NOUN,
    "v": PartOfSpeech.VERB,
    "a": PartOfSpeech.ADJECTIVE,
}


def scores(language: str) -> Iterator[tuple[str, Score]]:
    """Every class of a language's table with its score."""
    if language == "en":
        for name, rows in cases_en.TERMS.items():
            yield name, sum((_source(*row) for row in rows), Score())
        return
    table = {"ru": cases_ru, "de": cases_de}[language]
    exact = language == "ru"
    for name, terms in table.TERMS.items():
        yield name, sum((_term(language, *row, exact=exact) for row in terms), Score())
    for name, names in table.NAMES.items():
        yield name, sum((_name(language, *row, exact=exact) for row in names), Score())


def _source(kind: str, phrase: str, sentence: str) -> Score:
    case = CaseRule.EXACT if kind.endswith("=") else CaseRule.ANY
    index = TermIndex([Term(1, phrase, part_of_speech=KINDS[kind[0]], case_rule=case)])
    found = [(one.start, one.end) for one in index.find(unmarked(sentence)[0])]
    return score(phrase, sentence, found, exact=True)


def _term(language: str, phrase: str, sentence: str, *, exact: bool) -> Score:
    return score(phrase, sentence, occurrences(unmarked(sentence)[0], phrase, language), exact=exact)


def _name(language: str, gender: str, name: str, sentence: str, *, exact: bool) -> Score:
    plain = unmarked(sentence)[0]
    found = name_occurrences(plain, name, language, gender=GENDERS[gender[0]], declined=not gender.endswith("!"))
    return score(name, sentence, found, exact=exact)


def main() -> None:
    """Print the tables; with ``-v`` every failure as well."""
    verbose = "-v" in sys.argv
    for language in [arg for arg in sys.argv[1:] if arg != "-v"] or ["en", "ru", "de"]:
        print(f"\n{language:24} rows  marked  found  missed  wrong  precision  recall")
        total = Score()
        for name, result in scores(language):
            total += result
            _line(name, result)
            for failure in result.failures if verbose else ():
                print(f"    {failure}")
        _line("all", total)


def _line(name: str, result: Score) -> None:
    print(
        f"{name:24} {result.rows:4} {result.hit + result.missed:7} {result.hit:6} {result.missed:7} {result.wrong:6}"
        f" {result.precision:10.3f} {result.recall:7.3f}"
    )


if __name__ == "__main__":
    main()
