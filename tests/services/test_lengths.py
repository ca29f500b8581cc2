"""How long a headline may be: the setting, the finding, and a block of several sentences."""

from dataclasses import replace

import pytest

from localize.config import load_settings
from localize.errors import ConfigError
from localize.services import postedit, workbench
from localize.services.checking import check_text
from localize.services.context import Context
from localize.services.lengths import limits_in
from localize.workflow import UserRole
from tests.services.helpers import file, person, run_sent


def test_a_language_may_have_limits_of_its_own() -> None:
    settings = load_settings({}, limits="headline=70,headline.de=80,headline.de-AT=0,caption=120", secret_key="x" * 32)
    assert limits_in(settings, "ru") == {"headline": 70, "caption": 120}
    assert limits_in(settings, "de") == {"headline": 80, "caption": 120}
    assert limits_in(settings, "de-AT") == {"caption": 120}


@pytest.mark.parametrize("written", ["headline", "headline=long", "paragraph=70", "headline.*=3", "headline=-1"])
def test_a_limit_that_says_nothing_stops_the_start(written: str) -> None:
    with pytest.raises(ConfigError, match="LOCALIZE_LIMITS"):
        load_settings({}, limits=written, secret_key="x" * 32)


def test_a_headline_that_is_too_long_is_found_before_and_after_the_save_and_as_a_draft(ctx: Context) -> None:
    tight = replace(ctx, settings=replace(ctx.settings, limits={"headline": 10}))
    edition_id = file(tight, to=("ru",)).editions[0].id
    run_sent(tight)
    vera = person(tight, UserRole.TRANSLATOR, "Vera", "ru")
    segment = workbench.open_edition(tight, vera, edition_id).blocks[0].segments[0]
    assert "length" in [found.finding.code for found in segment.findings]
    found = next(f for f in check_text(tight, vera, edition_id, segment.id, "Новый автобус")[2] if f.code == "length")
    assert dict(found.params) == {"length": "13", "limit": "10", "over": "3"}
    assert found.target_spans == ((10, 13),)
    saved = postedit.save_segment(
        tight, vera, edition_id, segment.id, text="Автобус", base_revision=segment.revision, confirm=False
    )
    assert "length" not in [finding.code for _, finding in saved.findings]


def test_the_sentences_of_a_block_count_together_and_it_is_said_once(ctx: Context) -> None:
    tight = replace(ctx, settings=replace(ctx.settings, limits={"paragraph": 30}))
    edition_id = file(tight, to=("ru",)).editions[0].id
    run_sent(tight)
    vera = person(tight, UserRole.TRANSLATOR, "Vera", "ru")

    def said() -> list[list[str]]:
        block = workbench.open_edition(tight, vera, edition_id).blocks[1]
        return [[f.finding.code for f in s.findings if f.finding.code == "length"] for s in block.segments]

    def write(number: int, text: str) -> None:
        segment = workbench.open_edition(tight, vera, edition_id).blocks[1].segments[number]
        postedit.save_segment(
            tight, vera, edition_id, segment.id, text=text, base_revision=segment.revision, confirm=False
        )

    write(0, "Линия откроется 3 мая.")
    assert said() == [["length"], []]
    write(1, "Каждые 20 минут.")
    assert said() == [[], ["length"]]
    write(1, "До утра.")
    assert said() == [[], ["length"]]
    write(0, "Открытие 3 мая.")
    assert said() == [[], []]
