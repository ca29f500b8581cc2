"""The last step of every reader: blocks from several places become one article with unique keys and containers."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from localize.article import Article, Block, Handling, IntakeNote, Role, renumber
from localize.elements import read_wrap, wrap
from localize.intake.words import note, refusal


def number_wraps(parts: Iterable[Sequence[Block]]) -> list[Block]:
    """Join parts; number their containers 1, 2, … in order of first appearance. Each part has numbers of its own."""
    numbers: dict[tuple[int, int], int] = {}
    done = []
    for index, part in enumerate(parts):
        for block in part:
            read = [found for found in map(read_wrap, block.wrap) if found]
            wraps = (wrap(tag, numbers.setdefault((index, n), len(numbers) + 1), attrs) for tag, n, attrs in read)
            done.append(replace(block, wrap=tuple(wraps)))
    return done


def assemble(
    parts: Iterable[Sequence[Block]],
    *,
    notes: Sequence[IntakeNote] = (),
    url: str | None = None,
    source_name: str | None = None,
    source_url: str | None = None,
    published_at: str | None = None,
) -> Article:
    """An article of the blocks, keyed ``b1`` …. Raises ``InvalidInputError`` when there is nothing to translate."""
    blocks = renumber(number_wraps(parts))
    if not any(b.handling is Handling.TRANSLATE and b.text.plain.strip() for b in blocks):
        raise refusal("no-text")
    if not any(b.role is Role.HEADLINE for b in blocks):
        notes = [*notes, note("no-headline")]
    return Article(blocks, url, source_name, source_url, published_at, tuple(notes))
