"""What the draft of an edition took, in a line for each engine."""

from collections.abc import Sequence

from flask_babel import gettext, ngettext

from localize.locales import format_amount, format_number
from localize.services.engine_report import EngineUse
from web.presenters import when, words


def drafting_lines(uses: Sequence[EngineUse]) -> list[str]:
    """For each engine, in the order in which they were asked."""
    return [_line(use) for use in uses]


def _line(use: EngineUse) -> str:
    ui = when.ui_locale()
    parts = []
    if use.requests:
        parts += [
            ngettext("%(count)s request", "%(count)s requests", use.requests, count=format_number(use.requests, ui)),
            ngettext("%(count)s character", "%(count)s characters", use.chars, count=format_number(use.chars, ui)),
            gettext("%(num)s s", num=format_number(round(use.seconds, 1), ui)),
        ]
    if use.cost:
        parts.append(gettext("cost %(cost)s", cost=format_amount(use.cost, ui)))
    if use.cached:
        count = format_number(use.cached, ui)
        parts.append(ngettext("%(count)s text known", "%(count)s texts known", use.cached, count=count))
    parts += [f"{format_number(times, ui)} × {words.engine_reason(reason)}" for reason, times in use.failures]
    return f"{words.engine_name(use.engine)}: {', '.join(parts)}"
