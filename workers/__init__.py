"""Celery: the app, its tasks, the embedded broker, dispatch and schedule."""
