"""Inline codes: each way to damage them has its finding, and a fix where the place is certain."""

import pytest

from localize.article import Code, CodeKind, Role
from localize.edition import Origin, OriginKind, TargetState
from localize.markup import CodedText
from localize.qa import Finding, check_segment, message_key
from localize.qa.edit import replaced


def _check(source: str, target: str, *codes: Code) -> list[Finding]:
    found = check_segment(
        CodedText.loads(source),
        CodedText.loads(target),
        source_locale="en",
        target_locale="ru",
        role=Role.PARAGRAPH,
        target_state=TargetState.TRANSLATED,
        origin=Origin(OriginKind.MT, "google"),
        codes=codes,
    )
    return [finding for finding in found if finding.code.startswith("code_")]


@pytest.mark.parametrize(
    ("source", "target", "code", "fix"),
    [
        ("It ends here.<1/>", "Здесь конец.", "code_missing", "Здесь конец.<1/>"),
        ("<1/>It begins.", "Начало.", "code_missing", "<1/>Начало."),
        ("One<1/>two of them.", "Один и второй.", "code_missing", None),
        ("<1>All of it.</1>", "Всё это.", "code_missing", "<1>Всё это.</1>"),
        ("The <1>BBC</1> said so.", "Так сообщила BBC.", "code_missing", "Так сообщила <1>BBC</1>."),
        ("The <1>BBC</1> said so.", "Так сообщила BBCX.", "code_missing", None),
        ("The <1>report</1> said so.", "Так сказано в отчёте.", "code_missing", None),
        ("It says <1>so much", "Так сказано", "code_missing", None),
        ("The report.", "Отчёт<1/>.", "code_added", "Отчёт."),
        ("A <1>report</1>.", "<1>Отчёт</1>. <1>И ещё</1>.", "code_doubled", None),
        ("One<1/>two.", "Один<1/><1/>два.", "code_doubled", "Один<1/>два."),
        ("A <1>report</1>", "<1>Отчёт", "code_half", "<1>Отчёт</1>"),
        ("<1>A report</1> came.", "Пришёл отчёт</1>.", "code_half", "<1>Пришёл отчёт</1>."),
        ("A <1>report</1> came.", "Пришёл <1>отчёт.", "code_half", None),
        ("A <1>report</1> came.", "Пришёл </1>отчёт<1>.", "code_order", "Пришёл <1>отчёт</1>."),
        ("<1>A <2>new</2> one</1>.", "<1>Один <2>новый</1> ещё</2>.", "code_crossing", None),
        ("<1>A</1> <2>b</2> <3>c</3>", "<1>а <2>б</2> <3>в</1> г</3>", "code_crossing", None),
        ("A <1>report</1> came.", "Пришёл отчёт<1></1>.", "code_blank", None),
    ],
)
def test_damage_has_its_finding_and_a_fix_where_it_is_certain(
    source: str, target: str, code: str, fix: str | None
) -> None:
    (finding,) = _check(source, target)
    assert (finding.code, finding.fix) == (code, fix)
    if fix is not None:
        assert _check(source, fix) == []


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("<1>A</1> and <2>b</2>.", "<2>Б</2> и <1>а</1>."),
        ("It says <1>so much.", "Сказано <1>так много."),  # the end is in the next sentence
        ("and no more</1>.", "и не больше</1>."),
        ("<1><2>Both</2></1>", "<2><1>Оба</1></2>"),
    ],
)
def test_codes_may_move_and_span_sentences(source: str, target: str) -> None:
    assert _check(source, target) == []


def test_the_finding_names_the_kind_of_code_and_its_number() -> None:
    link = Code(1, CodeKind.LINK, "a", (("href", "https://example.org/"),))
    (finding,) = _check("The <1>report</1>.", "Отчёт.", link)
    assert dict(finding.params) == {"id": "1", "kind": "link"}
    assert message_key(finding) == "code_missing:link"
    assert finding.source_spans == ((4, 10),)


def test_each_damaged_code_has_a_finding_of_its_own() -> None:
    found = _check("<1>A</1> <2>b</2> c.<3/>", "а б в.<4/>")
    assert [(f.code, dict(f.params)["id"]) for f in found] == [
        ("code_missing", "1"),
        ("code_missing", "2"),
        ("code_missing", "3"),
        ("code_added", "4"),
    ]


def test_text_is_replaced_beneath_the_codes_around_it_and_never_across_one() -> None:
    text = CodedText.loads("a <1>bc</1> d")
    assert replaced(text, 2, 4, "x") == CodedText.loads("a <1>x</1> d")
    assert replaced(text, 1, 3, "x") is None
