"""Migrations: bring a database to the newest schema, and say whether it is there."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from localize.store.base import Base
from localize.store.unit_of_work import Store

_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 7_301_946_225  # PostgreSQL advisory lock: two processes that start together migrate one after the other


def make_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, bound to an open connection."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def head() -> str:
    """The newest revision that this code knows."""
    return ScriptDirectory.from_config(make_config()).get_current_head() or ""


def upgrade(store: Store, revision: str = "head") -> None:
    """Migrate up. Safe when several processes start at once."""
    with store.writer.begin() as connection:
        _serialise(connection)
        command.upgrade(make_config(connection), revision)


def downgrade(store: Store, revision: str) -> None:
    """Migrate down."""
    with store.writer.begin() as connection:
        _serialise(connection)
        command.downgrade(make_config(connection), revision)


def current(store: Store) -> str | None:
    """The revision that the database is at; None for an empty one."""
    with store.reader.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def differences(store: Store) -> list[str]:
    """What the models have and the database has not, and the other way round; empty when they are equal."""
    with store.reader.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [str(difference) for difference in compare_metadata(context, Base.metadata)]


def _serialise(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
