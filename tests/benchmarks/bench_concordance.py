"""Concordance search and TMX in a large memory: how long an import, a search and an export take, on which database.

``python -m tests.benchmarks.bench_concordance [ENTRIES] [--postgresql]``; default 100000. Sentences are those of
``bench_memory``; their translations are words of the shared Russian news in any order.
"""

import json
import random
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from localize.config import load_settings
from localize.exchange.memory_unit import Unit, Variant
from localize.exchange.tmx_write import TmxHeader, write_tmx
from localize.markup import CodedText
from localize.services import memory_export
from localize.services.context import Actor, Context
from localize.services.memory_import import import_tmx
from localize.services.memory_search import Question, Side, search
from localize.workflow import UserRole
from tests.benchmarks.bench_memory import DATA, make_sentences
from tests.databases import new_store, postgresql_reachable

ACTOR = Actor(None, "benchmark", UserRole.ADMIN)
QUESTIONS = ("правительств*", "ministers", '"prime minister"', "заявил минист*", "qqqq")
RUNS = 5


def write_file(path: Path, count: int) -> None:
    """A TMX file with as many units."""
    rng = random.Random(2)  # noqa: S311 - the same sentences each time
    news = (DATA / "news_en-ru.jsonl").read_text(encoding="utf-8").splitlines()
    words = [word for line in news for segment in json.loads(line)["segments"] for word in segment["ref"].split()]
    sources = list(dict.fromkeys(make_sentences(count + count // 20 + 100, rng)))[:count]
    units = (
        Unit(
            (
                Variant("en-US", CodedText.plain_text(source)),
                Variant("ru-RU", CodedText.plain_text(" ".join(rng.sample(words, len(source.split()))))),
            ),
            author="Agency",
        )
        for source in sources
    )
    with path.open("w", encoding="utf-8") as file:
        file.writelines(write_tmx(TmxHeader("en", datetime.now(UTC)), units))


def measure(kind: str, file: Path, folder: Path) -> None:
    """Print the figures of one database."""
    with new_store(kind, folder) as store:
        ctx = Context(load_settings({}, data_dir=str(folder), secret_key="x" * 32, engines=""), store)
        for turn in ("new", "again"):
            began, worked = time.perf_counter(), time.process_time()
            with file.open("rb") as stream:
                report = import_tmx(ctx, ACTOR, stream)
            took, busy = time.perf_counter() - began, time.process_time() - worked
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"{kind}: import, {turn}: {took:.1f} s ({busy:.1f} s of processor) for {report.units:,} units, {memory:.0f} MB",
                flush=True,
            )
        if not store.is_sqlite:
            with store.writer.begin() as connection:
                connection.execute(text("ANALYZE"))
        for words in QUESTIONS:
            times = []
            for _ in range(RUNS):
                began = time.perf_counter()
                found = search(ctx, ACTOR, Question(words, Side.ANY))
                times.append((time.perf_counter() - began) * 1000)
            print(f"{kind}: {words}: {len(found.entries)} on the page, {min(times):.1f} to {max(times):.1f} ms")
        began = time.perf_counter()
        size = sum(len(piece) for piece in memory_export.export_tmx(ctx, ACTOR))
        print(f"{kind}: export: {time.perf_counter() - began:.1f} s for {size / 1e6:.0f} million characters")


def main() -> None:
    """Run it."""
    counts = [int(word) for word in sys.argv[1:] if word.isdigit()]
    kinds = ["sqlite"]
    if "--postgresql" in sys.argv:
        if not postgresql_reachable():
            raise SystemExit("no PostgreSQL is reachable")
        kinds.append("postgresql")
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "memory.tmx"
        began = time.perf_counter()
        write_file(file, counts[0] if counts else 100_000)
        print(f"{file.stat().st_size / 1e6:.0f} MB written in {time.perf_counter() - began:.1f} s")
        for kind in kinds:
            folder = Path(name) / kind
            folder.mkdir()
            measure(kind, file, folder)


if __name__ == "__main__":
    main()
