"""Words found and replaced: capitals, whole words, inflected forms, inline codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.markup import CodedText
from localize.terms.replacing import Wanted, find, replace
from tests.strategies import coded_texts


def _done(written: str, wanted: Wanted, locale: str = "ru") -> str | None:
    found = replace(CodedText.loads(written), wanted, locale)
    return found.text.dumps() if found else None


CASES = [
    ("Набережная. набережная.", Wanted("набережная", "пристань"), "Пристань. пристань."),
    ("НАБЕРЕЖНАЯ", Wanted("набережная", "пристань"), "ПРИСТАНЬ"),
    ("Набережная. набережная.", Wanted("набережная", "пристань", case=True), "Набережная. пристань."),
    ("Мост и мостовая", Wanted("мост", "путь"), "Путь и путьовая"),
    ("Мост и мостовая", Wanted("мост", "путь", whole=True), "Путь и мостовая"),
    ("10\u00a0тонн", Wanted("10 тонн", "12 тонн"), "12 тонн"),
    ("«Правда»", Wanted('"правда"', "«Истина»"), "«Истина»"),
    ("Да, да и да", Wanted("да", ""), ",  и "),
    ("Дом", Wanted("дом", "iPad"), "iPad"),
    ("<1>Старый мост</1> закрыт", Wanted("мост", "путь"), "<1>Старый путь</1> закрыт"),
    ("Старый <1>мо</1>ст закрыт", Wanted("мост", "путь"), "Старый <1>путь</1> закрыт"),
    ("Ничего", Wanted("мост", "путь"), None),
    ("Ничего", Wanted("  ", "путь"), None),
]


@pytest.mark.parametrize(("written", "wanted", "after"), CASES)
def test_words_are_replaced(written: str, wanted: Wanted, after: str | None) -> None:
    assert _done(written, wanted) == after


INFLECTED = [
    ("Он вышел из парламента.", Wanted("парламент", "сейм", inflected=True), "Он вышел из сейма."),
    ("Парламенту предложили.", Wanted("парламент", "сейм", inflected=True), "Сейму предложили."),
    ("У парка три входа.", Wanted("парк", "сквер", inflected=True), "У сквера три входа."),  # not a garment
    ("Жители столицы довольны.", Wanted("столица", "Москва", inflected=True), "Жители Москвы довольны."),
    ("Жители столицы довольны.", Wanted("столица", "Москва", case=True, inflected=True), "Жители Москвы довольны."),
    ("Мост закрыли.", Wanted("мост", "тоннель", inflected=True), "Тоннель закрыли."),
    ("В парламентах спорят.", Wanted("парламент", "сейм", inflected=True), "В сеймах спорят."),
]


@pytest.mark.parametrize(("written", "wanted", "after"), INFLECTED)
def test_russian_words_keep_their_case_and_number(written: str, wanted: Wanted, after: str) -> None:
    found = replace(CodedText.loads(written), wanted, "ru")
    assert found is not None
    assert (found.text.dumps(), found.doubtful) == (after, False)


def test_an_ending_that_cannot_be_told_is_said_to_be_doubtful() -> None:
    german = replace(
        CodedText.loads("Er verließ das Haus des Parlaments."), Wanted("Parlament", "Rat", inflected=True), "de"
    )
    assert german is not None
    assert german.doubtful
    across = replace(CodedText.loads("Старый <1>мо</1>ст"), Wanted("мост", "путь"), "ru")
    assert across is not None
    assert across.doubtful


RISKY = [
    # Nominative or accusative: «дорога» or «дорогу»; and «старый» would be wrong with it.
    ("Видно старый мост.", Wanted("мост", "дорога", inflected=True), "Видно старый дорога."),
    ("Нет старого моста.", Wanted("мост", "дорога", inflected=True), "Нет старого дороги."),
    ("Он видел президента.", Wanted("президент", "парламент", inflected=True), "Он видел парламента."),
    ("Нет старого моста.", Wanted("мост", "новый тоннель", inflected=True), "Нет старого новый тоннель."),
]


@pytest.mark.parametrize(("written", "wanted", "after"), RISKY)
def test_what_another_gender_or_case_would_make_wrong_is_doubtful(written: str, wanted: Wanted, after: str) -> None:
    found = replace(CodedText.loads(written), wanted, "ru")
    assert found is not None
    assert (found.text.dumps(), found.doubtful) == (after, True)


@given(coded_texts(), st.text(min_size=1, max_size=3), st.text(max_size=4))
def test_codes_stay_and_text_outside_of_hits_too(coded: CodedText, words: str, put: str) -> None:
    wanted = Wanted(words, put, case=True)
    found = replace(coded, wanted, "ru")
    if found is None:
        assert find(coded.plain, wanted, "ru") == []
        return
    assert found.text.marks == coded.marks
    rest = [coded.plain, found.text.plain]
    for number, spans in enumerate((found.before, found.after)):
        for start, end in reversed(spans):
            rest[number] = rest[number][:start] + "\0" + rest[number][end:]
    assert rest[0] == rest[1]
