"""What readers and publishing systems get: the reader's page and the release document."""
