"""Values of the services in the words and shapes of pages."""
