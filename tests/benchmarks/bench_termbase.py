"""The termbase at size: a file in and out, the lexicon's first and next reading, the index, a search.

``python -m tests.benchmarks.bench_termbase [ENTRIES]``, on SQLite in a folder of its own. Words are made up.
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

from localize.config import load_settings
from localize.exchange.term_incoming import TermFormat
from localize.services import terms, terms_files
from localize.services.context import SYSTEM
from localize.services.lexicon import lexicon_of
from localize.services.setup import build_context
from localize.store import schema


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long something takes."""
    start = time.perf_counter()
    yield
    print(f"{what:<34}{(time.perf_counter() - start) * 1000:>10,.1f} ms")


def word(chance: random.Random, syllables: int) -> str:
    """A word that nobody uses."""
    return "".join(chance.choice("bcdfglmnprstv") + chance.choice("aeiou") for _ in range(syllables))


def main() -> None:
    """Print the figures."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    chance = random.Random(1)  # noqa: S311 - made-up words
    lines = (f"{word(chance, 3)} {word(chance, 3)}{n},термин {n},слово {n},Wort{n},d{n % 20}\n" for n in range(size))
    sent = ("source,ru,ru forbidden,de,domain\n" + "".join(lines)).encode()
    print(f"{size:,} entries, three terms each")
    with tempfile.TemporaryDirectory() as folder:
        ctx = build_context(load_settings({}, data_dir=folder, secret_key="x" * 32, engines=""))
        schema.upgrade(ctx.store)
        with timed("CSV in"):
            terms_files.import_terms(ctx, SYSTEM, sent)
        with timed("CSV in again, nothing to change"):
            terms_files.import_terms(ctx, SYSTEM, sent)
        for which in ("first", "next"):
            with timed(f"lexicon, {which} reading"), ctx.store.read() as unit:
                lexicon = lexicon_of(unit, "en", "ru")
        with timed("index of the lexicon"):
            assert lexicon.term_index is not None
        with timed("search in the list"):
            terms.list_terms(ctx, SYSTEM, terms.Wanted("ru", "термин 4"))
        with timed("TBX out"):
            written = terms_files.export_terms(ctx, SYSTEM, TermFormat.TBX)
        with timed("TBX in, nothing to change"):
            terms_files.preview_import(ctx, SYSTEM, written.encode())
        ctx.store.close()


if __name__ == "__main__":
    main()
