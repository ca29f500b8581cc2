"""A worker in a process of its own: ``python -m tests.workers.run_worker CONCURRENCY``, settings from the environment."""

import sys

from localize.config import load_settings
from tests.workers.jobs import make_jobs
from workers.main import start_worker

if __name__ == "__main__":
    sys.exit(start_worker(load_settings(), int(sys.argv[1]), make_jobs))
