"""The HTTP API through a test client."""
