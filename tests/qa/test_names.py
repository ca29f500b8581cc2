"""The check of house forms: what it says, where, and what it mends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.article import Role
from localize.edition import Origin, OriginKind, TargetState
from localize.markup import CodedText
from localize.qa import MESSAGES, Finding, check_segment
from localize.qa.names import Names
from localize.terms.lexicon import Lexicon
from localize.terms.name import Gender, Name, NameForm, NameKind
from tests.qa.strategies import coded_texts

_P = NameKind.PERSON
RUSSIAN = Lexicon((), (
    Name(1, _P, "Volodymyr Zelenskiy", ("Zelensky",), Gender.MASCULINE, NameForm("Владимир Зеленский")),
    Name(2, _P, "Elon Musk", (), Gender.MASCULINE, NameForm("Илон Маск")),
    Name(3, _P, "Marco Rubio", (), Gender.MASCULINE, NameForm("Марко Рубио", declined=False)),
    Name(4, NameKind.PLACE, "Kyiv", (), Gender.MASCULINE, NameForm("Киев")),
    Name(5, _P, "Ada Moss"),
))  # fmt: skip
GERMAN = Lexicon((), (Name(1, _P, "Volodymyr Zelenskiy", (), Gender.MASCULINE, NameForm("Wolodymyr Selenskyj")),))


def findings(src: str, tgt: str, locale: str = "ru", lexicon: Lexicon = RUSSIAN) -> list[Finding]:
    found = check_segment(
        CodedText.loads(src),
        CodedText.loads(tgt),
        source_locale="en",
        target_locale=locale,
        role=Role.PARAGRAPH,
        target_state=TargetState.TRANSLATED,
        origin=Origin(OriginKind.HUMAN),
        lexicon=lexicon,
    )
    return [finding for finding in found if finding.code in Names.severities]


def _codes(src: str, tgt: str, locale: str = "ru", lexicon: Lexicon = RUSSIAN) -> list[str]:
    return [finding.code for finding in findings(src, tgt, locale, lexicon)]


def test_house_forms_are_accepted_inflected_and_by_the_surname() -> None:
    assert _codes("Volodymyr Zelenskyy met Elon Musk in Kyiv", "Владимир Зеленский встретил Илона Маска в Киеве") == []
    assert _codes("Zelensky left", "Зеленского проводили") == []
    assert _codes("Kyiv talks", "Киевские переговоры") == []


def test_a_name_without_a_house_form_is_not_judged() -> None:
    assert _codes("Ada Moss left", "Она ушла") == []


def test_another_spelling_is_marked_with_the_house_form() -> None:
    (found,) = findings("President Zelensky left", "Президент Зелинский ушёл")
    assert (found.code, found.source_spans, found.target_spans) == ("name_differs", ((10, 18),), ((10, 19),))
    assert dict(found.params) == {"source": "Zelensky", "target": "Владимир Зеленский", "written": "Зелинский"}
    assert found.fix is None  # nobody knows the case


def test_a_name_left_out_is_told_where_it_stands_in_the_source() -> None:
    (found,) = findings("Then Zelensky left", "Потом он ушёл")
    assert (found.code, found.source_spans, found.target_spans) == ("name_absent", ((5, 13),), ())


def test_another_first_name_before_the_right_surname_is_marked() -> None:
    (found,) = findings("Elon Musk left", "Вчера Элон Маск ушёл")
    assert (found.code, found.target_spans) == ("name_differs", ((6, 10),))
    assert _codes("Volodymyr Zelenskiy left", "Wladimir Selenskyj ging", "de", GERMAN) == ["name_differs"]
    assert _codes("Volodymyr Zelenskiy left", "Präsident Selenskyj ging", "de", GERMAN) == []
    assert _codes("Musk left", "Вчера Элон Маск ушёл") == []  # the source has no first name to be right about


def test_the_fix_is_given_where_nothing_is_inflected() -> None:
    (found,) = findings("Rubio left", "<1>Rubio</1> ушёл", "ru")
    assert found.fix == "<1>Рубио</1> ушёл"
    (found,) = findings("Zelenskiy left", "Zelenskiy ging", "de", GERMAN)
    assert found.fix == "Selenskyj ging"
    (found,) = findings("Zelenskiy’s plan", "Der Zelenskiy-Plan", "de", GERMAN)
    assert found.fix == "Der Selenskyj-Plan"
    (found,) = findings("Zelenskiy’s plan", "Zelenskiys Plan", "de", GERMAN)
    assert found.fix is None


def test_a_name_is_told_once_however_often_it_stands() -> None:
    (found,) = findings("Zelensky met Zelensky’s aides", "Он встретил помощников")
    assert found.source_spans == ((0, 8), (13, 21))


def test_other_languages_and_an_empty_register_are_left_alone() -> None:
    assert _codes("Zelensky left", "Il est parti", "fr") == []
    assert _codes("Zelensky left", "Он ушёл", "ru", Lexicon()) == []


@pytest.mark.parametrize("code", Names.severities)
def test_each_finding_has_words(code: str) -> None:
    assert MESSAGES[code]


@given(coded_texts, coded_texts, st.sampled_from(["ru", "de"]))
def test_no_text_makes_it_raise(source: CodedText, target: CodedText, locale: str) -> None:
    for finding in findings(f"Zelensky and Rubio {source.dumps()}", target.dumps(), locale):
        assert all(0 <= a < b <= len(target.plain) for a, b in finding.target_spans)
        assert finding.fix != target.dumps()
