"""The risk rule over an edition: which of its sentences wait for a person, and why.

A name is one of the register, or a person or organisation that ``localize.terms.detect`` finds in the English source.
Countries and cities that every engine knows are none unless the register has them: nearly every sentence of the news
names one, and a rule that stops everywhere is read nowhere.

A person stands for a sentence when they confirmed it or wrote its text. What rules and the catalogue made is theirs,
and an in-context match (101) was approved as the translation of this very sentence between these very neighbours; an
exact match (100) from another context is not enough.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from localize.article import Block, Role
from localize.edition import Origin, OriginKind, TargetState
from localize.markup import CodedText
from localize.memory.match import IN_CONTEXT
from localize.risk import Risk, quotation_open, risks
from localize.services.context import Context
from localize.services.lexicon import lexicon_of
from localize.store import Unit
from localize.store.articles import SegmentRow
from localize.store.editions import EditionRow, TargetRow
from localize.terms.detect import detect
from localize.terms.name import NameKind
from localize.terms.name_clues import PLACES
from localize.terms.name_index import NameIndex
from localize.terms.spelling import variants_key

_KEPT: Final = 64  # editions whose answer is kept: a page asks again with every poll
_NOBODY: Final = NameIndex(())
_TOLD: Final = frozenset({NameKind.PERSON, NameKind.ORGANISATION})
_OWN: Final = frozenset({OriginKind.RULE, OriginKind.CATALOGUE})

_Text = tuple[str, Role, str]  # key of the block, role, written source


@dataclass(frozen=True, slots=True)
class RiskyTarget:
    """A target with the risks of its sentence that the settings name. ``waits``: no person stands for it yet."""

    target: TargetRow
    segment: SegmentRow
    risks: tuple[Risk, ...]

    @property
    def waits(self) -> bool:
        """Whether a person has to confirm it. An empty one waits for its text, which is another matter."""
        empty = self.target.state == TargetState.INITIAL.value
        return bool(self.risks) and not empty and not stands(self.target)


def stands(target: TargetRow) -> bool:
    """Whether a person stands for this text, or nobody has to."""
    if target.state in {TargetState.REVIEWED.value, TargetState.FINAL.value}:
        return True
    origin = Origin.parse(target.origin, target.score)
    if origin.kind is OriginKind.MEMORY:
        return origin.score == IN_CONTEXT
    return origin.kind is OriginKind.HUMAN or origin.kind in _OWN


def judge_risks(
    ctx: Context, unit: Unit, edition: EditionRow, targets: Iterable[tuple[TargetRow, SegmentRow]]
) -> list[RiskyTarget]:
    """The targets of an edition, in reading order as they come, with their risks."""
    listed = list(targets)
    rule = frozenset(ctx.settings.risk_rule)
    if not rule:
        return [RiskyTarget(target, segment, ()) for target, segment in listed]
    index = lexicon_of(unit, ctx.settings.source_locale, edition.locale).name_index
    texts = tuple((segment.block_key, Role(segment.role), segment.source) for _, segment in listed)
    english = ctx.settings.source_locale.partition("-")[0] == "en"
    found = _risks(index, texts, english=english)
    return [
        RiskyTarget(target, segment, () if _is_own(target) else tuple(risk for risk in these if risk in rule))
        for (target, segment), these in zip(listed, found, strict=True)
    ]


def _is_own(target: TargetRow) -> bool:
    return Origin.parse(target.origin).kind in _OWN


@lru_cache(maxsize=_KEPT)
def _risks(index: NameIndex, texts: tuple[_Text, ...], *, english: bool) -> tuple[tuple[Risk, ...], ...]:
    """Risks of each text. Kept for a register and an article that stay as they are."""
    plains = [CodedText.loads(source).plain for _, _, source in texts]
    named = {n for n, plain in enumerate(plains) if index.find(plain)}
    if english:
        named |= _detected(texts)
    answer = []
    quoted, block = False, ""
    for n, ((key, role, _), plain) in enumerate(zip(texts, plains, strict=True)):
        quoted = quoted and key == block
        answer.append(risks(role, plain, named=n in named, quoted=quoted))
        quoted, block = quotation_open(plain, before=quoted), key
    return tuple(answer)


def _detected(texts: Sequence[_Text]) -> set[int]:
    """Numbers of the texts in which a person or an organisation is named."""
    blocks = [Block(key, role, CodedText.loads(source)) for key, role, source in texts]
    return {
        n
        for candidate in detect(blocks, _NOBODY)
        if candidate.kind in _TOLD and variants_key(candidate.written) not in PLACES
        for n, _, _ in candidate.spans
    }
