"""The database. The only importer of SQLAlchemy and Alembic."""
