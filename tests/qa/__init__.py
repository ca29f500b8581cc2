"""Checks: each family, the table they run from, and the promises that hold for any text."""
