"""Plain text -> raw paragraphs: a block a line, hard-wrapped lines put together again, groups between blank lines."""

import re
from typing import Final

from localize.article import Block, Role
from localize.errors import InputTooLargeError
from localize.intake.inline import collapse
from localize.intake.raw import RawBlock, check_count
from localize.intake.tree import clean_characters
from localize.intake.words import refusal
from localize.markup import CodedText

MAX_CHARS: Final = 2_000_000
_BLANK: Final = re.compile(r"\n[^\S\n]*\n\s*")
# Mail and old systems wrap lines at about 72; a line much shorter or longer was not wrapped.
_NARROW: Final = 50
_WIDE: Final = 100
_ENDS: Final = re.compile(r"[.!?…:][\"'”’»)]*$")


def read_text(source: str) -> list[RawBlock]:
    """The lines of a plain text as paragraphs. Raises ``InputTooLargeError`` over ``MAX_CHARS`` characters."""
    if len(source) > MAX_CHARS:
        raise refusal("too-many-chars", InputTooLargeError, size=len(source), limit=MAX_CHARS)
    text = clean_characters(source.removeprefix("\ufeff")).replace("\u2028", "\n").replace("\u2029", "\n\n")
    raws: list[RawBlock] = []
    for group, chunk in enumerate(_BLANK.split(text)):
        lines = [collapse(line).strip() for line in chunk.split("\n")]
        paragraphs = _unwrapped([line for line in lines if line])
        check_count(len(raws) + len(paragraphs))
        raws += [RawBlock(Block("", Role.PARAGRAPH, CodedText.plain_text(line)), group=group) for line in paragraphs]
    return raws


def _unwrapped(lines: list[str]) -> list[str]:
    """One paragraph of hard-wrapped lines, or the lines as they are.

    Lines are wrapped when no line could have held the first word of the next one, and most break off mid-sentence.
    """
    if len(lines) < 2:
        return lines
    width = max(map(len, lines))
    inner = lines[:-1]
    full = all(
        len(line) + 1 + len(after.split(maxsplit=1)[0]) >= width for line, after in zip(inner, lines[1:], strict=True)
    )
    ended = sum(bool(_ENDS.search(line)) for line in inner)
    if _NARROW <= width <= _WIDE and full and ended * 2 < len(inner):
        return [" ".join(lines)]
    return lines
