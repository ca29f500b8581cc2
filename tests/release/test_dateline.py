"""Datelines by rule: place and date of the locale, the agency as it is, or nothing at all."""

import pytest

from localize.article import Block, Role
from localize.edition import Origin, OriginKind, TargetState
from localize.exchange.catalogue import Catalogue
from localize.markup import CodedText
from localize.qa.run import check_segment
from localize.release.rules import rule_text


def by_rule(written: str, locale: str, **data: str) -> str | None:
    """The rule's answer in written form, ``~`` for a no-break space; no check may find anything in it."""
    block = Block("b1", Role.DATELINE, CodedText.loads(written), data=data)
    text = rule_text(block, locale, Catalogue.load(locale))
    if text is None:
        return None
    assert not check_segment(
        block.text,
        text,
        source_locale="en",
        target_locale=locale,
        role=block.role,
        target_state=TargetState.FINAL,
        origin=Origin(OriginKind.RULE),
    )
    return text.dumps().replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("written", "data", "russian", "german"),
    [
        (
            "KYIV, Feb 18 (Reuters) –",
            {"place": "KYIV", "date": "--02-18", "agency": "Reuters", "dash": "–"},
            "КИЕВ, 18~февраля (Reuters)~—",
            "KIEW, 18.~Februar (Reuters) –",
        ),
        (
            "GENEVA, Feb. 18, 2026 (AP) --",
            {"place": "GENEVA", "date": "2026-02-18", "agency": "AP", "dash": "--"},
            "ЖЕНЕВА, 18~февраля 2026~года (AP)~—",
            "GENF, 18.~Februar 2026 (AP) –",
        ),
        (
            "GENEVA, Feb. 18 (AP) —",
            {"place": "GENEVA", "date": "2026-02-18", "agency": "AP", "dash": "—"},
            "ЖЕНЕВА, 18~февраля (AP)~—",
            "GENF, 18.~Februar (AP) –",
        ),
        ("BERLIN —", {"place": "BERLIN", "dash": "—"}, "БЕРЛИН~—", "BERLIN –"),
        ("Vienna, May 3", {"place": "Vienna", "date": "--05-03"}, "Вена, 3~мая", "Wien, 3.~Mai"),
        (
            "<1>ATHENS, Greece —</1>",
            {"place": "ATHENS, Greece", "dash": "—"},
            "<1>АФИНЫ, Греция~—</1>",
            "<1>ATHEN, Griechenland –</1>",
        ),
        ("UNITED NATIONS —", {"place": "UNITED NATIONS", "dash": "—"}, "ООН~—", "VEREINTE NATIONEN –"),
    ],
)
def test_a_dateline_is_the_locales(written: str, data: dict[str, str], russian: str, german: str):
    assert by_rule(written, "ru", **data) == russian
    assert by_rule(written, "de", **data) == german


@pytest.mark.parametrize(
    ("written", "data"),
    [
        ("NORRHAVEN, Feb 18 —", {"place": "NORRHAVEN", "date": "--02-18", "dash": "—"}),
        ("KYIV, Feb 18 —", {}),
        ("KYIV, Feb 18, updated —", {"place": "KYIV", "date": "--02-18", "dash": "—"}),
        ("KYIV, Feb 18, 2026 —", {"place": "KYIV", "date": "--02-18", "dash": "—"}),
        ("KYIV, Feb 30 —", {"place": "KYIV", "date": "--02-30", "dash": "—"}),
        ("KYIV, Feb 18 —", {"place": "KYIV", "date": "yesterday", "dash": "—"}),
        ("KYIV, Feb 18 —", {"place": "KYIV", "dash": "—"}),
        ("<1>KYIV</1>, Feb 18 —", {"place": "KYIV", "date": "--02-18", "dash": "—"}),
        ("ATLANTA, Georgia —", {"place": "ATLANTA, Georgia", "dash": "—"}),
    ],
)
def test_a_dateline_that_the_rule_does_not_understand_is_left_whole(written: str, data: dict[str, str]):
    assert by_rule(written, "ru", **data) is None
    assert by_rule(written, "de", **data) is None


@pytest.mark.parametrize("locale", ["ja", "fr"])
def test_a_language_without_a_name_for_the_place_translates_it(locale: str):
    assert by_rule("GENEVA —", locale, place="GENEVA", dash="—") is None
