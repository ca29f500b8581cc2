"""What engines may not touch in a segment, and what stands there in the edition: the text itself, or its own by rule.

Names of a credit are kept; the words around them ("Photograph:", "via") come from the catalogue, within a caption as in
a block of their own. So does the "By" of a byline in running text.
"""

from collections.abc import Iterable

from localize.article import Block, Role
from localize.credits import credit_line, read_byline
from localize.markup import CodedText, Mark
from localize.protected import Locked, Span, locks, protected_spans
from localize.release.bylines import byline
from localize.release.phrases import Phrases
from localize.release.rules import credit_words, read_credit

_MAY_BE_BYLINE = frozenset({Role.PARAGRAPH, Role.CAPTION, Role.LIST_ITEM})


def locks_of(source: CodedText, block: Block, locale: str, phrases: Phrases) -> tuple[Locked, ...]:
    """The locked spans of a segment in order, apart from each other."""
    codes = {code.id: code for code in block.codes}
    found = locks(protected_spans(source, codes, block.role))
    made = list(_by_rule(source, block, locale, phrases))
    kept = [lock for lock in found if all(lock.end <= rule.start or rule.end <= lock.start for rule in made)]
    return tuple(sorted([*kept, *made], key=lambda lock: lock.start))


def _by_rule(source: CodedText, block: Block, locale: str, phrases: Phrases) -> Iterable[Locked]:
    plain = source.plain
    if block.role in _MAY_BE_BYLINE and read_byline(plain) and not source.marks:
        text = byline(source, locale, phrases)
        if text is not None:
            yield Locked(0, len(plain), text.plain)
            return
    line = credit_line(plain)
    if line is None or _is_cut(source, line.span):
        return
    credit = read_credit(CodedText.plain_text(plain[slice(*line.span)]))
    if credit is not None:
        yield Locked(*line.span, credit_words(credit, phrases).plain)


def _is_cut(source: CodedText, span: Span) -> bool:
    """Whether a code begins or ends inside."""
    return any(isinstance(part, Mark) and span[0] < offset < span[1] for offset, part in source.walk())
