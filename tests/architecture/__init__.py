"""Promises about the code as a whole."""
