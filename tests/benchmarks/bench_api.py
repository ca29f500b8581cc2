"""How long the API takes: filing an article, reading a release. Run: ``python -m tests.benchmarks.bench_api``.

Through the whole application on SQLite in a temporary folder, without a socket between.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from localize.config import load_settings
from localize.services import people
from localize.services.context import Context
from tests.conftest import FakeDispatcher
from tests.databases import new_store
from tests.engines import FakeEngine
from tests.services.helpers import person
from tests.web.api.conftest import BUS, Caller, Desk, UserRole, make_app

PARAGRAPHS = 25
RUNS = 100


def _measure(name: str, call: Callable[[int], object]) -> None:
    times = []
    for number in range(RUNS):
        begun = time.perf_counter()
        call(number)
        times.append((time.perf_counter() - begun) * 1000)
    times.sort()
    print(f"{name:34} median {statistics.median(times):7.2f} ms   p95 {times[int(RUNS * 0.95)]:7.2f} ms")


def main() -> None:
    """Print medians and 95th percentiles."""
    with tempfile.TemporaryDirectory() as folder, new_store("sqlite", Path(folder)) as store:
        settings = load_settings({}, data_dir=folder, secret_key="x" * 32, engines="")
        ctx = Context(settings, store, dispatcher=FakeDispatcher(), engines=(FakeEngine(),))
        api = Caller(make_app(ctx).test_client(), people.add_token(ctx, "bench", people.SCOPES))
        desk = Desk(ctx, person(ctx, UserRole.TRANSLATOR, "Vera"), person(ctx, UserRole.EDITOR, "Max"))
        html = BUS["body_html"] * PARAGRAPHS  # type: ignore[operator]

        def file(number: int) -> object:
            return api.file(external_id=f"bench/{number}", body_html=html)

        _measure(f"POST, {3 * PARAGRAPHS + 1} segments, new", file)
        _measure("POST, known", file)
        filed = api.file(external_id="bench/release", body_html=html).get_json()
        desk.draft()
        for edition in filed["editions"]:
            desk.publish(edition["id"])
        path = "/api/v1/articles/external:bench/release/releases/ru"
        tag = api.get(path).headers["ETag"]
        _measure("GET release, json", lambda _: api.get(path))
        _measure("GET release, html", lambda _: api.get(f"{path}?format=html"))
        _measure("GET release, 304", lambda _: api.get(path, headers={"If-None-Match": tag}))
        _measure("GET releases, empty page", lambda _: api.get("/api/v1/releases?after=2"))
        _measure("GET editions, 100", lambda _: api.get("/api/v1/editions"))


if __name__ == "__main__":
    main()
