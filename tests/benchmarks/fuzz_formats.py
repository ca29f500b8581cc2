"""Mutations of real files through intake: ``python -m tests.benchmarks.fuzz_formats [COUNT [SEED]]``.

Each file of the shared examples is damaged again and again and read, half the time as what it is and half the time as
what it seems to be. Whatever comes of it, it is articles or one of our own errors; anything else is printed with what
it takes to repeat it.
"""

import json
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from typing import Final

from localize.errors import LocalizeError
from localize.intake.received import Received
from localize.intake.sniff import read_all
from localize.segment import segment_article
from tests.benchmarks.mutations import mutate

SHARED: Final = Path(__file__).resolve().parents[3] / "shared" / "data" / "formats"
FOLDERS: Final[Mapping[str, str]] = {"ninjs": "ninjs", "newsml-g2": "newsml-g2", "nitf": "nitf", "rss": "rss"}
COUNT: Final = 10_000
SEED: Final = 20261123
_SLOW: Final = 2.0  # seconds


@dataclass(slots=True)
class Found:
    """What came of a run: outcomes by name, faults and slow readings with how to repeat them."""

    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)


def shared_files() -> dict[str, tuple[str, bytes]]:
    """The shared examples by name, each with its format. Schemas are no examples. Empty where they are not."""
    files = {}
    for folder, form in FOLDERS.items():
        for path in sorted((SHARED / folder).rglob("*")):
            if path.is_file() and "schema" not in path.parts:
                files[str(path.relative_to(SHARED))] = (form, path.read_bytes())
    return files


def fuzz(files: Mapping[str, tuple[str, bytes]], count: int, seed: int = SEED) -> Found:
    """Read ``count`` mutations. Formats of many small examples come no oftener than others."""
    found = Found()
    by_format: dict[str, list[str]] = {}
    for name in sorted(files):
        by_format.setdefault(files[name][0], []).append(name)
    groups: Sequence[list[str]] = list(by_format.values())
    for number in range(count):
        luck = random.Random(f"{seed}:{number}")  # noqa: S311 - the same luck every time is what is wanted
        name = luck.choice(groups[number % len(groups)])
        form, data = files[name]
        damaged = mutate(data, luck)
        chosen = luck.choice((form, None))
        start = time.perf_counter()
        try:
            received = read_all(damaged, format=chosen)
            use(received)
        except LocalizeError as error:
            found.outcomes[str(error.details.get("reason", error.code))] += 1
        except Exception:  # noqa: BLE001 - whatever it is, it is the fault that this run looks for
            found.faults.append(f"{name}, number {number}, as {chosen}:\n{traceback.format_exc(limit=-4)}")
        else:
            found.outcomes["read" if received else "nothing"] += 1
        if time.perf_counter() - start > _SLOW:
            found.slow.append(f"{name}, number {number}, as {chosen}: {time.perf_counter() - start:.1f} s")
    return found


def use(received: Sequence[Received]) -> None:
    """What filing does with an article: it is hashed, kept as JSON, its sentences cut, its notes shown."""
    for one in received:
        segment_article(one.article.blocks, "en")
        notes = [[note.message, dict(note.params)] for note in one.article.notes]
        kept = [one.article.content_hash, one.orders.external_id, one.language, one.article.source_name, notes]
        json.dumps(kept, ensure_ascii=False).encode()
        if one.orders.embargo:
            one.orders.embargo.astimezone(UTC)


def main(count: int = COUNT, seed: int = SEED) -> int:
    """Run and print."""
    files = shared_files()
    if not files:
        print(f"The examples are not here: {SHARED}")
        return 0
    start = time.perf_counter()
    found = fuzz(files, count, seed)
    print(f"{count:,} mutations of {len(files)} files, seed {seed}, {time.perf_counter() - start:.0f} s")
    for outcome, times in found.outcomes.most_common():
        print(f"{times:7,}  {outcome}")
    print(f"slower than {_SLOW} s: {len(found.slow)}", *found.slow[:20], sep="\n  ")
    print(f"faults: {len(found.faults)}", *found.faults[:20], sep="\n")
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
