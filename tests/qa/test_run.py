"""What holds for all checks: the table, the messages, the order, and that no text makes them raise."""

import string
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.article import Code, CodeKind, Role
from localize.edition import Origin, OriginKind, TargetState
from localize.markup import CodedText
from localize.qa import CHECKS, DETAILS, FAMILIES, MESSAGES, Finding, Severity, check_plain, check_segment, message_key
from localize.qa.names import Names
from localize.qa.terms import Terms
from tests.qa.pairs import GERMAN, RUSSIAN
from tests.qa.strategies import coded_texts

_SEVERITIES = {code: severity for check in CHECKS for code, severity in check.severities.items()}


def _placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@given(coded_texts, coded_texts, st.sampled_from(Role), st.sampled_from(["ru", "de", "fr"]))
def test_no_text_makes_a_check_raise(source: CodedText, target: CodedText, role: Role, locale: str) -> None:
    found = check_segment(
        source,
        target,
        source_locale="en",
        target_locale=locale,
        role=role,
        target_state=TargetState.TRANSLATED,
        origin=Origin(OriginKind.HUMAN),
    )
    for finding in found:
        assert finding.severity is _SEVERITIES[finding.code]
        assert all(0 <= a <= b <= len(source.plain) for a, b in finding.source_spans)
        assert all(0 <= a <= b <= len(target.plain) for a, b in finding.target_spans)
        assert finding.fix != target.dumps()
        assert Finding.from_json(finding.to_json()) == finding


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_string_makes_the_plain_check_raise(src: str, tgt: str) -> None:
    for finding in check_plain(src, tgt, "ru"):
        assert all(0 <= a <= b <= len(src) for a, b in finding.source_spans)
        assert all(0 <= a <= b <= len(tgt) for a, b in finding.target_spans)


@pytest.mark.parametrize(
    ("src", "tgt"),
    [
        ("9" * 50_000, "8" * 50_000),
        ("1" + ",000" * 5_000, "1" + ".000" * 5_000),
        (". " * 10_000, "..." * 10_000),
        ("a" * 50_000, "a." * 25_000),
        ("zwei " * 5_000 + "5", "двадцать " * 5_000 + "6"),
        ("@" * 10_000 + "a@" * 5_000, "a.b@" * 5_000),
        ("<a href=x " * 3_000, "</b>" * 3_000),
        (" ".join(map(str, range(2_000))), " ".join(map(str, range(5_000, 7_000)))),
    ],
)
@pytest.mark.timeout(20)
def test_a_hostile_text_is_checked_in_bounded_time_and_words(src: str, tgt: str) -> None:
    assert len(check_plain(src, tgt, "ru")) <= 50 * len(CHECKS)


def test_each_code_belongs_to_one_check_and_has_a_message() -> None:
    assert sum(len(check.severities) for check in CHECKS) == len(_SEVERITIES)
    assert {key.partition(":")[0] for key in MESSAGES} == set(_SEVERITIES)
    assert set(DETAILS) <= set(_SEVERITIES)
    assert {check.family for check in CHECKS} == set(FAMILIES)


@pytest.mark.parametrize(("locale", "rows"), [("ru", RUSSIAN), ("de", GERMAN)])
def test_each_message_is_filled_by_the_params_of_its_findings(
    locale: str, rows: tuple[tuple[str, str, set[str]], ...]
) -> None:
    for src, tgt, _ in rows:
        for finding in check_plain(src, tgt, locale):
            params = {name for name, _ in finding.params}
            assert _placeholders(MESSAGES[message_key(finding)]) <= params
            assert _placeholders(DETAILS.get(finding.code, "")) <= params


def test_the_tables_of_pairs_show_every_code() -> None:
    """The others need a headline, a limit, coded text, an engine, a termbase or a register: they are shown in their own tests."""
    shown = {code for _, _, codes in (*RUSSIAN, *GERMAN) for code in codes}
    elsewhere = {"end_headline", "length", "code_doubled", "locked_displaced", *Terms.severities, *Names.severities}
    assert set(_SEVERITIES) - shown == elsewhere


def test_errors_come_first_and_notes_last() -> None:
    found = check_plain("It cost 2.8 billion crowns.", "Стоило  2,8 млн крон", "ru")
    assert [f.severity for f in found] == [Severity.ERROR, Severity.WARNING, Severity.NOTE]


def test_tags_count_as_codes_and_spans_are_those_of_the_strings() -> None:
    src = 'It cost <b>2.8 billion</b> <a href="/a">crowns</a>.'
    tgt = 'Стоило <b>2,8 млн</b> <a href="/a">крон</a>.'
    (finding,) = check_plain(src, tgt, "ru")
    ((a, b),), ((c, d),) = finding.source_spans, finding.target_spans
    assert (src[a:b], tgt[c:d]) == ("2.8 billion", "2,8 млн")
    assert finding.fix == 'Стоило <b>2,8\u00a0млрд</b> <a href="/a">крон</a>.'


def test_a_changed_attribute_is_another_code() -> None:
    found = check_plain('A <a href="/a">report</a>.', '<a href="/b">Отчёт</a>.', "ru")
    assert [f.code for f in found] == ["code_missing", "code_added"]


def test_a_lone_angle_bracket_is_text() -> None:
    assert check_plain("If a < b and c > d, stop.", "Если a < b и c > d, стоп.", "ru") == []


def test_codes_are_taken_by_id_or_as_the_block_holds_them() -> None:
    link = Code(1, CodeKind.LINK, "a", (("href", "https://example.org/"),))

    def kinds(codes: Mapping[int, Code] | tuple[Code, ...]) -> list[str]:
        found = check_segment(
            CodedText.loads("A <1>b</1>."),
            CodedText.loads("А б."),
            source_locale="en",
            target_locale="ru",
            role=Role.PARAGRAPH,
            target_state=TargetState.TRANSLATED,
            origin=Origin(OriginKind.MT, "google"),
            codes=codes,
        )
        return [dict(finding.params)["kind"] for finding in found]

    assert kinds({1: link}) == kinds((link,)) == ["link"]
    assert kinds(()) == ["other"]
