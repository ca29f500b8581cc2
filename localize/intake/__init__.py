"""Readers of incoming formats: a module a format, sniffing in one place, the anatomy of an article."""
