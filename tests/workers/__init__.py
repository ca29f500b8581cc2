"""Tests of the workers: broker, app, dispatch, schedule, supervisor."""
