"""Small edits of a coded text, for fixes: the text changes, the codes stay where they are."""

from collections.abc import Iterable

from localize.markup import CodedText, Part, join


def replaced(text: CodedText, start: int, end: int, new: str) -> CodedText | None:
    """``text`` with ``new`` in place of ``plain[start:end]``; None when a code stands inside, so that no place is sure.

    Codes at either end of the stretch stay around the new text.
    """
    before, middle, after = text.split([start, end])
    words = [index for index, part in enumerate(middle.parts) if isinstance(part, str)]
    if start == end:
        return join([before, CodedText.of([new]), middle, after]) if not middle.marks else None
    if len(words) != 1:
        return None
    parts: list[Part] = list(middle.parts)
    parts[words[0]] = new
    return join([before, CodedText.of(parts), after])


def removed_all(text: CodedText, spans: Iterable[tuple[int, int]], new: str = "") -> CodedText | None:
    """Put ``new`` in place of every span (ascending, apart from each other); None when one of them is not sure."""
    result: CodedText | None = text
    for start, end in sorted(spans, reverse=True):
        if result is None:
            return None
        result = replaced(result, start, end, new)
    return result
