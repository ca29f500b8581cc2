"""Which sentences are at risk."""

import pytest

from localize.article import HANDLING, Handling, Role
from localize.config import RISKS
from localize.risk import Risk, has_quotation, quotation_open, risks


def codes(source: str, role: Role = Role.PARAGRAPH, *, named: bool = False, quoted: bool = False) -> list[str]:
    return [risk.value for risk in risks(role, source, named=named, quoted=quoted)]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("The ferries waited in the harbour.", []),
        ("It cost 2.8 billion crowns.", ["number"]),
        ("Three boats came.", ["number"]),
        ("Twenty-one boats came.", ["number"]),
        ("Dozens of boats came.", ["number"]),
        ("Half of the boats came.", ["number"]),
        ("Fares doubled.", ["number"]),
        ("One of the boats came, and no one saw it.", []),
        ("Somebody often listens to tennis.", []),
        ("“It is done,” she said.", ["quotation"]),
        ('"It is done," she said.', ["quotation"]),
        ("He called it ‘a very good day’.", ["quotation"]),
        ("The mayor’s office doesn’t answer.", []),
        ("The players’ union and the owners’ union met.", []),
        ("The ‘mole’ was found.", []),
        ("", []),
    ],
)
def test_a_source_tells_its_risks(source: str, found: list[str]) -> None:
    assert codes(source) == found


def test_all_of_them_come_in_one_order() -> None:
    assert codes("“Two,” said Marta Elvin.", Role.HEADLINE, named=True) == list(Risk)


def test_a_quotation_block_is_one_without_marks() -> None:
    assert codes("It is done.", Role.QUOTATION) == ["quotation"]
    assert codes("It is done.", quoted=True) == ["quotation"]


@pytest.mark.parametrize("role", [r for r, h in HANDLING.items() if h not in {Handling.TRANSLATE, Handling.CATALOGUE}])
def test_what_is_not_translated_is_no_risk(role: Role) -> None:
    assert codes("“11 January,” said Marta Elvin.", role, named=True, quoted=True) == []


def test_only_the_article_s_own_headline_is_one() -> None:
    assert {role for role in Role if "headline" in codes("Boats come", role)} == {Role.HEADLINE}


@pytest.mark.parametrize(
    ("source", "before", "after"),
    [
        ("“It is done.", False, True),
        ("It was hard.", True, True),
        ("It is over,” she said.", True, False),
        ("“Yes,” she said, “it is.", False, True),
        ('"It is done.', False, True),
        ('It is over," she said.', True, False),
        ("He is 6'2\" tall.", False, False),
    ],
)
def test_a_quotation_goes_on_over_sentences(source: str, before: bool, after: bool) -> None:
    assert quotation_open(source, before=before) is after


def test_inches_are_no_quotation() -> None:
    assert not has_quotation("He is 6'2\" tall.")


def test_the_setting_knows_every_risk() -> None:
    assert list(RISKS) == list(Risk)
