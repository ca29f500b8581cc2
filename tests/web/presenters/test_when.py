"""Moments in words."""

from datetime import UTC, datetime, timedelta

import pytest

from web.presenters import when

NOW = datetime(2026, 11, 23, 14, 7, tzinfo=UTC)  # a Monday

pytestmark = pytest.mark.usefixtures("_english")


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (NOW - timedelta(minutes=6), "Filed 14:01"),
        (NOW - timedelta(days=1), "Filed yesterday"),
        (NOW - timedelta(days=3), "Filed Friday"),
        (NOW - timedelta(days=10), "Filed 13 Nov"),
        (NOW - timedelta(days=400), "Filed 19 Oct 2025"),
    ],
)
def test_filing_is_told_the_shorter_the_nearer(moment: datetime, said: str) -> None:
    assert when.filed(moment, NOW) == said


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (NOW, "14:07"),
        (NOW + timedelta(days=1), "Tue 14:07"),
        (NOW - timedelta(days=2), "Sat 14:07"),
        (NOW + timedelta(days=7), "30 Nov 14:07"),
    ],
)
def test_a_moment_names_its_day_only_when_it_is_another(moment: datetime, said: str) -> None:
    assert when.at(moment, NOW) == said


@pytest.mark.parametrize(
    ("count", "said"), [(1, "1 min"), (53, "53 min"), (119, "119 min"), (120, "2 h"), (125, "2 h 5 min")]
)
def test_minutes_become_hours_from_two_hours_on(count: int, said: str) -> None:
    assert when.minutes(count) == said


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.2, "1 s"), (4, "4 s"), (61, "1 min"), (7200, "2 hours"), (86_400 * 3, "3 days")]
)
def test_a_span_is_told_in_one_unit(seconds: float, said: str) -> None:
    assert when.span(seconds) == said


def test_the_day_is_named_with_its_weekday() -> None:
    assert when.long_day(NOW.date()) == "Monday, 23 November"
    assert when.day_word(NOW, NOW) == "Today"
    assert when.day_word(NOW + timedelta(days=1), NOW) == "Tomorrow"
