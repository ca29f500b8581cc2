"""The interface in the person's language: PO files compiled in memory, times in the newsroom's zone."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from flask import Flask, request, session
from flask_babel import Babel, Domain, get_locale
from flask_login import current_user

from localize import locales
from web.current import ctx

UI_LOCALES: Mapping[str, str] = MappingProxyType({"en": "English", "ru": "Русский", "de": "Deutsch"})

_FOLDER = Path(__file__).parent / "translations"


@cache
def _translations(name: str) -> Any:
    if name == "en":
        return locales.no_translations()
    return locales.load_po(_FOLDER / name / "LC_MESSAGES" / "messages.po")


class PoDomain(Domain):
    """Translations straight from the PO files: nothing has to be compiled at installation."""

    def get_translations(self) -> Any:
        """The catalogue of the request's language; English is the source."""
        name = str(get_locale() or "en")
        return _translations(name if name in UI_LOCALES else "en")


def select_locale() -> str:
    """What the person chose, else what was chosen before signing in, else what the browser asks for."""
    if current_user and current_user.is_authenticated and current_user.person.ui_locale in UI_LOCALES:
        return str(current_user.person.ui_locale)
    chosen = session.get("ui_locale")
    if chosen in UI_LOCALES:
        return str(chosen)
    return request.accept_languages.best_match(list(UI_LOCALES)) or "en"


def _ui() -> str:
    return str(get_locale() or "en")


def _local(moment: datetime) -> datetime:
    return moment.astimezone(ctx().settings.time_zone)


def register_i18n(app: Flask) -> None:
    """Set up Flask-Babel and what templates use to write times, numbers and names of languages."""
    babel = Babel(app, locale_selector=select_locale)  # type: ignore[no-untyped-call]  # annotated in part
    babel.domain_instance = PoDomain()  # type: ignore[no-untyped-call]

    @app.context_processor
    def _words() -> dict[str, Any]:
        name = _ui()
        return {
            "ui_locale": name,
            "ui_locales": UI_LOCALES,
            "ui_direction": locales.text_direction(name),
            "lname": locales.language_name,
            "lname_ui": lambda locale: locales.language_name(locale, _ui()),
            "ldir": locales.text_direction,
            "ftime": lambda moment: locales.format_time(_local(moment), _ui()),
            "fdate": _format_date,
            "fdatetime": lambda moment: locales.format_datetime(_local(moment), _ui()),
            "fnum": lambda number: locales.format_number(number, _ui()),
            "local_time": _local,
        }


def _format_date(day: date | datetime) -> str:
    return locales.format_date(_local(day) if isinstance(day, datetime) else day, _ui())
