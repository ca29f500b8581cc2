"""A known notice is filled word for word; whatever is not quite one is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.exchange.catalogue import Catalogue
from localize.exchange.notices import NoticeBook, substitute
from localize.markup import CodedText


def filled(written: str, locale: str = "de") -> str | None:
    """The catalogue's answer in written form."""
    target = Catalogue.load(locale).fill(CodedText.loads(written))
    return None if target is None else target.dumps()


def test_the_three_sentences_of_the_usual_notice_are_known():
    assert filled("This article was prepared based on materials published by Bloomberg.", "ru") == (
        "Статья подготовлена по материалам Bloomberg."
    )
    assert filled("The original article can be found at the following link: <1>Bloomberg</1>.", "ru") == (
        "С исходной статьёй можно ознакомиться по ссылке: <1>Bloomberg</1>."
    )
    assert (
        filled("All rights to the original text belong to Bloomberg.")
        == "Alle Rechte am Originaltext liegen bei Bloomberg."
    )


def test_a_paragraph_of_several_notices_is_filled_as_a_whole():
    text = (
        "This article was prepared based on materials published by Bloomberg. The author does not claim authorship of "
        "the original text but presents their interpretation of the content for informational purposes."
    )
    answer = filled(text)
    assert answer is not None
    assert answer.startswith("Dieser Artikel beruht auf Veröffentlichungen von Bloomberg. Die Urheberschaft")


@pytest.mark.parametrize(
    "written",
    ["Don’t Miss", "Don't  miss", " DON'T MISS", "Don\u02bct\u00a0Miss\n", "Don`t Miss"],
)
def test_typesetting_makes_no_difference(written: str):
    answer = filled(written)
    assert answer is not None
    assert answer.strip() == "Nicht verpassen"


def test_white_space_around_stays():
    assert filled(" Don't Miss\n") == " Nicht verpassen\n"


@pytest.mark.parametrize(
    "written",
    [
        "All rights to the original text belong to Bloomberg",  # no full stop: another text
        "All rights to the text belong to Bloomberg.",
        "All rights to the original text belong to .",
        "All rights to the original text belong to Bloomberg. Subscribe now.",
        "All rights to the original text belong to Acme Inc. Subscribe now.",
        "Please note: All rights reserved.",
        "All rights to the original text belong to\nBloomberg\nand others.",
        "All rights to the original text belong to " + "very " * 40 + "long names.",
        "All rights reserved." * 200,
        "",
        "   ",
    ],
)
def test_anything_else_is_left_to_others(written: str):
    assert filled(written) is None


@pytest.mark.parametrize(
    "name", ["U.S. News & World", "St. Olav Press", "Acme Inc.", "Dr. K. Holt", "https://a.example/b?c=1"]
)
def test_names_may_hold_full_stops_that_end_no_sentence(name: str):
    source = CodedText.plain_text(f"All rights to the original text belong to {name}.")
    target = Catalogue.load("de").fill(source)
    assert target is not None
    assert target.plain == f"Alle Rechte am Originaltext liegen bei {name}."


def test_a_name_never_swallows_the_notice_after_it():
    answer = filled("All rights to the original text belong to Acme Inc. All rights reserved.")
    assert answer == "Alle Rechte am Originaltext liegen bei Acme Inc. Alle Rechte vorbehalten."


def test_codes_around_the_whole_text_or_a_name_go_along():
    assert filled("<1>All rights reserved.</1>") == "<1>Alle Rechte vorbehalten.</1>"
    assert filled("<1/>All rights reserved.") == "<1/>Alle Rechte vorbehalten."
    assert filled("All rights to the original text belong to <2>Bloomberg.</2>") == (
        "Alle Rechte am Originaltext liegen bei <2>Bloomberg.</2>"
    )


def test_a_code_that_runs_over_several_sentences_keeps_its_end():
    assert (
        filled("<1>This article is based on reporting by Reuters.")
        == "<1>Dieser Artikel stützt sich auf Berichte von Reuters."
    )
    assert filled("It is published for information only.</1>") == (
        "Die Veröffentlichung dient ausschließlich der Information.</1>"
    )


@pytest.mark.parametrize(
    "written",
    [
        "<1>All rights</1> reserved.",
        "All rights to the original text belong to <1>Bloomberg.",
        "All <1/>rights reserved.",
    ],
)
def test_a_code_without_a_place_in_the_translation_leaves_the_text_to_others(written: str):
    assert filled(written) is None


def test_a_name_is_translated_only_where_it_stands_alone():
    link = "The original report can be found at the following link: <1>Norrhaven Rail Authority</1>."
    assert filled(link) == "Der Originalbericht ist unter folgendem Link abrufbar: <1>Bahnbehörde Norrhaven</1>."
    assert filled("All rights to the original text belong to Norrhaven Rail Authority.") == (
        "Alle Rechte am Originaltext liegen bei Norrhaven Rail Authority."
    )


def test_characters_of_the_private_use_area_are_not_taken_for_codes():
    assert filled("All rights to the original text belong to \ue000.") is None


def test_a_text_made_to_be_slow_is_answered_at_once():
    book = NoticeBook([("{a} and {b} and {c}.", "{a} {b} {c}.")])
    assert book.fill(CodedText.plain_text(". and" * 390 + "!")) is None


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll", "Nd"]), min_size=1, max_size=40))
def test_any_single_word_goes_through_unchanged(name: str):
    target = Catalogue.load("ru").fill(
        CodedText.plain_text(f"The original article can be found at the following link: {name}.")
    )
    assert target == CodedText.plain_text(f"С исходной статьёй можно ознакомиться по ссылке: {name}.")


def test_placeholders_without_value_stay_visible():
    assert substitute("{a} {b}", {"a": "1"}) == "1 {b}"
