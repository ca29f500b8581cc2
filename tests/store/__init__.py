"""The store, on SQLite and, when it is reachable, on PostgreSQL."""
