"""Imported once by the process that servers under test are forked from."""

from tests.journeys import serving

serving.warm()
