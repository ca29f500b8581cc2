"""Benchmarks: print figures and ratios, assert nothing about time."""
