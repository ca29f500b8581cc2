"""All checks in one place: the table, and the one way to run them."""

from collections.abc import Mapping, Sequence
from itertools import islice
from types import MappingProxyType

from localize.article import Code, Role
from localize.edition import Origin, OriginKind, TargetState
from localize.markup import CodedText
from localize.qa.addresses import Addresses
from localize.qa.check import Check, Pair
from localize.qa.codes import Codes
from localize.qa.digits import Digits
from localize.qa.empty import Empty
from localize.qa.finding import Finding, Severity
from localize.qa.length import Length
from localize.qa.names import Names
from localize.qa.protected import ProtectedText
from localize.qa.punctuation import Ending
from localize.qa.slips import DoubledWord, DoubleSpace
from localize.qa.tags import read_tags
from localize.qa.terms import Terms
from localize.qa.untranslated import Untranslated
from localize.terms.lexicon import EMPTY, Lexicon

CHECKS: tuple[Check, ...] = (
    Empty(),
    Untranslated(),
    Codes(),
    Digits(),
    Addresses(),
    ProtectedText(),
    Names(),
    Ending(),
    DoubledWord(),
    DoubleSpace(),
    Terms(),
    Length(),
)

# Of a text that translates nothing: a block that a translator added.
_ALONE: tuple[Check, ...] = (DoubledWord(), DoubleSpace())
# A text without translation has digits and full stops of its own; to say so as well is noise.
_SETTLES = frozenset({"empty", "untranslated"})
# Of one check; a text with more is no translation, and each finding may carry a whole corrected text.
_MOST = 50
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


def check_segment(
    source: CodedText,
    target: CodedText,
    *,
    source_locale: str,
    target_locale: str,
    role: Role,
    target_state: TargetState,
    origin: Origin,
    codes: Mapping[int, Code] | Sequence[Code] = (),
    lexicon: Lexicon = EMPTY,
    limit: int = 0,
    beside: int = 0,
) -> list[Finding]:
    """Findings on one segment: errors first, then warnings, then notes; within these in the order of ``CHECKS``.

    ``codes`` are the block's inline codes, by id or as the block holds them: they tell a link from emphasis. ``limit`` and
    ``beside``: characters that the block may have, 0 for any number, and those of its other sentences.
    """
    by_id = codes if isinstance(codes, Mapping) else MappingProxyType({code.id: code for code in codes})
    pair = Pair(
        source=source,
        target=target,
        source_locale=source_locale,
        target_locale=target_locale,
        role=role,
        state=target_state,
        origin=origin,
        codes=by_id,
        src=source.plain,
        tgt=target.plain,
        lexicon=lexicon,
        limit=limit,
        beside=beside,
    )
    return check_pair(pair)


def check_pair(pair: Pair) -> list[Finding]:
    """As ``check_segment``, for a pair that is already made."""
    found: list[Finding] = []
    for check in CHECKS if pair.source else _ALONE:
        if check.applies(pair):
            more = list(islice(check.find(pair), _MOST))
            if not more:
                continue  # nearly always
            found += more
            if any(finding.code in _SETTLES for finding in more):
                break
    return sorted(found, key=lambda finding: _ORDER.index(finding.severity))


def check_plain(src: str, tgt: str, locale: str, source_locale: str = "en") -> list[Finding]:
    """Findings on a translated paragraph outside any article.

    Tags in the strings (``<a href="…">``, ``<1>``) count as inline codes. Spans are offsets in the strings as given,
    and a fix is such a string.
    """
    tagged = read_tags(src, tgt)
    found = check_segment(
        tagged.source.coded,
        tagged.target.coded,
        source_locale=source_locale,
        target_locale=locale,
        role=Role.PARAGRAPH,
        target_state=TargetState.TRANSLATED,
        origin=Origin(OriginKind.NONE),
        codes=tagged.codes,
    )
    return [tagged.as_given(finding) for finding in found]
