"""The lexicon of a pair of locales, from the database.

Every process keeps it in memory and asks the database, in one small query, whether it has changed: the counter that
``Terms.next_version`` raises first thing in every transaction that changes terms or names. A transaction that changes
them must not ask for the lexicon itself: what it has not committed would be kept.
"""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Final

from localize.services.name_record import entry_of
from localize.store import Unit
from localize.store.terms import TermConceptRow, TermTargetRow
from localize.terms.lexicon import Lexicon
from localize.terms.name import Name
from localize.terms.name_entry import FormStatus
from localize.terms.term import CaseRule, PartOfSpeech, TargetTerm, Term, TermStatus

_MOST: Final = 32  # pairs of locales kept, over all databases of the process

_Pair = tuple[str, str, str]  # address of the database, source locale, target locale
_KEPT: OrderedDict[_Pair, tuple[int, Lexicon]] = OrderedDict()
_LOCK = Lock()


def lexicon_of(unit: Unit, source_locale: str, target_locale: str) -> Lexicon:
    """The terms and names that hold between these locales: the same object as long as nothing has changed."""
    pair = (unit.address, source_locale, target_locale)
    version = unit.terms.version()
    with _LOCK:
        kept = _KEPT.get(pair)
        if kept is not None and kept[0] == version:
            _KEPT.move_to_end(pair)
            return kept[1]
    read = Lexicon(_terms(unit, source_locale, target_locale), _names(unit, target_locale))
    with _LOCK:
        _KEPT[pair] = (version, read)
        _KEPT.move_to_end(pair)
        while len(_KEPT) > _MOST:
            _KEPT.popitem(last=False)
    return read


def tags_of(locale: str) -> tuple[str, ...]:
    """Locales whose entries hold in this one: itself, and its language whatever the country."""
    return tuple(dict.fromkeys((locale, locale.partition("-")[0])))


def _terms(unit: Unit, source_locale: str, target_locale: str) -> tuple[Term, ...]:
    targets: dict[int, list[TermTargetRow]] = {}
    for row in unit.terms.targets_in(tags_of(target_locale)):
        targets.setdefault(row.concept_id, []).append(row)
    concepts = unit.terms.counting(source_locale.partition("-")[0])
    return tuple(_term(row, targets.get(row.id, ())) for row in concepts)


_RANKS: Final = {status: rank for rank, status in enumerate(TermStatus)}


def _term(row: TermConceptRow, targets: Sequence[TermTargetRow]) -> Term:
    written = [TargetTerm(t.text, TermStatus(t.status), tuple(t.forms)) for t in targets]
    return Term(
        id=row.id,
        source=row.source,
        targets=() if row.do_not_translate else tuple(sorted(written, key=lambda term: _RANKS[term.status])),
        part_of_speech=PartOfSpeech(row.part_of_speech),
        definition=row.definition,
        domains=tuple(row.domains),
        case_rule=CaseRule(row.case_rule),
        do_not_translate=row.do_not_translate,
    )


def _names(unit: Unit, target_locale: str) -> tuple[Name, ...]:
    """Names of the register, each with its accepted form where there is one."""
    locales = tags_of(target_locale)
    forms = unit.names.forms_in(locales, FormStatus.ACCEPTED.value)
    return tuple(entry_of(row, tuple(forms.get(row.id, ()))).as_name(row.id, locales) for row in unit.names.active())
