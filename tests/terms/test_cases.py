"""How well terms and names are found: no worse than measured. ``python -m tests.terms.report -v`` shows every failure."""

import pytest

from tests.terms import cases_de, cases_en, cases_ru
from tests.terms.marked import Score, score, unmarked
from tests.terms.report import TABLES, scores

# Slightly below what was measured: precision, recall.
_FLOORS = {
    "en": (0.98, 0.98),
    "ru": (0.985, 0.99),
    "de": (0.975, 0.99),
    "en unseen": (0.96, 0.98),
    "ru unseen": (0.98, 0.985),
    "de unseen": (0.96, 0.98),
}


@pytest.mark.parametrize("table", TABLES)
def test_precision_and_recall_are_no_worse_than_measured(table: str) -> None:
    total = sum((result for _, result in scores(table)), Score())
    precision, recall = _FLOORS[table]
    assert total.precision >= precision, total.failures
    assert total.recall >= recall, total.failures


def test_the_tables_are_large_and_a_third_says_what_must_not_be_found() -> None:
    for table in (cases_ru, cases_de):
        rows = [row[-1] for rows in (*table.TERMS.values(), *table.NAMES.values()) for row in rows]
        assert len(rows) >= 200
        assert sum("[" not in row for row in rows) >= 60
    assert sum(map(len, cases_en.TERMS.values())) >= 100


def test_brackets_are_read_and_counted() -> None:
    assert unmarked("a [b] c [de]") == ("a b c de", [(2, 3), (6, 8)])
    result = score("x", "a [b] c [de]", [(2, 3), (4, 5)], exact=True)
    assert (result.hit, result.missed, result.wrong) == (1, 1, 1)
    assert (result.precision, result.recall) == (0.5, 0.5)
