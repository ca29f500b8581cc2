"""Tests of what readers and publishing systems get."""
