"""Settings: one frozen value, read once, from ``LOCALIZE_*`` or the TOML file that ``LOCALIZE_CONFIG`` names.

``SETTINGS`` is the table of them; README's table is tested against it. A bad value is a ``ConfigError`` with one line.
"""

import os
import secrets
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from localize.errors import ConfigError

ENGINE_NAMES: Final = ("google", "deepl", "libretranslate", "microsoft", "mymemory", "local")
LIMITED_ROLES: Final = ("headline", "standfirst", "subhead", "caption", "teaser_title", "teaser_summary")
LANE_NAMES: Final = ("breaking", "normal", "background")
RISKS: Final = ("headline", "quotation", "number", "name")  # those of localize.risk.Risk
READER_PLACEHOLDERS: Final = ("locale", "external_id", "article_id", "slug")

_Parse = Callable[[str], Any]


def _text(value: str) -> str:
    return value


def _path(value: str) -> Path:
    return Path(value).expanduser().resolve()


def _flag(value: str) -> bool:
    lowered = value.strip().lower()
    if lowered in {"1", "true", "yes", "on"}:
        return True
    if lowered in {"0", "false", "no", "off"}:
        return False
    raise ValueError("say true or false")


def _count(value: str) -> int:
    number = int(value)
    if number < 0:
        raise ValueError("must not be negative")
    return number


def _seconds(value: str) -> float:
    number = float(value)
    if not 0 < number <= 600:
        raise ValueError("must lie between 0 and 600 seconds")
    return number


def _names(value: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in value.split(",") if name.strip())


def _locales(value: str) -> tuple[str, ...]:
    names = _names(value)
    for name in names:
        if not name.replace("-", "").isalnum():
            raise ValueError(f"{name!r} is not a language tag")
    if not names:
        raise ValueError("name at least one locale")
    return names


def _engines(value: str) -> tuple[str, ...]:
    names = _names(value)
    for name in names:
        if name not in ENGINE_NAMES:
            raise ValueError(f"there is no engine {name!r}; known are {', '.join(ENGINE_NAMES)}")
    return names


@dataclass(frozen=True, slots=True)
class EngineRate:
    """What an engine may be sent: requests in a second, code points in a minute; None: no limit."""

    requests: int | None = None
    chars: int | None = None


def _pairs(value: str, between: str = ";") -> dict[str, str]:
    """``name=value`` pairs."""
    found: dict[str, str] = {}
    for part in value.split(between):
        name, sign, rest = (piece.strip() for piece in part.partition("="))
        if not part.strip():
            continue
        if not (sign and name and rest):
            raise ValueError(f"{part.strip()!r} is not written name=value")
        if name in found:
            raise ValueError(f"{name} is named twice")
        found[name] = rest
    return found


def _engine_lists(value: str) -> dict[str, tuple[str, ...]]:
    found = {name: _engines(rest) for name, rest in _pairs(value).items()}
    for name, engines in found.items():
        if not engines:
            raise ValueError(f"{name} names no engine; leave it out to use ENGINES")
    return found


def _engines_by_locale(value: str) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({_locales(name)[0].lower(): names for name, names in _engine_lists(value).items()})


def _engines_by_lane(value: str) -> Mapping[str, tuple[str, ...]]:
    found = _engine_lists(value)
    for name in found:
        if name not in LANE_NAMES:
            raise ValueError(f"there is no lane {name!r}; known are {', '.join(LANE_NAMES)}")
    return MappingProxyType(found)


def _engine_rates(value: str) -> Mapping[str, EngineRate]:
    return MappingProxyType({_engines(name)[0]: _rate(name, rest) for name, rest in _pairs(value).items()})


def _rate(engine: str, value: str) -> EngineRate:
    limits: dict[str, int] = {}
    for part in _names(value):
        amount, _, unit = part.replace(" ", "").partition("/")
        if unit not in {"s", "min"} or not (amount.isascii() and amount.isdigit() and int(amount)) or unit in limits:
            raise ValueError(f"{engine}={value} is not written like 5/s (requests), 60000/min (characters) or both")
        limits[unit] = int(amount)
    return EngineRate(limits.get("s"), limits.get("min"))


def _prices(value: str) -> Mapping[str, float]:
    found: dict[str, float] = {}
    for name, rest in _pairs(value.replace(";", ","), ",").items():
        try:
            price = float(rest)
        except ValueError:
            price = -1.0
        if not 0 <= price < 1_000_000:
            raise ValueError(f"{name}={rest} is no price of a million characters, such as 20 or 8.50")
        found[_engines(name)[0]] = price
    return MappingProxyType(found)


