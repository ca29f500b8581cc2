"""Which engines a job may ask: the table of lane, locale and confidentiality."""

from dataclasses import replace

import pytest

from localize.config import LANE_NAMES, Settings
from localize.edition import Lane
from localize.mt.choice import chain_for
from tests.engines import FakeEngine

ENGINES = (
    FakeEngine(name="google"),
    FakeEngine(name="deepl", private=True),
    FakeEngine(name="libretranslate", private=True),
)


@pytest.fixture
def table(settings: Settings) -> Settings:
    """Google for all, DeepL before it in Russian, LibreTranslate for Austrian German, DeepL for breaking news."""
    return replace(
        settings,
        engines=("google",),
        engines_by_locale={"ru": ("deepl", "google"), "de-at": ("libretranslate",), "fr": ("google",)},
        engines_by_lane={"breaking": ("deepl",)},
    )


@pytest.mark.parametrize(
    ("locale", "lane", "confidential", "chain"),
    [
        ("de", "normal", False, ["google"]),
        ("de", "background", False, ["google"]),
        ("de", "breaking", False, ["deepl"]),
        ("de", "breaking", True, ["deepl"]),
        ("de", "normal", True, []),
        ("de-AT", "normal", False, ["libretranslate"]),
        ("de-AT", "normal", True, ["libretranslate"]),
        ("de-CH", "normal", False, ["google"]),
        ("ru", "normal", False, ["deepl", "google"]),
        ("RU", "normal", False, ["deepl", "google"]),
        ("ru-RU", "normal", False, ["deepl", "google"]),
        ("ru", "normal", True, ["deepl"]),
        ("ru", "breaking", False, ["deepl"]),
        ("fr", "normal", True, []),
    ],
)
def test_lane_before_locale_before_all(
    table: Settings, locale: str, lane: str, confidential: bool, chain: list[str]
) -> None:
    found = chain_for(table, ENGINES, locale=locale, lane=lane, confidential=confidential)
    assert [engine.name for engine in found] == chain


@pytest.mark.parametrize("lane", list(Lane))
def test_without_settings_of_their_own_all_have_the_same_chain(settings: Settings, lane: Lane) -> None:
    assert chain_for(settings, ENGINES, locale="ru", lane=lane, confidential=False) == ENGINES


def test_an_engine_that_only_a_locale_names_serves_no_other(settings: Settings) -> None:
    only = replace(settings, engines=(), engines_by_locale={"ru": ("deepl",)})
    built = [ENGINES[1]]
    assert chain_for(only, built, locale="de", lane="normal", confidential=False) == ()
    assert chain_for(only, built, locale="ru", lane="normal", confidential=False) == (ENGINES[1],)


def test_the_settings_know_every_lane() -> None:
    assert tuple(lane.value for lane in Lane) == LANE_NAMES
