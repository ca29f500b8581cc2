"""All rules in one place, and the one way to run them.

What holds for every text:

- Letters and digits stay. Only quotation marks, dashes, apostrophes, spaces and separators in numbers change, and by
  rule ``date`` an English date of the source that was left as it is.
- Inside a quotation (from an outermost mark to its partner, and in a block of role quotation) words, digits and
  separators stay: only marks, dashes, apostrophes and spaces change. Marks that are doubtful stay all, and the whole
  segment then counts as quoted.
- Inline codes stay where they are; addresses, @names and the text of code stay as they are.
- Doing it again changes nothing, and every change can be taken back (``localize.typography.change``).
"""

from collections.abc import Iterable, Iterator
from typing import Final

from localize.article import HANDLING, Code, Handling, Role
from localize.markup import CodedText
from localize.typography.change import Edit, Ledger, Normalised, Rule
from localize.typography.dashes import dash_edits, range_edits
from localize.typography.dates import date_edits
from localize.typography.marks import ALONE, Frame, understood
from localize.typography.numbers import number_edits
from localize.typography.protect import merged, protected, touches
from localize.typography.quotes import apostrophe_edits, quotation_spans, quote_edits
from localize.typography.spaces import ellipsis_edits, space_edits
from localize.typography.styles import Style, language_of, style_of

_ROUNDS: Final = 6  # a change may make room for another one: dots that become … let a quotation begin
_WORDS: Final = frozenset({Rule.NUMBER, Rule.DATE})  # rules that never work inside a quotation
UNTOUCHED: Final = frozenset({Role.PREFORMATTED, Role.BYLINE, Role.CREDIT})


def normalise(
    target: CodedText,
    locale: str,
    *,
    source: CodedText,
    role: Role = Role.PARAGRAPH,
    codes: Iterable[Code] = (),
    frame: Frame = ALONE,
) -> Normalised:
    """``target`` as the locale sets it, with every change. ``frame``: see ``marks.frames``, for what spans segments.

    A locale without a style, and a role whose text is kept, come back unchanged.
    """
    style = style_of(locale)
    if style is None or role in UNTOUCHED or HANDLING[role] in {Handling.PROTECT, Handling.OMIT}:
        return Normalised(target)
    ledger = Ledger(target)
    known = tuple(codes)
    for _ in range(_ROUNDS):
        if not ledger.put(_edits(ledger.text, locale, style, source.plain, role, known, frame)):
            return Normalised(ledger.text, ledger.changes)
    return Normalised(target)  # rules that do not come to rest are not trusted


def _edits(
    coded: CodedText, locale: str, style: Style, source: str, role: Role, codes: tuple[Code, ...], frame: Frame
) -> list[Edit]:
    text = coded.plain
    kept = protected(coded, codes, role)
    marks = understood(text, kept, frame)
    quoted = [(0, len(text))] if role is Role.QUOTATION else merged(quotation_spans(text, marks))
    edits = [] if marks is None else [*quote_edits(text, marks, style), *apostrophe_edits(text, marks)]
    edits += [
        edit
        for edit in _plain_edits(text, locale, style, source)
        if not (edit.rule in _WORDS and touches(quoted, edit.start, edit.end))
    ]
    barred = {edit for edit in edits if touches(kept, edit.start, edit.end)}
    pairs = {edit.pair for edit in barred if edit.pair is not None}
    return [edit for edit in edits if edit not in barred and edit.pair not in pairs]


def _plain_edits(text: str, locale: str, style: Style, source: str) -> Iterator[Edit]:
    yield from ellipsis_edits(text, style)
    yield from date_edits(text, source, locale)
    yield from number_edits(text, source, locale)
    yield from range_edits(text, source, style)
    yield from dash_edits(text, style)
    yield from space_edits(text, language_of(locale), style)
