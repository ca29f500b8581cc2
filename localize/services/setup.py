"""From settings to a context: what every process does once at its start."""

from localize.config import Settings
from localize.mt import build_engines
from localize.ports import Dispatcher
from localize.services import jobs
from localize.services.ask_engine import run_ask
from localize.services.context import Context, NoDispatcher
from localize.services.engine_answers import drop_old_answers
from localize.services.lexicon import lexicon_of
from localize.services.polling import poll_due
from localize.services.pretranslate import run_job
from localize.store import Store
from localize.terms.dictionaries import read_dictionaries
from localize.terms.lexicon import EMPTY


def build_context(settings: Settings, dispatcher: Dispatcher | None = None) -> Context:
    """Everything the services need. Nothing is opened yet: a forked process opens its own database connections."""
    return Context(
        settings=settings,
        store=Store(settings.database_url),
        dispatcher=dispatcher or NoDispatcher(),
        engines=tuple(build_engines(settings)),
    )


def prepare(ctx: Context) -> None:
    """Read the dictionaries that checks will need, where there are terms or names to check. Slow, once a process."""
    with ctx.store.read() as unit:
        checked = [
            locale
            for locale in ctx.settings.target_locales
            if lexicon_of(unit, ctx.settings.source_locale, locale) != EMPTY
        ]
    read_dictionaries(checked)


class JobService:
    """The jobs of one context, as workers and the scheduler see them."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    def run(self, job_id: int, worker: str) -> None:
        """Do a job; safe to call twice, from anywhere."""
        if not run_job(self.ctx, job_id, worker):
            run_ask(self.ctx, job_id, worker)

    def due(self, limit: int) -> list[tuple[int, str]]:
        """Jobs (id, lane) to announce now."""
        return jobs.due(self.ctx, limit)

    def prune(self) -> int:
        """Drop what is kept for a while only and is too old now; how many."""
        return drop_old_answers(self.ctx)


class FeedService:
    """The feeds of one context, as the scheduler sees them."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    def poll(self) -> None:
        """Poll what is due."""
        poll_due(self.ctx)
