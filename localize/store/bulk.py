"""Many rows in one go, past the ORM: ``COPY`` on PostgreSQL, one prepared statement on SQLite.

For tables whose rows are numbers and texts as the driver takes them; nothing is converted, and no row is given back.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from localize.store.base import Base


def insert_many(
    session: Session, row: type[Base], columns: Sequence[str], values: Iterable[tuple[object, ...]]
) -> None:
    """Insert rows, each a tuple in the order of ``columns``."""
    connection = session.connection()
    table, names = row.__tablename__, ", ".join(columns)
    if connection.dialect.name == "postgresql":
        driver: Any = connection.connection.driver_connection  # psycopg's, which only this database needs
        with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for value in values:
                copy.write_row(value)
        return
    given = list(values)
    if given:
        places = ", ".join("?" * len(columns))
        connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({places})", given)  # noqa: S608 - our names
