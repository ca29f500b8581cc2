"""A job's part of the day's budget: reserved before the first request, paid request by request, the rest given back."""

from datetime import date, datetime, time, timedelta

from localize.config import Settings
from localize.mt.outcome import EngineFailure
from localize.services.context import Context
from localize.services.engine_waits import over_budget
from localize.store import Unit
from localize.store.engine_budget import Spent


def day_of(ctx: Context) -> date:
    """The newsroom's day."""
    return ctx.clock.now().astimezone(ctx.settings.time_zone).date()


def others_limit(settings: Settings) -> int:
    """What all lanes but breaking news may use of a day."""
    limit = settings.budget_chars_per_day
    return limit - limit * settings.budget_breaking_share // 100


def left(settings: Settings, spent: Spent, *, breaking: bool) -> int:
    """Code points that a lane may still send."""
    whole = settings.budget_chars_per_day - spent.breaking - spent.others
    return max(whole if breaking else min(whole, others_limit(settings) - spent.others), 0)


class Purse:
    """What one job has reserved and spent. Without a budget in the settings it does nothing."""

    def __init__(self, ctx: Context, *, breaking: bool) -> None:
        self._ctx = ctx
        self._breaking = breaking
        self._day = day_of(ctx)
        self._reserved = self._paid = 0

    @property
    def rest(self) -> int:
        """Reserved and not spent."""
        return self._reserved - self._paid

    def reserve(self, engine: str, chars: int) -> EngineFailure | None:
        """Make sure of so many code points, before anything is sent. Returns why they are not to be had."""
        settings = self._ctx.settings
        more = chars - self.rest
        if not settings.budget_chars_per_day or more <= 0:
            return None
        with self._ctx.store.write() as unit:
            if unit.engine_budgets.reserve(
                self._day,
                more,
                breaking=self._breaking,
                limit=settings.budget_chars_per_day,
                others_limit=others_limit(settings),
            ):
                self._reserved += more
                return None
            spent = unit.engine_budgets.spent(self._day)
        ours = left(settings, spent, breaking=self._breaking) + self.rest
        kept = left(settings, spent, breaking=True) + self.rest - ours
        return over_budget(engine, needed=chars, left=ours, kept=kept, seconds=self._until_tomorrow())

    def pay(self, engine: str, chars: int) -> EngineFailure | None:
        """Spend them; what goes beyond the reservation (a text is sent again) is reserved first."""
        if not self._ctx.settings.budget_chars_per_day:
            return None
        refusal = self.reserve(engine, chars)
        if refusal is None:
            self._paid += chars
        return refusal

    def refund(self, chars: int) -> None:
        """They were not sent after all."""
        self._paid = max(self._paid - chars, 0)

    def settle(self, unit: Unit) -> None:
        """Give back what was not sent."""
        if self.rest:
            unit.engine_budgets.give_back(self._day, self.rest, breaking=self._breaking)
            self._reserved = self._paid

    def _until_tomorrow(self) -> float:
        zone = self._ctx.settings.time_zone
        midnight = datetime.combine(self._day + timedelta(days=1), time(), zone)
        return max((midnight - self._ctx.clock.now()).total_seconds(), 1.0)
