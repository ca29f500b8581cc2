"""The unit of work: one transaction with the queries of every aggregate at hand."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Insert, insert, make_url, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from localize.errors import StoreError
from localize.store.arrangements import Arrangements
from localize.store.articles import Articles
from localize.store.base import Base
from localize.store.catalogue import CatalogueEntries
from localize.store.comments import Comments
from localize.store.database import make_engine, normalise_url
from localize.store.desk_operations import DeskOperations
from localize.store.drafts import Drafts
from localize.store.editions import Editions
from localize.store.engine_budget import EngineBudgets
from localize.store.engine_cache import EngineCache
from localize.store.engine_calls import EngineCalls
from localize.store.engine_state import EngineStates
from localize.store.engine_versions import EngineVersions
from localize.store.feeds import Feeds
from localize.store.jobs import Jobs
from localize.store.memories import Memories
from localize.store.memory_changes import MemoryChanges
from localize.store.memory_search import MemorySearch
from localize.store.names import Names
from localize.store.people import People
from localize.store.presence import Presences
from localize.store.releases import Releases
from localize.store.replacements import Replacements
from localize.store.terms import Terms
from localize.store.texts import Texts
from localize.store.waivers import Waivers


class Unit:
    """One transaction. Rows read through it are gone when it ends: take values out before."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.arrangements = Arrangements(session)
        self.articles = Articles(session)
        self.catalogue = CatalogueEntries(session)
        self.comments = Comments(session)
        self.desk_operations = DeskOperations(session)
        self.drafts = Drafts(session)
        self.editions = Editions(session)
        self.engine_budgets = EngineBudgets(session)
        self.engine_cache = EngineCache(session)
        self.engine_calls = EngineCalls(session)
        self.engine_states = EngineStates(session)
        self.engine_versions = EngineVersions(session)
        self.jobs = Jobs(session)
        self.feeds = Feeds(session)
        self.releases = Releases(session)
        self.memories = Memories(session)
        self.memory_changes = MemoryChanges(session)
        self.memory_search = MemorySearch(session)
        self.names = Names(session)
        self.people = People(session)
        self.presences = Presences(session)
        self.replacements = Replacements(session)
        self.terms = Terms(session)
        self.texts = Texts(session)
        self.waivers = Waivers(session)

    @property
    def address(self) -> str:
        """The database's address, without a password: what a process keeps of one is not another's."""
        return str(self.session.get_bind().engine.url)

    def insert(self, kind: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
        """Store rows of one kind, given as values by column name, in one statement. They are not read back."""
        if rows:
            self.session.connection().execute(_insert_into(kind), list(rows))

    def insert_one(self, kind: type[Base], values: Mapping[str, Any]) -> int:
        """Store a row, given as values by column name; its id."""
        key = self.session.connection().execute(_insert_into(kind), values).inserted_primary_key
        if key is None:
            raise LookupError(f"{kind.__tablename__} gave no key")
        return int(key[0])

    def flush(self) -> None:
        """Send pending changes to the database."""
        self.session.flush()


@cache
def _insert_into(kind: type[Base]) -> Insert:
    return insert(kind.__table__)  # type: ignore[arg-type]  # a Table


class DuplicateError(StoreError):
    """Somebody else stored the same key a moment earlier: read again."""

    code = "duplicate"


class Store:
    """The database behind one address. Engines are made on first use, so a forked worker makes its own."""

    def __init__(self, url: str) -> None:
        self.url = normalise_url(url)
        if self.is_sqlite:
            name = make_url(self.url).database
            if name and name != ":memory:":
                Path(name).parent.mkdir(parents=True, exist_ok=True)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.url.startswith("sqlite")

    @property
    def is_made(self) -> bool:
        """Whether there is something to open: asking the embedded database would make an empty one."""
        name = make_url(self.url).database
        return not self.is_sqlite or bool(name and Path(name).exists())

    @cached_property
    def writer(self) -> Engine:
        """Engine for writing transactions."""
        return make_engine(self.url, writing=True)

    @cached_property
    def reader(self) -> Engine:
        """Engine for reading ones: on SQLite readers do not queue behind writers."""
        return make_engine(self.url, writing=False) if self.is_sqlite else self.writer

    @contextmanager
    def write(self) -> Iterator[Unit]:
        """A writing transaction: committed at the end, rolled back on any error.

        Raises ``DuplicateError`` when a unique key was taken meanwhile, ``StoreError`` when the database is away.
        """
        with _told(), Session(self.writer, expire_on_commit=False) as session, session.begin():
            yield Unit(session)

    @contextmanager
    def read(self) -> Iterator[Unit]:
        """A reading transaction: one consistent picture, nothing is written."""
        with _told(), Session(self.reader, expire_on_commit=False) as session:
            yield Unit(session)

    def ping(self) -> None:
        """Ask the database for a sign of life. Raises ``StoreError``."""
        with _told(), self.reader.connect() as connection:
            connection.execute(text("SELECT 1"))

    def close(self) -> None:
        """Close the pools."""
        for name in ("writer", "reader"):
            engine: Engine | None = self.__dict__.pop(name, None)
            if engine is not None:
                engine.dispose()


@contextmanager
def _told() -> Iterator[None]:
    """The driver's errors in our words."""
    try:
        yield
    except IntegrityError as error:
        raise DuplicateError("This was stored a moment ago by somebody else.") from error
    except OperationalError as error:
        raise StoreError(f"The database does not answer: {str(error.orig).strip().splitlines()[0]}") from error
