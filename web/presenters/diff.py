"""What a person changed in a draft, word by word, as markup: ``ins`` and ``del`` around words, codes as chips.

Everything that comes from a text is escaped by ``Markup``; the result may stand in a page as it is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from markupsafe import Markup, escape

from localize.article import Code
from localize.markup import CodedText, Mark
from web.presenters.coded import MarkedSpan, pieces

MOSTLY = 0.5  # share of changed characters from which the old text stands above the new one

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_CODE_CLASS = {"open": " open", "close": " close", "alone": ""}

Token = str | Mark


@dataclass(frozen=True, slots=True)
class Change:
    """A draft against its text. ``share``: changed characters of both, 0 to 1; ``words``: words taken out or put in."""

    html: Markup
    share: float
    words: int


@dataclass(frozen=True, slots=True)
class _Run:
    """Tokens that both texts share (``old`` and ``new`` the same), or that differ."""

    same: bool
    old: tuple[Token, ...]
    new: tuple[Token, ...]


def plain_html(text: CodedText, codes: Mapping[int, Code], spans: Iterable[MarkedSpan] = ()) -> Markup:
    """A text with its codes as chips and its findings marked."""
    out = Markup()
    for piece in pieces(text, codes, spans):
        if piece.code is not None:
            out += _chip(piece.code, piece.edge, piece.title)
        elif piece.mark:
            out += Markup('<mark class="{}">{}</mark>').format(piece.mark, piece.text)
        else:
            out += escape(piece.text)
    return out


def change(draft: CodedText, text: CodedText, codes: Mapping[int, Code], spans: Iterable[MarkedSpan] = ()) -> Change:
    """What became of a draft. Spans (offsets in the new text's plain form) are marked in the new text."""
    runs = _runs(_tokens(draft), _tokens(text))
    marked = list(spans)
    share = _share(runs)
    words = sum(_words(run.old) + _words(run.new) for run in runs if not run.same)
    if share > MOSTLY:
        old = Markup('<del class="was">{}</del>').format(plain_html(draft, codes)) if draft.plain.strip() else Markup()
        return Change(old + Markup("<ins>{}</ins>").format(plain_html(text, codes, marked)), share, words)
    out = Markup()
    offset = 0
    for run in runs:
        new = CodedText.of(run.new)
        shown = plain_html(new, codes, _shifted(marked, offset))
        if run.same:
            out += shown
        else:
            old = plain_html(CodedText.of(run.old), codes)
            gap = " " if old and new else ""
            out += Markup("<del>{}</del>").format(old) if old else ""
            out += gap + (Markup("<ins>{}</ins>").format(shown) if new else Markup())
        offset += len(new.plain)
    return Change(out, share, words)


def _chip(code_id: int, edge: str, title: str) -> Markup:
    return Markup('<span class="code{}" role="img" aria-label="{}" title="{}">{}</span>').format(
        _CODE_CLASS[edge], title, title, code_id
    )


def _shifted(spans: Sequence[MarkedSpan], offset: int) -> list[MarkedSpan]:
    return [(start - offset, end - offset, mark) for start, end, mark in spans]


def _tokens(text: CodedText) -> list[Token]:
    found: list[Token] = []
    for part in text.parts:
        if isinstance(part, Mark):
            found.append(part)
        else:
            found += _TOKEN.findall(part)
    return found


def _blank(tokens: Iterable[Token]) -> bool:
    return all(isinstance(token, str) and token.isspace() for token in tokens)


def _words(tokens: Iterable[Token]) -> int:
    return sum(isinstance(token, str) and token[0].isalnum() for token in tokens)


def _length(tokens: Iterable[Token]) -> int:
    return sum(len(token) for token in tokens if isinstance(token, str) and not token.isspace())


def _share(runs: Sequence[_Run]) -> float:
    changed = sum(_length(run.old) + _length(run.new) for run in runs if not run.same)
    total = sum(_length(run.old) + _length(run.new) for run in runs)
    return changed / total if total else 0.0


def _runs(old: Sequence[Token], new: Sequence[Token]) -> list[_Run]:
    """Shared and differing runs in turn; white space between two changes belongs to the changes."""
    # Lists of tokens are short: autojunk would call frequent words of long texts noise.
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    runs: list[_Run] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        run = _Run(tag == "equal", tuple(old[i:j]), tuple(new[k:m]))
        if runs and not runs[-1].same and (not run.same or _blank(run.new)):
            runs[-1] = _Run(False, runs[-1].old + run.old, runs[-1].new + run.new)
        else:
            runs.append(run)
    return [part for run in runs for part in _trimmed(run)]


def _trimmed(run: _Run) -> Iterator[_Run]:
    """A differing run without the tokens that both of its sides begin and end with."""
    if run.same:
        yield run
        return
    start, old, new = 0, run.old, run.new
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    if start:
        yield _Run(True, old[:start], new[:start])
    middle = _Run(False, old[start : len(old) - end], new[start : len(new) - end])
    if middle.old or middle.new:
        yield middle
    if end:
        yield _Run(True, old[len(old) - end :], new[len(new) - end :])
