"""Two versions of a source, sentence by sentence: what is the same, what moved, what changed and into what.

Pure. A sentence is found again wherever its block moved. ``localize.pairing`` says which sentences belong together.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from localize.article import Block, Code, Handling, Role
from localize.markup import EMPTY, CodedText, Mark
from localize.pairing import Pairs, alike, in_order, likeness, same, typographic_form, words_of

_SLOTS: Final = frozenset({Role.HEADLINE, Role.STANDFIRST, Role.BYLINE, Role.DATELINE, Role.READING_TIME})
_PARTS: Final = 3  # sentences that one may be split into or merged from, besides the first


class Kind(StrEnum):
    """What became of a sentence. Of several the first that holds; ``Change.moved`` is told besides."""

    CHANGED = "changed"  # other words
    ADDED = "added"
    REMOVED = "removed"
    TYPOGRAPHIC = "typographic"  # other quotation marks, dashes, spaces
    ROLE = "role"  # the same text, but a subhead now
    ATTRIBUTES = "attributes"  # the same text with another link; a picture with another address
    MOVED = "moved"  # the same at another place
    UNCHANGED = "unchanged"


SAME_TEXT: Final = frozenset({Kind.UNCHANGED, Kind.MOVED, Kind.ATTRIBUTES, Kind.ROLE, Kind.TYPOGRAPHIC})


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of a version, or a block without any. ``attributes``: of its inline codes.

    ``block``: attributes of its block, with the block's first sentence only; they are not the sentence's own.
    """

    text: CodedText
    role: Role
    attributes: Mapping[str, str] = field(default_factory=dict)
    codes: tuple[Code, ...] = ()
    block: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class AttributeChange:
    """One attribute. None: it is not there."""

    name: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a sentence: indexes in both versions, several where it was split or merged."""

    kind: Kind
    old: tuple[int, ...] = ()
    new: tuple[int, ...] = ()
    moved: bool = False
    role: tuple[Role, Role] | None = None
    attributes: tuple[AttributeChange, ...] = ()


def compare(old: Sequence[Piece], new: Sequence[Piece]) -> list[Change]:
    """Every piece of both versions in exactly one change, in the order of the new one, removed ones where they stood."""
    pairs = _pairs(old, new)
    ordered = in_order(pairs)
    joined = _joined(old, new, pairs)
    changes = [
        _change(old, new, (pairs[index], *joined.olds.get(index, ())), (index, *joined.news.get(index, ())), ordered)
        for index in pairs
    ]
    used_old = {index for change in changes for index in change.old}
    used_new = {index for change in changes for index in change.new}
    changes += [Change(Kind.ADDED, new=(index,)) for index in range(len(new)) if index not in used_new]
    changes += [Change(Kind.REMOVED, old=(index,)) for index in range(len(old)) if index not in used_old]
    return _in_reading_order(changes)


def apply(old: Sequence[Piece], new: Sequence[Piece], changes: Iterable[Change]) -> list[Piece]:
    """The new version made of the old one and what ``changes`` say differs (``new`` is read for that only)."""
    made: dict[int, Piece] = {}
    for change in changes:
        match change.kind:
            case Kind.REMOVED:
                continue
            case Kind.UNCHANGED | Kind.MOVED:
                made[change.new[0]] = old[change.old[0]]
            case Kind.ROLE | Kind.ATTRIBUTES:
                there = new[change.new[0]]
                text = old[change.old[0]].text
                made[change.new[0]] = replace(there, text=text)
            case Kind.CHANGED | Kind.TYPOGRAPHIC | Kind.ADDED:
                made |= {index: new[index] for index in change.new}
    return [made[index] for index in sorted(made)]


def pieces_of(blocks: Iterable[tuple[Block, Sequence[CodedText]]]) -> list[Piece]:
    """A version's pieces: the sentences of what readers get; a picture or embed is one piece without text."""
    found: list[Piece] = []
    for block, texts in blocks:
        if block.handling is Handling.OMIT:
            continue
        for number, text in enumerate(texts or [EMPTY]):
            ids = set(text.code_ids) if texts else {code.id for code in block.codes}
            codes = tuple(code for code in block.codes if code.id in ids)
            found.append(Piece(text, block.role, _of_codes(codes), codes, {} if number else _of_block(block)))
    return found


def compare_meta(old: Mapping[str, str | None], new: Mapping[str, str | None]) -> tuple[AttributeChange, ...]:
    """What differs in the data of two versions: ``url``, ``source_name``, ``source_url``, ``published_at``."""
    names = [*old, *(name for name in new if name not in old)]
    return tuple(
        AttributeChange(name, old.get(name) or None, new.get(name) or None)
        for name in names
        if (old.get(name) or None) != (new.get(name) or None)
    )


def _of_codes(codes: Sequence[Code]) -> dict[str, str]:
    """Attributes of inline codes; those of the second and further ones carry a number."""
    found: dict[str, str] = {}
    for number, code in enumerate(codes, start=1):
        found[f"code {number}"] = code.tag
        found |= {f"{name} {number}" if number > 1 else name: value for name, value in code.attrs}
    return found


def _of_block(block: Block) -> dict[str, str]:
    element = " ".join([*(name.partition("#")[0] for name in block.wrap), block.tag]).strip()
    return {**{name: value for name, value in block.data.items() if name != "group"}, "element": element}


