"""Which engines an article's text may go to, in which order."""

from collections.abc import Sequence

from localize.config import Settings
from localize.ports import Engine


def chain_for(
    settings: Settings, engines: Sequence[Engine], *, locale: str, lane: str, confidential: bool
) -> tuple[Engine, ...]:
    """The chain for a job: what the settings say for its lane, else for its locale, else for all.

    ``engines``: those that are built, in order. A locale is found by its language too (``de`` serves ``de-AT``).
    Whatever the settings name, a confidential article goes to private engines only.
    """
    named = settings.engines_by_lane.get(lane) or _of_locale(settings, locale)
    if named is None:
        special = set(settings.engines_in_use) - set(settings.engines)
        chosen = [engine for engine in engines if engine.name not in special]
    else:
        chosen = [engine for name in named for engine in engines if engine.name == name]
    return tuple(engine for engine in chosen if engine.private or not confidential)


def _of_locale(settings: Settings, locale: str) -> tuple[str, ...] | None:
    wanted = locale.lower()
    while wanted:
        if wanted in settings.engines_by_locale:
            return settings.engines_by_locale[wanted]
        wanted = wanted.rpartition("-")[0]
    return None
