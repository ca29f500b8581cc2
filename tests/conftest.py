"""Fixtures that several packages share."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, settings

from localize.config import Settings, load_settings
from localize.mt import chain
from localize.release.ninjs import to_ninjs
from localize.services import publish
from localize.services.context import Actor, Context
from localize.store import Store
from tests.databases import new_store, postgresql_reachable
from tests.engines import FakeEngine
from tests.release.ninjs_schema import must_be_ninjs
from tests.templates import share_templates
from web.presenters.release import release_input

# How long an example takes says how busy the machine is, nothing about the code.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

share_templates()


# What takes long in one piece: begun last, it would leave the other processes of a run without work.
_LONG = {"workers": 0, "test_every_page.py": 1, "test_sample_page.py": 2, "test_demo.py": 3, "test_editor_saving.py": 4}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep a file's tests in one process of a parallel run, and those that share real brokers in the same one.

    A test that says otherwise has its way. What takes long goes first.
    """
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            folder = item.path.parent.name
            item.add_marker(pytest.mark.xdist_group("workers" if folder == "workers" else str(item.path)))
    items.sort(key=lambda item: _LONG.get(item.path.parent.name, _LONG.get(item.path.name, len(_LONG))))


class FakeClock:
    """A clock that stands until it is told to go on."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def tick(self, **by: float) -> None:
        """Go on."""
        self.time += timedelta(**by)


class FakeDispatcher:
    """Remembers what was announced."""

    def __init__(self) -> None:
        self.sent: list[tuple[int, str]] = []

    def send(self, job_id: int, lane: str) -> bool:
        self.sent.append((job_id, lane))
        return True


@pytest.fixture(autouse=True)
def _every_release_is_valid_ninjs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test publishes is held against IPTC's schema by the way, where the schema is."""
    real = publish.publish

    def checked(ctx: Context, actor: Actor, edition_id: int) -> publish.Snapshot:
        made = real(ctx, actor, edition_id)
        must_be_ninjs(to_ninjs(release_input(ctx, made, "https://desk.example")))
        return made

    monkeypatch.setattr(publish, "publish", checked)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A migrated store, once on each database."""
    if request.param == "postgresql" and not postgresql_reachable():
        pytest.skip("no PostgreSQL is reachable (LOCALIZE_TEST_POSTGRESQL)")
    with new_store(request.param, tmp_path) as made:
        yield made


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[Store]:
    """A migrated store on SQLite."""
    with new_store("sqlite", tmp_path) as made:
        yield made


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with a data folder of their own."""
    return load_settings({}, data_dir=str(tmp_path), secret_key="x" * 32, engines="")


@pytest.fixture
def clock() -> FakeClock:
    """A clock under the test's hand."""
    return FakeClock()


@pytest.fixture
def dispatcher() -> FakeDispatcher:
    """A dispatcher that remembers."""
    return FakeDispatcher()


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    """An engine that translates by a rule. When it fails, nobody waits before it is asked again."""
    monkeypatch.setattr(chain, "time", SimpleNamespace(sleep=lambda _seconds: None))
    return FakeEngine()


@pytest.fixture
def ctx(settings: Settings, store: Store, clock: FakeClock, dispatcher: FakeDispatcher, engine: FakeEngine) -> Context:
    """A context on each database with an engine that answers."""
    return Context(settings, store, clock, dispatcher, (engine,))


@pytest.fixture
def sqlite_ctx(
    settings: Settings, sqlite_store: Store, clock: FakeClock, dispatcher: FakeDispatcher, engine: FakeEngine
) -> Context:
    """A context on SQLite with an engine that answers."""
    return Context(settings, sqlite_store, clock, dispatcher, (engine,))
