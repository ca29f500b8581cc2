"""Moments as people on a desk say them: clock times for today, names of days this week, dates before and after.

Takes local times (in the newsroom's zone) and says them in the interface's language, with a 24-hour clock.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo

from flask_babel import format_date as _format_date
from flask_babel import get_locale, gettext, ngettext, pgettext

WEEK = timedelta(days=6)


def format_date(day: date, pattern: str) -> str:
    """A date by a Unicode pattern, in the interface's language."""
    return str(_format_date(day, pattern))  # type: ignore[no-untyped-call]  # Flask-Babel is annotated in part


def ui_locale() -> str:
    """The interface's language in this request."""
    return str(get_locale() or "en")


def clock(moment: datetime) -> str:
    """Hours and minutes: 14:07."""
    return moment.strftime("%H:%M")


def long_day(day: date) -> str:
    """A day with its weekday, as a sentence begins: "Monday, 23 November", "Понедельник, 23 ноября"."""
    said = format_date(day, pgettext("date with weekday, Unicode pattern", "EEEE, d MMMM"))
    return said[:1].upper() + said[1:]


def short_day(day: date, today: date) -> str:
    """A day near today by name ("Tue"), else its date ("3 Nov", with the year when it is another)."""
    if abs(day - today) <= WEEK:
        return format_date(day, "EEE")
    if day.year == today.year:
        return format_date(day, pgettext("short date, Unicode pattern", "d MMM"))
    return format_date(day, pgettext("short date with year, Unicode pattern", "d MMM y"))


def filed(moment: datetime, now: datetime) -> str:
    """When an article came in: "Filed 14:01", "Filed yesterday", "Filed Friday", "Filed 3 Nov"."""
    day, today = moment.date(), now.date()
    if day == today:
        return gettext("Filed %(time)s", time=clock(moment))
    if day == today - timedelta(days=1):
        return gettext("Filed yesterday")
    if today - WEEK <= day < today:
        return gettext("Filed %(day)s", day=format_date(day, "EEEE"))
    return gettext("Filed %(day)s", day=short_day(day, today))


def at(moment: datetime, now: datetime) -> str:
    """A moment as short as it can be told: "13:31" today, else "Tue 06:00", "3 Nov 06:00"."""
    if moment.date() == now.date():
        return clock(moment)
    return f"{short_day(moment.date(), now.date())} {clock(moment)}"


def day_word(moment: datetime, now: datetime) -> str:
    """The day of a moment: "Today", "Tomorrow", "Tue", "3 Nov"."""
    day, today = moment.date(), now.date()
    if day == today:
        return gettext("Today")
    if day == today + timedelta(days=1):
        return gettext("Tomorrow")
    return short_day(day, today)


def minutes(count: int) -> str:
    """A span in minutes, or in hours and minutes from two hours on: "53 min", "2 h 5 min"."""
    if count < 120:
        return gettext("%(num)s min", num=count)
    hours, rest = divmod(count, 60)
    if not rest:
        return gettext("%(num)s h", num=hours)
    return gettext("%(hours)s h %(minutes)s min", hours=hours, minutes=rest)


def span(seconds: float) -> str:
    """A span of time in one unit: "4 s", "3 min", "2 hours", "5 days"."""
    if seconds < 60:
        return gettext("%(num)s s", num=max(1, round(seconds)))
    if seconds < 5400:
        return gettext("%(num)s min", num=round(seconds / 60))
    if seconds < 129_600:
        return ngettext("%(num)s hour", "%(num)s hours", round(seconds / 3600))
    return ngettext("%(num)s day", "%(num)s days", round(seconds / 86_400))


def local_in(zone: tzinfo) -> Callable[[datetime], datetime]:
    """Brings a moment into the newsroom's zone."""
    return lambda moment: moment.astimezone(zone)
