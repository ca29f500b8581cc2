"""Engines from settings, and what each of them still lacks."""

from typing import NamedTuple

from localize.config import ENGINE_NAMES, Settings
from localize.mt.deepl import DeeplEngine
from localize.mt.engine import HttpEngine
from localize.mt.google import GoogleEngine
from localize.mt.libretranslate import LibreTranslateEngine
from localize.mt.local import LocalEngine
from localize.mt.local import missing as local_missing
from localize.mt.microsoft import MicrosoftEngine
from localize.mt.mymemory import MyMemoryEngine
from localize.ports import Engine


class EngineReadiness(NamedTuple):
    """One row of ``localize engines``: ``missing`` says what it would take, empty when ready."""

    name: str
    ready: bool
    missing: str


def _make(name: str, settings: Settings) -> HttpEngine:
    timeout = settings.engine_timeout
    match name:
        case "deepl":
            return DeeplEngine(settings.deepl_key, settings.deepl_url, timeout=timeout)
        case "libretranslate":
            return LibreTranslateEngine(settings.libretranslate_url, settings.libretranslate_key, timeout=timeout)
        case "microsoft":
            return MicrosoftEngine(
                settings.microsoft_key, settings.microsoft_region, settings.microsoft_url, timeout=timeout
            )
        case "mymemory":
            return MyMemoryEngine(settings.mymemory_email, settings.mymemory_url, timeout=timeout)
        case "local":
            return LocalEngine(settings.model_dir)
        case _:
            return GoogleEngine(settings.google_url, timeout=timeout)


def build_engines(settings: Settings) -> list[Engine]:
    """Every engine that some article may go to, those of the chain first. Never raises: one that lacks a key says so when it is asked."""
    return [_make(name, settings) for name in settings.engines_in_use]


def _missing(name: str, settings: Settings) -> str:
    if name == "deepl" and not settings.deepl_key:
        return "a key in LOCALIZE_DEEPL_KEY"
    if name == "local":
        return local_missing(settings.model_dir, settings.source_locale, settings.target_locales)
    if name == "microsoft" and not settings.microsoft_key:
        return "a key in LOCALIZE_MICROSOFT_KEY"
    if name == "libretranslate" and not settings.libretranslate_url:
        return "the address of your server in LOCALIZE_LIBRETRANSLATE_URL"
    return ""


def engine_readiness(settings: Settings) -> list[EngineReadiness]:
    """Every engine: those of the chain in its order, then the others with what it would take to use them."""
    rows = []
    for name in dict.fromkeys((*settings.engines_in_use, *ENGINE_NAMES)):
        wants = [_missing(name, settings), "" if name in settings.engines_in_use else f"{name} in LOCALIZE_ENGINES"]
        missing = " and ".join(want for want in wants if want)
        rows.append(EngineReadiness(name, not missing, missing))
    return rows
