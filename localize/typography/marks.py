"""Reading quotation marks: which of the characters open, which close, which are apostrophes or inches.

Position decides before shape: „Wort“ ends with what opens in English, and engines mix straight and curly marks. What
stays doubtful makes the whole segment doubtful (``read`` gives None): then nothing is changed, rather than guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from localize.typography.protect import Span, merged, touches
from localize.typography.styles import NARROW, NBSP

DOUBLE: Final = frozenset('"“”„‟«»')
SINGLE: Final = frozenset("'‘’‚‛‹›")
_SURE_SINGLE: Final = frozenset("‘‚‛‹›")  # never an apostrophe inside a word
_OPENING: Final = frozenset("“„‟«‘‚‛‹")
_CLOSING: Final = frozenset("”»’›")
_MARKS: Final = DOUBLE | SINGLE
_MARK: Final = re.compile("[" + "".join(sorted(_MARKS)) + "]")
_DEEPEST: Final = 6  # marks in a row that are looked through
_SPACES: Final = frozenset(" \t\n\r\u2009\u200a\u2003\u2002" + NBSP + NARROW)
_BEFORE_OPENING: Final = _SPACES | frozenset("([{/–—-…¿¡")
_AFTER_CLOSING: Final = _SPACES | frozenset(".,;:!?…)]}/–—-*%")
_NOT_OPENED: Final = _SPACES | frozenset(".,;:!?)]}")  # no quotation begins with these
_GENITIVE: Final = frozenset("sxzßSXZ")  # Hans’ Auto, the workers’ plan
_AND: Final = re.compile(r"(?<!\w)['‘’]n['’](?!\w)", re.IGNORECASE)  # rock 'n' roll
_LETTER: Final = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation: the offsets of its marks (None: in a segment before or after) and its depth, 0 the outermost."""

    opens: int | None
    closes: int | None
    depth: int
    single: bool


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a segment, understood. ``after``: how many quotations are open at its end."""

    quoted: tuple[Quoted, ...]
    apostrophes: tuple[int, ...]
    after: int


_NO_MARKS: Final = Marks((), (), 0)


@dataclass(slots=True)
class _Open:
    at: int | None
    single: bool


@dataclass(slots=True)
class _Reader:
    text: str
    kept: Sequence[Span]
    stack: list[_Open]
    done: list[Quoted] = field(default_factory=list)
    apostrophes: list[int] = field(default_factory=list)
    loose: bool = False  # a single mark that closes nothing
    paired: bool = False  # a pair of single marks

    def read(self) -> bool:
        """Read all marks; False when one of them is doubtful."""
        for found in _MARK.finditer(self.text):
            at, char = found.start(), found.group()
            if touches(self.kept, at, at + 1):
                continue
            if not (self._double(at, char) if char in DOUBLE else self._single(at, char)):
                return False
        return not (self.loose and self.paired)

    def _near(self, at: int) -> tuple[str, str]:
        """The characters beside a mark; other quotation marks are looked through."""
        before, after = at - 1, at + 1
        while before >= max(at - _DEEPEST, 0) and self.text[before] in _MARKS:
            before -= 1
        while after < min(at + _DEEPEST, len(self.text)) and self.text[after] in _MARKS:
            after += 1
        return self.text[before] if before >= 0 else "", self.text[after] if after < len(self.text) else ""

    def _side(self, at: int, char: str) -> str:
        """``open``, ``close``, or empty when nobody can say."""
        before, after = self._near(at)
        may_open = (not before or before in _BEFORE_OPENING) and bool(after) and after not in _NOT_OPENED
        may_close = (not after or after in _AFTER_CLOSING) and bool(before) and before not in _SPACES
        if may_open != may_close:
            return "open" if may_open else "close"
        if char in _OPENING:
            sure = "open"
        elif char in _CLOSING:
            sure = "close"
        elif may_open:
            sure = "close" if any(not o.single for o in self.stack) else "open"
        else:
            sure = ""
        # A curly mark between two spaces is French; inside a word it is a slip that nobody can explain.
        inside = bool(_LETTER.match(before)) and bool(_LETTER.match(after))
        return "" if inside else sure

    def _double(self, at: int, char: str) -> bool:
        before = self.text[at - 1] if at else ""
        side = self._side(at, char)
        if char in '"”' and before.isdigit() and not any(not o.single for o in self.stack):
            return True  # inches, seconds
        if side == "open":
            self.stack.append(_Open(at, single=False))
            return True
        return side == "close" and self._close(at, single=False)

    def _close(self, at: int, *, single: bool) -> bool:
        while self.stack and self.stack[-1].single and not single:
            elided = self.stack.pop()  # 'Tis: what looked like a beginning
            if elided.at is not None and self.text[elided.at] in _SURE_SINGLE:
                return False
        if not self.stack:
            return False
        opened = self.stack.pop()
        self.done.append(Quoted(opened.at, at, len(self.stack), single))
        return True

    def _single(self, at: int, char: str) -> bool:
        before = self.text[at - 1] if at else ""
        after = self.text[at + 1] if at + 1 < len(self.text) else ""
        if char not in "‚‹›" and _LETTER.match(before) and _LETTER.match(after):
            if not before.isdigit() and not after.isdigit():
                self.apostrophes.append(at)
            return True
        if char in "'’" and (after.isdigit() or (before.isdigit() and not self._single_is_open())):
            return True  # '90s; feet and minutes
        side = self._side(at, char)
        if side == "open" and (char != "’" or not _LETTER.match(after)):
            self.stack.append(_Open(at, single=True))
            return True
        if side == "close" and (self._single_is_open() or char in "'’"):
            return self._single_closes(at, before)
        return char not in _SURE_SINGLE

    def _single_closes(self, at: int, before: str) -> bool:
        """A single mark behind a word: it closes, or is the apostrophe of a genitive."""
        if self._single_is_open():
            self.paired = True
            return self._close(at, single=True)
        self.loose = True
        if before and before in _GENITIVE:
            self.apostrophes.append(at)
        return True

    def _single_is_open(self) -> bool:
        return bool(self.stack) and self.stack[-1].single


def read(text: str, kept: Sequence[Span] = (), before: int = 0) -> Marks | None:
    """The quotation marks of a segment that begins with ``before`` quotations open; None when any is doubtful."""
    if not before and not _MARK.search(text):
        return _NO_MARKS
    kept = merged([*kept, *(match.span() for match in _AND.finditer(text))])
    reader = _Reader(text, kept, [_Open(None, single=False) for _ in range(before)])
    if not reader.read():
        return None
    left: list[_Open] = []
    for opened in reader.stack:
        if not opened.single:
            left.append(opened)
        elif opened.at is not None and (text[opened.at] in _SURE_SINGLE or reader.done):
            return None
    still = [Quoted(o.at, None, depth, single=False) for depth, o in enumerate(left)]
    quoted = sorted([*reader.done, *still], key=lambda q: (-1 if q.opens is None else q.opens, q.depth))
    return Marks(tuple(quoted), tuple(reader.apostrophes), len(left))


@dataclass(frozen=True, slots=True)
class Frame:
    """How many quotations of the source are open where a segment begins and where it ends."""

    before: int = 0
    after: int = 0


ALONE: Final = Frame()


def frames(sources: Sequence[str]) -> list[Frame]:
    """A frame for each segment of a block, from the sources. From a doubtful one on, each stands for itself."""
    found: list[Frame] = []
    depth = 0
    for n, source in enumerate(sources):
        marks = read(source, before=depth)
        if marks is None:
            return [*found, *[ALONE] * (len(sources) - n)]
        found.append(Frame(depth, marks.after))
        depth = marks.after
    return found


def understood(text: str, kept: Sequence[Span], frame: Frame) -> Marks | None:
    """The marks of a target, if they make sense in the source's frame or for themselves."""
    marks = read(text, kept, frame.before)
    if marks is not None and marks.after == frame.after:
        return marks
    marks = read(text, kept, 0)
    return marks if marks is not None and marks.after == 0 else None
