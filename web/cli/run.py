"""``localize up``, ``web``, ``worker``, ``scheduler``: the whole in one process tree, or one part each."""

import os
import socket
import sys

import click

from localize.config import Settings, load_settings
from localize.edition import Lane
from localize.errors import ConfigError
from localize.services import people
from localize.services.demo import seed_demo
from localize.services.setup import FeedService, JobService, build_context, prepare
from localize.store import Store, schema
from web.cli.common import open_context, settings
from web.server import THREADS, serve, settle
from workers.app import make_celery
from workers.brokers import LANES, broker_kind
from workers.dispatch import CeleryDispatcher
from workers.main import start_worker
from workers.schedule import start_scheduler
from workers.supervisor import ChildSpec, Supervisor, answers

MOST_RESERVED = 4  # processes kept free for breaking news


def make_jobs(loaded: Settings) -> JobService:
    """The jobs, in the process that does them."""
    return JobService(build_context(loaded))


def make_feeds(loaded: Settings) -> FeedService:
    """The feeds, in the process that polls them: what they bring is announced at once."""
    return FeedService(build_context(loaded, CeleryDispatcher(make_celery(loaded))))


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Articles drafted at a time.")
@click.option("--demo", is_flag=True, help="Add sample people, articles and a sample memory.")
def up(host: str, port: int, workers: int, demo: bool) -> None:
    """Migrate, then run web, workers and scheduler until Ctrl-C."""
    _must_be_free(host, port)
    environment = dict(os.environ)
    if demo:
        # One person tries every part of the demo: the rule of two would lock them out of their own article.
        environment.setdefault("LOCALIZE_FOUR_EYES", "false")
    loaded = load_settings(environment)
    schema.upgrade(Store(loaded.database_url))
    ctx = build_context(loaded)
    if demo:
        seed_demo(ctx)
    secret = people.first_start_link(ctx)
    ctx.store.close()
    base = f"http://{'127.0.0.1' if host in {'0.0.0.0', '::'} else host}:{port}"  # noqa: S104  (recognised, not bound)
    added = {"LOCALIZE_FOUR_EYES": environment["LOCALIZE_FOUR_EYES"]} if demo else {}
    supervisor = Supervisor(
        [
            ChildSpec("web", _command("web", "--host", host, "--port", str(port)), added),
            ChildSpec("worker", _command("worker", "--concurrency", str(workers), *_shared(loaded)), added),
            ChildSpec(
                "breaking",
                _command("worker", "--lanes", Lane.BREAKING.value, "--concurrency", str(_reserved(loaded))),
                added,
            ),
            ChildSpec("scheduler", _command("scheduler"), added),
        ],
        ready=lambda: answers(f"{base}/healthz"),
        on_ready=lambda: _greet(loaded.public_url or base, secret, demo=demo),
    )
    sys.exit(supervisor.run())


def _must_be_free(host: str, port: int) -> None:
    """Raises ``ConfigError`` when something else listens there: it would answer in our place."""
    try:
        family, kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise ConfigError(
            f"Cannot listen on {host}, port {port}: {error.strerror}. Choose another one: --port"
        ) from error


def _shared(loaded: Settings) -> tuple[str, ...]:
    """The lanes of the worker for everything: all, unless the broker would hand it breaking news while it is busy."""
    if broker_kind(loaded) != "rabbitmq":
        return ()
    return ("--lanes", ",".join(lane for lane in LANES if lane != Lane.BREAKING.value))


def _reserved(loaded: Settings) -> int:
    """Processes that draft breaking news and nothing else: the editions of one article side by side."""
    return min(len(loaded.target_locales), MOST_RESERVED)


def _command(*args: str) -> list[str]:
    return [sys.executable, "-m", "web.cli", *args]


def _greet(address: str, secret: str | None, *, demo: bool) -> None:
    """Say where to go, once the web answers."""
    click.echo(f"\nLocalize is ready: {address}")
    if secret:
        click.echo(f"Sign in, once, within a day: {address}/login/link/{secret}")
    if demo:
        click.echo("The sample articles are drafted by the worker. Ctrl-C ends everything; nothing is lost.")
    click.echo("")
    sys.stdout.flush()


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--threads", default=THREADS, show_default=True, type=click.IntRange(1, 512))
def web(host: str, port: int, threads: int) -> None:
    """Serve the pages and the API."""
    loaded = settings()
    serve(open_context(CeleryDispatcher(make_celery(loaded))), host=host, port=port, threads=threads)


@click.command()
@click.option("--concurrency", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option(
    "--lanes",
    default=",".join(LANES),
    show_default=True,
    help="Queues to serve, those that go first named first. One worker for breaking alone is never busy with others.",
)
def worker(concurrency: int, lanes: str) -> None:
    """Draft articles."""
    chosen = tuple(dict.fromkeys(lane.strip() for lane in lanes.split(",") if lane.strip()))
    unknown = [lane for lane in chosen if lane not in LANES]
    if unknown or not chosen:
        raise click.BadParameter(f"known lanes are {', '.join(LANES)}", param_hint="--lanes")
    ctx = open_context()
    prepare(ctx)  # before the fork: the pool shares what it reads
    ctx.store.close()
    settle()
    node = "localize" if chosen == LANES else f"localize-{'-'.join(chosen)}"
    sys.exit(start_worker(settings(), concurrency, make_jobs, lanes=chosen, node=node))


@click.command()
def scheduler() -> None:
    """Announce jobs again that were lost, and those whose time has come; poll feeds."""
    open_context().store.close()
    sys.exit(start_scheduler(settings(), make_jobs, feeds=make_feeds))


def register(cli: click.Group) -> None:
    """Add the commands."""
    for command in (up, web, worker, scheduler):
        cli.add_command(command)
