"""Proposals for new names, and the transcriptions behind them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.terms.cyrillic_origin import comes_from_cyrillic
from localize.terms.detect import Candidate
from localize.terms.name import Gender, NameKind
from localize.terms.propose import Proposal, Reason, propose, russian_word


def _person(written: str, locale: str) -> Proposal:
    return propose(Candidate(written, NameKind.PERSON, (), 1), locale)


def _place(written: str, locale: str) -> Proposal:
    return propose(Candidate(written, NameKind.PLACE, (), 1), locale)


@pytest.mark.parametrize(
    ("word", "russian"),
    [
        ("Watson", "Уотсон"), ("Walton", "Уолтон"), ("Wesley", "Уэсли"), ("Wright", "Райт"), ("Knight", "Найт"), ("White", "Уайт"),
        ("Blake", "Блейк"), ("Price", "Прайс"), ("Stone", "Стоун"), ("Rose", "Роуз"), ("Green", "Грин"), ("Cooper", "Купер"),
        ("Brown", "Браун"), ("Barlow", "Барлоу"), ("Shaw", "Шоу"), ("Powell", "Пауэлл"), ("Burns", "Бёрнс"), ("Murphy", "Мёрфи"),
        ("Hunt", "Хант"), ("Sullivan", "Салливан"), ("Taylor", "Тейлор"), ("Lawson", "Лосон"), ("McGregor", "Макгрегор"),
        ("McDermott", "Макдермотт"), ("O’Neill", "О’Нейлл"), ("Jackson", "Джексон"), ("Page", "Пейдж"), ("Bennett", "Беннетт"),
        ("Johnson", "Джонсон"), ("Baldwin", "Болдуин"), ("Ashworth", "Ашуорт"), ("Field", "Филд"), ("Vance", "Вэнс"), ("Hank", "Хэнк"),
        ("Phelps", "Фелпс"), ("Thorpe", "Торп"), ("Quinn", "Куинн"), ("Matsumoto", "Мацумото"), ("Ichirō", "Итиро"), ("Kishida", "Кисида"),
        ("Shchukin", "Щукин"), ("Khrushchev", "Хрущев"), ("Zhukov", "Жуков"), ("Zaluzhnyi", "Залужный"), ("Tchaikovsky", "Чайковский"),
    ],
)  # fmt: skip
def test_words_are_transcribed_into_russian(word: str, russian: str) -> None:
    assert russian_word(word) == russian


@pytest.mark.parametrize(
    ("written", "russian", "german"),
    [
        ("Volodymyr Zelenskiy", "Владимир Зеленский", "Wolodymyr Selenskyj"),
        ("Vladimir Putin", "Владимир Путин", "Wladimir Putin"),
        ("Sergei Shoigu", "Сергей Шойгу", "Sergej Schoigu"),
        ("Nikita Khrushchev", "Никита Хрущев", "Nikita Chruschtschow"),
        ("Mikhail Gorbachev", "Михаил Горбачев", "Michail Gorbatschow"),
        ("Boris Yeltsin", "Борис Ельцин", "Boris Jelzin"),
        ("Maria Zakharova", "Мария Захарова", "Maria Sacharowa"),
        ("Yevgeny Prigozhin", "Евгений Пригожин", "Jewgeni Prigoschin"),
        ("Leonid Kosygin", "Леонид Косыгин", "Leonid Kossygin"),
        ("Yulia Tymoshenko", "Юлия Тимошенко", "Julia Tymoschenko"),
        ("Mykhailo Podolyak", "Михаил Подоляк", "Mychajlo Podoljak"),
        ("Andriy Yermak", "Андрей Ермак", "Andrij Jermak"),
        ("Fyodor Dostoevsky", "Фёдор Достоевский", "Fjodor Dostojewski"),
        ("Joe Biden", "Джо Байден", "Joe Biden"),
        ("J. D. Vance", "Дж. Д. Вэнс", "J. D. Vance"),
        ("Jonathan Ashworth", "Джонатан Ашуорт", "Jonathan Ashworth"),
        ("Shinzo Abe", "Синдзо Абэ", "Shinzo Abe"),
        ("Xi Jinping", "Си Цзиньпин", "Xi Jinping"),
        ("Wang Yi", "Ван И", "Wang Yi"),
        ("Li Qiang", "Ли Цян", "Li Qiang"),
        ("Zhao Leji", "Чжао Лэцзи", "Zhao Leji"),
        ("Meng Wanzhou", "Мэн Ваньчжоу", "Meng Wanzhou"),
        ("Hu Jintao", "Ху Цзиньтао", "Hu Jintao"),
        ("Mary O’Neill", "Мэри О’Нейлл", "Mary O’Neill"),
        ("Ursula von der Leyen", "Урсула фон дер Ляйен", "Ursula von der Leyen"),
    ],
)
def test_persons_are_proposed_in_both_locales(written: str, russian: str, german: str) -> None:
    assert (_person(written, "ru").text, _person(written, "de").text) == (russian, german)


def test_what_rules_make_is_never_certain_and_what_german_keeps_is() -> None:
    assert not _person("Joe Biden", "ru").certain
    assert not _person("Sergei Shoigu", "de").certain
    assert _person("Joe Biden", "de") == Proposal("Joe Biden", Reason.KEPT, certain=True)


@pytest.mark.parametrize(
    ("written", "russian", "german", "why", "certain"),
    [
        ("Germany", "Германия", "Deutschland", Reason.CLDR, True),
        ("UK", "Великобритания", "Großbritannien", Reason.CLDR, True),
        ("U.S.", "США", "USA", Reason.CLDR, True),
        ("Moscow", "Москва", "Moskau", Reason.CLDR, True),
        ("Kyiv", "Киев", "Kiew", Reason.CLDR, True),
        ("Vienna", "Вена", "Wien", Reason.CLDR, True),
        ("Kharkiv", "Харьков", "Charkiw", Reason.CUSTOM, False),
    ],
)
def test_places_come_from_cldr_or_our_table(
    written: str, russian: str, german: str, why: Reason, certain: bool
) -> None:
    one, other = _place(written, "ru"), _place(written, "de")
    assert (one.text, other.text) == (russian, german)
    assert {one.why, other.why} == {why}
    assert (one.certain, other.certain) == (certain, certain)


def test_a_language_comes_from_cldr() -> None:
    swahili = Candidate("Swahili", NameKind.OTHER, (), 1)
    assert propose(swahili, "ru") == Proposal("суахили", Reason.CLDR, declined=False)
    assert propose(swahili, "de").text == "Suaheli"


def test_gender_and_whether_it_is_declined_come_along() -> None:
    assert _person("Maria Zakharova", "ru").gender is Gender.FEMININE
    assert _person("Zhukov", "ru").gender is Gender.MASCULINE
    assert _person("Priti Patel", "ru").gender is Gender.FEMININE
    assert not _person("Marco Rubio", "ru").declined
    assert not _place("Tokyo", "ru").declined
    assert _place("Germany", "ru").declined


def test_a_name_of_several_words_that_are_translated_gets_no_russian_proposal() -> None:
    party = Candidate("Green Party", NameKind.ORGANISATION, (), 1)
    assert propose(party, "ru") == Proposal("", Reason.NONE)
    assert propose(party, "de") == Proposal("Green Party", Reason.KEPT)


@pytest.mark.parametrize(
    "name", ["Lavrov", "Zelenskiy", "Zakharova", "Tymoshenko", "Shevchuk", "Saakashvili", "Khodorkovsky"]
)
def test_names_from_cyrillic_are_told(name: str) -> None:
    assert comes_from_cyrillic(["Xy", name])


@pytest.mark.parametrize(
    "name", ["Austin", "Martin", "Steve", "Kelly", "Smith", "Collins", "Kennedy", "Chirac", "Hawking", "Kirby"]
)
def test_names_from_elsewhere_are_not(name: str) -> None:
    assert not comes_from_cyrillic(["Xy", name])


@given(st.text(max_size=40), st.sampled_from(NameKind), st.sampled_from(["ru", "de", "de-AT", "fr", "xx"]))
def test_no_text_makes_a_proposal_raise(written: str, kind: NameKind, locale: str) -> None:
    assert isinstance(propose(Candidate(written, kind, (), 1), locale).text, str)
