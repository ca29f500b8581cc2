"""Engines as their page shows them: states, figures and limits in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext, ngettext

from localize.locales import format_amount, format_list, format_number, language_name
from localize.mt.breaker import BreakerState
from localize.services.engine_report import BudgetUse, EngineReport, EngineStatus
from web.presenters import when, words

_BAR = 1000  # units of the drawn bar


@dataclass(frozen=True, slots=True)
class EngineView:
    """One engine. ``why``: of a rest; ``said``: the engine's own words; ``figures``: name and value each."""

    name: str
    title: str
    state: str
    css: str
    icon: str
    resting: bool
    why: str
    said: str
    facts: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]
    failures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BudgetView:
    """The day's budget as a sentence and as a bar: where each part begins and how wide it is, in thousandths."""

    sentence: str
    parts: tuple[tuple[str, int, int], ...]
    legend: tuple[tuple[str, str, str], ...]  # css, name, value


def present_engines(
    report: EngineReport, *, now: datetime, local: Callable[[datetime], datetime]
) -> tuple[EngineView, ...]:
    """Those in trouble first, then in the order in which they are asked."""
    views = [(one, _engine(one, now=local(now), local=local)) for one in report.engines]
    return tuple(view for _, view in sorted(views, key=lambda pair: pair[0].state is BreakerState.CLOSED))


def present_budget(budget: BudgetUse) -> BudgetView:
    """The budget bar."""
    free = budget.left - budget.kept
    shares = (
        ("others", gettext("Normal and background"), budget.others),
        ("breaking", gettext("Breaking"), budget.breaking),
        ("kept", gettext("Kept for breaking"), budget.kept),
        ("free", gettext("Left for all"), free),
    )
    parts, at = [], 0
    for css, _, chars in shares:
        width = min(round(_BAR * chars / budget.limit), _BAR - at) if budget.limit else 0
        if css != "free" and width > 0:
            parts.append((css, at, width))
        at += width
    sentence = gettext(
        "%(used)s of %(limit)s characters are spent today.",
        used=_number(budget.breaking + budget.others),
        limit=_number(budget.limit),
    )
    return BudgetView(sentence, tuple(parts), tuple((css, name, _number(chars)) for css, name, chars in shares))


def sent_today(chars: int) -> str:
    """What was sent, where no budget is set."""
    return ngettext(
        "%(chars)s character sent today. No limit is set.",
        "%(chars)s characters sent today. No limit is set.",
        chars,
        chars=_number(chars),
    )


def _engine(one: EngineStatus, *, now: datetime, local: Callable[[datetime], datetime]) -> EngineView:
    state, css, icon = _state(one, now, local)
    resting = one.state is BreakerState.OPEN
    return EngineView(
        name=one.name,
        title=words.engine_name(one.name),
        state=state,
        css=css,
        icon=icon,
        resting=resting,
        why=_why(one, now, local),
        said=one.health.message if one.health.until else "",
        facts=_facts(one),
        figures=_figures(one),
        failures=tuple(f"{_number(times)} × {words.engine_reason(reason)}" for reason, times in one.failures),
    )


def _state(one: EngineStatus, now: datetime, local: Callable[[datetime], datetime]) -> tuple[str, str, str]:
    if one.missing:
        return gettext("Not set up"), "is-quiet", "initial"
    if one.state is BreakerState.OPEN and one.health.until:
        return gettext("Rests until %(time)s", time=when.at(local(one.health.until), now)), "is-red", "blocked"
    if one.state is BreakerState.HALF_OPEN:
        said = gettext("Is being tried") if one.tried else gettext("Is tried with the next article")
        return said, "is-amber", "translating"
    return gettext("Answering"), "is-green", "check"


def _why(one: EngineStatus, now: datetime, local: Callable[[datetime], datetime]) -> str:
    if one.missing:
        return gettext("Missing: %(what)s.", what=one.missing)
    if one.health.until is None or one.health.since is None:
        return ""
    since = when.at(local(one.health.since), now)
    reason = words.engine_reason(one.health.reason)
    if one.health.rests > 1:
        return gettext(
            "Since %(time)s: %(reason)s. Rest %(number)s.", time=since, reason=reason, number=one.health.rests
        )
    return gettext("Since %(time)s: %(reason)s.", time=since, reason=reason)


def _facts(one: EngineStatus) -> tuple[str, ...]:
    facts = []
    if one.locales:
        names = [language_name(locale, when.ui_locale()) for locale in one.locales]
        facts.append(gettext("For %(names)s", names=format_list(names, when.ui_locale())))
    facts += [gettext("Lane: %(lane)s", lane=words.lane_name(lane)) for lane in one.lanes]
    if one.private:
        facts.append(gettext("Confidential articles too"))
    if one.rate and one.rate.requests is not None:
        facts.append(
            gettext(
                "%(used)s of %(limit)s requests a second",
                used=_number(one.requests_now),
                limit=_number(one.rate.requests),
            )
        )
    if one.rate and one.rate.chars is not None:
        facts.append(
            gettext(
                "%(used)s of %(limit)s characters a minute", used=_number(one.chars_now), limit=_number(one.rate.chars)
            )
        )
    if one.kept:
        facts.append(ngettext("%(count)s answer kept", "%(count)s answers kept", one.kept, count=_number(one.kept)))
    return tuple(facts)


def _figures(one: EngineStatus) -> tuple[tuple[str, str], ...]:
    figures = [
        (gettext("Requests"), _number(one.today.requests)),
        (gettext("Characters"), _number(one.today.chars)),
    ]
    if one.price is not None:
        figures.append((gettext("Cost"), _money(one.today.cost)))
    if one.today.cached:
        figures.append((gettext("From the cache"), _number(one.today.cached)))
    if one.median is not None and one.p95 is not None:
        figures.append((gettext("Median"), _seconds(one.median)))
        figures.append((gettext("95 of 100"), _seconds(one.p95)))
    return tuple(figures)


def _number(number: int) -> str:
    return format_number(number, when.ui_locale())


def _money(amount: float) -> str:
    return format_amount(amount, when.ui_locale())


def _seconds(seconds: float) -> str:
    return gettext("%(num)s s", num=format_number(round(seconds, 2), when.ui_locale()))


def total_cost(report: EngineReport) -> str:
    """Today's cost, where a price is known."""
    known: Sequence[float] = [one.price for one in report.engines if one.price is not None]
    return _money(report.cost) if known else ""
