"""Terms as a file has them, whatever its format, and what holds for every entry before it is stored."""

from dataclasses import dataclass, replace
from typing import Final

from localize.exchange.issue import ImportIssue, issue
from localize.terms.concept import (
    MAX_DOMAIN,
    MAX_DOMAINS,
    MAX_FORMS,
    MAX_TARGETS,
    MAX_TEXT,
    MAX_WORDS,
    Concept,
    LocaleTerm,
    by_locale,
    tidy,
    tidy_lines,
)

MAX_BYTES: Final = 32_000_000
MAX_ENTRIES: Final = 100_000


@dataclass(frozen=True, slots=True)
class SentConcept:
    """An entry of a file. ``says_part`` and ``says_case``: the file names them; else they are our defaults."""

    concept: Concept
    line: int
    says_part: bool = True
    says_case: bool = True


@dataclass(frozen=True, slots=True)
class SentTerms:
    """A file: its entries, and what was left out of it or read otherwise."""

    entries: tuple[SentConcept, ...]
    issues: tuple[ImportIssue, ...] = ()


def tidied(concept: Concept) -> Concept:
    """An entry as it is kept."""
    return replace(
        concept,
        source=tidy(concept.source),
        definition=tidy(concept.definition),
        note=tidy_lines(concept.note),
        domains=_distinct(concept.domains),
        targets=tuple(
            replace(t, text=tidy(t.text), forms=_distinct(t.forms)) for t in by_locale(concept.targets) if tidy(t.text)
        ),
    )


def _distinct(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in map(tidy, texts) if text))


def misfit(concept: Concept, line: int | None = None) -> ImportIssue | None:
    """Why a tidied entry cannot be stored, or ``None``."""
    about = concept.source
    if not concept.source:
        return issue("entry-no-term", line=line, loss=True)
    texts = [concept.source, *(text for term in concept.targets for text in (term.text, *term.forms))]
    limits = (
        ("term-too-long", MAX_TEXT, max(map(len, texts))),
        ("words-too-long", MAX_WORDS, max(len(concept.definition), len(concept.note))),
        ("domains-too-many", MAX_DOMAINS, len(concept.domains)),
        ("domain-too-long", MAX_DOMAIN, max(map(len, concept.domains), default=0)),
        ("targets-too-many", MAX_TARGETS, len(concept.targets)),
        ("forms-too-many", MAX_FORMS, max((len(term.forms) for term in concept.targets), default=0)),
    )
    for code, limit, size in limits:
        if size > limit:
            return issue(code, line=line, about=about, loss=True, limit=limit, size=size)
    if concept.do_not_translate and concept.targets:
        return issue("keep-and-terms", line=line, about=about, loss=True)
    twice = _twice(concept.targets)
    if twice:
        return issue("term-twice", line=line, about=about, loss=True, text=twice.text, locale=twice.locale)
    return None


def _twice(targets: tuple[LocaleTerm, ...]) -> LocaleTerm | None:
    seen: set[tuple[str, str, bool]] = set()
    for term in targets:
        key = (term.locale, term.text, term.proposed)
        if key in seen:
            return term
        seen.add(key)
    return None
