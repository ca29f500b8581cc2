"""Pages: parse, call one service, present."""
