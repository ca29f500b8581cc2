"""Numbers of a sentence in the stored translation of one that differs from it in numbers."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.locales import plural_form
from localize.markup import CodedText
from localize.qa.numbers.carry import Adapted, carry
from localize.qa.numbers.match import compare


def _carry(stored: str, target: str, source: str, locale: str) -> Adapted:
    return carry(stored, CodedText.loads(target), source, source_language="en", target_language=locale)


@dataclass(frozen=True)
class Case:
    """A stored pair, a sentence, what is offered; ``agrees``: the words around the numbers may stay as they are."""

    stored: str
    target: str
    source: str
    offer: str
    agrees: bool = True


_N, _T = "\u00a0", "\u202f"
RUSSIAN = [
    Case("Every 20 minutes.", "Каждые 20 минут.", "Every 30 minutes.", "Каждые 30 минут."),
    Case("Every 20 minutes.", "Каждые 20 минут.", "Every 2 minutes.", "Каждые 2 минут.", agrees=False),
    Case("Every 2 minutes.", "Каждые 2 минуты.", "Every 5 minutes.", "Каждые 5 минуты.", agrees=False),
    Case("Every 2 minutes.", "Каждые 2 минуты.", "Every 24 minutes.", "Каждые 24 минуты."),
    Case("It took 21 days.", "Это заняло 21 день.", "It took 31 days.", "Это заняло 31 день."),
    Case("It took 21 days.", "Это заняло 21 день.", "It took 11 days.", "Это заняло 11 день.", agrees=False),
    Case("It cost 1.9 billion crowns.", "Цена: 1,9 млрд крон.", "It cost 2.8 billion crowns.", "Цена: 2,8 млрд крон."),
    Case("It cost 2 million crowns.", "Цена: 2 миллиона крон.", "It cost 5 million crowns.", f"Цена: 5{_N}млн крон."),
    Case("It cost 2 million.", "Цена: 2 млн.", "It cost 3.5 billion.", f"Цена: 3,5{_N}млрд."),
    Case("Some 61,000 people came.", f"Пришло 61{_N}000 человек.", "Some 72,000 people came.", f"Пришло 72{_N}000 человек."),
    Case("Some 950 people came.", "Пришло 950 человек.", "Some 12,500 people came.", f"Пришло 12{_N}500 человек."),
    Case("In 2024 it closed.", "В 2024 году он закрылся.", "In 2025 it closed.", "В 2025 году он закрылся."),
    Case("It opens on 3 May.", "Он откроется 3 мая.", "It opens on 5 May.", "Он откроется 5 мая."),
    Case("It opens at 8:30.", "Он открывается в 8:30.", "It opens at 9:15.", "Он открывается в 9:15."),
    Case("It opens at 5 p.m. daily.", "Он открывается в 17:00.", "It opens at 6 p.m. daily.", "Он открывается в 18:00."),
    Case("From 5 to 10 people.", "От 5 до 10 человек.", "From 10 to 20 people.", "От 10 до 20 человек."),
    Case("Prices rose 5%.", "Цены выросли на 5 %.", "Prices rose 7.5%.", "Цены выросли на 7,5 %."),
    Case("Prices rose 5%.", "Цены выросли на <1>5</1> %.", "Prices rose 7%.", "Цены выросли на <1>7</1> %."),
    Case("They are 3 or 3.", "Их 3 или 3.", "They are 4 or 4.", "Их 4 или 4."),
]  # fmt: skip
GERMAN = [
    Case("Every 20 minutes.", "Alle 20 Minuten.", "Every 30 minutes.", "Alle 30 Minuten."),
    Case("Every 20 minutes.", "Alle 20 Minuten.", "Every 1 minutes.", "Alle 1 Minuten.", agrees=False),
    Case("It took 1 day.", "Es dauerte 1 Tag.", "It took 3 day.", "Es dauerte 3 Tag.", agrees=False),
    Case("It cost 1.9 billion.", "Es kostete 1,9 Milliarden.", "It cost 2.8 billion.", "Es kostete 2,8 Milliarden."),
    Case("It cost 1.9 billion.", "Es kostete 1,9 Mrd. Euro.", "It cost 2.8 million.", f"Es kostete 2,8{_N}Mio. Euro."),
    Case("It cost 3 billion.", "Es kostete 3 Milliarden.", "It cost 4 million.", "Es kostete 4 Millionen."),
    Case("Some 1,250 tickets went.", "1.250 Karten gingen weg.", "Some 12,500 tickets went.", "12.500 Karten gingen weg."),
    Case("In 2024 it closed.", "2024 schloss es.", "In 2025 it closed.", "2025 schloss es."),
    Case("It opens on 3 May.", "Es öffnet am 3. Mai.", "It opens on 5 May.", "Es öffnet am 5. Mai."),
    Case("It opens at 8:30.", "Es öffnet um 8.30 Uhr.", "It opens at 9:15.", "Es öffnet um 9.15 Uhr."),
    Case("It opens at 5 p.m. daily.", "Es öffnet um 17 Uhr.", "It opens at 6 p.m. daily.", "Es öffnet um 18 Uhr."),
    Case("Prices rose 5.5%.", "Preise stiegen um 5,5 %.", "Prices rose 7%.", "Preise stiegen um 7 %."),
    Case("Between 4 and 6 boats.", "Zwischen 4 und 6 Boote.", "Between 6 and 9 boats.", "Zwischen 6 und 9 Boote."),
]  # fmt: skip


@pytest.mark.parametrize(("locale", "case"), [*(("ru", c) for c in RUSSIAN), *(("de", c) for c in GERMAN)])
def test_numbers_are_put_into_the_stored_target_in_its_writing(locale: str, case: Case) -> None:
    done = _carry(case.stored, case.target, case.source, locale)
    assert done.target.dumps() == case.offer
    assert done.numbers
    assert all(number.placed for number in done.numbers)
    assert all(number.agrees for number in done.numbers) is case.agrees
    assert done.source == case.source


@pytest.mark.parametrize(
    ("stored", "target", "source", "locale"),
    [
        ("Two of 5 boats sank.", "Две из 5 лодок затонули.", "Three of 5 boats sank.", "ru"),  # in words
        ("Every 5 minutes.", "Каждые пять минут.", "Every 6 minutes.", "ru"),  # the target has it in words
        ("It is 5 miles away.", "Это в 8 км отсюда.", "It is 7 miles away.", "ru"),  # converted
        ("Of 5 boats 5 sank.", "Из 5 лодок затонули 5.", "Of 6 boats 5 sank.", "ru"),  # which of the two?
        ("The council met.", "Совет собрался.", "The council met 7 times.", "ru"),  # one more
        ("The council met 7 times.", "Совет собрался 7 раз.", "The council met.", "ru"),  # one less
        ("Covid-19 spreads.", "Covid-19 breitet sich aus.", "Covid-20 spreads.", "de"),  # a name
        ("It weighs 5 tons.", "Es wiegt 5 Mio. Gramm.", "It weighs 6 tons.", "de"),
        ("It cost 2 million.", "Цена: 2 000 000.", "It cost 3 million.", "ru"),
    ],
)
def test_a_number_that_has_no_sure_place_is_told_and_the_target_stays(
    stored: str, target: str, source: str, locale: str
) -> None:
    done = _carry(stored, target, source, locale)
    assert done.target == CodedText.loads(target)
    assert done.source == stored
    assert any(not number.placed for number in done.numbers)


def test_a_number_inside_of_which_a_code_stands_is_left() -> None:
    done = _carry("Some 61,000 came.", "Пришло 61<1/>\u00a0000.", "Some 72,000 came.", "ru")
    assert done.target.dumps() == "Пришло 61<1/>\u00a0000."
    [number] = done.numbers
    assert (number.placed, number.was, number.now) == (False, "61\u00a0000", "72,000")


def test_places_are_those_of_the_text_that_is_offered() -> None:
    done = _carry(
        "In 2024 it sold 950 of 9 kinds.", "В 2024 году: 950, 9 видов.", "In 2025 it sold 12,500 of 7 kinds.", "ru"
    )
    plain = done.target.plain
    assert [(plain[n.start : n.end], n.was) for n in done.numbers] == [
        ("2025", "2024"),
        ("12\u00a0500", "950"),
        ("7", "9"),
    ]


@pytest.mark.parametrize("locale", ["ru", "de"])
def test_the_same_numbers_change_nothing(locale: str) -> None:
    done = _carry("Every 20 minutes in 2024.", "20, 2024.", "Every 20 minutes in 2024!", locale)
    assert done == Adapted(CodedText.plain_text("20, 2024."), "Every 20 minutes in 2024.")
    assert _carry("5 boats sank.", "5 лодок.", "Five boats sank.", locale).numbers == ()


@given(
    st.integers(2, 9_999_999), st.integers(2, 9_999_999), st.sampled_from(["ru", "de"]), st.sampled_from(["", "%", "."])
)
def test_what_is_put_in_is_read_as_the_number_that_was_meant(was: int, now: int, locale: str, behind: str) -> None:
    stored, source = (f"It was about {number:,}{behind} then" for number in (was, now))
    target = f"Das war {was}{behind}" if locale == "de" else f"Это было {was}{behind}"
    done = _carry(stored, target, source, locale)
    if any(not number.placed for number in done.numbers):
        assert done.target.plain == target
        return
    result = compare(source, "en", done.target.plain, locale)
    assert [result.missing, result.added, result.differing, result.foreign] == [[], [], [], []]


@given(st.integers(2, 400), st.integers(2, 400))
def test_a_russian_noun_that_would_need_another_form_is_told(was: int, now: int) -> None:
    done = _carry(f"It took {was} minutes.", f"Это заняло {was} минут.", f"It took {now} minutes.", "ru")
    assert all(n.agrees is (plural_form(was, "ru") == plural_form(now, "ru")) for n in done.numbers)
    assert done.target.plain == f"Это заняло {now} минут."
