"""What every use case needs: settings, store, clock, dispatcher, engines. Built once by the composition root."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from localize.config import Settings
from localize.errors import ForbiddenError
from localize.ports import Clock, Dispatcher, Engine
from localize.store import Store
from localize.workflow import UserRole


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        """The current time."""
        return datetime.now(UTC)


class NoDispatcher:
    """Announces nothing: the scheduler finds every job by itself."""

    def send(self, job_id: int, lane: str) -> bool:
        """Do nothing, and say so."""
        del job_id, lane
        return False


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: a person with a role and the locales they work in (none named: all), or the machine."""

    id: int | None
    name: str
    role: UserRole
    locales: tuple[str, ...] = ()

    def may_work_in(self, locale: str) -> bool:
        """Whether this locale is theirs. Editors and admins see everything; translators what they are given."""
        return self.role is not UserRole.TRANSLATOR or not self.locales or locale in self.locales

    def must_work_in(self, locale: str) -> None:
        """Raises ``ForbiddenError`` when the locale is not theirs."""
        if not self.may_work_in(locale):
            raise ForbiddenError(f"{self.name} does not work in this language ({locale}).")


SYSTEM = Actor(None, "Localize", UserRole.SYSTEM)


@dataclass(frozen=True, slots=True)
class Context:
    """Everything a use case may touch."""

    settings: Settings
    store: Store
    clock: Clock = field(default_factory=SystemClock)
    dispatcher: Dispatcher = field(default_factory=NoDispatcher)
    engines: Sequence[Engine] = ()
