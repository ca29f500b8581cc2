"""Terms of the house in a translation: missing, out of use, changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.article import Role
from localize.edition import Origin, OriginKind, TargetState
from localize.markup import CodedText
from localize.qa import DETAILS, MESSAGES, Finding, Severity, check_segment, message_key
from localize.terms.lexicon import Lexicon
from localize.terms.term import CaseRule, PartOfSpeech, TargetTerm, Term, TermStatus
from tests.qa.strategies import coded_texts

_FORBIDDEN = TermStatus.FORBIDDEN

RUSSIAN = (
    Term(1, "ceasefire", (TargetTerm("прекращение огня"), TargetTerm("перемирие", TermStatus.ADMITTED))),
    Term(2, "central bank", (TargetTerm("центральный банк"), TargetTerm("Центробанк", _FORBIDDEN))),
    Term(3, "march", (TargetTerm("марш"), TargetTerm("шествие", TermStatus.ADMITTED))),
    Term(4, "March", (TargetTerm("март"),), PartOfSpeech.PROPER_NOUN, case_rule=CaseRule.EXACT),
    Term(5, "Tidewatch", do_not_translate=True, part_of_speech=PartOfSpeech.PROPER_NOUN),
    Term(6, "quarantine", (TargetTerm("карантин"),)),
    Term(7, "hostage taker", (TargetTerm("террорист", _FORBIDDEN),)),
    Term(
        8,
        "security service",
        (TargetTerm("Служба безопасности Украины"), TargetTerm("служба безопасности", _FORBIDDEN)),
    ),
    Term(9, "sign", (TargetTerm("подписать"),), PartOfSpeech.VERB),
)
GERMAN = (
    Term(1, "ceasefire", (TargetTerm("Waffenstillstand"), TargetTerm("Feuerpause", _FORBIDDEN))),
    Term(2, "government", (TargetTerm("Regierung"),)),
    Term(3, "iFjord", do_not_translate=True, part_of_speech=PartOfSpeech.PROPER_NOUN),
)
_LEXICONS = {"ru": Lexicon(RUSSIAN), "de": Lexicon(GERMAN)}


def _check(source: str, target: str, locale: str = "ru", role: Role = Role.PARAGRAPH) -> list[Finding]:
    found = check_segment(
        CodedText.loads(source),
        CodedText.loads(target),
        source_locale="en",
        target_locale=locale,
        role=role,
        target_state=TargetState.TRANSLATED,
        origin=Origin(OriginKind.HUMAN),
        lexicon=_LEXICONS[locale],
    )
    return [finding for finding in found if finding.code.startswith("term_")]


@pytest.mark.parametrize(
    ("source", "target", "locale"),
    [
        ("The ceasefire holds.", "Режим прекращения огня соблюдается.", "ru"),
        ("The cease-fires fail.", "Перемирий не соблюдают.", "ru"),
        ("Central banks wait.", "Центральные банки ждут.", "ru"),
        ("The march ended in March.", "Шествие закончилось в марте.", "ru"),
        ("They march on.", "Они идут дальше.", "ru"),
        ("Quarantine measures end.", "Карантинные меры сняты.", "ru"),
        ("The hostage taker fled.", "Захватчик бежал.", "ru"),
        ("The security service said so.", "Так сказали в Службе безопасности Украины.", "ru"),
        ("They signed it.", "Они его подписали.", "ru"),
        ("It was signed.", "Документ подписан.", "ru"),
        ("Tidewatch’s crew left.", "Экипаж Tidewatch ушёл.", "ru"),
        ("The ceasefire deal holds.", "Das Waffenstillstandsabkommen hält.", "de"),
        ("The governments agree.", "Die Landesregierungen stimmen zu.", "de"),
        ("iFjord's boss left.", "iFjords Chef ging, die iFjord-Aktie fiel.", "de"),
    ],
)
def test_a_term_in_any_form_satisfies(source: str, target: str, locale: str) -> None:
    assert _check(source, target, locale) == []


def test_a_missing_term_is_a_warning_that_names_what_the_house_says() -> None:
    source = "The ceasefire holds; ceasefires do."
    (finding,) = _check(source, "Тишина соблюдается; так бывает.")
    assert (finding.code, finding.severity, finding.fix) == ("term_missing", Severity.WARNING, None)
    assert dict(finding.params) == {"source": "ceasefire", "expected": "прекращение огня, перемирие"}
    assert [source[a:b] for a, b in finding.source_spans] == ["ceasefire", "ceasefires"]
    assert finding.target_spans == ()


def test_a_term_out_of_use_is_a_warning_at_its_places_and_never_mended() -> None:
    target = "Центробанка и центробанку верят."
    (finding,) = _check("The central bank is trusted.", target)
    assert (finding.code, finding.severity, finding.fix) == ("term_forbidden", Severity.WARNING, None)
    assert dict(finding.params)["target"] == "Центробанка"
    assert [target[a:b] for a, b in finding.target_spans] == ["Центробанка", "центробанку"]


def test_a_term_out_of_use_counts_only_where_the_source_has_its_term() -> None:
    assert _check("The regulator is trusted.", "Центробанку верят.") == []


def test_a_term_out_of_use_within_the_preferred_one_is_in_use() -> None:
    assert _check("The security service said so.", "Служба безопасности Украины так сказала.") == []
    assert [f.code for f in _check("The security service said so.", "Служба безопасности так сказала.")] == [
        "term_forbidden"
    ]


def test_a_term_with_nothing_but_forbidden_targets_is_never_missing() -> None:
    (finding,) = _check("The hostage taker fled.", "Террорист бежал.")
    assert (finding.code, dict(finding.params)["expected"]) == ("term_forbidden", "—")


def test_what_must_not_be_translated_is_an_error_when_it_was() -> None:
    (finding,) = _check("Tidewatch sank.", "«Тайдвотч» затонул.")
    assert (finding.code, finding.severity, finding.fix) == ("term_changed", Severity.ERROR, None)


def test_other_capitals_are_mended() -> None:
    (finding,) = _check("<1>iFjord</1> fell.", "<1>IFJORD</1> fiel.", "de")
    assert (finding.code, finding.fix) == ("term_changed", "<1>iFjord</1> fiel.")
    assert finding.target_spans == ((0, 6),)


def test_two_places_in_other_capitals_are_not_mended_at_once() -> None:
    (finding,) = _check("iFjord fell.", "IFJORD fiel, Ifjord fiel.", "de")
    assert (finding.fix, len(finding.target_spans)) == (None, 2)


@pytest.mark.parametrize("role", [Role.NOTICE, Role.BYLINE, Role.CREDIT, Role.NAVIGATION, Role.PREFORMATTED])
def test_what_nobody_translates_is_not_asked_for_terms(role: Role) -> None:
    assert _check("The ceasefire holds.", "Тишина.", role=role) == []


def test_each_message_is_filled() -> None:
    rows = [("Tidewatch sank.", "Он."), ("The central bank.", "Центробанк."), ("The ceasefire.", "Тишина.")]
    for source, target in rows:
        for finding in _check(source, target):
            params = dict(finding.params)
            assert MESSAGES[message_key(finding)].format_map(params)
            assert DETAILS[finding.code].format_map(params)


def test_a_lexicon_has_one_index_for_as_long_as_it_holds() -> None:
    lexicon = Lexicon(RUSSIAN)
    assert lexicon.term_index is lexicon.term_index
    assert lexicon.term_index is not Lexicon(RUSSIAN[:2]).term_index


@given(coded_texts, coded_texts, st.sampled_from(["ru", "de"]), st.lists(st.text(min_size=1, max_size=12), max_size=3))
def test_no_text_and_no_term_makes_the_check_raise(
    source: CodedText, target: CodedText, locale: str, words: list[str]
) -> None:
    terms = tuple(
        Term(at, word, (TargetTerm(word), TargetTerm(word[:3], _FORBIDDEN)), do_not_translate=at == 2)
        for at, word in enumerate([*words, source.plain[:8], target.plain[:8]])
    )
    found = check_segment(
        source,
        target,
        source_locale="en",
        target_locale=locale,
        role=Role.PARAGRAPH,
        target_state=TargetState.TRANSLATED,
        origin=Origin(OriginKind.HUMAN),
        lexicon=Lexicon(terms),
    )
    for finding in found:
        assert all(0 <= a <= b <= len(source.plain) for a, b in finding.source_spans)
        assert all(0 <= a <= b <= len(target.plain) for a, b in finding.target_spans)
        assert finding.fix != target.dumps()
