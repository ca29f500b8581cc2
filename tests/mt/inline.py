"""Pairs of sentences with inline tags as coded texts, services that answer with the right translation, and a score.

What is measured is how codes find their places, so the words are always those of the reference. A service with tags
gets them as it is asked and gives them back where the reference has them. One without tags answers the reference's
plain words for a sentence, and for the inner text of a code as ``Fragments`` says.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from localize.markup import CodedText, Edge, Mark, Part, escape
from localize.mt.chain import ChainOutcome
from localize.mt.spans import code_spans
from localize.ports import TagMode

_TAG: Final = re.compile(r"<(/?)([A-Za-z][\w-]*)(?:\s[^<>]*)?>")
_ENTITIES: Final = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
_ARTICLES: Final = re.compile(r"(?i)^(?:der|die|das|den|dem|des|ein|eine|einen|einem|einer|eines)\s+")
# Endings that a word sheds when it stands alone, per language; crude on purpose: no dictionary helps the finder here.
_ENDINGS: Final = {
    "ru": re.compile(r"(?:ами|ями|ого|его|ому|ему|ыми|ими|ах|ях|ой|ей|ую|юю|ых|их|ым|им|ом|ем|ов|ев|[аяуюеиы])$"),
    "de": re.compile(r"(?:en|em|er|es|e|n|s)$"),
}


@dataclass(frozen=True)
class InlinePair:
    """A source and its reference with the same codes.

    Of several with one tag, those with equal inner text belong together, the others in their order.
    """

    source: CodedText
    target: CodedText


def read_pair(source: str, target: str) -> InlinePair | None:
    """A pair from its written form; None when the two do not have the same pairs of tags."""
    here, there = _codes(source), _codes(target)
    if here is None or there is None or Counter(n for n, _ in here.values()) != Counter(n for n, _ in there.values()):
        return None
    ids: dict[int, int] = {}  # of the target -> of the source
    free = dict(here)
    for same_text in (True, False):
        for number, (name, inner) in there.items():
            if number in ids:
                continue
            fits = [n for n, (other, text) in free.items() if other == name and (not same_text or text == inner)]
            if fits:
                ids[number] = fits[0]
                del free[fits[0]]
    return InlinePair(_coded(source, {n: n for n in here}), _coded(target, ids))


def _codes(text: str) -> dict[int, tuple[str, str]] | None:
    """Name and inner text of each pair by number, in order of their beginning; None when tags are not well nested."""
    stack: list[tuple[str, int, int]] = []
    found: dict[int, tuple[str, str]] = {}
    count = 0
    for tag in _TAG.finditer(text):
        if not tag[1]:
            count += 1
            found[count] = (tag[2], "")
            stack.append((tag[2], count, tag.end()))
            continue
        if not stack or stack[-1][0] != tag[2]:
            return None
        name, number, start = stack.pop()
        found[number] = (name, text[start : tag.start()])
    return None if stack else found


def _coded(text: str, ids: dict[int, int]) -> CodedText:
    parts: list[Part] = []
    stack: list[int] = []
    count = end = 0
    for tag in _TAG.finditer(text):
        parts.append(_plain(text[end : tag.start()]))
        end = tag.end()
        if tag[1]:
            parts.append(Mark(ids[stack.pop()], Edge.CLOSE))
        else:
            count += 1
            stack.append(count)
            parts.append(Mark(ids[count], Edge.OPEN))
    return CodedText.of([*parts, _plain(text[end:])])


def _plain(text: str) -> str:
    return re.sub("|".join(_ENTITIES), lambda found: _ENTITIES[found.group()], text)


class Tagged:
    """The rule of a service with tags: the reference, tags where it has them."""

    def __init__(self, pairs: Iterable[InlinePair], mode: TagMode) -> None:
        self.mode = mode
        self.answers = {_key(pair.source.plain): pair for pair in pairs}

    def __call__(self, text: str, target: str) -> str:
        del target
        pair = self.answers.get(_key(_plain(re.sub(r"<[^<>]*>", "", text))))
        if pair is None:
            return text
        numbers = {span.id: n for n, span in enumerate(code_spans(pair.source), start=1)}
        name, key = ("a", "i") if self.mode is TagMode.XML else ("span", "id")
        written = []
        for part in pair.target.parts:
            if isinstance(part, str):
                written.append(escape(part))
            else:
                written.append(f'<{name} {key}="{numbers[part.id]}">' if part.edge is Edge.OPEN else f"</{name}>")
        return "".join(written)


@dataclass(frozen=True)
class Fragments:
    """How a service without tags translates the inner text of a code when it is sent alone.

    ``as_it_stands``: in the very form that the sentence has, which no service can know: the best case. Otherwise each
    word sheds its ending and the fragment its article, and it begins with a capital. ``wrong``: the share of fragments
    that get other words than the sentence has, here the source's. The same fragment always gets the same answer.
    """

    as_it_stands: bool = False
    wrong: float = 0.0

    def answer(self, source: str, target: str, locale: str) -> str:
        """Translation of ``source``, which is ``target`` in the sentence."""
        if zlib.crc32(source.encode()) % 1000 < self.wrong * 1000:
            return source[::-1].capitalize()
        if self.as_it_stands:
            return target
        words = re.split(r"(\W+)", _ARTICLES.sub("", target) if locale == "de" else target)
        bare = "".join(_ENDINGS[locale].sub("", word) if len(word) > 4 and word.isalpha() else word for word in words)
        return bare[:1].upper() + bare[1:]


class Plain:
    """The rule of a service without tags."""

    def __init__(self, pairs: Sequence[InlinePair], locale: str, fragments: Fragments) -> None:
        self.answers: dict[str, str] = {}
        for pair in pairs:
            self.answers[_key(pair.source.plain)] = pair.target.plain
        for pair in pairs:
            there = _inner(pair.target)
            for number, inner in _inner(pair.source).items():
                self.answers.setdefault(_key(inner), fragments.answer(inner, there[number], locale))

    def __call__(self, text: str, target: str) -> str:
        del target
        return self.answers.get(_key(text), text)


def _inner(text: CodedText) -> dict[int, str]:
    return {span.id: text.plain[span.start : span.end] for span in code_spans(text)}


def _key(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True)
class Score:
    """Codes of all texts: placed as in the reference, elsewhere, or kept at the end and told; texts without a draft.

    ``lost`` and ``doubled``: marks that a draft lacks or has once too often. There must be none.
    """

    right: int = 0
    misplaced: int = 0
    flagged: int = 0
    lost: int = 0
    doubled: int = 0
    undrafted: int = 0

    @property
    def codes(self) -> int:
        return self.right + self.misplaced + self.flagged


def score(pairs: Sequence[InlinePair], outcome: ChainOutcome) -> Score:
    """Compare drafts with references."""
    found: Counter[str] = Counter()
    for pair, draft in zip(pairs, outcome.items, strict=True):
        if draft is None:
            found["undrafted"] += 1
            continue
        wanted, given = Counter(map(str, pair.source.marks)), Counter(map(str, draft.text.marks))
        found["lost"] += (wanted - given).total()
        found["doubled"] += (given - wanted).total()
        # Blanks beside tags are put back where the source has them (``localize.mt.tags``); all else is the engine's.
        assert "".join(draft.text.plain.split()) == "".join(pair.target.plain.split())
        here, there = _places(draft.text), _places(pair.target)
        for number, place in here.items():
            fate = "flagged" if number in draft.unplaced else "right" if place == there[number] else "misplaced"
            found[fate] += 1
    return Score(**found)


def _places(text: CodedText) -> dict[int, tuple[int, int]]:
    """Span of each code in letters and digits: blanks, quotation marks and full stops at its ends are no mistake."""
    signs = text.plain
    before = [0]
    for char in signs:
        before.append(before[-1] + char.isalnum())
    return {span.id: (before[span.start], before[span.end]) for span in code_spans(text)}
