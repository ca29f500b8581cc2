"""Tests of the readers of incoming formats."""
