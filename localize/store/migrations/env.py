"""Alembic's entry: runs on the connection that ``localize.store.schema`` opened."""

from alembic import context

from localize.store.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
