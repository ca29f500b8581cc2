"""The database. The only importer of SQLAlchemy and Alembic: rows are dumb, rules live above."""

from localize.store.unit_of_work import Store, Unit

__all__ = ["Store", "Unit"]
