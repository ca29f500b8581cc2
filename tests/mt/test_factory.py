"""Engines from settings."""

from pathlib import Path

import pytest

from localize.config import ENGINE_NAMES, Settings, load_settings
from localize.errors import EngineError
from localize.mt import build_engines, engine_readiness
from tests.doubles import LibreTranslateDouble


def made(tmp_path: Path, **settings: str) -> Settings:
    return load_settings({}, data_dir=str(tmp_path), secret_key="x" * 32, **settings)


def test_engines_come_in_the_order_of_the_setting(tmp_path: Path) -> None:
    engines = build_engines(made(tmp_path, engines="libretranslate,google,deepl,google,microsoft,mymemory"))
    assert [engine.name for engine in engines] == ["libretranslate", "google", "deepl", "microsoft", "mymemory"]
    assert [engine.private for engine in engines] == [True, False, True, True, False]


def test_no_engines_are_no_engines(tmp_path: Path) -> None:
    assert build_engines(made(tmp_path, engines="")) == []


def test_an_engine_without_its_settings_fails_when_asked_not_when_made(tmp_path: Path) -> None:
    for engine in build_engines(made(tmp_path, engines="deepl,libretranslate,microsoft")):
        with pytest.raises(EngineError) as caught:
            engine.translate_batch(["Text"], source="en", target="de")
        assert (caught.value.reason, caught.value.retryable) == ("not-set-up", False)


def test_settings_reach_the_engine(tmp_path: Path) -> None:
    with LibreTranslateDouble(key="k1", faults=["hang"]) as double:
        settings = made(
            tmp_path,
            engines="libretranslate",
            libretranslate_url=double.url,
            libretranslate_key="k1",
            engine_timeout="0.2",
        )
        with pytest.raises(EngineError, match=r"within 0\.2 seconds"):
            build_engines(settings)[0].translate_batch(["Text"], source="en", target="de")


def test_readiness_names_what_is_missing(tmp_path: Path) -> None:
    rows = engine_readiness(made(tmp_path, engines="deepl,google"))
    assert [row.name for row in rows[:2]] == ["deepl", "google"]
    assert sorted(row.name for row in rows) == sorted(ENGINE_NAMES)
    assert [row.name for row in rows if row.ready] == ["google"]
    assert rows[0].missing == "a key in LOCALIZE_DEEPL_KEY"
    assert rows[1].missing == ""
    missing = {row.name: row.missing for row in rows}
    assert "LOCALIZE_LIBRETRANSLATE_URL" in missing["libretranslate"]
    assert "LOCALIZE_MICROSOFT_KEY" in missing["microsoft"]
    assert missing["mymemory"] == "mymemory in LOCALIZE_ENGINES"
    assert all("LOCALIZE_ENGINES" in row.missing for row in rows[2:])
