"""Termbase and names register."""