def _pairs(old: Sequence[Piece], new: Sequence[Piece]) -> Pairs:
    pairs: Pairs = {}
    # With the same role first: "Oslo" the dateline is not "Oslo" the list item.
    for key in (_exact_key, _key, _loose_key):
        same([key(piece) for piece in old], [key(piece) for piece in new], pairs)
    words = [words_of(piece.text.plain) for piece in old], [words_of(piece.text.plain) for piece in new]
    alike(*words, ([piece.role for piece in old], [piece.role for piece in new]), pairs)
    _fill_slots(old, new, pairs)
    return pairs


def _key(piece: Piece) -> tuple[str, ...]:
    """What must be equal for a text to be the same; blocks without text are known by their data."""
    if piece.text:
        return ("text", piece.text.dumps())
    return ("data", piece.role.value, *(f"{name}={value}" for name, value in sorted(piece.block.items())))


def _exact_key(piece: Piece) -> tuple[str, ...]:
    return (*_key(piece), piece.role.value)


def _loose_key(piece: Piece) -> tuple[str, ...]:
    if not piece.text:
        return _key(piece)
    parts = (str(part) if isinstance(part, Mark) else f"<0>{part}" for part in piece.text.parts)
    return ("text", typographic_form("".join(parts)))


def _fill_slots(old: Sequence[Piece], new: Sequence[Piece], pairs: Pairs) -> None:
    """What an article has one of is the same one in other words; pictures without text go in order."""
    taken = set(pairs.values())
    left_old = [n for n in range(len(old)) if n not in taken]
    left_new = [n for n in range(len(new)) if n not in pairs]
    roles = Counter(old[n].role for n in left_old), Counter(new[n].role for n in left_new)
    for role in roles[0]:
        bare = all(not old[n].text for n in left_old if old[n].role is role)
        if (role in _SLOTS and roles[0][role] == roles[1][role] == 1) or (bare and roles[1][role]):
            ours = [n for n in left_new if new[n].role is role and (role in _SLOTS or not new[n].text)]
            pairs |= dict(zip(ours, [n for n in left_old if old[n].role is role], strict=False))


@dataclass(frozen=True, slots=True)
class _Joined:
    """By new index of a pair: further sentences that it was merged from or split into."""

    olds: dict[int, tuple[int, ...]]
    news: dict[int, tuple[int, ...]]


def _joined(old: Sequence[Piece], new: Sequence[Piece], pairs: Pairs) -> _Joined:
    taken_old, taken_new = set(pairs.values()), set(pairs)
    found = _Joined({}, {})
    for index, other in sorted(pairs.items()):
        if _loose_key(old[other]) == _loose_key(new[index]):
            continue
        # Split: what follows in the new version makes the old sentence whole; merged: the other way round.
        news = _completing(old[other], new, index, taken_new)
        if news:
            found.news[index] = news
            taken_new |= set(news)
            continue
        olds = _completing(new[index], old, other, taken_old)
        if olds:
            found.olds[index] = olds
            taken_old |= set(olds)
    return found


def _completing(whole: Piece, pieces: Sequence[Piece], start: int, taken: set[int]) -> tuple[int, ...]:
    """Neighbours of ``pieces[start]``, not paired yet, that together with it come nearer to ``whole``."""
    wanted = words_of(whole.text.plain)
    have = words_of(pieces[start].text.plain)
    best = likeness(wanted, have)
    row: list[int] = []
    for index in range(start + 1, min(start + 1 + _PARTS, len(pieces))):
        if index in taken or pieces[index].role is not pieces[start].role:
            break
        have += words_of(pieces[index].text.plain)
        score = likeness(wanted, have)
        if score < best + 0.1:
            break
        best = score
        row.append(index)
    return tuple(row)


def _change(
    old: Sequence[Piece], new: Sequence[Piece], olds: tuple[int, ...], news: tuple[int, ...], ordered: set[int]
) -> Change:
    before, after = old[olds[0]], new[news[0]]
    moved = news[0] not in ordered
    role = (before.role, after.role) if before.role is not after.role else None
    attributes = compare_meta(before.attributes, after.attributes) if _same_codes(before, after) else ()
    if before.block and after.block:
        attributes += compare_meta(before.block, after.block)
    if len(olds) > 1 or len(news) > 1:
        kind = Kind.CHANGED
    elif before.text == after.text:
        kind = _same_text_kind(role, attributes, moved=moved, equal=before == after)
    elif _loose_key(before) == _loose_key(after):
        kind = Kind.TYPOGRAPHIC
    else:
        kind = Kind.CHANGED
    return Change(kind, olds, news, moved, role, attributes)


def _same_codes(before: Piece, after: Piece) -> bool:
    """Whether attributes can be compared one by one: with other codes they are other attributes."""
    return [code.id for code in before.codes] == [code.id for code in after.codes] or before.text == after.text


def _same_text_kind(
    role: tuple[Role, Role] | None, attributes: Sequence[AttributeChange], *, moved: bool, equal: bool
) -> Kind:
    if role is not None:
        return Kind.ROLE
    if attributes or not equal:
        return Kind.ATTRIBUTES
    return Kind.MOVED if moved else Kind.UNCHANGED


def _in_reading_order(changes: Sequence[Change]) -> list[Change]:
    """By the new version; what was removed stands after what stood before it."""
    by_old = {index: change for change in changes if change.new for index in change.old}

    def place(change: Change) -> tuple[int, int, int]:
        if change.new:
            return change.new[0], 0, 0
        before = next(
            (by_old[n] for n in range(change.old[0] - 1, -1, -1) if n in by_old and not by_old[n].moved), None
        )
        return (before.new[-1] if before else -1), 1, change.old[0]

    return sorted(changes, key=place)


def differing(changes: Iterable[Change]) -> Iterator[Change]:
    """The changes without what stayed as it was."""
    return (change for change in changes if change.kind is not Kind.UNCHANGED)
