"""Settings: read once, refused with one line."""

import stat
from pathlib import Path

import pytest

from localize.config import SETTINGS, EngineRate, load_settings
from localize.errors import ConfigError


def test_defaults_need_nothing_but_a_folder(tmp_path: Path) -> None:
    settings = load_settings({}, data_dir=str(tmp_path))
    assert settings.target_locales == ("ru", "de")
    assert settings.engines == ("google",)
    assert settings.database_url == f"sqlite:///{tmp_path / 'localize.db'}"
    assert settings.four_eyes is True


def test_the_risk_rule_names_risks_in_their_order_or_none(tmp_path: Path) -> None:
    said = {
        written: load_settings({"LOCALIZE_RISK_RULE": written}, data_dir=str(tmp_path)).risk_rule
        for written in ("", "Name, number", "off")
    }
    assert said == {"": ("headline", "quotation", "number", "name"), "Name, number": ("number", "name"), "off": ()}


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = load_settings({}, data_dir=str(tmp_path))
    assert load_settings({}, data_dir=str(tmp_path)).secret_key == first.secret_key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENGINES", "google,babelfish"),
        ("FOUR_EYES", "perhaps"),
        ("RISK_RULE", "headline,luck"),
        ("RISK_RULE", "off,name"),
        ("RISK_RULE", ","),
        ("ENGINE_TIMEOUT", "soon"),
        ("ENGINE_TIMEOUT", "0"),
        ("ENGINE_TIMEOUT", "nan"),
        ("BUDGET_CHARS_PER_DAY", "-1"),
        ("TIME_ZONE", "Europe/Springfield"),
        ("PUBLIC_URL", "ftp://example.org"),
        ("TARGET_LOCALES", ","),
        ("TARGET_LOCALES", "ru,en"),
        ("DEEPL_URL", "example.org"),
        ("READER_URL", "https://news.example/ru/{external_id}"),
        ("READER_URL", "https://news.example/{locale}"),
        ("READER_URL", "https://news.example/{locale}/{id}"),
        ("READER_URL", "https://news.example/{locale}/{slug!r}"),
        ("READER_URL", "https://news.example/{locale}/{article_id"),
        ("READER_URL", "news.example/{locale}/{article_id}"),
    ],
)
def test_a_bad_value_is_refused_in_one_line_that_names_the_setting(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_settings({f"LOCALIZE_{name}": value}, data_dir=str(tmp_path))
    assert f"LOCALIZE_{name}" in caught.value.message
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(
    "template", ["https://{locale}.news.example/{slug}", "https://news.example/read?id={external_id}&lang={locale}"]
)
def test_the_readers_address_may_have_its_placeholders_anywhere(tmp_path: Path, template: str) -> None:
    assert load_settings({"LOCALIZE_READER_URL": template}, data_dir=str(tmp_path)).reader_url == template


def test_the_environment_goes_before_the_file_and_the_file_before_defaults(tmp_path: Path) -> None:
    file = tmp_path / "localize.toml"
    file.write_text('target_locales = ["de", "fr"]\nfour_eyes = false\nengine_timeout = 5\n', encoding="utf-8")
    settings = load_settings({"LOCALIZE_CONFIG": str(file), "LOCALIZE_ENGINE_TIMEOUT": "7"}, data_dir=str(tmp_path))
    assert settings.target_locales == ("de", "fr")
    assert settings.four_eyes is False
    assert settings.engine_timeout == 7


@pytest.mark.parametrize("content", ["nonsense", "colour = 'red'\n", "\xff"])
def test_a_bad_file_is_refused_in_one_line(tmp_path: Path, content: str) -> None:
    file = tmp_path / "localize.toml"
    file.write_bytes(content.encode("latin-1"))
    with pytest.raises(ConfigError):
        load_settings({"LOCALIZE_CONFIG": str(file)}, data_dir=str(tmp_path))


def test_no_secret_shows_in_the_settings_repr(tmp_path: Path) -> None:
    settings = load_settings({"LOCALIZE_DEEPL_KEY": "s3cret:fx"}, data_dir=str(tmp_path))
    assert "s3cret" not in repr(settings)
    assert "s3cret:fx" in settings.secrets


def test_setting_names_are_unique() -> None:
    names = [setting.name for setting in SETTINGS]
    assert len(set(names)) == len(names)


def test_engines_of_locales_and_lanes_rates_and_prices_are_read(tmp_path: Path) -> None:
    settings = load_settings(
        {
            "LOCALIZE_ENGINES_BY_LOCALE": "ru = deepl, google ; de-AT=deepl;",
            "LOCALIZE_ENGINES_BY_LANE": "breaking=libretranslate",
            "LOCALIZE_ENGINE_RATES": "deepl=5/s,60000/min; google=2/s",
            "LOCALIZE_ENGINE_PRICES": "deepl=20,google=0.5",
            "LOCALIZE_BUDGET_BREAKING_SHARE": "35%",
        },
        data_dir=str(tmp_path),
        engines="google",
    )
    assert settings.engines_by_locale == {"ru": ("deepl", "google"), "de-at": ("deepl",)}
    assert settings.engines_in_use == ("google", "deepl", "libretranslate")
    assert settings.engine_rates == {"deepl": EngineRate(5, 60_000), "google": EngineRate(2, None)}
    assert settings.engine_prices == {"deepl": 20.0, "google": 0.5}
    assert settings.budget_breaking_share == 35


def test_the_file_may_write_them_as_tables(tmp_path: Path) -> None:
    file = tmp_path / "localize.toml"
    file.write_text(
        '[engines_by_locale]\nru = ["deepl", "google"]\n[engine_rates]\ndeepl = "5/s,60000/min"\n'
        "[engine_prices]\ndeepl = 20\ngoogle = 8.5\n",
        encoding="utf-8",
    )
    settings = load_settings({"LOCALIZE_CONFIG": str(file)}, data_dir=str(tmp_path))
    assert settings.engines_by_locale == {"ru": ("deepl", "google")}
    assert settings.engine_rates == {"deepl": EngineRate(5, 60_000)}
    assert settings.engine_prices == {"deepl": 20.0, "google": 8.5}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ENGINES_BY_LOCALE", "ru", "'ru' is not written name=value"),
        ("ENGINES_BY_LOCALE", "ru=babelfish", "there is no engine 'babelfish'"),
        ("ENGINES_BY_LOCALE", "r u=deepl", "is not a language tag"),
        ("ENGINES_BY_LOCALE", "ru=deepl;ru=google", "ru is named twice"),
        ("ENGINES_BY_LOCALE", "ru=,", "ru names no engine"),
        ("ENGINES_BY_LANE", "fast=deepl", "there is no lane 'fast'"),
        ("ENGINE_RATES", "deepl=fast", "is not written like 5/s"),
        ("ENGINE_RATES", "deepl=0/s", "is not written like 5/s"),
        ("ENGINE_RATES", "deepl=5/s,6/s", "is not written like 5/s"),
        ("ENGINE_RATES", "babelfish=5/s", "there is no engine 'babelfish'"),
        ("ENGINE_PRICES", "deepl=dear", "is no price of a million characters"),
        ("ENGINE_PRICES", "deepl=-1", "is no price of a million characters"),
        ("ENGINE_PRICES", "deepl=nan", "is no price of a million characters"),
        ("BUDGET_BREAKING_SHARE", "101", "is a share in percent"),
        ("ENGINE_CACHE_DAYS", "-1", "must not be negative"),
    ],
)
def test_what_is_wrong_with_engines_is_told_exactly(tmp_path: Path, name: str, value: str, said: str) -> None:
    with pytest.raises(ConfigError, match=f"LOCALIZE_{name}=") as caught:
        load_settings({f"LOCALIZE_{name}": value}, data_dir=str(tmp_path))
    assert said in caught.value.message