def _limits(value: str) -> Mapping[str, int]:
    """By role, or role and locale with a dot between: the most characters of such a block; 0: no limit."""
    found: dict[str, int] = {}
    for name, rest in _pairs(value.replace(";", ","), ",").items():
        role, dot, tag = name.lower().partition(".")
        if role not in LIMITED_ROLES:
            raise ValueError(f"there is no limit for {role!r}; limits are for {', '.join(LIMITED_ROLES)}")
        if dot and not tag.replace("-", "").isalnum():
            raise ValueError(f"{tag!r} is not a language tag")
        if not (rest.isascii() and rest.isdigit() and len(rest) < 6):
            raise ValueError(f"{name}={rest} is no number of characters, such as 70")
        found[f"{role}{dot}{tag}"] = int(rest)
    return MappingProxyType(found)


def _risk_rule(value: str) -> tuple[str, ...]:
    """Names of ``localize.risk.Risk``, each once, in its order; «off» for none."""
    names = [part.strip().lower() for part in value.split(",") if part.strip()]
    if names == ["off"]:
        return ()
    if not names:
        raise ValueError(f"name some of {', '.join(RISKS)}, or say off")
    for name in names:
        if name not in RISKS:
            raise ValueError(f"{name!r} is no risk; there are {', '.join(RISKS)}, or off for none")
    return tuple(risk for risk in RISKS if risk in names)


def _percent(value: str) -> int:
    number = _count(value.strip().removesuffix("%"))
    if number > 100:
        raise ValueError("is a share in percent, 0 to 100")
    return number


def _url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ValueError("must be a http or https address")
    return value.rstrip("/")


def _email(value: str) -> str:
    name, at, host = value.strip().rpartition("@")
    if not at or not name or "." not in host or any(char.isspace() for char in value.strip()):
        raise ValueError("is not an e-mail address")
    return value.strip()


def _reader_url(value: str) -> str:
    """A template: what it names must be known, and filled in it must be an address that differs by article and locale."""
    known = ", ".join(f"{{{name}}}" for name in READER_PLACEHOLDERS)
    try:
        parts = list(Formatter().parse(value))
    except ValueError as error:
        raise ValueError(f"has an odd brace ({error}); placeholders are {known}") from error
    names = [name for _, name, _, _ in parts if name is not None]
    for _, name, spec, conversion in parts:
        if name is not None and (name not in READER_PLACEHOLDERS or spec or conversion):
            raise ValueError(f"there is no placeholder {{{name}}}; known are {known}")
    if "locale" not in names or not set(names) - {"locale"}:
        raise ValueError(
            "must name {locale} and one of {external_id}, {article_id}, {slug}, else editions share a page"
        )
    _url(value.format(**dict.fromkeys(names, "x")))
    return value


