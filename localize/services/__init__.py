"""Use cases, one verb each: load, decide, commit."""
