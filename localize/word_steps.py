"""The way from one text to another in words: what is kept, taken out, put in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

Op = Literal["equal", "delete", "insert"]

_TOKEN: Final = re.compile(r"\s+|\w+(?:[.,’'-]\w+)*|[^\w\s]")
_LONGEST: Final = 4000  # tokens of a text that is compared word by word


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of text and what becomes of it."""

    op: Op
    text: str


def steps(old: str, new: str) -> list[Step]:
    """Steps from ``old`` to ``new``: all but the inserted ones make ``old``, all but the deleted ones make ``new``."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if max(len(before), len(after)) > _LONGEST:
        return _merged([Step("delete", old), Step("insert", new)])
    # Lists of tokens are short: autojunk would call frequent words of long texts noise.
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found: list[Step] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            found.append(Step("equal", "".join(before[i:j])))
        else:
            found += [Step("delete", "".join(before[i:j])), Step("insert", "".join(after[k:m]))]
    return _merged(found)


def _merged(found: Sequence[Step]) -> list[Step]:
    """Without empty steps; a blank between two changes belongs to both."""
    merged: list[Step] = []
    delete = insert = ""
    for index, step in enumerate(found):
        changing = bool(delete or insert)
        if step.op == "equal" and not (changing and step.text.isspace() and _changes_follow(found[index + 1 :])):
            merged += [Step("delete", delete), Step("insert", insert), step]
            delete = insert = ""
            continue
        delete += step.text if step.op != "insert" else ""
        insert += step.text if step.op != "delete" else ""
    merged += [Step("delete", delete), Step("insert", insert)]
    return [step for step in merged if step.text]


def _changes_follow(rest: Sequence[Step]) -> bool:
    return bool(rest) and any(step.text for step in rest[:2] if step.op != "equal")
