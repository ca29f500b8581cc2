"""Typography: what a native editor would accept, and what must stay as it is."""