def _zone(value: str) -> ZoneInfo:
    if value not in available_timezones():
        raise ValueError("is not a name of the IANA time zone database, such as Europe/Berlin")
    return ZoneInfo(value)


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table: name without prefix, parser, default as it would be written, what it does."""

    name: str
    parse: _Parse
    default: str | None
    doc: str
    secret: bool = False


SETTINGS: Final[tuple[Setting, ...]] = (
    Setting("DATA_DIR", _path, "./var", "Folder for the database, the embedded broker and the secret key."),
    Setting("DATABASE_URL", _text, None, "`sqlite:///…` or `postgresql://…`; default: SQLite in the data folder."),
    Setting("BROKER_URL", _text, None, "`redis://…` or `amqp://…`; default: the embedded broker in the data folder."),
    Setting("SECRET_KEY", _text, None, "Signs sessions; made and kept in the data folder on first start.", secret=True),
    Setting("SOURCE_LOCALE", _text, "en", "Language that articles arrive in."),
    Setting("TARGET_LOCALES", _locales, "ru,de", "Editions made of every article, unless it names its own."),
    Setting("ENGINES", _engines, "google", "Translation engines in the order in which they are asked; empty: none."),
    Setting(
        "ENGINES_BY_LOCALE",
        _engines_by_locale,
        "",
        "Other engines for some languages, such as `ru=deepl,google; de=deepl`; the others use `ENGINES`.",
    ),
    Setting(
        "ENGINES_BY_LANE",
        _engines_by_lane,
        "",
        "Other engines for some lanes, such as `breaking=deepl`; goes before `ENGINES_BY_LOCALE`.",
    ),
    Setting(
        "ENGINE_RATES",
        _engine_rates,
        "",
        "What engines may be sent by all workers together: `deepl=5/s,60000/min; google=2/s` (requests, characters).",
    ),
    Setting(
        "ENGINE_PRICES",
        _prices,
        "",
        "Price of a million characters, in your currency, for estimates of cost: `deepl=20,libretranslate=0`.",
    ),
    Setting(
        "ENGINE_CACHE_DAYS",
        _count,
        "30",
        "Days for which engines’ answers are kept, so that a text is not sent twice; 0: not kept.",
    ),
    Setting("GOOGLE_URL", _url, "https://translate.google.com", "Base address of the keyless Google page."),
    Setting("DEEPL_URL", _url, None, "Base address of DeepL; default: free or paid API by the kind of key."),
    Setting("DEEPL_KEY", _text, None, "DeepL API key.", secret=True),
    Setting("LIBRETRANSLATE_URL", _url, None, "Base address of your LibreTranslate server."),
    Setting("LIBRETRANSLATE_KEY", _text, None, "LibreTranslate API key, if the server wants one.", secret=True),
    Setting("MICROSOFT_URL", _url, None, "Base address of Microsoft Translator; default: the global one."),
    Setting("MICROSOFT_KEY", _text, None, "Microsoft Translator key.", secret=True),
    Setting("MICROSOFT_REGION", _text, None, "Region of the Translator resource, such as `westeurope`, if it has one."),
    Setting("MYMEMORY_URL", _url, "https://api.mymemory.translated.net", "Base address of MyMemory."),
    Setting("MYMEMORY_EMAIL", _email, None, "Address that MyMemory may know you by: it allows more texts a day then."),
    Setting(
        "MODEL_DIR", _path, None, "Folder with models for the engine `local`; default: `models` in the data folder."
    ),
    Setting("ENGINE_TIMEOUT", _seconds, "20", "Seconds an engine may take to answer one request."),
    Setting("BUDGET_CHARS_PER_DAY", _count, "0", "Characters sent to engines per day; 0: no limit."),
    Setting(
        "BUDGET_BREAKING_SHARE",
        _percent,
        "20",
        "Percent of the day’s budget and of engines’ rates that only breaking news may use.",
    ),
    Setting(
        "LIMITS",
        _limits,
        "headline=70,standfirst=180",
        "Most characters of a headline and other parts, for one language with a dot: `headline.de=80,caption=120`; 0: any.",
    ),
    Setting("FETCH_TIMEOUT", _seconds, "20", "Seconds that fetching a page or a feed may take altogether."),
    Setting(
        "FETCH_PRIVATE",
        _flag,
        "false",
        "Pages and feeds may also stand on this machine or in its networks, on any port; for closed networks and tests.",
    ),
    Setting("FOUR_EYES", _flag, "true", "Whoever approves must not have written the text."),
    Setting(
        "RISK_RULE",
        _risk_rule,
        "headline,quotation,number,name",
        "Sentences with one of these must be confirmed by a person before approval; `off`: none.",
    ),
    Setting("TIME_ZONE", _zone, "UTC", "Time zone of the newsroom, as in the IANA database."),
    Setting("PUBLIC_URL", _url, None, "Address under which people and the publishing system reach Localize."),
    Setting("SITE_NAME", _text, "Localize", "Name of the publication on the reader's page."),
    Setting(
        "READER_URL",
        _reader_url,
        None,
        "Where readers find an edition, such as `https://news.example/{locale}/{external_id}`; also `{article_id}`, `{slug}`.",
    ),
)

_BY_NAME: Final = {setting.name: setting for setting in SETTINGS}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one process. Attributes are the names of ``SETTINGS`` in lower case."""

    data_dir: Path
    database_url: str
    broker_url: str
    secret_key: str
    source_locale: str
    target_locales: tuple[str, ...]
    engines: tuple[str, ...]
    engines_by_locale: Mapping[str, tuple[str, ...]]
    engines_by_lane: Mapping[str, tuple[str, ...]]
    engine_rates: Mapping[str, EngineRate]
    engine_prices: Mapping[str, float]
    engine_cache_days: int
    google_url: str
    deepl_url: str | None
    deepl_key: str | None
    libretranslate_url: str | None
    libretranslate_key: str | None
    microsoft_url: str | None
    microsoft_key: str | None
    microsoft_region: str | None
    mymemory_url: str
    mymemory_email: str | None
    model_dir: Path
    engine_timeout: float
    budget_chars_per_day: int
    budget_breaking_share: int
    limits: Mapping[str, int]
    fetch_timeout: float
    fetch_private: bool
    four_eyes: bool
    risk_rule: tuple[str, ...]
    time_zone: ZoneInfo
    public_url: str | None
    site_name: str
    reader_url: str | None

    @property
    def secrets(self) -> tuple[str, ...]:
        """Values that must never reach a log, a message or a stored error."""
        return tuple(v for v in (self.secret_key, self.deepl_key, self.libretranslate_key, self.microsoft_key) if v)

    @property
    def engines_in_use(self) -> tuple[str, ...]:
        """Every engine that some article may go to: those of the chain in its order, then those of locales and lanes."""
        others = (*self.engines_by_locale.values(), *self.engines_by_lane.values())
        return tuple(dict.fromkeys([*self.engines, *(name for names in others for name in names)]))

    def __repr__(self) -> str:
        return f"<Settings data_dir={self.data_dir}>"


