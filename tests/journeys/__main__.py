"""Serves one application for the journeys: ``python -m tests.journeys PORT`` with settings from the environment."""

import sys

import waitress

from localize.config import load_settings
from localize.services.setup import build_context
from web.wiring import create_app

if __name__ == "__main__":
    waitress.serve(
        create_app(build_context(load_settings())), host="127.0.0.1", port=int(sys.argv[1]), threads=8, _quiet=True
    )
