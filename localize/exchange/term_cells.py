r"""Several texts in one cell or note: parted by ``|``, which is written ``\|`` where a text has it."""

import re
from collections.abc import Iterable
from typing import Final

_ESCAPED: Final = re.compile(r"[\\|]")
_PIECE: Final = re.compile(r"\\(.)|(\|)|([^\\|]+|\\)", re.DOTALL)


def join_texts(texts: Iterable[str]) -> str:
    """Texts as one."""
    return " | ".join(_ESCAPED.sub(r"\\\g<0>", text) for text in texts)


def split_texts(cell: str) -> tuple[str, ...]:
    """The inverse of ``join_texts``; white space around a text does not count, empty ones are dropped."""
    texts = [""]
    for escaped, bar, plain in _PIECE.findall(cell):
        if bar:
            texts.append("")
        else:
            texts[-1] += escaped or plain
    return tuple(text for text in (text.strip() for text in texts) if text)
