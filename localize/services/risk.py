"""The risk rule over an edition: which of its sentences wait for a person, and why.

A name is one of the register, or a person or organisation that ``localize.terms.detect`` finds in the English source.
Countries and cities that every engine knows are none unless the register has them: nearly every sentence of the news
names one, and a rule that stops everywhere is read nowhere.

A person stands for a sentence when they confirmed it or wrote its text. What rules and the catalogue made is theirs,
and an in-context match (101) was approved as the translation of this very sentence between these very neighbours; an
exact match (100) from another context is not enough.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any, Final

from localize.article import Block, Role
from localize.edition import Origin, OriginKind, TargetState
from localize.markup import CodedText
from localize.memory.match import IN_CONTEXT
from localize.risk import Risk, quotation_open, risks
from localize.services.context import Context
from localize.services.lexicon import lexicon_of
from localize.store import Unit
from localize.store.editions import EditionRow
from localize.terms.detect import detect
from localize.terms.name import NameKind
from localize.terms.name_clues import PLACES
from localize.terms.name_index import NameIndex
from localize.terms.spelling import variants_key

_MOST: Final = 64  # source versions whose answer is kept: sources do not change, and pages ask with every save
_NOBODY: Final = NameIndex(())
_TOLD: Final = frozenset({NameKind.PERSON, NameKind.ORGANISATION})
_OWN: Final = frozenset({OriginKind.RULE, OriginKind.CATALOGUE})

_Found = dict[int, tuple[Risk, ...]]  # by segment id
_KEPT: OrderedDict[tuple[str, int, str], tuple[NameIndex, _Found]] = OrderedDict()
_LOCK = Lock()


def judge_risks(ctx: Context, unit: Unit, edition: EditionRow, rows: Sequence[Any]) -> Mapping[int, tuple[Risk, ...]]:
    """The risks that the settings name, by segment id; nothing for text by rule or from the catalogue.

    ``rows``: of ``Editions.bench`` or ``Editions.standing``.
    """
    rule = frozenset(ctx.settings.risk_rule)
    if not rule or not rows:
        return {row.id: () for row in rows}
    found = _source_risks(ctx, unit, edition, {row.id for row in rows})
    return {
        row.id: () if Origin.parse(row.origin).kind in _OWN else tuple(r for r in found.get(row.id, ()) if r in rule)
        for row in rows
    }


def waits(row: Any, found: Sequence[Risk]) -> bool:
    """Whether a person has to confirm a text with these risks. An empty one waits for its text: another matter."""
    return bool(found) and row.state == TargetState.TRANSLATED.value and not _stands(row)


def _stands(row: Any) -> bool:
    """Whether a person stands for a text that is not confirmed."""
    origin = Origin.parse(row.origin, row.score)
    if origin.kind is OriginKind.MEMORY:
        return origin.score == IN_CONTEXT
    return origin.kind is OriginKind.HUMAN or origin.kind in _OWN


def _source_risks(ctx: Context, unit: Unit, edition: EditionRow, wanted: set[int]) -> _Found:
    """Risks by segment id, kept for a register and a source version that stay as they are."""
    index = lexicon_of(unit, ctx.settings.source_locale, edition.locale).name_index
    key = (unit.address, edition.version_id, edition.locale)
    with _LOCK:
        kept = _KEPT.get(key)
        if kept is not None and kept[0] is index and wanted <= kept[1].keys():
            _KEPT.move_to_end(key)
            return kept[1]
    english = ctx.settings.source_locale.partition("-")[0] == "en"
    found = _look(index, unit.editions.bench(edition.id, edition.version_id), english=english)
    with _LOCK:
        _KEPT[key] = (index, found)
        _KEPT.move_to_end(key)
        while len(_KEPT) > _MOST:
            _KEPT.popitem(last=False)
    return found


def _look(index: NameIndex, rows: Sequence[Any], *, english: bool) -> _Found:
    """Risks of the sentences of a version, in reading order as they come."""
    sources = [CodedText.loads(row.source) for row in rows]
    named = {n for n, source in enumerate(sources) if index.find(source.plain)}
    if english:
        named |= _detected([Block(r.block_key, Role(r.role), s) for r, s in zip(rows, sources, strict=True)])
    found: _Found = {}
    quoted, block = False, ""
    for n, (row, source) in enumerate(zip(rows, sources, strict=True)):
        quoted = quoted and row.block_key == block
        found[row.id] = risks(Role(row.role), source.plain, named=n in named, quoted=quoted)
        quoted, block = quotation_open(source.plain, before=quoted), row.block_key
    return found


def _detected(texts: Sequence[Block]) -> set[int]:
    """Numbers of the texts in which a person or an organisation is named."""
    return {
        n
        for candidate in detect(texts, _NOBODY)
        if candidate.kind in _TOLD and variants_key(candidate.written) not in PLACES
        for n, _, _ in candidate.spans
    }
