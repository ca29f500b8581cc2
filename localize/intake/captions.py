"""Lines of a plain text that belong to a picture: they are known by the credit that follows them."""

from collections.abc import Sequence

from localize.article import Role
from localize.intake import credit_lines, patterns
from localize.intake.raw import RawBlock

_SHORT = 150  # characters: more than alternative texts have


def line_before_credit(raws: Sequence[RawBlock], index: int, *, in_lead: bool) -> Role | None:
    """Whether a line is the caption of the credit below it, or the alternative text above caption and credit.

    ``in_lead``: before the first paragraph, where a blank line between them does not matter.
    """
    raw, after, later = raws[index], *(raws[n] if n < len(raws) else None for n in (index + 1, index + 2))
    if after is None or after.block.role is not Role.PARAGRAPH:
        return None
    text = raw.block.text.plain
    found = credit_lines.credit(after.block.text.plain)
    same = after.group == raw.group
    short = len(text) <= _SHORT and not patterns.TERMINAL.search(text)
    if found and found[0] > 0:
        return Role.ALT_TEXT if short and (same or in_lead) else None
    if found and same:
        return Role.CAPTION
    if same and short and later is not None and later.group == raw.group:
        last = credit_lines.credit(later.block.text.plain)
        return Role.ALT_TEXT if last and last[0] == 0 else None
    return None
