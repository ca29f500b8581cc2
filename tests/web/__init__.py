"""Pages and API through a test client."""
