"""How near proposals come to what is printed: ``pytest tests/benchmarks/bench_names.py -s``.

Measured on name tokens of Wikidata, all languages mixed and noisy, and on translated news; neither is part of the project:
without them, skipped. Half of the tokens, told apart by a hash, was never looked at while the rules were written.
"""

import hashlib
from collections import defaultdict
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from localize.terms.propose import russian_word

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def _tokens() -> list[tuple[str, str, int, bool]]:
    """Latin, Cyrillic, how often, and whether held out."""
    path = DATA / "names_en-ru.tsv"
    if not path.exists():
        pytest.skip(f"{path} is not on this machine")
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        latin, cyrillic, count = line.split("\t")
        held = hashlib.sha256(latin.encode()).digest()[0] % 2 == 1
        if len(latin) > 2:
            rows.append((latin, cyrillic, int(count), held))
    return rows


def test_transcription_of_name_tokens_into_russian() -> None:
    """Exact share and mean similarity (1 - normalised edit distance), by token and weighted by frequency."""
    sums: dict[tuple[bool, str], float] = defaultdict(float)
    for latin, cyrillic, count, held in _tokens():
        best = {latin: cyrillic}
        ours = russian_word(latin).lower().replace("ё", "е").replace("’", "'")
        wanted = best[latin].replace("ё", "е")
        near = Levenshtein.normalized_similarity(ours, wanted)
        for key, value in (
            ("n", 1),
            ("exact", ours == wanted),
            ("near", near),
            ("w", count),
            ("wexact", count * (ours == wanted)),
        ):
            sums[held, key] += value
    print("\nname tokens        n   exact  similarity   exact by frequency")
    for held, label in ((False, "developed on"), (True, "held out")):
        n, weight = sums[held, "n"], sums[held, "w"]
        print(
            f"{label:14} {n:6.0f}  {sums[held, 'exact'] / n:6.1%}  {sums[held, 'near'] / n:10.3f}  {sums[held, 'wexact'] / weight:18.1%}"
        )
