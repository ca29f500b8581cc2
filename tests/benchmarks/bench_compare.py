"""What comparing two versions costs: ``pytest tests/benchmarks/bench_compare.py -s``. Prints; asserts nothing about time."""

import random
import time
from collections import Counter

import pytest

from localize.article import Role
from localize.compare import Kind, Piece, compare
from localize.markup import CodedText
from localize.word_steps import steps

# Few words, so that sentences share many: harder than news.
_WORDS = [f"word{n}" for n in range(300)]


def version(count: int, chance: random.Random) -> list[Piece]:
    """Sentences of news length; every tenth number stands twice."""
    made = []
    for n in range(count):
        words = [chance.choice(_WORDS) for _ in range(chance.randint(6, 30))]
        text = " ".join([f"N{n % (count * 9 // 10)}", *words]) + "."
        made.append(Piece(CodedText.plain_text(text), Role.PARAGRAPH))
    return made


def rewritten(old: list[Piece], chance: random.Random, share: float) -> list[Piece]:
    """A share of the sentences gets two other words; blocks of five are shuffled."""
    new = []
    for piece in old:
        words = piece.text.plain.split()
        if chance.random() < share:
            for _ in range(2):
                words[chance.randrange(len(words))] = chance.choice(_WORDS)
        new.append(Piece(CodedText.plain_text(" ".join(words)), piece.role))
    blocks = [new[n : n + 5] for n in range(0, len(new), 5)]
    chance.shuffle(blocks)
    return [piece for block in blocks for piece in block]


@pytest.mark.parametrize("count", [50, 500, 2000])
@pytest.mark.parametrize("share", [0.0, 0.1, 1.0])
def test_time_of_comparing(count: int, share: float) -> None:
    chance = random.Random(5)  # noqa: S311 - a repeatable choice, not a secret
    old = version(count, chance)
    new = rewritten(old, chance, share)
    start = time.perf_counter()
    changes = compare(old, new)
    seconds = time.perf_counter() - start
    start = time.perf_counter()
    for change in changes:
        if change.kind is Kind.CHANGED:
            steps(old[change.old[0]].text.plain, new[change.new[0]].text.plain)
    words = time.perf_counter() - start
    kinds = Counter(change.kind.value for change in changes)
    print(
        f"\n{count:5} sentences, {share:4.0%} of them changed, blocks shuffled: "
        f"{1000 * seconds:7.1f} ms, words {1000 * words:6.1f} ms  {dict(kinds)}"
    )
    assert sum(len(change.new) for change in changes) == count
