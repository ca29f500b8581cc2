"""What the tables do not show: forms of the termbase, spans, other languages, texts of any kind."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.terms.inflect import Span, derived_adjectives, name_occurrences, occurrences
from localize.terms.name import Gender

_LOCALES = st.sampled_from(["ru", "de", "en", "fr", "uk", "de-AT", "ru_RU", "x"])
_TEXTS = st.one_of(
    st.text(max_size=40),
    st.from_regex(r"[А-Яа-яё «».,’-]{0,40}", fullmatch=True),
    st.from_regex(r"[A-Za-zäöüß ’.-]{0,40}", fullmatch=True),
)


def _found(plain: str, spans: list[Span]) -> list[str]:
    return [plain[slice(*span)] for span in spans]


@given(_TEXTS, _TEXTS, _LOCALES, st.lists(_TEXTS, max_size=2))
def test_any_text_gives_ordered_spans_within_it(plain: str, phrase: str, locale: str, forms: list[str]) -> None:
    for spans in (
        occurrences(plain, phrase, locale, forms),
        name_occurrences(plain, phrase, locale, forms=forms),
        name_occurrences(plain, phrase, locale, gender=Gender.FEMININE, declined=False),
        derived_adjectives(plain, phrase, locale),
    ):
        assert all(0 <= a < b <= len(plain) for a, b in spans)
        assert all(one[1] <= other[0] for one, other in pairwise(spans))


@given(st.from_regex(r"[А-ЯЁа-яё]{2,12}( [а-яё]{2,12})?", fullmatch=True), st.sampled_from(["ru", "de", "fr"]))
def test_a_phrase_is_found_as_it_is_written(phrase: str, locale: str) -> None:
    assert occurrences(phrase, phrase, locale) == [(0, len(phrase))]


@pytest.mark.parametrize("ask", [occurrences, name_occurrences])
@pytest.mark.parametrize("locale", ["ru", "de", "en", "fr"])
def test_nothing_is_nowhere(ask: Callable[..., list[Span]], locale: str) -> None:
    assert ask("", "мир", locale) == []
    assert ask("мир", "", locale) == []
    assert ask("мир", " — ", locale) == []


def test_forms_of_the_termbase_make_up_for_what_rules_miss() -> None:
    plain = "Die Atlanten sind teuer, atlanten auch."
    assert occurrences(plain, "Atlas", "de") == []
    assert _found(plain, occurrences(plain, "Atlas", "de", ["Atlanten"])) == ["Atlanten", "atlanten"]


def test_stress_marks_and_soft_hyphens_are_no_letters() -> None:
    assert _found("Старый за́мка двор", occurrences("Старый за́мка двор", "замок", "ru")) == ["за́мка"]
    assert _found("Die Regie\u00adrung", occurrences("Die Regie\u00adrung", "Regierung", "de")) == ["Regie\u00adrung"]


def test_quotation_marks_may_stand_within_a_phrase_and_full_stops_may_not() -> None:
    assert len(occurrences("в газете «Известия»", "газета «Известия»", "ru")) == 1
    assert occurrences("Он прочёл газету. Известия пришли.", "газета «Известия»", "ru") == []


def test_a_name_that_is_not_declined_is_found_as_it_is() -> None:
    plain = "О Джонсоне и Джонсон, о ДЖОНСОН."
    assert _found(plain, name_occurrences(plain, "Джонсон", "ru", declined=False)) == ["Джонсон", "ДЖОНСОН"]


def test_the_gender_of_a_name_decides_its_forms() -> None:
    plain = "Шольца, Шольц"
    assert _found(plain, name_occurrences(plain, "Шольц", "ru", gender=Gender.MASCULINE)) == ["Шольца", "Шольц"]
    assert _found(plain, name_occurrences(plain, "Шольц", "ru", gender=Gender.FEMININE)) == ["Шольц"]
    assert _found(plain, name_occurrences(plain, "Шольц", "ru")) == ["Шольца", "Шольц"]


def test_words_of_a_phrase_agree() -> None:
    assert occurrences("центральному банка", "центральный банк", "ru") == []
    assert occurrences("Владимиру Зеленского", "Владимир Зеленский", "ru", []) == []


def test_a_verb_in_two_parts_is_found_only_in_one_clause() -> None:
    assert _found("Er trat 2019 zurück.", occurrences("Er trat 2019 zurück.", "zurücktreten", "de")) == ["trat"]
    assert occurrences("Er trat ein. Sie kam zurück.", "zurücktreten", "de") == []


def test_a_phrase_is_found_within_a_hyphenated_word() -> None:
    plain = "Der Joint-Venture-Vertrag gilt."
    assert _found(plain, occurrences(plain, "Joint Venture", "de")) == ["Joint-Venture"]


def test_compounds_say_which_part_is_meant() -> None:
    plain = "Das Waffenstillstandsabkommen und die Bundesregierungen"
    assert _found(plain, occurrences(plain, "Waffenstillstand", "de")) == ["Waffenstillstand"]
    assert _found(plain, occurrences(plain, "Regierung", "de")) == ["regierungen"]


def test_other_languages_allow_a_few_letters_at_the_end() -> None:
    assert _found("dans les gouvernements", occurrences("dans les gouvernements", "gouvernement", "fr")) == [
        "gouvernements"
    ]
    assert occurrences("gouverner", "gouvernement", "fr") == []


def test_an_adjective_of_a_noun_is_no_form_of_it() -> None:
    plain = "карантинные меры"
    assert occurrences(plain, "карантин", "ru") == []
    assert derived_adjectives(plain, "карантин", "ru") == [(0, 11)]
    assert derived_adjectives("Das chinesische Amt, staatlich", "China", "de") == [(4, 15)]
    assert derived_adjectives("chinesische Siege, staatlich", "Staat", "de") == [(19, 28)]
    assert derived_adjectives(plain, "карантин", "fr") == []


@pytest.mark.parametrize("locale", ["ru", "de", "en", "fr"])
@pytest.mark.parametrize(
    "plain", ["Regierung" * 3_000, "а" * 30_000, "Haus-" * 5_000, "рынок " * 3_000, "trat " * 5_000]
)
@pytest.mark.timeout(20)
def test_a_hostile_text_is_read_in_bounded_time(plain: str, locale: str) -> None:
    for phrase in ("Regierung", "рынок", "большой рынок", "zurücktreten", "großes Haus"):
        assert len(occurrences(plain, phrase, locale)) <= 6_000
