"""Flask: composition root, pages, API, command line."""
