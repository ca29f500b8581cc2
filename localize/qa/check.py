"""What a check is, and what it sees. The checks themselves stand in a module per family; ``run`` lists them.

A check declares its family and, for each finding code it may give, the severity. Nothing here reads a database or
decides what an open finding means: that is the gate's business.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from localize.article import HANDLING, Code, Handling, Role
from localize.edition import Origin, TargetState
from localize.markup import CodedText
from localize.qa.finding import Finding, Severity
from localize.terms.lexicon import EMPTY, Lexicon

Span = tuple[int, int]

TRANSLATED: Final = frozenset({Handling.TRANSLATE, Handling.CATALOGUE})  # what somebody translates, once or each time


@dataclass(frozen=True, slots=True)
class Pair:
    """One segment as the checks see it. ``src`` and ``tgt`` are the plain texts, ``codes`` the source's by id.

    ``lexicon``: the house's terms and names between the two locales. ``limit``: characters that the block may have, 0
    for any number; ``beside``: those of its other sentences.
    """

    source: CodedText
    target: CodedText
    source_locale: str
    target_locale: str
    role: Role
    state: TargetState
    origin: Origin
    codes: Mapping[int, Code]
    src: str
    tgt: str
    lexicon: Lexicon = EMPTY
    limit: int = 0
    beside: int = 0

    @property
    def source_language(self) -> str:
        """Language subtag of the source: ``en`` for ``en-GB``."""
        return language(self.source_locale)

    @property
    def target_language(self) -> str:
        """Language subtag of the target: ``de`` for ``de-AT``."""
        return language(self.target_locale)

    @property
    def handling(self) -> Handling:
        """How the block's text reaches an edition."""
        return HANDLING[self.role]


def language(locale: str) -> str:
    """The language subtag of a locale name, in lower case."""
    return locale.replace("_", "-").split("-", 1)[0].lower()


class Check(ABC):
    """One family of findings over one segment. Stateless: one instance serves all threads."""

    family: ClassVar[str]
    severities: ClassVar[Mapping[str, Severity]]  # finding code -> how much it weighs

    def applies(self, pair: Pair) -> bool:
        """Whether there is anything to judge: text made by translating, and some of it."""
        return pair.handling in TRANSLATED and bool(pair.tgt.strip())

    @abstractmethod
    def find(self, pair: Pair) -> Iterator[Finding]:
        """Findings in this segment. Must not raise whatever the texts are."""

    def finding(
        self,
        code: str,
        params: Mapping[str, str] | None = None,
        *,
        source_at: Iterable[Span] = (),
        target_at: Iterable[Span] = (),
        fix: CodedText | None = None,
    ) -> Finding:
        """A finding with the severity that this check declares for ``code``."""
        return Finding(
            code=code,
            severity=self.severities[code],
            params=tuple((params or {}).items()),
            source_spans=tuple(source_at),
            target_spans=tuple(target_at),
            fix=None if fix is None else fix.dumps(),
        )
