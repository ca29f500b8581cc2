"""Tests mirror the packages; journeys drive the whole system."""
