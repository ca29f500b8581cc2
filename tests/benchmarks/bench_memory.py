"""Similar sentences in a large memory: how many are found, how fast, beside RapidFuzz over everything.

``python -m tests.benchmarks.bench_memory [ENTRIES …] [--postgresql]``; default 100000. Sentences are recombined from the
news in the shared data (real words in real neighbourhoods), queries are stored sentences with 0 to 25 % of their words
replaced, removed or added. What is right is what RapidFuzz finds by comparing with every entry.
"""

import json
import random
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein
from sqlalchemy import text

from localize.memory import index
from localize.store import Store, schema
from localize.store.bulk import insert_many
from localize.store.memories import MemoryEntryRow
from localize.store.memory_index import MemoryIndex
from tests.databases import new_database, postgresql_reachable

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
QUERIES = 400
_CHUNK = 50_000


def _sources() -> list[str]:
    """Distinct English sentences of the shared data, without markup."""
    found: dict[str, None] = {}
    for name in ("news_en-de", "news_en-ru"):
        for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            found |= dict.fromkeys(segment["src"] for segment in json.loads(line)["segments"])
    for name in ("error_spans_en-de", "error_spans_en-ru", "post_edits_en-de", "inline_tags_en-de"):
        for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            found[re.sub(r"<[^>]+>", "", json.loads(line)["src"]).strip()] = None
    return [sentence for sentence in found if sentence.strip()]


def make_sentences(count: int, rng: random.Random) -> list[str]:
    """As many sentences: the real ones, then walks along real neighbourhoods, three in ten with a near twin."""
    made = _sources()
    words = [word for sentence in made for word in sentence.split()]
    after: dict[str, list[str]] = defaultdict(list)
    for sentence in made:
        line = ["^", *sentence.split(), "$"]
        for one, other in pairwise(line):
            after[one].append(other)
    while len(made) < count:
        walk: list[str] = []
        word = "^"
        while len(walk) < 45:
            word = (
                rng.choice(after[word]) if word in after and (rng.random() < 0.8 or word == "^") else rng.choice(words)
            )
            if word == "$":
                if len(walk) >= 3:
                    break
                word = "^"
                continue
            walk.append(word)
        made.append(" ".join(walk))
        if rng.random() < 0.3:
            for _ in range(max(1, len(walk) // 8)):
                walk[rng.randrange(len(walk))] = rng.choice(words)
            made.append(" ".join(walk))
    return made[:count]


def edited(sentence: str, words: Sequence[str], rng: random.Random) -> str:
    """The sentence with up to a quarter of its words replaced, removed or added."""
    line = sentence.split()
    for _ in range(round(len(line) * rng.uniform(0, 0.25))):
        place, what = rng.randrange(len(line)), rng.random()
        if what < 0.6:
            line[place] = rng.choice(words)
        elif what < 0.8 and len(line) > 2:
            del line[place]
        else:
            line.insert(place, rng.choice(words))
    return " ".join(line)


_COLUMNS = [
    "id",
    "source_locale",
    "target_locale",
    "text_hash",
    "prev_hash",
    "next_hash",
    "source",
    "target",
    "author",
    "updated_at",
    "origin",
    "approver",
    "note",
    "created_at",
]


def _fill(store: Store, sentences: Sequence[str]) -> float:
    """Store the sentences as an import does, less the rows as objects; seconds."""
    began = time.perf_counter()
    moment = "2026-11-28 12:00:00.000000"
    for start in range(0, len(sentences), _CHUNK):
        part = list(enumerate(sentences[start : start + _CHUNK], start=start + 1))
        rows = [(n, "en", "ru", str(n), "-", "-", one, one, "", moment, "imported", "", "", moment) for n, one in part]
        with store.write() as unit:
            insert_many(unit.session, MemoryEntryRow, _COLUMNS, rows)
            MemoryIndex(unit.session).add((n, index.comparable(one), "en", "ru") for n, one in part)
    with store.writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if store.is_sqlite else "VACUUM ANALYZE"))
    return time.perf_counter() - began


def _size(store: Store) -> float:
    """Megabytes on disk."""
    with store.reader.connect() as connection:
        if store.is_sqlite:
            pages = connection.execute(text("PRAGMA page_count")).scalar_one()
            return float(pages) * connection.execute(text("PRAGMA page_size")).scalar_one() / 1e6
        return float(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()) / 1e6


def _milliseconds(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    return f"p50 {ordered[len(ordered) // 2] * 1e3:6.1f} ms, p95 {ordered[int(len(ordered) * 0.95)] * 1e3:6.1f} ms"


Truth = list[list[tuple[float, int]]]


def _brute_force(sentences: Sequence[str], queries: Sequence[str]) -> Truth:
    stored = [index.comparable(sentence) for sentence in sentences]
    truth: Truth = []
    took = []
    for query in queries:
        began = time.perf_counter()
        best = process.extract(
            index.comparable(query),
            stored,
            scorer=Levenshtein.normalized_similarity,
            processor=None,
            limit=10,
            score_cutoff=index.THRESHOLD,
        )
        took.append(time.perf_counter() - began)
        truth.append([(similarity, place + 1) for _, similarity, place in best])
    print(f"  RapidFuzz over everything: best 1.0000, top ten 1.0000, {_milliseconds(took)}")
    return truth


def _search(store: Store, queries: Sequence[str], truth: Truth) -> None:
    took = []
    best = with_match = found_all = all_matches = 0
    with store.read() as unit:
        memory = MemoryIndex(unit.session)
        memory.near(index.comparable(queries[0]), "en", "ru")  # the first statement is compiled
        for query, right in zip(queries, truth, strict=True):
            began = time.perf_counter()
            found = memory.near(index.comparable(query), "en", "ru")
            took.append(time.perf_counter() - began)
            if not right:
                continue
            with_match += 1
            best += bool(found) and found[0].similarity >= right[0][0] - 1e-9
            ids = {one.entry_id for one in found}
            worst = right[-1][0]  # of several that are equally tenth any will do
            found_all += sum(i in ids or (len(right) == 10 and s <= worst + 1e-9) for s, i in right)
            all_matches += len(right)
    print(
        f"  index: best {best / with_match:.4f}, top ten {found_all / all_matches:.4f} "
        f"of {with_match} queries with a match, {_milliseconds(took)}"
    )


def main() -> None:
    """Print the figures."""
    if not (DATA / "news_en-de.jsonl").exists():
        print(f"skipped: {DATA} is not on this machine")
        return
    sizes = [int(word) for word in sys.argv[1:] if word.isdigit()] or [100_000]
    kinds = ["sqlite", *(["postgresql"] if "--postgresql" in sys.argv and postgresql_reachable() else [])]
    for entries in sizes:
        rng = random.Random(20261123)  # noqa: S311 - the same sentences each time
        sentences = make_sentences(entries, rng)
        words = [word for sentence in sentences[:20_000] for word in sentence.split()]
        queries = [edited(sentences[rng.randrange(entries)], words, rng) for _ in range(QUERIES)]
        print(f"{entries:,} entries, {QUERIES} queries")
        truth = _brute_force(sentences, queries)
        for kind in kinds:
            with tempfile.TemporaryDirectory() as folder, new_database(kind, Path(folder)) as url:
                store = Store(url)
                try:
                    schema.upgrade(store)
                    print(f"  {kind}: built in {_fill(store, sentences):.0f} s, {_size(store):,.0f} MB on disk")
                    _search(store, queries, truth)
                finally:
                    store.close()


if __name__ == "__main__":
    main()
