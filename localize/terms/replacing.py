"""Finding words in a text and putting others in their place. Codes stay where they are, in order and whole."""

import re
from dataclasses import dataclass
from typing import Final

from localize.markup import CodedText, Part
from localize.terms.inflect import occurrences
from localize.terms.russian_words import parses

Span = tuple[int, int]  # half-open, in code points of the plain text

_SAME: Final = str.maketrans(
    {**dict.fromkeys("\u00a0\u202f\u2009", " "), **dict.fromkeys("«»„“”‟", '"'), **dict.fromkeys("‘’‚", "'")}
)
_WORD: Final = re.compile(r"\w")
_AGREES: Final = ("nomn", "gent", "datv", "accs", "ablt", "loct")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. A plain space finds a no-break one, a straight quotation mark any other.

    ``case``: capitals count; ``whole``: whole words alone; ``inflected``: a word or term in any of its forms.
    """

    find: str
    put: str = ""
    case: bool = False
    whole: bool = False
    inflected: bool = False


@dataclass(frozen=True, slots=True)
class Replaced:
    """A text with every hit replaced. ``before`` and ``after``: where the hits stood, and what took their place.

    ``doubtful``: somebody should look at the result: an ending may be wrong, or a hit went across an inline code.
    """

    text: CodedText
    before: tuple[Span, ...]
    after: tuple[Span, ...]
    doubtful: bool


def find(plain: str, wanted: Wanted, locale: str) -> list[Span]:
    """Where the words stand, in order, none overlapping."""
    if not wanted.find.strip():
        return []
    if wanted.inflected:
        return list(occurrences(plain, wanted.find, locale))
    text, words = _folded(plain, case=wanted.case), _folded(wanted.find, case=wanted.case)
    found: list[Span] = []
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not wanted.whole or _alone(plain, at, end):
            found.append((at, end))
            at = text.find(words, end)
        else:
            at = text.find(words, at + 1)
    return found


def replace(coded: CodedText, wanted: Wanted, locale: str) -> Replaced | None:
    """Every hit replaced; None when there is none."""
    plain = coded.plain
    spans = find(plain, wanted, locale)
    if not spans:
        return None
    puts: list[str] = []
    doubtful = False
    for start, end in spans:
        put, sure = _put(plain[start:end], wanted, locale)
        puts.append(put)
        doubtful = doubtful or not sure or _crosses(coded, start, end)
    after: list[Span] = []
    shift = 0
    for (start, end), put in zip(spans, puts, strict=True):
        after.append((start + shift, start + shift + len(put)))
        shift += len(put) - (end - start)
    return Replaced(_spliced(coded, spans, puts), tuple(spans), tuple(after), doubtful)


def _folded(text: str, *, case: bool) -> str:
    """A text of the same length in which what counts as the same is the same."""
    same = text.translate(_SAME)
    if case:
        return same
    low = same.lower()
    if len(low) == len(same):
        return low
    return "".join(one if len(one := letter.lower()) == 1 else letter for letter in same)


def _alone(plain: str, start: int, end: int) -> bool:
    before, after = plain[:start][-1:], plain[end : end + 1]
    return not (_WORD.match(before) and _WORD.match(plain[start])) and not (
        _WORD.match(after) and _WORD.match(plain[end - 1])
    )


def _put(there: str, wanted: Wanted, locale: str) -> tuple[str, bool]:
    """What takes the place of the words that stand there, and whether that is sure."""
    put, sure = wanted.put, True
    if wanted.inflected and put:
        put, sure = _inflected(there, wanted.find, put, locale)
    return (put if wanted.case else _capitals_like(there, put)), sure


def _inflected(there: str, wanted: str, put: str, locale: str) -> tuple[str, bool]:
    """The replacement in the form of the words that stand there, or as it was written where that cannot be told."""
    same = there.lower() == wanted.lower()
    if locale.partition("-")[0] != "ru" or not (put.isalpha() and there.isalpha()):
        return put, same
    forms, agrees = _bent_like(there, wanted, put)
    if not forms:
        return put, same and agrees
    # Several forms («мост» is a nominative and an accusative, «дорога» is not «дорогу»): the likeliest one is shown.
    return _own_capitals(put, put if same and len(forms) > 1 else forms[0]), agrees and len(forms) == 1


def _capitals_like(there: str, put: str) -> str:
    """A word in capitals, or with a first one, stays so; a replacement that has its own capitals keeps them."""
    if not put or put != put.lower():
        return put
    if len(there) > 1 and there.isupper():
        return put.upper()
    return put[0].upper() + put[1:] if there[:1].isupper() else put


def _own_capitals(written: str, form: str) -> str:
    """A form of a word with the capitals that the word was written with: «Москва», «Москвы»."""
    if len(written) > 1 and written.isupper():
        return form.upper()
    return form[0].upper() + form[1:] if written[0].isupper() else form


def _bent_like(there: str, wanted: str, word: str) -> tuple[list[str], bool]:
    """A Russian noun in the cases and numbers that a form of ``wanted`` may be in, the likeliest first.

    And whether the words around go on agreeing: not where another gender takes the place of one, or anything but a
    noun that of a noun.
    """
    known = {reading.normal_form for reading in parses(wanted)}
    readings = [reading for reading in parses(there) if reading.normal_form in known and "NOUN" in reading.tag]
    noun = next((reading for reading in parses(word) if "NOUN" in reading.tag), None)
    if noun is None or not readings:
        return [], noun is None and not readings
    forms: dict[str, None] = {}
    agrees = True
    for reading in readings:
        for case in (case for case in _AGREES if case in reading.tag and reading.tag.number):
            bent = noun.inflect({case, reading.tag.number})
            if bent is not None:
                forms[bent.word] = None
                plural = reading.tag.number == "plur"
                agrees = agrees and (plural or reading.tag.gender == bent.tag.gender)
    return list(forms), agrees


def _crosses(coded: CodedText, start: int, end: int) -> bool:
    return any(not isinstance(part, str) and start < offset < end for offset, part in coded.walk())


def _spliced(coded: CodedText, spans: list[Span], puts: list[str]) -> CodedText:
    """The new words stand where a hit begins; what is left of it beyond a code goes."""
    parts: list[Part] = []
    for offset, part in coded.walk():
        if not isinstance(part, str):
            parts.append(part)
            continue
        at, end = offset, offset + len(part)
        for (start, stop), put in zip(spans, puts, strict=True):
            if stop <= at or start >= end:
                continue
            parts.append(part[at - offset : max(start, at) - offset])
            if start >= offset:
                parts.append(put)
            at = min(stop, end)
        parts.append(part[at - offset :])
    return CodedText.of(parts)
