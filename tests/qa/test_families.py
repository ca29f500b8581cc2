"""Punctuation, addresses, untranslated text, empty text and slips beyond the tables: fixes, roles, origins."""

import pytest

from localize.addresses import addresses
from localize.article import Role
from localize.edition import Origin, OriginKind, TargetState
from localize.markup import CodedText
from localize.qa import Finding, Severity, check_plain, check_segment


def _check(
    source: str,
    target: str,
    *,
    role: Role = Role.PARAGRAPH,
    state: TargetState = TargetState.TRANSLATED,
    origin: OriginKind = OriginKind.MT,
    locale: str = "ru",
) -> list[Finding]:
    return check_segment(
        CodedText.loads(source),
        CodedText.loads(target),
        source_locale="en",
        target_locale=locale,
        role=role,
        target_state=state,
        origin=Origin(origin),
    )


@pytest.mark.parametrize(
    ("source", "target", "role", "code", "fix"),
    [
        ("It is enough.", "Этого хватит", Role.PARAGRAPH, "end_missing", "Этого хватит."),
        ("<1>It is enough.</1>", "<1>Этого хватит</1>", Role.PARAGRAPH, "end_missing", "<1>Этого хватит</1>."),
        ("Is it enough?", "Этого хватит.", Role.PARAGRAPH, "end_differs", "Этого хватит?"),
        ("It is enough", "Этого хватит.", Role.PARAGRAPH, "end_added", "Этого хватит"),
        ("Bridge closed", "Мост закрыт.", Role.HEADLINE, "end_headline", "Мост закрыт"),
        ("Is it enough?", "«Этого хватит».", Role.PARAGRAPH, "end_differs", "«Этого хватит»?"),
        ("Is it enough?", "Он сказал: «Хватит.»", Role.PARAGRAPH, "end_differs", None),
        ("He hesitated...", "Он помедлил.", Role.PARAGRAPH, "end_differs", "Он помедлил…"),
        ("Three things:", "Три вещи.", Role.PARAGRAPH, "end_differs", None),
    ],
)
def test_an_end_that_differs_is_a_warning_with_a_fix_where_its_place_is_certain(
    source: str, target: str, role: Role, code: str, fix: str | None
) -> None:
    (finding,) = _check(source, target, role=role)
    assert (finding.code, finding.severity, finding.fix) == (code, Severity.WARNING, fix)


def test_a_headline_needs_no_full_stop_even_if_the_source_has_one() -> None:
    assert _check("Bridge closed.", "Мост закрыт", role=Role.HEADLINE) == []


def test_the_catalogue_ends_its_notices_as_it_likes() -> None:
    assert _check("All rights reserved.", "Все права защищены", origin=OriginKind.CATALOGUE) == []
    assert _check("All rights reserved.", "Все права защищены", role=Role.NOTICE) == []


@pytest.mark.parametrize("role", [Role.BYLINE, Role.PREFORMATTED, Role.NAVIGATION, Role.LANGUAGE_SWITCH])
def test_what_is_kept_as_it_is_has_no_findings(role: Role) -> None:
    assert _check("The bridge was closed.", "The bridge was closed.", role=role) == []
    assert _check("The bridge was closed.", "", role=role) == []


def test_an_initial_target_is_open_and_not_wrong() -> None:
    assert _check("The bridge.", "", state=TargetState.INITIAL) == []
    assert [f.code for f in _check("The bridge.", "<1></1> ")] == ["empty"]


def test_a_source_without_words_may_stay_without() -> None:
    assert _check("—", "") == []


def test_untranslated_text_has_one_finding_and_no_more() -> None:
    found = _check("The bridge was closed in 1987.", "The bridge was closed in 1978")
    assert [(f.code, f.severity) for f in found] == [("untranslated", Severity.ERROR)]


def test_an_edition_in_the_source_language_is_never_untranslated() -> None:
    assert check_plain("The colour was grey.", "The colour was grey.", "en-GB") == []


def test_code_like_words_are_not_untranslated() -> None:
    assert check_plain("browser.cache.memory.enable", "browser.cache.memory.enable", "ru") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See https://example.org/a_(b).", ["https://example.org/a_(b)"]),
        ("(see www.example.org/a)", ["www.example.org/a"]),
        ("«https://example.org/ы»", ["https://example.org/ы"]),
        ("a.b+c@mail.example.org, then", ["a.b+c@mail.example.org"]),
        ("Booking.com and U.S. and e.g. this", []),
        ("ask @tide_watch!", ["@tide_watch"]),
        ("at 5 @ 3", []),
    ],
)
def test_addresses_are_found_without_the_punctuation_around_them(text: str, expected: list[str]) -> None:
    found = addresses(text)
    assert [address.text for address in found] == expected
    assert [text[a:b] for a, b in (address.span for address in found)] == expected


def test_a_changed_address_is_put_back_by_its_fix() -> None:
    src, tgt = "Write to desk@example.org today.", "Пишите сегодня на desk@example.ru."
    (finding,) = check_plain(src, tgt, "ru")
    assert finding.fix == "Пишите сегодня на desk@example.org."
    assert dict(finding.params) == {"source": "desk@example.org", "target": "desk@example.ru"}


def test_scheme_and_host_know_no_case_and_the_last_slash_does_not_count() -> None:
    assert check_plain("See HTTPS://Example.org/A/ now.", "См. https://example.org/A сейчас.", "ru") == []
    assert check_plain("See https://example.org/A now.", "См. https://example.org/a сейчас.", "ru") != []


def test_slips_are_mended_by_their_fixes() -> None:
    assert _check("The bridge was closed.", "Мост  был   закрыт.")[0].fix == "Мост был закрыт."
    assert _check("The bridge was closed.", "Мост мост закрыт.")[0].fix == "Мост закрыт."


def test_words_on_both_sides_of_a_code_are_not_doubled() -> None:
    assert _check("Press <1>Step 2</1>.", "Нажмите шаг <1>Шаг 2</1>.") == []