def _read_file(environ: Mapping[str, str]) -> dict[str, str]:
    name = environ.get("LOCALIZE_CONFIG")
    if not name:
        return {}
    try:
        raw = tomllib.loads(Path(name).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"LOCALIZE_CONFIG: {name} cannot be read as TOML: {error}") from error
    values: dict[str, str] = {}
    for key, value in raw.items():
        upper = key.upper()
        if upper not in _BY_NAME:
            raise ConfigError(f"{name}: there is no setting {key!r}")
        if isinstance(value, bool):
            values[upper] = "true" if value else "false"
        elif isinstance(value, list):
            values[upper] = ",".join(str(item) for item in value)
        elif isinstance(value, dict):
            values[upper] = ";".join(f"{name}={_written(rest)}" for name, rest in value.items())
        else:
            values[upper] = str(value)
    return values


def _written(value: Any) -> str:
    """A value in a table of the file as it is written in the environment."""
    return ",".join(str(item) for item in value) if isinstance(value, list) else str(value)


def _secret_key(data_dir: Path) -> str:
    """The kept key, made on first start. Two processes that start together end up with the same one."""
    path = data_dir / "secret_key"
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            draft = data_dir / f".secret_key.{os.getpid()}"
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(48), encoding="ascii")
            try:
                os.link(draft, path)
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise ConfigError(f"LOCALIZE_DATA_DIR: {data_dir} cannot be used: {error.strerror}") from error


def load_settings(environ: Mapping[str, str] | None = None, **overrides: str) -> Settings:
    """Read settings: overrides (written as in the environment) before environment before file before defaults.

    Raises ``ConfigError`` with one line for the first bad value.
    """
    environ = os.environ if environ is None else environ
    written = _read_file(environ)
    for key, value in environ.items():
        name = key.removeprefix("LOCALIZE_")
        if name != key and name in _BY_NAME and (value != "" or name == "ENGINES"):
            written[name] = value
    written.update({key.upper(): value for key, value in overrides.items()})
    parsed: dict[str, Any] = {}
    for setting in SETTINGS:
        raw = written.get(setting.name, setting.default)
        if raw is None:
            parsed[setting.name.lower()] = None
            continue
        try:
            parsed[setting.name.lower()] = setting.parse(raw)
        except (ValueError, OverflowError) as error:
            shown = "…" if setting.secret else repr(raw)
            raise ConfigError(f"LOCALIZE_{setting.name}={shown}: {error}") from error
    data_dir: Path = parsed["data_dir"]
    if parsed["secret_key"] is None:
        parsed["secret_key"] = _secret_key(data_dir)
    parsed["model_dir"] = parsed["model_dir"] or data_dir / "models"
    if parsed["database_url"] is None:
        parsed["database_url"] = f"sqlite:///{data_dir / 'localize.db'}"
    if parsed["broker_url"] is None:
        parsed["broker_url"] = "sqlq://"
    if parsed["source_locale"] in parsed["target_locales"]:
        raise ConfigError("LOCALIZE_TARGET_LOCALES: must not contain the source locale")
    return Settings(**parsed)
