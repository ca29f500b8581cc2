"""The name check over the tables of inflected forms: ``pytest tests/terms/test_name_cases.py -s`` prints the figures."""

from collections import defaultdict

import pytest

from localize.article import Role
from localize.edition import Origin, OriginKind, TargetState
from localize.markup import CodedText
from localize.qa.run import check_segment
from localize.terms.lexicon import Lexicon
from localize.terms.name import Gender, Name, NameForm, NameKind
from tests.terms import name_cases_de, name_cases_ru

_GENDERS = {"m": Gender.MASCULINE, "f": Gender.FEMININE, "n": Gender.NEUTER, "p": Gender.PLURAL}
_TABLES = {"ru": name_cases_ru.ROWS, "de": name_cases_de.ROWS}


def _cases(locale: str) -> list[tuple[str, Name, str, bool]]:
    found = []
    for label, source, kind, gender, house, good, bad in _TABLES[locale]:
        form = NameForm(house.removeprefix("*"), declined=not house.startswith("*"))
        name = Name(1, NameKind(kind), source, (), _GENDERS[gender], form)
        found += [(label, name, phrase, True) for phrase in good.split("|")]
        found += [(label, name, phrase, False) for phrase in bad.split("|")]
    return found


def accepted(name: Name, phrase: str, locale: str) -> bool:
    """Whether the check has nothing to say about the name."""
    findings = check_segment(
        CodedText.plain_text(f"So it was with {name.source}, they said"),
        CodedText.plain_text(phrase),
        source_locale="en",
        target_locale=locale,
        role=Role.PARAGRAPH,
        target_state=TargetState.TRANSLATED,
        origin=Origin(OriginKind.HUMAN),
        lexicon=Lexicon((), (name,)),
    )
    return not any(finding.code in {"name_absent", "name_differs"} for finding in findings)


@pytest.mark.parametrize(("locale", "precision", "recall"), [("ru", 0.98, 0.98), ("de", 0.98, 0.98)])
def test_house_forms_are_known_in_every_form_and_others_are_not(locale: str, precision: float, recall: float) -> None:
    """Of what is accepted, the share that is the house form (precision); of the house forms, the share accepted (recall)."""
    by_class: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    wrong = []
    for label, name, phrase, expected in _cases(locale):
        told = accepted(name, phrase, locale)
        by_class[label][2 * (not expected) + (not told)] += 1
        if told != expected:
            wrong.append(f"{name.form.text if name.form else ''}: {phrase} ({'house form' if expected else 'other'})")
    print(f"\n{locale}: names in translations".ljust(34), "forms  refused  others  accepted")
    for label, (hit, missed, false, right) in by_class.items():
        print(f"{label:32} {hit + missed:6} {missed:8} {false + right:7} {false:9}")
    hits, misses, falses, rights = (sum(row[n] for row in by_class.values()) for n in range(4))
    print(f"{'all':32} {hits + misses:6} {misses:8} {falses + rights:7} {falses:9}")
    print(f"precision {hits / (hits + falses):.3f}  recall {hits / (hits + misses):.3f}", *wrong, sep="\n  ")
    assert hits + misses >= 190
    assert hits + misses + falses + rights >= 250
    assert falses + rights >= 50
    assert hits / (hits + falses) >= precision
    assert hits / (hits + misses) >= recall
